// One job on its way, as a client sees it: when its allocation is there, when it runs. A blocking query waits before the
// job is sent, so that nothing but the job's own way is measured; the query's own way is in it.
import type { KeptClient } from "./kept-client.ts";

export interface Moments {
  /** From the beginning of the submission to the answer of a query that shows the allocation. */
  readonly placedMs: number;
  readonly runningMs: number;
}

interface Stub {
  readonly ClientStatus: string;
}

const patienceMs = 30_000;

export function jobOf(id: string): string {
  const task = { Name: "t", Driver: "raw_exec", Config: { command: "sleep", args: ["3600"] }, Resources: { CPU: 20, MemoryMB: 10 } };
  const group = { Name: "g", Count: 1, Tasks: [task], EphemeralDisk: { SizeMB: 150 } };
  return JSON.stringify({ Job: { ID: id, Type: "service", Datacenters: ["*"], TaskGroups: [group], Update: { MaxParallel: 0 } } });
}

async function allocationsOf(client: KeptClient, id: string, index: number): Promise<{ readonly stubs: readonly Stub[]; readonly index: number }> {
  const answer = await client.ask("GET", `/v1/job/${id}/allocations?index=${index}&wait=10s&stale`);
  return { stubs: JSON.parse(answer.text) as Stub[], index: answer.index };
}

/** `onSend` is called when the submission begins. */
export async function submitWatched(client: KeptClient, id: string, onSend: () => void): Promise<Moments> {
  const body = jobOf(id);
  const { index } = await allocationsOf(client, id, 0);
  const startedMs = performance.now();
  const watching = watch(client, id, { startedMs, index });
  onSend();
  const answer = await client.ask("PUT", "/v1/jobs", body);
  if (answer.status !== 200) throw new Error(`submitting ${id}: ${answer.status} ${answer.text}`);
  return watching;
}

async function watch(client: KeptClient, id: string, from: { readonly startedMs: number; readonly index: number }): Promise<Moments> {
  let placedMs = 0;
  for (let { index } = from; performance.now() - from.startedMs < patienceMs; ) {
    const seen = await allocationsOf(client, id, Math.max(1, index));
    index = seen.index;
    const elapsedMs = performance.now() - from.startedMs;
    if (seen.stubs.length > 0 && placedMs === 0) placedMs = elapsedMs;
    if (seen.stubs.some((stub) => stub.ClientStatus === "running")) return { placedMs, runningMs: elapsedMs };
  }
  throw new Error(`${id} was not running within ${patienceMs / 1_000} s`);
}
