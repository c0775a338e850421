// Which evaluation is handed out next. In memory only: what is due stands in the state, so a new broker starts from
// there with nobody working. Rules: highest priority first, then oldest; one outstanding evaluation a job; one that is
// not settled in time is handed out again, later and later. Nothing here is needed for correctness.
//
//   offered ──due──▶ ready ──dequeue──▶ outstanding ──settled (the log says so)──▶ gone
//      └─waitUntil─▶ delayed ─┘              └──nack or timeout──▶ delayed ──▶ ready
import type { Evaluation } from "../model/evaluation.js";
import { Heap } from "./heap.js";

interface Waiting {
  readonly evaluation: Evaluation;
  deliveries: number;
  notBeforeMs: number;
  place: "delayed" | "ready" | "held" | "outstanding" | "gone";
}

interface Outstanding {
  readonly waiting: Waiting;
  readonly token: string;
  readonly expiresAtMs: number;
}

export interface Delivery {
  readonly evaluation: Evaluation;
  readonly token: string;
}

export interface QueueCounts {
  readonly ready: number;
  readonly delayed: number;
  readonly outstanding: number;
}

/** The first redelivery is nearly at once, later ones wait: 1 s, then 20 s for each further delivery. */
export function redeliveryDelayMs(deliveries: number): number {
  return deliveries <= 1 ? 1_000 : Math.min(300_000, 20_000 * (deliveries - 1));
}

const jobOf = (evaluation: Evaluation): string => `${evaluation.namespace}\n${evaluation.jobId}`;

export class EvaluationQueue {
  private readonly known = new Map<string, Waiting>();
  /** In the order of their ends, for all have the same time. */
  private readonly outstanding = new Map<string, Outstanding>();
  private readonly busyJobs = new Map<string, string>();
  private readonly held = new Map<string, Waiting[]>();
  private readonly ready = new Heap<Waiting>(
    (a, b) =>
      a.evaluation.priority > b.evaluation.priority ||
      (a.evaluation.priority === b.evaluation.priority && a.evaluation.createIndex < b.evaluation.createIndex),
  );
  private readonly delayed = new Heap<Waiting>((a, b) => a.notBeforeMs < b.notBeforeMs);
  private readyCount = 0;

  constructor(private readonly ackTimeoutMs: number) {}

  /** A pending evaluation, as the state says; again is harmless. */
  offer(evaluation: Evaluation): void {
    if (this.known.has(evaluation.id)) return;
    const waiting: Waiting = { evaluation, deliveries: 0, notBeforeMs: evaluation.waitUntilMs, place: "delayed" };
    this.known.set(evaluation.id, waiting);
    if (evaluation.waitUntilMs === 0) this.makeReady(waiting);
    else this.delayed.push(waiting);
  }

  /** The log says that it is no longer pending. */
  settle(evaluationId: string): void {
    const waiting = this.known.get(evaluationId);
    if (waiting === undefined) return;
    this.known.delete(evaluationId);
    if (waiting.place === "ready") this.readyCount--;
    if (waiting.place === "outstanding") this.release(waiting);
    waiting.place = "gone";
  }

  dequeue(nowMs: number, token: () => string): Delivery | undefined {
    this.advance(nowMs);
    for (;;) {
      const waiting = this.ready.pop();
      if (waiting === undefined) return undefined;
      if (waiting.place !== "ready") continue;
      const job = jobOf(waiting.evaluation);
      if (this.busyJobs.has(job)) {
        this.hold(job, waiting);
        continue;
      }
      return this.deliver(waiting, { nowMs, job, token: token() });
    }
  }

  /** The worker gives it back, or did not finish: handed out again later. False when the token is not valid any more. */
  nack(token: string, nowMs: number): boolean {
    const held = this.outstanding.get(token);
    if (held === undefined) return false;
    const { waiting } = held;
    this.release(waiting);
    waiting.place = "delayed";
    waiting.notBeforeMs = nowMs + redeliveryDelayMs(waiting.deliveries);
    this.delayed.push(waiting);
    return true;
  }

  /** The worker is alive and still at it. */
  extend(token: string, nowMs: number): boolean {
    const held = this.outstanding.get(token);
    if (held === undefined) return false;
    this.outstanding.delete(token);
    this.outstanding.set(token, { ...held, expiresAtMs: nowMs + this.ackTimeoutMs });
    return true;
  }

  /** When something may change by time alone; undefined = nothing waits for time. */
  nextWakeMs(): number | undefined {
    const next = this.delayed.peek()?.notBeforeMs;
    for (const { expiresAtMs } of this.outstanding.values()) return Math.min(next ?? expiresAtMs, expiresAtMs);
    return next;
  }

  counts(): QueueCounts {
    return { ready: this.readyCount, delayed: this.delayed.size, outstanding: this.outstanding.size };
  }

  private advance(nowMs: number): void {
    for (const [token, { expiresAtMs }] of this.outstanding) {
      if (expiresAtMs > nowMs) break;
      this.nack(token, nowMs);
    }
    for (let next = this.delayed.peek(); next !== undefined && next.notBeforeMs <= nowMs; next = this.delayed.peek()) {
      this.delayed.pop();
      if (next.place === "delayed") this.makeReady(next);
    }
  }

  private makeReady(waiting: Waiting): void {
    waiting.place = "ready";
    this.readyCount++;
    this.ready.push(waiting);
  }

  private hold(job: string, waiting: Waiting): void {
    waiting.place = "held";
    this.readyCount--;
    const others = this.held.get(job);
    if (others === undefined) this.held.set(job, [waiting]);
    else others.push(waiting);
  }

  private deliver(waiting: Waiting, { nowMs, job, token }: { readonly nowMs: number; readonly job: string; readonly token: string }): Delivery {
    waiting.place = "outstanding";
    this.readyCount--;
    waiting.deliveries++;
    this.busyJobs.set(job, token);
    this.outstanding.set(token, { waiting, token, expiresAtMs: nowMs + this.ackTimeoutMs });
    return { evaluation: waiting.evaluation, token };
  }

  /** Its job is free again: what was held back for it competes anew. */
  private release(waiting: Waiting): void {
    const job = jobOf(waiting.evaluation);
    const token = this.busyJobs.get(job);
    if (token === undefined) return;
    this.busyJobs.delete(job);
    this.outstanding.delete(token);
    for (const other of this.held.get(job) ?? []) if (other.place === "held") this.makeReady(other);
    this.held.delete(job);
  }
}
