// Counts from the log, as a replica folds it: what was placed, when, and how many allocations are reported running.
import type { State } from "@berth/core/state/state";
import type { Replica } from "@berth/runtime/log/replica";

/** Time since the watch began, and how many by then. */
export type Timeline = readonly (readonly [ms: number, count: number])[];

export interface PlacedJob {
  readonly jobId: string;
  readonly atMs: number;
}

export interface Patience {
  readonly stallMs: number;
  readonly what: string;
  /** Asked when nothing moves any more: what may be the reason. */
  readonly explain: () => Promise<string>;
}

const sampleMs = 100;

export class PlacementWatch {
  placed = 0;
  skipped = 0;
  plans = 0;
  running = 0;
  private lastPlacedMs = 0;
  private readonly startedMs = performance.now();
  private readonly placedLine: [number, number][] = [[0, 0]];
  private readonly runningLine: [number, number][] = [[0, 0]];
  private readonly following: { close(): void };
  private readonly sampler: NodeJS.Timeout;
  private readonly replica: Replica;

  constructor(replica: Replica, onPlaced: (job: PlacedJob) => void = () => undefined) {
    this.replica = replica;
    this.following = replica.onFolded((folded) => {
      const atMs = performance.now();
      for (const { entry, outcomes } of folded) {
        for (const [i, event] of entry.events.entries()) {
          const outcome = outcomes[i];
          if (event.type !== "PlansCommitted" || outcome?.kind !== "applied") continue;
          for (const [at, fate] of (outcome.plans ?? []).entries()) {
            this.plans++;
            this.placed += fate.placed;
            this.skipped += fate.skipped;
            if (fate.placed > 0) onPlaced({ jobId: event.plans[at]!.jobId, atMs });
            if (fate.placed > 0) this.lastPlacedMs = atMs;
          }
        }
      }
    });
    this.sampler = setInterval(() => this.sample(), sampleMs);
  }

  get lines(): { readonly placed: Timeline; readonly running: Timeline } {
    return { placed: this.placedLine, running: this.runningLine };
  }

  /** From the watch's beginning to the last placement that the log took. */
  get secondsToLastPlaced(): number {
    return (this.lastPlacedMs - this.startedMs) / 1_000;
  }

  get secondsSoFar(): number {
    return (performance.now() - this.startedMs) / 1_000;
  }

  /** Throws when nothing moves for `stallMs`. */
  async until(isDone: (watch: PlacementWatch) => boolean, { stallMs, what, explain }: Patience): Promise<void> {
    let before = -1;
    let movedAtMs = performance.now();
    for (;;) {
      this.sample();
      if (isDone(this)) return;
      const now = this.placed + this.running;
      if (now !== before) {
        before = now;
        movedAtMs = performance.now();
      } else if (performance.now() - movedAtMs > stallMs) {
        throw new Error(`${what}: nothing moved for ${stallMs / 1000} s; ${this.placed} placed, ${this.running} running; ${await explain()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  close(): void {
    this.following.close();
    clearInterval(this.sampler);
  }

  private sample(): void {
    const ms = Math.round(performance.now() - this.startedMs);
    this.running = runningIn(this.replica.state);
    this.placedLine.push([ms, this.placed]);
    this.runningLine.push([ms, this.running]);
  }
}

export function runningIn(state: State): number {
  let running = 0;
  for (const job of state.jobs.all()) for (const group of job.summary.values()) running += group.running;
  return running;
}
