/**
 * Bodies, attributes and blocks of HCL2. More tolerant than HCL2 in two places, for the files of Nomad's first years:
 * several items may stand on one line (`job "a" { group "b" { … } }`), and the name of an attribute may be quoted.
 */
import type { Attribute, Block, Body, BodyItem, Expression, Label } from "./ast.js";
import { parseExpression } from "./expression-parser.js";
import { tokenize } from "./lexer.js";
import type { Source } from "./position.js";
import { describe, TokenReader } from "./token-reader.js";

/** Throws HclError at the first mistake. */
export function parseSource(source: Source): Body {
  const reader = new TokenReader(tokenize(source));
  const items = parseItems(reader, "end");
  return { items, start: 0, end: source.text.length };
}

/** One expression alone, for values of variables that are given as text. */
export function parseLoneExpression(source: Source): Expression {
  const reader = new TokenReader(tokenize(source));
  reader.skipNewlines();
  const expression = parseExpression(reader);
  reader.skipNewlines();
  if (!reader.isKind("end")) reader.fail(`expected nothing more after the value, found ${describe(reader.peek())}`);
  return expression;
}

function parseItems(reader: TokenReader, until: "end" | "}"): readonly BodyItem[] {
  const items: BodyItem[] = [];
  for (;;) {
    reader.skipNewlines();
    if (until === "end" ? reader.isKind("end") : reader.is("}")) return items;
    items.push(parseItem(reader, until));
  }
}

function parseItem(reader: TokenReader, until: "end" | "}"): BodyItem {
  const first = reader.peek();
  if (first.kind === "quote-open") return parseQuotedAttribute(reader);
  if (first.kind === "end") reader.fail("the file ends inside a block; add the missing }");
  if (first.kind !== "name") {
    reader.fail(
      until === "end" && first.text === "}"
        ? "this } closes nothing; remove it"
        : `expected the name of a setting or block, found ${describe(first)}`,
    );
  }
  reader.next();
  if (reader.is("=")) return parseAttribute(reader, first.text, first);
  return parseBlock(reader, first.text, first.start);
}

function parseAttribute(reader: TokenReader, name: string, nameSpan: { start: number; end: number }): Attribute {
  reader.next();
  const value = reader.withNewlines(true, () => parseExpression(reader));
  const span = { start: nameSpan.start, end: nameSpan.end };
  return { kind: "attribute", name, nameSpan: span, value, ...reader.spanFrom(nameSpan.start) };
}

function parseQuotedAttribute(reader: TokenReader): Attribute {
  const label = parseLabel(reader);
  if (!reader.is("=")) reader.fail(`expected = and a value after "${label.text}", found ${describe(reader.peek())}`);
  return parseAttribute(reader, label.text, label);
}

function parseLabel(reader: TokenReader): Label {
  const open = reader.next();
  const text = reader.isKind("text") ? reader.next().text : "";
  const close = reader.next();
  if (close.kind !== "quote-close") reader.fail("a name must be plain text without templates", close);
  return { text, start: open.start, end: close.end };
}

function parseBlock(reader: TokenReader, type: string, start: number): Block {
  const labels: Label[] = [];
  while (reader.isKind("quote-open") || reader.isKind("name")) {
    if (reader.isKind("quote-open")) labels.push(parseLabel(reader));
    else {
      const name = reader.next();
      labels.push({ text: name.text, start: name.start, end: name.end });
    }
  }
  const headSpan = reader.spanFrom(start);
  if (!reader.is("{")) {
    const found = describe(reader.peek());
    reader.fail(`expected = and a value, or { to begin a block, after ${type}; found ${found}`);
  }
  return reader.deeper(() => {
    const open = reader.next();
    const items = reader.withNewlines(true, () => parseItems(reader, "}"));
    reader.next();
    const span = reader.spanFrom(start);
    return { kind: "block", type, labels, headSpan, body: { items, start: open.start, end: span.end }, ...span };
  });
}
