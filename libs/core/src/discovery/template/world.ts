/**
 * What a template can ask: healthy instances of a service, and keys. Each question is written down, so that the
 * renderer knows what to watch; a question the world cannot answer yet makes the rendering incomplete ("waiting"),
 * and an incomplete rendering must not be written.
 */
import { distinctNodes } from "./distinct-nodes.js";
import type { TemplateRecord, TemplateValue } from "./value.js";

/** One healthy instance, as the registry tells it. */
export interface TemplateInstance {
  readonly node: string;
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly tags: readonly string[];
  readonly meta: Readonly<Record<string, string>>;
}

export interface TemplateWorld {
  /** undefined: not asked of the registry yet. */
  readonly service: (name: string) => readonly TemplateInstance[] | undefined;
  /** Whether each instance of a service gets a `.Node` of its own, or its node's plain name as in consul-template. */
  readonly distinctNodes: boolean;
  /** undefined: not asked yet; null: there is no such key. */
  readonly key: (path: string) => string | null | undefined;
  /** Called with everything the template asks for. */
  readonly asked: (question: TemplateQuestion, waiting: boolean) => void;
}

export interface TemplateQuestion {
  readonly kind: "service" | "key";
  readonly name: string;
}

export interface ServiceQuery {
  readonly tag: string;
  readonly name: string;
}

const QUERY = /^(?:(?<tag>[\w.-]+)\.)?(?<name>[\w/-]+)$/;

/** consul-template's `tag.name`; other datacenters (`@`), nearness (`~`) and filters (`|`) are refused. */
export function parseServiceQuery(query: string): ServiceQuery {
  const groups = QUERY.exec(query)?.groups;
  if (groups?.["name"] === undefined) {
    throw new Error(`${JSON.stringify(query)} is not a service query; write "name" or "tag.name"`);
  }
  return { tag: groups["tag"] ?? "", name: groups["name"] };
}

export function askService(world: TemplateWorld, args: readonly string[]): TemplateValue {
  const { tag, name } = parseServiceQuery(args[0] ?? "");
  const filter = args[1];
  if (filter !== undefined && filter !== "passing") {
    throw new Error(`the filter ${JSON.stringify(filter)} is not supported: only instances that pass all checks are listed`);
  }
  const instances = world.service(name);
  world.asked({ kind: "service", name }, instances === undefined);
  // Before the filter: an instance has the same name whichever tag it is asked by.
  const named = world.distinctNodes ? distinctNodes(instances ?? []) : (instances ?? []);
  return named.filter((instance) => tag === "" || instance.tags.includes(tag)).map(describeInstance);
}

function describeInstance(instance: TemplateInstance): TemplateRecord {
  const entries = new Map<string, TemplateValue>([
    ["Node", instance.node],
    ["Address", instance.address],
    ["Port", instance.port],
    ["Name", instance.name],
    ["ID", instance.id],
    ["Tags", instance.tags],
    ["ServiceMeta", { kind: "map", entries: new Map(Object.entries(instance.meta)) }],
  ]);
  return { kind: "record", what: "a service instance", entries };
}

export function askKey(world: TemplateWorld, path: string): string {
  const value = world.key(path) ?? undefined;
  world.asked({ kind: "key", name: path }, value === undefined);
  return value ?? "";
}

export function askKeyOrDefault(world: TemplateWorld, path: string, otherwise: string): string {
  const value = world.key(path);
  world.asked({ kind: "key", name: path }, value === undefined);
  return value === null || value === undefined || value === "" ? otherwise : value;
}
