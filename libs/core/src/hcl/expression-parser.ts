/**
 * Expressions of HCL2: literals, templates, lists, objects, `for`, calls, traversals, splats, operators by precedence
 * and the conditional. Refuses what is not an expression, with the place and what was expected there.
 */
import type { BinaryOperator, Expression, ObjectItem, SplatStep } from "./ast.js";
import { HclError } from "./position.js";
import { type ExpressionGrammar, parseHeredoc, parseQuoted } from "./template-parser.js";
import { describe, type TokenReader } from "./token-reader.js";

const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
};
const UNARY_PRECEDENCE = 7;

export function parseExpression(reader: TokenReader): Expression {
  return reader.deeper(() => {
    const start = reader.peek().start;
    const condition = parseBinary(reader, 1);
    if (!reader.accept("?")) return condition;
    // The true case may begin on a new line; whether line ends count after the false case is for the caller to say.
    const whenTrue = reader.withNewlines(false, () => {
      const value = parseExpression(reader);
      reader.expect(":", "and the value for the false case");
      return value;
    });
    reader.skipNewlines();
    const whenFalse = parseExpression(reader);
    return { kind: "conditional", condition, whenTrue, whenFalse, ...reader.spanFrom(start) };
  });
}

function peekOperator(reader: TokenReader): BinaryOperator | null {
  const token = reader.peek();
  return token.kind === "punctuation" && token.text in PRECEDENCE ? (token.text as BinaryOperator) : null;
}

function parseBinary(reader: TokenReader, minimum: number): Expression {
  const start = reader.peek().start;
  let left = parseUnary(reader);
  let length = 0;
  for (let operator = peekOperator(reader); operator !== null; operator = peekOperator(reader)) {
    const precedence = PRECEDENCE[operator];
    if (precedence < minimum) break;
    length += 1;
    // The tree of a chain leans left and is as deep as it is long: bound it like any other nesting.
    if (length > 200) reader.fail("an expression of more than 200 operators; break it up with locals");
    reader.next();
    const right = reader.deeper(() => parseBinary(reader, precedence + 1));
    left = { kind: "binary", operator, left, right, ...reader.spanFrom(start) };
  }
  return left;
}

function parseUnary(reader: TokenReader): Expression {
  const token = reader.peek();
  const kind = reader.is("!") ? "not" : reader.is("-") ? "negate" : null;
  if (kind === null) return parsePostfix(reader);
  reader.next();
  const operand = reader.deeper(() => parseBinary(reader, UNARY_PRECEDENCE));
  return { kind, operand, ...reader.spanFrom(token.start) };
}

function parsePostfix(reader: TokenReader): Expression {
  const start = reader.peek().start;
  let source = parseTerm(reader);
  for (let length = 0; ; length += 1) {
    if (length > 100) reader.fail("a reference of more than 100 steps; break it up with locals");
    if (reader.is(".")) source = parseDot(reader, source, start);
    else if (reader.is("[")) source = parseBracket(reader, source, start);
    else return source;
  }
}

function parseDot(reader: TokenReader, source: Expression, start: number): Expression {
  reader.next();
  if (reader.accept("*")) {
    const steps: SplatStep[] = [];
    while (reader.is(".") && reader.peek(1).kind === "name") {
      reader.next();
      steps.push({ attribute: reader.next().text });
    }
    return { kind: "splat", source, steps, ...reader.spanFrom(start) };
  }
  const token = reader.peek();
  if (token.kind === "number" && /^[\d.]+$/.test(token.text)) {
    reader.next();
    // `a.0.1` reads as the number 0.1 after the first dot.
    return token.text.split(".").reduce<Expression>(
      (of, digits) => ({
        kind: "index-of",
        source: of,
        key: { kind: "literal", value: Number(digits), start: token.start, end: token.end },
        ...reader.spanFrom(start),
      }),
      source,
    );
  }
  const name = reader.expectName("a name after the dot");
  return { kind: "attribute-of", source, name: name.text, ...reader.spanFrom(start) };
}

function parseBracket(reader: TokenReader, source: Expression, start: number): Expression {
  reader.next();
  if (reader.is("*") && reader.is("]", 1)) {
    reader.next();
    reader.next();
    return { kind: "splat", source, steps: parseSplatSteps(reader), ...reader.spanFrom(start) };
  }
  const key = reader.withNewlines(false, () => {
    const index = parseExpression(reader);
    reader.expect("]", "after the index");
    return index;
  });
  return { kind: "index-of", source, key, ...reader.spanFrom(start) };
}

function parseSplatSteps(reader: TokenReader): readonly SplatStep[] {
  const steps: SplatStep[] = [];
  for (;;) {
    if (reader.is(".") && reader.peek(1).kind === "name") {
      reader.next();
      steps.push({ attribute: reader.next().text });
    } else if (reader.is("[") && !reader.is("*", 1)) {
      reader.next();
      const index = reader.withNewlines(false, () => {
        const key = parseExpression(reader);
        reader.expect("]", "after the index");
        return key;
      });
      steps.push({ index });
    } else return steps;
  }
}

function parseTerm(reader: TokenReader): Expression {
  const token = reader.peek();
  switch (token.kind) {
    case "number":
      reader.next();
      return { kind: "literal", value: exactNumber(token.text, token), start: token.start, end: token.end };
    case "name":
      return parseNamed(reader);
    case "quote-open":
      return parseQuoted(reader, grammar);
    case "heredoc-open":
      return parseHeredoc(reader, grammar);
    default:
      break;
  }
  if (reader.is("(")) {
    reader.next();
    const inner = reader.withNewlines(false, () => {
      const expression = parseExpression(reader);
      reader.expect(")", "to close the bracket");
      return expression;
    });
    return { kind: "parentheses", inner, ...reader.spanFrom(token.start) };
  }
  if (reader.is("[")) return parseTuple(reader);
  if (reader.is("{")) return parseObject(reader);
  return reader.fail(`expected a value here, found ${describe(token)}; write a text in quotes, a number, true, false or a list`);
}

function exactNumber(text: string, span: { start: number; end: number }): number {
  const value = Number(text);
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    throw new HclError(`the number ${text} is too large to be kept exactly; use a smaller one or a text in quotes`, span);
  }
  return value;
}

function parseNamed(reader: TokenReader): Expression {
  const token = reader.next();
  const span = { start: token.start, end: token.end };
  if (reader.is("(")) return parseCall(reader, token.text, span);
  if (token.text === "true" || token.text === "false") return { kind: "literal", value: token.text === "true", ...span };
  if (token.text === "null") return { kind: "literal", value: null, ...span };
  return { kind: "root", name: token.text, ...span };
}

function parseCall(reader: TokenReader, name: string, nameSpan: { start: number; end: number }): Expression {
  reader.next();
  const args: Expression[] = [];
  let spread = false;
  reader.withNewlines(false, () => {
    while (!reader.is(")")) {
      args.push(parseExpression(reader));
      if (reader.accept("...")) {
        spread = true;
        break;
      }
      if (!reader.accept(",")) break;
    }
    reader.expect(")", `to end the arguments of ${name}`);
  });
  return { kind: "call", name, nameSpan, args, spread, ...reader.spanFrom(nameSpan.start) };
}

function parseTuple(reader: TokenReader): Expression {
  const start = reader.next().start;
  return reader.withNewlines(false, () => {
    if (reader.isName("for")) return parseFor(reader, start, "]");
    const items: Expression[] = [];
    while (!reader.is("]")) {
      items.push(parseExpression(reader));
      if (!reader.accept(",")) break;
    }
    reader.expect("]", "or a comma in the list");
    return { kind: "tuple", items, ...reader.spanFrom(start) } satisfies Expression;
  });
}

function parseObject(reader: TokenReader): Expression {
  const start = reader.next().start;
  const isFor = reader.withNewlines(false, () => reader.isName("for") && reader.peek(1).kind === "name");
  if (isFor) return reader.withNewlines(false, () => parseFor(reader, start, "}"));
  return reader.withNewlines(true, () => {
    const items: ObjectItem[] = [];
    reader.skipNewlines();
    while (!reader.is("}")) {
      items.push(parseObjectItem(reader));
      const separated = reader.accept(",") || reader.isKind("newline");
      reader.skipNewlines();
      if (!separated && !reader.is("}")) reader.fail(`expected a comma, a new line or } in the object, found ${describe(reader.peek())}`);
    }
    reader.next();
    return { kind: "object", items, ...reader.spanFrom(start) } satisfies Expression;
  });
}

function parseObjectItem(reader: TokenReader): ObjectItem {
  const token = reader.peek();
  const bare = token.kind === "name" && (reader.is("=", 1) || reader.is(":", 1));
  const key: Expression = bare
    ? { kind: "literal", value: reader.next().text, start: token.start, end: token.end }
    : parseExpression(reader);
  if (!reader.accept("=") && !reader.accept(":")) {
    reader.fail(`expected = and a value after the key, found ${describe(reader.peek())}`);
  }
  return { key, value: parseExpression(reader) };
}

function parseFor(reader: TokenReader, start: number, close: "]" | "}"): Expression {
  reader.next();
  const names = parseForNames(reader);
  const collection = parseExpression(reader);
  reader.expect(":", "after the collection of the for");
  const first = parseExpression(reader);
  const isObject = close === "}";
  if (isObject) reader.expect("=>", "between key and value");
  const value = isObject ? parseExpression(reader) : first;
  const grouped = isObject && reader.accept("...");
  let condition: Expression | null = null;
  if (reader.isName("if")) {
    reader.next();
    condition = parseExpression(reader);
  }
  reader.expect(close, "to end the for");
  return {
    kind: "for",
    ...names,
    collection,
    key: isObject ? first : null,
    value,
    condition,
    grouped,
    ...reader.spanFrom(start),
  };
}

/** `k, v in` or `v in`, after the word for. */
export function parseForNames(reader: TokenReader): { readonly keyName: string | null; readonly valueName: string } {
  const first = reader.expectName("a name after for").text;
  const second = reader.accept(",") ? reader.expectName("a second name").text : null;
  if (!reader.isName("in")) reader.fail(`expected the word in, found ${describe(reader.peek())}`);
  reader.next();
  return second === null ? { keyName: null, valueName: first } : { keyName: first, valueName: second };
}

const grammar: ExpressionGrammar = { expression: parseExpression, forNames: parseForNames };
