/**
 * Templates in quotes and heredocs: literal text, `${ }`, `%{ if }`, `%{ for }`, the strip marks `~`, and the
 * indentation that `<<-` removes (the smallest indentation of its lines that are not blank).
 */
import type { Expression, TemplatePart } from "./ast.js";
import type { Token } from "./token.js";
import { describe, type TokenReader } from "./token-reader.js";

/** What templates need of the expression grammar, handed in so that the two files do not import each other. */
export interface ExpressionGrammar {
  readonly expression: (reader: TokenReader) => Expression;
  readonly forNames: (reader: TokenReader) => { readonly keyName: string | null; readonly valueName: string };
}

/** A part as read, before directives are put together. */
type FlatPart =
  | { readonly kind: "text"; text: string; readonly token: Token }
  | { readonly kind: "value"; readonly expression: Expression; readonly token: Token }
  | { readonly kind: "if"; readonly condition: Expression; readonly token: Token }
  | { readonly kind: "for"; readonly names: ReturnType<ExpressionGrammar["forNames"]>; readonly collection: Expression; readonly token: Token }
  | { readonly kind: "else"; readonly token: Token }
  | { readonly kind: "endif"; readonly token: Token }
  | { readonly kind: "endfor"; readonly token: Token };

export function parseQuoted(reader: TokenReader, grammar: ExpressionGrammar): Expression {
  const open = reader.next();
  return finish(reader, open, readFlat(reader, grammar, "quote-close"));
}

export function parseHeredoc(reader: TokenReader, grammar: ExpressionGrammar): Expression {
  const open = reader.next();
  const parts = readFlat(reader, grammar, "heredoc-close");
  if (open.text === "<<-") stripIndentation(parts);
  return finish(reader, open, parts);
}

function finish(reader: TokenReader, open: Token, flat: readonly FlatPart[]): Expression {
  const end = reader.previousEnd();
  const parts = assemble({ reader, flat, at: 0 });
  const span = { start: open.start, end };
  if (parts.length === 0) return { kind: "literal", value: "", ...span };
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only?.kind === "text") return { kind: "literal", value: only.text, ...span };
  return { kind: "template", parts, ...span };
}

function readFlat(reader: TokenReader, grammar: ExpressionGrammar, close: "quote-close" | "heredoc-close"): FlatPart[] {
  const parts: FlatPart[] = [];
  let stripNext = false;
  for (;;) {
    const token = reader.next();
    if (token.kind === close) return parts;
    if (token.kind === "text") {
      parts.push({ kind: "text", text: stripNext ? token.text.trimStart() : token.text, token });
      stripNext = stripNext && token.text.trim() === "";
      continue;
    }
    if (token.kind !== "interpolation-open" && token.kind !== "directive-open") {
      return reader.fail(`expected the end of the text, found ${describe(token)}`, token);
    }
    if (token.text.endsWith("~")) stripEndOf(parts);
    const part = reader.withNewlines(false, () =>
      token.kind === "interpolation-open" ? readInterpolation(reader, grammar, token) : readDirective(reader, grammar, token),
    );
    parts.push(part);
    const closing = reader.next();
    if (closing.kind !== "template-close") {
      return reader.fail(
        `expected } to end the template, found ${describe(closing)}; for a literal \${ or %{ write $\${ or %%{`,
        closing,
      );
    }
    stripNext = closing.text === "~}";
  }
}

function stripEndOf(parts: FlatPart[]): void {
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    const part = parts[at];
    if (part?.kind !== "text") return;
    part.text = part.text.trimEnd();
    if (part.text !== "") return;
  }
}

function readInterpolation(reader: TokenReader, grammar: ExpressionGrammar, token: Token): FlatPart {
  return { kind: "value", expression: grammar.expression(reader), token };
}

function readDirective(reader: TokenReader, grammar: ExpressionGrammar, token: Token): FlatPart {
  const word = reader.expectName("if, else, endif, for or endfor");
  switch (word.text) {
    case "if":
      return { kind: "if", condition: grammar.expression(reader), token };
    case "for":
      return { kind: "for", names: grammar.forNames(reader), collection: grammar.expression(reader), token };
    case "else":
    case "endif":
    case "endfor":
      return { kind: word.text, token } as FlatPart;
    default:
      return reader.fail(`%{ ${word.text} } is not known; use if, else, endif, for or endfor`, word);
  }
}

/** The parts of one text and how far they are put together. */
interface Cursor {
  readonly reader: TokenReader;
  readonly flat: readonly FlatPart[];
  at: number;
}

/** Puts directives and what they enclose together, up to (not including) a part that ends the enclosing directive. */
function assemble(cursor: Cursor): readonly TemplatePart[] {
  const parts = assembleUntil(cursor);
  const rest = cursor.flat[cursor.at];
  if (rest !== undefined) cursor.reader.fail(`%{ ${rest.kind} } has no beginning in this text`, rest.token);
  return parts;
}

function assembleUntil(cursor: Cursor): readonly TemplatePart[] {
  const { flat, reader } = cursor;
  const parts: TemplatePart[] = [];
  for (let part = flat[cursor.at]; part !== undefined; part = flat[cursor.at]) {
    if (part.kind === "else" || part.kind === "endif" || part.kind === "endfor") return parts;
    cursor.at += 1;
    if (part.kind === "text") {
      if (part.text !== "") parts.push({ kind: "text", text: part.text });
    } else if (part.kind === "value") {
      parts.push({ kind: "value", expression: part.expression });
    } else {
      const directive = part;
      parts.push(reader.deeper(() => assembleDirective(cursor, directive)));
    }
  }
  return parts;
}

function assembleDirective(cursor: Cursor, part: Extract<FlatPart, { kind: "if" | "for" }>): TemplatePart {
  const body = assembleUntil(cursor);
  if (part.kind === "for") {
    expectDirective(cursor, "endfor", part.token);
    return { kind: "for", ...part.names, collection: part.collection, body, span: part.token };
  }
  let whenFalse: readonly TemplatePart[] = [];
  if (cursor.flat[cursor.at]?.kind === "else") {
    cursor.at += 1;
    whenFalse = assembleUntil(cursor);
  }
  expectDirective(cursor, "endif", part.token);
  return { kind: "if", condition: part.condition, whenTrue: body, whenFalse };
}

function expectDirective(cursor: Cursor, kind: "endif" | "endfor", opened: Token): void {
  const part = cursor.flat[cursor.at];
  if (part?.kind !== kind) cursor.reader.fail(`this directive is never ended; add %{ ${kind} }`, part?.token ?? opened);
  cursor.at += 1;
}

function stripIndentation(parts: readonly FlatPart[]): void {
  let smallest = Number.POSITIVE_INFINITY;
  parts.forEach((part, at) => {
    if (part.kind !== "text" || !part.token.beginsLine) return;
    const blank = part.text.trim() === "" && (part.text.endsWith("\n") || parts[at + 1] === undefined);
    if (!blank) smallest = Math.min(smallest, part.text.length - part.text.trimStart().length);
  });
  if (!Number.isFinite(smallest)) return;
  for (const part of parts) {
    if (part.kind !== "text" || !part.token.beginsLine) continue;
    const indentation = part.text.length - part.text.replace(/^[ \t]+/, "").length;
    part.text = part.text.slice(Math.min(smallest, indentation));
  }
}
