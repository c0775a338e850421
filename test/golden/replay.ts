// Sends the requests of one recorded scenario, in their order, to a cluster, and says what came differently. The recorder waited
// between its requests until what it wanted to show had come, so a read that differs is asked again for a while.
import { setTimeout as sleep } from "node:timers/promises";
import { acceptedReason } from "./accepted.ts";
import { type Answer, differences } from "./differences.ts";
import { Ids } from "./ids.ts";
import { type Exchange, endpointOf, exchangesOf, jobFile } from "./recorded.ts";

export interface Replayed {
  readonly name: string;
  readonly endpoint: string;
  readonly differences: readonly string[];
}

export interface ReplayOptions {
  readonly url: string;
  /** How long a read that differs is asked again. */
  readonly patienceMs: number;
}

/** Jobs that ran on the recorded server before a scenario's first request. */
const jobsBefore: Readonly<Record<string, readonly string[]>> = {
  "04-periodic-job": ["simple"],
  "05-parameterized-job": ["simple"],
  "07-nodes": ["simple"],
  "08-allocations-client": ["files"],
  "09-evaluations": ["simple", "big"],
  "11-event-stream": ["simple"],
  "17-blocking-queries": ["simple"],
};

const longestTranslated = 20_000;

class Conversation {
  private readonly ids: Ids;

  constructor(
    private readonly options: ReplayOptions,
    exchanges: readonly Exchange[],
  ) {
    this.ids = new Ids(exchanges);
  }

  readonly read = async (path: string): Promise<unknown> => (await fetch(this.options.url + path)).json();

  async register(file: string): Promise<void> {
    const answer = await fetch(`${this.options.url}/v1/jobs`, { method: "PUT", headers: { "content-type": "application/hcl" }, body: jobFile(file) });
    if (!answer.ok) throw new Error(`the recorded job file ${file} is refused: ${await answer.text()}`);
    const { EvalID: id } = (await answer.json()) as { readonly EvalID: string };
    await this.until(async () => ((await this.read(`/v1/evaluation/${id}`)) as { readonly Status: string }).Status === "complete");
  }

  private async until(holds: () => Promise<boolean>): Promise<void> {
    const endMs = Date.now() + 20_000;
    while (!(await holds()) && Date.now() < endMs) await sleep(100);
  }

  private async urlOf({ path, query }: Exchange["request"]): Promise<string> {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      const own = name === "prefix" ? await this.ids.translatePrefix(value, this.read) : await this.ids.translate(value, this.read);
      // Indexes are the recorded cluster's; here the newest are asked for at once.
      if (name === "index" && /^\d+$/.test(value)) parameters.set(name, value === "0" ? "0" : "1");
      else parameters.set(name, name === "wait" && /^\d+(ms|s|m)$/.test(value) ? "100ms" : own);
    }
    const text = parameters.toString();
    return `${this.options.url}${await this.ids.translate(path, this.read)}${text === "" ? "" : `?${text}`}`;
  }

  private async bodyOf({ body }: Exchange["request"]): Promise<string | undefined> {
    if (body === null) return undefined;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    // A payload, in which nothing is named.
    if (text.length > longestTranslated) return text;
    return this.ids.translateIndexes(await this.ids.translate(text, this.read));
  }

  private async send({ request, response }: Exchange): Promise<Answer> {
    const init: RequestInit = { method: request.method, redirect: "manual", headers: { ...request.headers, "accept-encoding": "identity" }, signal: AbortSignal.timeout(20_000) };
    const body = await this.bodyOf(request);
    if (body !== undefined) init.body = body;
    const answer = await fetch(await this.urlOf(request), init);
    const isEndless = response.status === answer.status && (response.bodyFormat === "ndjson" || response.bodyFormat === "frames");
    const lines = response.bodyFormat === "ndjson" ? (response.body as readonly unknown[]).length : 0;
    const text = isEndless ? await firstLines(answer, lines) : await answer.text();
    return { status: answer.status, headers: answer.headers, text };
  }

  async exchange(recorded: Exchange): Promise<Replayed> {
    const endMs = Date.now() + (acceptedReason(recorded.name) === undefined ? this.options.patienceMs : 0);
    for (;;) {
      const own = await this.send(recorded);
      const found = differences(recorded, own);
      const mayChange = recorded.request.method === "GET" && (own.status === recorded.response.status || own.status === 200);
      if (found.length > 0 && mayChange && Date.now() < endMs) {
        await sleep(250);
        continue;
      }
      if (recorded.response.bodyFormat === "json" && own.text.startsWith("{") === (kindIsObject(recorded.response.body))) this.learn(recorded, own);
      return { name: recorded.name, endpoint: endpointOf(recorded), differences: found };
    }
  }

  private learn({ response }: Exchange, own: Answer): void {
    try {
      this.ids.learn(response.body, JSON.parse(own.text));
    } catch {
      // An answer that is no JSON names nothing; that it is none was said already.
    }
  }
}

function kindIsObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A stream without end is read until it has as many lines as were recorded, or is silent. */
async function firstLines(answer: Response, count: number): Promise<string> {
  const reader = answer.body!.getReader();
  const decoder = new TextDecoder();
  let text = "";
  const endMs = Date.now() + 3_000;
  while (text.split("\n").length <= count && Date.now() < endMs) {
    const part = await Promise.race([reader.read(), sleep(Math.max(1, endMs - Date.now()), undefined)]);
    if (part === undefined || part.done) break;
    text += decoder.decode(part.value, { stream: true });
  }
  await reader.cancel();
  return text.split("\n").slice(0, Math.max(count, 1)).join("\n");
}

export async function replay(scenario: string, options: ReplayOptions): Promise<readonly Replayed[]> {
  const exchanges = exchangesOf(scenario);
  const conversation = new Conversation(options, exchanges);
  for (const file of jobsBefore[scenario] ?? []) await conversation.register(file);
  const replayed: Replayed[] = [];
  for (const exchange of exchanges) {
    try {
      replayed.push(await conversation.exchange(exchange));
    } catch (error) {
      replayed.push({ name: exchange.name, endpoint: endpointOf(exchange), differences: [`no answer: ${error instanceof Error ? error.message : String(error)}`] });
    }
  }
  return replayed;
}
