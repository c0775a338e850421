// Load at a fixed rate, whatever the answers: each job has the moment at which it was due, and its latency counts from
// there, so that a stall shows in all jobs that were due during it.
import { setTimeout as sleep } from "node:timers/promises";
import type { Replica } from "@berth/runtime/log/replica";
import { type BenchJob, bodyOf } from "./bench-jobs.ts";
import { PlacementWatch } from "./placement-watch.ts";
import type { Submitter } from "./submit.ts";

export interface LoadStep {
  readonly ratePerS: number;
  readonly seconds: number;
  /** Job ids of this step begin so. */
  readonly prefix: string;
  readonly shape: Omit<BenchJob, "id">;
}

export interface StepResult {
  readonly offered: number;
  readonly placed: number;
  readonly failed: number;
  /** From the moment a job was due to its plan in the log, in ms. */
  readonly placedMs: readonly number[];
  /** To the answer of the submission. */
  readonly answeredMs: readonly number[];
  /** From the first job due to the last one placed. */
  readonly seconds: number;
  readonly lastError: string;
}

const turnMs = 2;
const drainMs = 20_000;

export async function offer(step: LoadStep, submitter: Submitter, replica: Replica): Promise<StepResult> {
  const { ratePerS, seconds, prefix, shape } = step;
  const total = Math.round(ratePerS * seconds);
  const dueMs = new Map<string, number>();
  const placedMs: number[] = [];
  const answeredMs: number[] = [];
  let failed = 0;
  let lastError = "";
  let lastMs = 0;
  const watch = new PlacementWatch(replica, ({ jobId, atMs }) => {
    const due = dueMs.get(jobId);
    if (due === undefined) return;
    dueMs.delete(jobId);
    placedMs.push(atMs - due);
    lastMs = atMs;
  });
  const startMs = performance.now();
  const send = (i: number): void => {
    const due = startMs + (i * 1_000) / ratePerS;
    const id = `${prefix}-${i}`;
    dueMs.set(id, due);
    submitter.submit(bodyOf({ ...shape, id })).then(
      () => void answeredMs.push(performance.now() - due),
      (error: Error) => {
        failed++;
        lastError = error.message;
        dueMs.delete(id);
      },
    );
  };
  for (let sent = 0; sent < total; ) {
    const dueNow = Math.min(total, Math.floor(((performance.now() - startMs) / 1_000) * ratePerS) + 1);
    while (sent < dueNow) send(sent++);
    await sleep(turnMs);
  }
  const giveUpMs = performance.now() + drainMs;
  while (dueMs.size > 0 && performance.now() < giveUpMs) await sleep(20);
  watch.close();
  return { offered: total, placed: placedMs.length, failed, placedMs, answeredMs, seconds: (lastMs - startMs) / 1_000, lastError };
}
