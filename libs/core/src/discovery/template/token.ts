/**
 * The words of a template. Text stands between actions; white space inside an action is not a token but is kept as
 * `spaced`, because `f .A.B` and `f .A .B` differ by nothing else.
 */

export type Token = { readonly at: number; readonly spaced: boolean } & TokenContent;

export type TokenContent =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "open" }
  | { readonly kind: "close" }
  | { readonly kind: "end-of-file" }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "word"; readonly name: string }
  /** `.Name`, or `.` alone with an empty name. */
  | { readonly kind: "field"; readonly name: string }
  /** `$name`, or `$` alone with an empty name. */
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "sign"; readonly sign: Sign };

export const signs = [":=", "=", "|", "(", ")", ","] as const;
export type Sign = (typeof signs)[number];

export function describeToken(token: Token): string {
  switch (token.kind) {
    case "text":
      return "text";
    case "open":
      return '"{{"';
    case "close":
      return '"}}"';
    case "end-of-file":
      return "the end of the template";
    case "string":
      return `the string ${JSON.stringify(token.value)}`;
    case "number":
      return `the number ${token.value}`;
    case "word":
      return `"${token.name}"`;
    case "field":
      return `".${token.name}"`;
    case "variable":
      return `"$${token.name}"`;
    case "sign":
      return `"${token.sign}"`;
  }
}
