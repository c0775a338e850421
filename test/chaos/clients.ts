// Clients of the API that write and read the same few jobs at once, each one request at a time, and record what they asked
// and were told. Every write carries its operation's id as its trace, which the log keeps beside the event.
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../sim/world/random.ts";
import type { ChaosRequest, ChaosResult, Operation, SeenJob } from "./history.ts";

export interface ClientTerms {
  readonly name: string;
  readonly random: Random;
  readonly jobs: readonly string[];
  readonly apis: ReadonlyMap<string, string>;
  readonly record: (operation: Operation) => void;
}

/** Longer than the server's own limit, and than any pause of a server. */
const answerTimeoutMs = 20_000;
const longestThoughtMs = 120;
/** A refused connection is known at once. */
const afterFailureMs = 100;

/** 32 hexadecimal digits, as a trace's id has them. */
export function operationId(random: Random): string {
  return random.uuid().replaceAll("-", "");
}

export class ChaosClient {
  /** What this client believes of each job. */
  private readonly known = new Map<string, SeenJob | undefined>();
  private wrote: string | undefined;
  private readonly terms: ClientTerms;

  constructor(terms: ClientTerms) {
    this.terms = terms;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { random } = this.terms;
    while (!signal.aborted) {
      const result = await this.once(this.draw());
      await sleep(result.kind === "unknown" ? afterFailureMs : random.int(0, longestThoughtMs));
    }
  }

  /** Asks one of the servers that run. */
  async once(request: ChaosRequest, via = this.terms.random.pick([...this.terms.apis.keys()])): Promise<ChaosResult> {
    const { name, random, apis, record } = this.terms;
    const id = operationId(random);
    const url = apis.get(via)!;
    const startMs = performance.now();
    const result = await send(`${url}`, id, request).catch((error: Error): ChaosResult => ({ kind: "unknown", reason: reasonOf(error) }));
    record({ id, client: name, via, request, result, startMs, endMs: performance.now() });
    this.learn(request, result);
    return result;
  }

  private draw(): ChaosRequest {
    const { random, jobs } = this.terms;
    const value = `v${random.int(0, 0xffff_ffff).toString(16)}-${random.int(0, 0xffff).toString(16)}`;
    // Whoever wrote may well go on with what it wrote.
    const { wrote } = this;
    this.wrote = undefined;
    if (wrote !== undefined && random.chance(0.4)) return { kind: "replace", job: wrote, value, expected: this.known.get(wrote) };
    // One that all want: writes of several clients meet in one entry.
    const job = random.chance(0.25) ? jobs[0]! : random.pick(jobs);
    const chance = random.next();
    if (chance < 0.2) return { kind: "register", job, value };
    if (chance < 0.55) return { kind: "replace", job, value, expected: this.known.get(job) };
    if (chance < 0.62) return { kind: "stop", job, purge: random.chance(0.3) };
    return { kind: "read", job, stale: random.chance(0.25) };
  }

  private learn(request: ChaosRequest, result: ChaosResult): void {
    if (result.kind === "seen") this.known.set(request.job, result.job);
    if (result.kind !== "done") return;
    if (request.kind !== "register" && request.kind !== "replace") return;
    this.known.set(request.job, { index: result.index, value: request.value, stopped: false });
    this.wrote = request.job;
  }
}

function reasonOf(error: Error): string {
  const { cause } = error;
  return cause instanceof Error && cause.message !== "" ? `${error.message}: ${cause.message}` : error.message;
}

/** Its size follows from its value, so that the cluster is now nearly full and now not. */
function bodyOf(job: string, value: string): Record<string, unknown> {
  const size = [...value].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const task = {
    Name: "t",
    Driver: "raw_exec",
    Config: { command: "sleep", args: ["3600"] },
    Resources: { CPU: 100 + (size % 7) * 100, MemoryMB: 64 },
    LogConfig: { MaxFiles: 1, MaxFileSizeMB: 1 },
  };
  const group = { Name: "g", Count: 1 + (size % 3), Tasks: [task], EphemeralDisk: { SizeMB: 10 } };
  return { ID: job, Type: "service", Datacenters: ["*"], Meta: { value }, TaskGroups: [group], Update: { MaxParallel: 0 } };
}

async function send(url: string, id: string, request: ChaosRequest): Promise<ChaosResult> {
  const headers = { traceparent: `00-${id}-${id.slice(0, 16)}-01` };
  const signal = AbortSignal.timeout(answerTimeoutMs);
  switch (request.kind) {
    case "register":
    case "replace": {
      const cas = request.kind === "replace" ? { EnforceIndex: true, JobModifyIndex: request.expected?.index ?? 0 } : {};
      const body = JSON.stringify({ Job: bodyOf(request.job, request.value), ...cas });
      return written(await fetch(`${url}/v1/jobs`, { method: "PUT", headers, body, signal }));
    }
    case "stop":
      return written(await fetch(`${url}/v1/job/${request.job}?purge=${request.purge}`, { method: "DELETE", headers, signal }));
    case "read":
      return seen(await fetch(`${url}/v1/job/${request.job}${request.stale ? "?stale" : ""}`, { headers, signal }));
  }
}

async function written(response: Response): Promise<ChaosResult> {
  const text = await response.text();
  if (response.ok) return { kind: "done", index: (JSON.parse(text) as { readonly JobModifyIndex: number }).JobModifyIndex };
  // What the log refused is certain; anything else leaves it open.
  if (text.startsWith("Enforcing job modify index")) return { kind: "refused", reason: text };
  return { kind: "unknown", reason: `${response.status} ${text}` };
}

async function seen(response: Response): Promise<ChaosResult> {
  const text = await response.text();
  if (response.status === 404 && text === "job not found") return { kind: "seen", job: undefined };
  if (!response.ok) return { kind: "unknown", reason: `${response.status} ${text}` };
  const job = JSON.parse(text) as { readonly JobModifyIndex: number; readonly Stop: boolean; readonly Meta: { readonly value: string } };
  return { kind: "seen", job: { index: job.JobModifyIndex, value: job.Meta.value, stopped: job.Stop } };
}
