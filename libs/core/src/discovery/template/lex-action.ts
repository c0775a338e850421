/** One token inside an action: names, fields, variables, strings, characters, numbers and signs, spelled as in Go. */
import type { TemplateSource } from "./template-error.js";
import { signs, type TokenContent } from "./token.js";

interface Lexed {
  readonly content: TokenContent;
  readonly next: number;
}

const NAME = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const NUMBER = /[+-]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:[0-9][0-9_]*)?\.?[0-9][0-9_]*\.?(?:[eE][+-]?[0-9]+)?)/y;

export function lexActionToken(source: TemplateSource, at: number): Lexed {
  const first = source.text[at] ?? "";
  if (first === '"') return lexQuoted(source, at);
  if (first === "`") return lexRaw(source, at);
  if (first === "'") return lexCharacter(source, at);
  if (/[0-9+-]/.test(first) || (first === "." && /[0-9]/.test(source.text[at + 1] ?? ""))) return lexNumber(source, at);
  if (first === "." || first === "$") {
    const name = match(NAME, source.text, at + 1);
    return { content: { kind: first === "." ? "field" : "variable", name }, next: at + 1 + name.length };
  }
  const name = match(NAME, source.text, at);
  if (name !== "") return { content: { kind: "word", name }, next: at + name.length };
  const sign = signs.find((candidate) => source.text.startsWith(candidate, at));
  if (sign !== undefined) return { content: { kind: "sign", sign }, next: at + sign.length };
  throw source.errorAt(at, `${JSON.stringify(first)} has no meaning here`);
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

function lexRaw(source: TemplateSource, at: number): Lexed {
  const end = source.text.indexOf("`", at + 1);
  if (end < 0) throw source.errorAt(at, "this raw string is not closed: a ` is missing");
  const value = source.text.slice(at + 1, end).replaceAll("\r", "");
  return { content: { kind: "string", value }, next: end + 1 };
}

function lexQuoted(source: TemplateSource, at: number): Lexed {
  let value = "";
  let next = at + 1;
  for (;;) {
    const character = source.text[next];
    if (character === undefined || character === "\n") throw source.errorAt(at, 'this string is not closed: a " is missing');
    if (character === '"') return { content: { kind: "string", value }, next: next + 1 };
    const piece = character === "\\" ? unescape(source, next) : { text: character, next: next + 1 };
    value += piece.text;
    next = piece.next;
  }
}

function lexCharacter(source: TemplateSource, at: number): Lexed {
  const escaped = source.text[at + 1] === "\\";
  const plain = String.fromCodePoint(source.text.codePointAt(at + 1) ?? 0);
  const piece = escaped ? unescape(source, at + 1) : { text: plain, next: at + 1 + plain.length };
  if (piece.text === "'" && !escaped) throw source.errorAt(at, "a character constant holds one character, like 'a'");
  if (source.text[piece.next] !== "'") throw source.errorAt(at, "a character constant holds one character and ends with '");
  return { content: { kind: "number", value: piece.text.codePointAt(0) ?? 0 }, next: piece.next + 1 };
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
};
const CODED: readonly { readonly pattern: RegExp; readonly base: number }[] = [
  { pattern: /x([0-9a-fA-F]{2})/y, base: 16 },
  { pattern: /u([0-9a-fA-F]{4})/y, base: 16 },
  { pattern: /U([0-9a-fA-F]{8})/y, base: 16 },
  { pattern: /([0-7]{3})/y, base: 8 },
];

function unescape(source: TemplateSource, at: number): { readonly text: string; readonly next: number } {
  const plain = ESCAPES[source.text[at + 1] ?? ""];
  if (plain !== undefined) return { text: plain, next: at + 2 };
  for (const { pattern, base } of CODED) {
    pattern.lastIndex = at + 1;
    const found = pattern.exec(source.text);
    const code = Number.parseInt(found?.[1] ?? "", base);
    if (found !== null && code <= 0x10ffff) return { text: String.fromCodePoint(code), next: at + 1 + found[0].length };
  }
  throw source.errorAt(at, 'unknown escape in a string: write "\\\\" for a backslash, or use `…`');
}

function lexNumber(source: TemplateSource, at: number): Lexed {
  const written = match(NUMBER, source.text, at);
  const next = at + written.length;
  const digits = written.replaceAll("_", "");
  const sign = digits.startsWith("-") ? -1 : 1;
  const value = sign * Number(digits.replace(/^[+-]/, ""));
  const joined = /[\p{L}\p{Nd}_]/u.test(source.text[next] ?? "");
  if (written === "" || Number.isNaN(value) || joined) throw source.errorAt(at, "this is not a number");
  return { content: { kind: "number", value }, next };
}
