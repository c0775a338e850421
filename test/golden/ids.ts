// A recorded conversation speaks of its own ids. What they are here is learned from answers, and, for objects that no answer has
// named yet, from the cluster: an allocation by its name, a node because there is only one.
import type { Exchange } from "./recorded.ts";

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const launched = /[\w.-]+(?:%2F|\/)(?:dispatch|periodic)-\d+(?:-[0-9a-f]+)?/g;

type Json = Readonly<Record<string, unknown>>;

function objectsIn(value: unknown): Json[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inside : [value as Json, ...inside];
}

export class Ids {
  private readonly known = new Map<string, string>();
  private readonly indexes = new Map<string, string>();
  private readonly objects = new Map<string, Json>();

  constructor(exchanges: readonly Exchange[]) {
    for (const object of exchanges.flatMap(({ response }) => objectsIn(response.body)))
      if (typeof object["ID"] === "string") this.objects.set(object["ID"], object);
  }

  /** Pairs the ids at equal places of a recorded and an own answer. */
  learn(recorded: unknown, own: unknown): void {
    if (typeof recorded === "string" && typeof own === "string") {
      const isId = (text: string): boolean => new RegExp(`^${uuid.source}$`).test(text) || new RegExp(`^${launched.source}$`).test(text);
      if (isId(recorded) && isId(own) && !this.known.has(recorded)) this.known.set(recorded, own);
    }
    if (typeof recorded !== "object" || recorded === null || typeof own !== "object" || own === null) return;
    if (Array.isArray(recorded) && Array.isArray(own)) return this.learnList(recorded, own);
    for (const [name, value] of Object.entries(recorded)) {
      if (name === "JobModifyIndex") this.indexes.set(String(value), String((own as Json)[name]));
      this.learn(value, (own as Json)[name]);
    }
  }

  private learnList(recorded: readonly unknown[], own: readonly unknown[]): void {
    const left = [...own];
    for (const value of recorded) {
      const name = (value as Json | null)?.["Name"];
      const at = name === undefined ? (recorded.length === own.length ? 0 : -1) : left.findIndex((candidate) => (candidate as Json)["Name"] === name);
      if (at >= 0) this.learn(value, left.splice(at, 1)[0]);
    }
  }

  /** A text of a request with the ids of this cluster in it. */
  async translate(text: string, read: (path: string) => Promise<unknown>): Promise<string> {
    let translated = text;
    for (const id of new Set([...(text.match(uuid) ?? []), ...(text.match(launched) ?? [])])) {
      const decoded = decodeURIComponent(id);
      const own = this.known.get(decoded) ?? (await this.find(decoded, read));
      if (own !== undefined) translated = translated.replaceAll(id, id === decoded ? own : encodeURIComponent(own));
    }
    return translated;
  }

  /** Compare-and-set by an index that an answer named. */
  translateIndexes(text: string): string {
    return text.includes('"EnforceIndex":true') ? text.replace(/("JobModifyIndex":)(\d+)(?=[^{]*\}$)/, (all, name: string, index: string) => (this.indexes.has(index) ? `${name}${this.indexes.get(index)!}` : all)) : text;
  }

  /** A prefix of an id that the scenario names somewhere. */
  async translatePrefix(prefix: string, read: (path: string) => Promise<unknown>): Promise<string> {
    if (!/^[0-9a-f-]{4,35}$/.test(prefix)) return prefix;
    const whole = [...this.objects.keys()].find((id) => id.startsWith(prefix));
    return whole === undefined ? prefix : (await this.translate(whole, read)).slice(0, prefix.length);
  }

  private ownText(text: unknown): unknown {
    return typeof text === "string" ? text.replaceAll(launched, (id) => this.known.get(id) ?? id) : text;
  }

  private async find(id: string, read: (path: string) => Promise<unknown>): Promise<string | undefined> {
    const object = this.objects.get(id);
    const isNode = object === undefined ? [...this.objects.values()].some((one) => one["NodeID"] === id) : "NodeClass" in object;
    const isEvaluation = object !== undefined && "TriggeredBy" in object;
    const list = (await read(isNode ? "/v1/nodes" : isEvaluation ? "/v1/evaluations" : "/v1/allocations")) as readonly Json[];
    const alike = isEvaluation ? ["JobID", "TriggeredBy", "Status"] : ["JobID", "Name"];
    const found = isNode ? list[0] : list.find((one) => object !== undefined && alike.every((name) => one[name] === this.ownText(object[name])));
    const own = found?.["ID"];
    if (typeof own !== "string") return undefined;
    this.known.set(id, own);
    return own;
  }
}
