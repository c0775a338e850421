// Cuts a filter expression into words, numbers, texts and marks, each with its column. Texts stand in double quotes with escapes, or
// in backquotes as they are. Refuses: characters that begin nothing, texts without an end.
import { FilterError } from "./expression.js";

export interface Token {
  readonly kind: "word" | "number" | "text" | "mark" | "end";
  readonly text: string;
  readonly column: number;
}

const shapes: readonly (readonly [Token["kind"] | "space", RegExp])[] = [
  ["space", /\s+/y],
  ["number", /[+-]?\d+(\.\d+)?(?![\w-])/y],
  ["word", /[A-Za-z_][\w/-]*/y],
  ["text", /"(?:[^"\\]|\\.)*"|`[^`]*`/y],
  ["mark", /==|!=|<=|>=|[<>()[\]{}.,]/y],
];

function valueOf(text: string, column: number): string {
  if (text.startsWith("`")) return text.slice(1, -1);
  try {
    return JSON.parse(text) as string;
  } catch {
    throw new FilterError(column, `this text has an escape that is not known: ${text.slice(0, 60)}; write \\" \\\\ \\n or use backquotes`);
  }
}

export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < source.length; ) {
    const column = at + 1;
    const found = shapes.map(([kind, shape]) => {
      shape.lastIndex = at;
      return [kind, shape.exec(source)?.[0]] as const;
    }).find(([, text]) => text !== undefined);
    if (found?.[1] === undefined) {
      const isOpen = source[at] === '"' || source[at] === "`";
      throw new FilterError(column, isOpen ? "this text has no end: a quotation mark is missing" : `nothing begins with "${source[at]}"; values with other characters stand in double quotes`);
    }
    const [kind, text] = found;
    at += text.length;
    if (kind !== "space") tokens.push({ kind, text: kind === "text" ? valueOf(text, column) : text, column });
  }
  return [...tokens, { kind: "end", text: "", column: source.length + 1 }];
}
