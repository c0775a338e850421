/**
 * Cuts a template into tokens by the rules of Go's text/template (pkg.go.dev/text/template): `{{- ` takes away all
 * white space before the action and ` -}}` all after it, where the minus must be apart from what the action says;
 * a comment must fill its whole action. Refuses: an action or comment that is not closed, characters that begin no
 * word, broken strings and numbers.
 */
import { lexActionToken } from "./lex-action.js";
import type { TemplateSource } from "./template-error.js";
import type { Token } from "./token.js";

const SPACE = /[ \t\r\n]/;
const LEADING_SPACE = /^[ \t\r\n]+/;
const TRAILING_SPACE = /[ \t\r\n]+$/;

export function lexTemplate(source: TemplateSource): readonly Token[] {
  const { text } = source;
  const tokens: Token[] = [];
  let offset = 0;
  let trimNext = false;
  for (;;) {
    const open = text.indexOf("{{", offset);
    const end = open < 0 ? text.length : open;
    const trimsBefore = open >= 0 && isTrimOpen(text, open);
    pushText(tokens, { text: text.slice(offset, end), at: offset, trimStart: trimNext, trimEnd: trimsBefore });
    if (open < 0) break;
    const inside = open + (trimsBefore ? 4 : 2);
    const closed = text.startsWith("/*", skipSpace(text, inside, trimsBefore))
      ? skipComment(source, open, skipSpace(text, inside, trimsBefore))
      : lexAction(source, { tokens, open, inside });
    offset = closed.next;
    trimNext = closed.trims;
  }
  tokens.push({ kind: "end-of-file", at: text.length, spaced: false });
  return tokens;
}

function isTrimOpen(text: string, open: number): boolean {
  return text[open + 2] === "-" && SPACE.test(text[open + 3] ?? "");
}

/** White space before a comment is allowed only after a trim marker. */
function skipSpace(text: string, from: number, allowed: boolean): number {
  if (!allowed) return from;
  let at = from;
  while (SPACE.test(text[at] ?? "")) at++;
  return at;
}

interface TextPiece {
  readonly text: string;
  readonly at: number;
  readonly trimStart: boolean;
  readonly trimEnd: boolean;
}

function pushText(tokens: Token[], piece: TextPiece): void {
  const started = piece.trimStart ? piece.text.replace(LEADING_SPACE, "") : piece.text;
  const text = piece.trimEnd ? started.replace(TRAILING_SPACE, "") : started;
  if (text !== "") tokens.push({ kind: "text", text, at: piece.at, spaced: false });
}

interface Closed {
  readonly next: number;
  readonly trims: boolean;
}

function skipComment(source: TemplateSource, open: number, start: number): Closed {
  const end = source.text.indexOf("*/", start + 2);
  if (end < 0) throw source.errorAt(open, 'this comment is not closed: "*/}}" is missing');
  const closed = closeAt(source.text, end + 2);
  if (closed === undefined) throw source.errorAt(end, 'a comment must fill its action: "*/" must be followed by "}}"');
  return closed;
}

function closeAt(text: string, at: number): Closed | undefined {
  if (text.startsWith("}}", at)) return { next: at + 2, trims: false };
  if (SPACE.test(text[at] ?? "") && text.startsWith("-}}", at + 1)) return { next: at + 4, trims: true };
  return undefined;
}

interface Action {
  readonly tokens: Token[];
  readonly open: number;
  readonly inside: number;
}

function lexAction(source: TemplateSource, action: Action): Closed {
  const { text } = source;
  action.tokens.push({ kind: "open", at: action.open, spaced: false });
  let at = action.inside;
  let spaced = false;
  for (;;) {
    const closed = closeAt(text, at);
    if (closed !== undefined) {
      action.tokens.push({ kind: "close", at, spaced });
      return closed;
    }
    if (at >= text.length) throw source.errorAt(action.open, 'this action is not closed: "}}" is missing');
    if (SPACE.test(text[at] ?? "")) {
      at++;
      spaced = true;
      continue;
    }
    const { content, next } = lexActionToken(source, at);
    action.tokens.push({ ...content, at, spaced });
    at = next;
    spaced = false;
  }
}
