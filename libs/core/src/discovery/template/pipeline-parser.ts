/**
 * Parses what stands inside an action: `$a, $b := operand arguments | function arguments`. Refuses unknown functions
 * (naming those there are), variables nobody declared, and values where a function is needed (`… | "text"`).
 */
import type { Command, Operand, Pipeline } from "./ast.js";
import { functionNames } from "./functions.js";
import type { Token } from "./token.js";
import type { TokenReader } from "./token-reader.js";

/** Reads up to, not including, the "}}" or ")" that ends it. `variablesMax`: how many it may declare. */
export function parsePipeline(reader: TokenReader, variablesMax: 0 | 1 | 2): Pipeline {
  const at = reader.peek().at;
  const { variables, assigns } = parseDeclaration(reader, variablesMax);
  const commands: Command[] = [parseCommand(reader)];
  while (reader.isSign("|")) {
    reader.next();
    const command = parseCommand(reader);
    if (!isCallable(command.operands[0])) {
      throw reader.source.errorAt(command.at, "after | a function is needed, this is a value");
    }
    commands.push(command);
  }
  // A variable is in scope only behind the pipeline that declares it.
  if (!assigns) for (const name of variables) reader.declare(name);
  return { at, variables, assigns, commands };
}

function isCallable(operand: Operand | undefined): boolean {
  return operand !== undefined && operand.kind !== "literal" && operand.kind !== "nil" && operand.kind !== "dot";
}

interface Declaration {
  readonly variables: readonly string[];
  readonly assigns: boolean;
}

function parseDeclaration(reader: TokenReader, variablesMax: number): Declaration {
  const first = reader.peek();
  if (first.kind !== "variable") return { variables: [], assigns: false };
  const second = reader.isSign(",", 1) ? reader.peek(2) : undefined;
  const signAt = second === undefined ? 1 : 3;
  const assigns = reader.isSign("=", signAt);
  if (!assigns && !reader.isSign(":=", signAt)) return { variables: [], assigns: false };
  const names = second?.kind === "variable" ? [first.name, second.name] : [first.name];
  if (names.length > variablesMax) {
    throw reader.source.errorAt(first.at, variablesMax === 0 ? "a variable cannot be set inside ( )" : "only range sets two variables");
  }
  for (const name of names) {
    if (assigns && !reader.isDeclared(name)) throw undeclared(reader, first, name);
  }
  for (let read = 0; read <= signAt; read++) reader.next();
  return { variables: names, assigns };
}

function undeclared(reader: TokenReader, token: Token, name: string) {
  return reader.source.errorAt(token.at, `the variable $${name} is not declared here; declare it with {{$${name} := …}}`);
}

function parseCommand(reader: TokenReader): Command {
  const at = reader.peek().at;
  const operands: Operand[] = [];
  while (!endsCommand(reader)) {
    const token = reader.peek();
    if (operands.length > 0 && !token.spaced) throw reader.unexpected(token, "; a space is needed before an argument");
    operands.push(parseOperand(reader));
  }
  const first = operands[0];
  if (first === undefined) throw reader.unexpected(reader.peek(), "; a value is missing before it");
  const second = operands[1];
  if (second !== undefined && first.kind !== "function") {
    throw reader.source.errorAt(second.at, "an argument is given to something that is not a function");
  }
  return { at, operands };
}

function endsCommand(reader: TokenReader): boolean {
  const token = reader.peek();
  return token.kind === "close" || (token.kind === "sign" && (token.sign === "|" || token.sign === ")"));
}

function parseOperand(reader: TokenReader): Operand {
  const base = parseBase(reader);
  const names: string[] = [];
  for (;;) {
    const token = reader.peek();
    if (token.kind !== "field" || token.spaced || token.name === "") break;
    reader.next();
    names.push(token.name);
  }
  if (names.length === 0) return base;
  if (base.kind === "literal" || base.kind === "nil") throw reader.source.errorAt(base.at, `this has no field .${names[0]}`);
  if (base.kind === "fields") return { ...base, names: [...base.names, ...names] };
  return { kind: "fields", at: base.at, base, names };
}

function parseBase(reader: TokenReader): Operand {
  const token = reader.next();
  const { at } = token;
  switch (token.kind) {
    case "string":
    case "number":
      return { kind: "literal", at, value: token.value };
    case "field":
      if (token.name === "") return { kind: "dot", at };
      return { kind: "fields", at, base: { kind: "dot", at }, names: [token.name] };
    case "variable":
      if (!reader.isDeclared(token.name)) throw undeclared(reader, token, token.name);
      return { kind: "variable", at, name: token.name };
    case "word":
      return parseWord(reader, token.name, at);
    case "sign":
      if (token.sign === "(") return parseGroup(reader, at);
      throw reader.unexpected(token, "; a value was expected");
    default:
      throw reader.unexpected(token, "; a value was expected");
  }
}

function parseGroup(reader: TokenReader, at: number): Operand {
  const pipeline = parsePipeline(reader, 0);
  const closing = reader.next();
  if (closing.kind === "sign" && closing.sign === ")") return { kind: "group", at, pipeline };
  throw reader.source.errorAt(at, 'this "(" is not closed');
}

function parseWord(reader: TokenReader, name: string, at: number): Operand {
  if (name === "true" || name === "false") return { kind: "literal", at, value: name === "true" };
  if (name === "nil") return { kind: "nil", at };
  if (functionNames.includes(name)) return { kind: "function", at, name };
  throw reader.source.errorAt(at, `there is no function "${name}"; known are ${functionNames.join(", ")}`);
}
