/**
 * Parses a template: the subset of Go's text/template that consul-template files use (text, comments, trim markers,
 * if / else if / with / range with else, break, continue, variables, pipelines, function calls).
 *
 * Invariants: every variable that is read was declared before, in a scope around; every function is a known one; so
 * both are refused here and not at some later rendering. Refuses also: define, template and block, nesting deeper
 * than 100, templates over 1 MiB.
 */
import type { Template, TemplateNode } from "./ast.js";
import { lexTemplate } from "./lexer.js";
import { parsePipeline } from "./pipeline-parser.js";
import { TemplateSource } from "./template-error.js";
import { TokenReader } from "./token-reader.js";

const LENGTH_MAX = 1024 * 1024;
const NESTING_MAX = 100;

/** Throws TemplateError. */
export function parseTemplate(file: string, text: string): Template {
  const source = new TemplateSource(file, text);
  if (text.length > LENGTH_MAX) throw source.errorAt(0, `a template may have at most ${LENGTH_MAX} characters, this one has ${text.length}`);
  const reader = new TokenReader(source, lexTemplate(source));
  const list = parseList(reader, { nesting: 0, inRange: false, openedAt: undefined });
  return { source, body: list.nodes };
}

interface Surroundings {
  readonly nesting: number;
  readonly inRange: boolean;
  /** Where the surrounding if, with or range began; undefined at the top. */
  readonly openedAt: number | undefined;
}

/** `else` leaves the reader behind the word, so that `else if` can go on; `end` leaves it behind its "}}". */
interface NodeList {
  readonly nodes: readonly TemplateNode[];
  readonly stop: "end" | "else" | "end-of-file";
}

function parseList(reader: TokenReader, around: Surroundings): NodeList {
  const nodes: TemplateNode[] = [];
  for (;;) {
    const token = reader.next();
    if (token.kind === "end-of-file") {
      if (around.openedAt === undefined) return { nodes, stop: "end-of-file" };
      throw reader.source.errorAt(around.openedAt, "this has no {{end}}");
    }
    if (token.kind === "text") {
      nodes.push({ kind: "text", text: token.text });
      continue;
    }
    const word = reader.peek();
    if (word.kind === "word" && (word.name === "end" || word.name === "else")) {
      if (around.openedAt === undefined) throw reader.source.errorAt(word.at, `{{${word.name}}} belongs to no if, with or range`);
      reader.next();
      if (word.name === "end") reader.expectClose("{{end}}");
      return { nodes, stop: word.name };
    }
    nodes.push(parseAction(reader, around));
  }
}

function parseAction(reader: TokenReader, around: Surroundings): TemplateNode {
  const word = reader.peek();
  if (word.kind !== "word") return parsePrint(reader);
  switch (word.name) {
    case "if":
    case "with":
    case "range":
      reader.next();
      return parseBlock(reader, { kind: word.name, at: word.at, around });
    case "break":
    case "continue":
      reader.next();
      if (!around.inRange) throw reader.source.errorAt(word.at, `{{${word.name}}} is outside of any range`);
      reader.expectClose(`{{${word.name}}}`);
      return { kind: word.name };
    case "define":
    case "template":
    case "block":
      throw reader.source.errorAt(word.at, `{{${word.name}}} is not supported: write its content where it is used`);
    default:
      return parsePrint(reader);
  }
}

function parsePrint(reader: TokenReader): TemplateNode {
  const pipeline = parsePipeline(reader, 1);
  reader.expectClose("the action");
  return { kind: "print", pipeline };
}

interface BlockStart {
  readonly kind: "if" | "with" | "range";
  readonly at: number;
  readonly around: Surroundings;
}

function parseBlock(reader: TokenReader, start: BlockStart): TemplateNode {
  const nesting = start.around.nesting + 1;
  if (nesting > NESTING_MAX) throw reader.source.errorAt(start.at, `blocks are nested deeper than ${NESTING_MAX}`);
  const outside = reader.declaredCount();
  const pipeline = parsePipeline(reader, start.kind === "range" ? 2 : 1);
  reader.expectClose(`{{${start.kind} …}}`);
  const inside = reader.declaredCount();
  const inRange = start.around.inRange || start.kind === "range";
  const body = parseList(reader, { nesting, inRange, openedAt: start.at });
  reader.forgetAfter(inside);
  const otherwise = body.stop === "else" ? parseElse(reader, { ...start, around: { ...start.around, nesting } }) : [];
  reader.forgetAfter(outside);
  return { kind: start.kind, pipeline, body: body.nodes, otherwise };
}

/** After the word `else`: `}}` and a list, or an `if` / `with` whose {{end}} closes both. */
function parseElse(reader: TokenReader, start: BlockStart): readonly TemplateNode[] {
  const word = reader.peek();
  if (word.kind === "word" && word.name === start.kind && start.kind !== "range") {
    reader.next();
    return [parseBlock(reader, { ...start, at: word.at })];
  }
  reader.expectClose(start.kind === "range" ? "{{else}} of a range" : "{{else}}");
  const list = parseList(reader, { nesting: start.around.nesting, inRange: start.around.inRange, openedAt: start.at });
  if (list.stop === "else") throw reader.source.errorAt(start.at, "this has two {{else}}");
  return list.nodes;
}
