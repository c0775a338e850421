/**
 * Renders a template over what is known of the registry, and tells what it asked for. Pure: the same template and
 * answers give the same text, byte for byte. A rendering with `waiting` questions is incomplete: the loop answers
 * them and renders again; it must never write such a text.
 */
import type { Pipeline, Operand, Template, TemplateNode } from "./ast.js";
import { evaluateTemplate } from "./evaluator.js";
import { parseServiceQuery, type TemplateInstance } from "./world.js";

export interface TemplateAnswers {
  readonly services: ReadonlyMap<string, readonly TemplateInstance[]>;
  /** null: there is no such key. */
  readonly keys: ReadonlyMap<string, string | null>;
  /** See distinct-nodes. Absent: false, as in consul-template. */
  readonly distinctNodes?: boolean;
}

export interface Rendering {
  readonly text: string;
  /** Names of all services and keys that the text depends on, sorted. */
  readonly services: readonly string[];
  readonly keys: readonly string[];
  /** Asked for, but not among the answers; a key that `{{key}}` needs and that does not exist is here too. */
  readonly waiting: { readonly services: readonly string[]; readonly keys: readonly string[] };
}

/** Throws TemplateError. */
export function renderTemplate(template: Template, answers: TemplateAnswers): Rendering {
  const asked = { service: new Set<string>(), key: new Set<string>() };
  const waiting = { service: new Set<string>(), key: new Set<string>() };
  const text = evaluateTemplate(template, {
    service: (name) => answers.services.get(name),
    distinctNodes: answers.distinctNodes ?? false,
    key: (path) => answers.keys.get(path),
    asked: ({ kind, name }, isWaiting) => {
      asked[kind].add(name);
      if (isWaiting) waiting[kind].add(name);
    },
  });
  return {
    text,
    services: [...asked.service].sort(),
    keys: [...asked.key].sort(),
    waiting: { services: [...waiting.service].sort(), keys: [...waiting.key].sort() },
  };
}

/** The services that the template names literally; one that computes a name shows it only when rendered. Throws TemplateError. */
export function templateServices(template: Template): readonly string[] {
  const names = new Set<string>();
  for (const pipeline of pipelinesOf(template.body)) {
    for (const query of literalQueries(pipeline)) names.add(nameIn(template, query));
  }
  return [...names].sort();
}

interface LiteralQuery {
  readonly at: number;
  readonly text: string;
}

function nameIn(template: Template, query: LiteralQuery): string {
  try {
    return parseServiceQuery(query.text).name;
  } catch (error) {
    throw template.source.errorAt(query.at, error instanceof Error ? error.message : String(error));
  }
}

function* pipelinesOf(nodes: readonly TemplateNode[]): Iterable<Pipeline> {
  for (const node of nodes) {
    if (node.kind === "text" || node.kind === "break" || node.kind === "continue") continue;
    yield node.pipeline;
    if (node.kind === "print") continue;
    yield* pipelinesOf(node.body);
    yield* pipelinesOf(node.otherwise);
  }
}

function* literalQueries(pipeline: Pipeline): Iterable<LiteralQuery> {
  for (const [index, { operands }] of pipeline.commands.entries()) {
    const [first, argument] = operands;
    const piped = pipeline.commands[index - 1]?.operands;
    const query = argument ?? (piped?.length === 1 ? piped[0] : undefined);
    if (first?.kind === "function" && first.name === "service" && query?.kind === "literal" && typeof query.value === "string") {
      yield { at: query.at, text: query.value };
    }
    for (const operand of operands) yield* queriesInside(operand);
  }
}

function* queriesInside(operand: Operand): Iterable<LiteralQuery> {
  if (operand.kind === "group") yield* literalQueries(operand.pipeline);
  if (operand.kind === "fields") yield* queriesInside(operand.base);
}
