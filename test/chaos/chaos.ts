// One run: a region, clients that write and read the same jobs all the time, one fault after the other; then peace, last
// reads, and the judgement over what the clients were told and what the log says.
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "../sim/world/random.ts";
import { checkHistory } from "./check-history.ts";
import { type CheckedLog, checkLog } from "./check-log.ts";
import { ChaosClient } from "./clients.ts";
import { allFaults, type Fault } from "./faults.ts";
import type { Operation, RecordedFault, Violation } from "./history.ts";
import { type ChaosRegion, processesOf, startChaosRegion } from "./region/chaos-region.ts";
import { longestGap, type Moments, type StallFigures, stallOf, stallsByKind } from "./stalls.ts";
import { timelineOf } from "./timeline.ts";

export interface ChaosOptions {
  readonly seconds: number;
  readonly replicas: 1 | 3;
  readonly seed: number;
  /** Only faults whose kind contains one of these; none: all. */
  readonly only: readonly string[];
  readonly progress: (text: string) => void;
}

export interface ChaosReport {
  readonly sent: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly unknown: number;
  readonly reads: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly overCommits: number;
  /** Each with its timeline. */
  readonly violations: readonly string[];
  readonly entries: number;
  readonly snapshots: number;
  /** Without any fault, at the run's beginning. */
  readonly calm: { readonly writeMs: number; readonly placementMs: number };
  readonly stalls: Readonly<Record<string, StallFigures>>;
}

const clientCount = 8;
const jobCount = 10;
const nodeCount = 6;
const calmMs = 3_000;
const wholeWithinMs = 90_000;
const settledWithinMs = 60_000;

class Run {
  readonly operations: Operation[] = [];
  readonly faults: RecordedFault[] = [];
  readonly acknowledgedMs: number[] = [];
  readonly placedMs: number[] = [];
  faultMs: number | undefined;
  /** What is wrong beside the history. */
  readonly broken: string[] = [];
  readonly jobs = Array.from({ length: jobCount }, (_, i) => `job-${i}`);

  readonly record = (operation: Operation): void => {
    this.operations.push(operation);
    if (operation.request.kind !== "read" && operation.result.kind === "done") this.acknowledgedMs.push(operation.endMs);
  };

  watchLog({ member }: ChaosRegion, progress: (text: string) => void): { close(): void } {
    const beganMs = performance.now();
    return member.parts.replica.onFolded((folded) => {
      const nowMs = performance.now();
      for (const { entry, outcomes } of folded)
        for (const [i, outcome] of outcomes.entries()) {
          const event = entry.events[i]!;
          if (outcome.kind !== "applied") continue;
          if (event.type === "PlansCommitted" && (outcome.plans ?? []).some(({ placed }) => placed > 0)) this.placedMs.push(nowMs);
          if (event.type === "LeadershipTaken") progress(`${event.role} is led by ${event.holder}, ${Math.round(nowMs - (this.faultMs ?? beganMs))} ms after the last fault began`);
        }
    });
  }
}

export async function chaos(options: ChaosOptions): Promise<ChaosReport> {
  const { replicas, seed, progress } = options;
  const run = new Run();
  const region = await startChaosRegion({ replicas, nodes: nodeCount, progress, onHalted: (reason) => void run.broken.push(`the run's own replica halted: ${reason}`) });
  try {
    const random = new Random(seed);
    const watch = run.watchLog(region, progress);
    const ending = new AbortController();
    const clientOf = (name: string): ChaosClient => new ChaosClient({ name, random: random.fork(), jobs: run.jobs, apis: region.apis, record: run.record });
    const clients = Array.from({ length: clientCount }, (_, i) => clientOf(`client-${i + 1}`).run(ending.signal));
    const calm = await calmTime(run);
    await faultByFault(region, run, { ...options, random: random.fork() });
    const endMs = performance.now();
    ending.abort();
    await Promise.all(clients);
    watch.close();
    await lastReads(region, run, clientOf("last"));
    await settle(region, run);
    progress(`${run.operations.length} requests are over; reading the log`);
    return reportOf(run, { log: await checkLog(region), moments: { ...run, endMs }, calm });
  } finally {
    await region.stop();
  }
}

async function calmTime(run: Run): Promise<ChaosReport["calm"]> {
  const enough = (): boolean => run.acknowledgedMs.length > 20 && run.placedMs.length > 5;
  if (!(await within(wholeWithinMs, enough))) run.broken.push("no writes, or no placements, at the beginning");
  const fromMs = performance.now();
  await sleep(calmMs);
  const toMs = performance.now();
  return { writeMs: longestGap(run.acknowledgedMs, fromMs, toMs), placementMs: longestGap(run.placedMs, fromMs, toMs) };
}

async function within(ms: number, isSo: () => boolean): Promise<boolean> {
  const deadlineMs = performance.now() + ms;
  while (!isSo()) {
    if (performance.now() > deadlineMs) return false;
    await sleep(20);
  }
  return true;
}

function shuffled(faults: readonly Fault[], random: Random): Fault[] {
  const keyed = faults.map((fault) => ({ fault, key: random.next() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ fault }) => fault);
}

/** Each kind once before any comes again. */
async function faultByFault(region: ChaosRegion, run: Run, options: ChaosOptions & { readonly random: Random }): Promise<void> {
  const { seconds, replicas, only, random, progress } = options;
  const kinds = allFaults(replicas).filter(({ kind }) => only.length === 0 || only.some((part) => kind.includes(part)));
  const beganMs = performance.now();
  let next: Fault[] = [];
  while (performance.now() - beganMs < seconds * 1_000 && run.broken.length === 0) {
    if (next.length === 0) next = shuffled(kinds, random);
    const startMs = performance.now();
    run.faultMs = startMs;
    const { kind, inject } = next.pop()!;
    const target = await inject(region, random);
    if (target === undefined) {
      await sleep(100);
      continue;
    }
    const healedMs = performance.now();
    const isWhole = (): boolean => processesOf(region).every(({ pid }) => pid > 0) && (run.acknowledgedMs.at(-1) ?? 0) > healedMs && (run.placedMs.at(-1) ?? 0) > healedMs;
    if (!(await within(wholeWithinMs, isWhole))) run.broken.push(`not whole again ${wholeWithinMs / 1_000} s after: ${kind} (${target})`);
    await sleep(random.int(300, 1_500));
    const fault = { kind, target, startMs, endMs: performance.now() };
    run.faults.push(fault);
    const { writeMs, placementMs } = stallOf(fault, fault.endMs, run);
    progress(`${((startMs - beganMs) / 1_000).toFixed(1).padStart(6)} s  ${kind} (${target}): writes stood still for ${writeMs} ms, placements for ${placementMs} ms`);
  }
}

/** Of every job at every server: what was acknowledged must be seen. */
async function lastReads(region: ChaosRegion, run: Run, client: ChaosClient): Promise<void> {
  for (const via of region.apis.keys())
    for (const job of run.jobs) {
      const deadlineMs = performance.now() + settledWithinMs;
      while ((await client.once({ kind: "read", job, stale: false }, via)).kind !== "seen") {
        if (performance.now() > deadlineMs) return void run.broken.push(`${via} does not answer a read of ${job} when all is over`);
        await sleep(100);
      }
    }
}

/** Every evaluation comes to its end, or waits for room and says so. */
async function settle(region: ChaosRegion, run: Run): Promise<void> {
  const { replica } = region.member.parts;
  const pending = () => [...replica.state.evaluations.values()].filter(({ status }) => status === "pending");
  if (!(await within(settledWithinMs, () => pending().length === 0))) run.broken.push(`evaluations without an end: ${pending().map(({ id, jobId }) => `${id} of ${jobId}`).join(", ")}`);
}

interface Judged {
  readonly log: CheckedLog;
  readonly moments: Moments;
  readonly calm: ChaosReport["calm"];
}

function reportOf(run: Run, { log, moments, calm }: Judged): ChaosReport {
  const found = checkHistory(run.operations, log.writes);
  const writes = run.operations.filter(({ request }) => request.kind !== "read");
  const told = (kind: Operation["result"]["kind"]): number => writes.filter(({ result }) => result.kind === kind).length;
  const ofKind = (kind: Violation["kind"]): number => found.filter((violation) => violation.kind === kind).length;
  const happened = { operations: run.operations, logged: log.writes, faults: run.faults };
  return {
    sent: writes.length,
    acknowledged: told("done"),
    refused: told("refused"),
    unknown: told("unknown"),
    reads: run.operations.length - writes.length,
    lost: ofKind("lost"),
    duplicated: ofKind("duplicated"),
    overCommits: log.broken.filter(({ checker }) => checker === "capacity" || checker === "ports").length,
    violations: [...run.broken, ...log.broken.map(({ checker, message }) => `${checker}: ${message}`), ...found.map((violation) => timelineOf(violation, happened))],
    entries: log.entries,
    snapshots: log.snapshots,
    calm,
    stalls: stallsByKind(run.faults, moments),
  };
}
