// Jobs that wait for capacity, by what their groups ask: freed capacity is compared with each different ask once, not
// with each job. And where capacity was freed of late, for a job that looked before and comes to wait only now.
//
// A wake-up is never missed: a job stays asleep only while none of its waiting groups fits what the node has left and it
// has nothing there itself.
import type { JobRecord } from "./job-table.js";

/** Asked by a group that the job's spec does not have any more: whatever was freed may matter. */
export const unknownAsk = -1;

const keptFreed = 8_192;

export interface Freed {
  readonly index: number;
  readonly nodeRow: number;
}

export class BlockedJobs {
  /** Interned shapes that each job waits for, in the order in which the jobs came to wait. */
  private readonly asks = new Map<JobRecord, readonly number[]>();
  private readonly byAsk = new Map<number, Set<JobRecord>>();
  /** Those that may push out others: not only what is free matters to them. */
  private readonly preemptors = new Set<JobRecord>();
  private freed: Freed[] = [];
  /** Of what was freed up to here nothing is known any more. */
  private forgottenThrough = 0;

  get size(): number {
    return this.asks.size;
  }

  add(job: JobRecord, asks: readonly number[], mayPreempt = false): void {
    this.delete(job);
    this.asks.set(job, asks);
    if (mayPreempt) this.preemptors.add(job);
    for (const ask of asks) {
      const jobs = this.byAsk.get(ask) ?? new Set();
      jobs.add(job);
      this.byAsk.set(ask, jobs);
    }
  }

  delete(job: JobRecord): void {
    for (const ask of this.asks.get(job) ?? []) {
      const jobs = this.byAsk.get(ask)!;
      jobs.delete(job);
      if (jobs.size === 0) this.byAsk.delete(ask);
    }
    this.asks.delete(job);
    this.preemptors.delete(job);
  }

  asksOf(job: JobRecord): readonly number[] {
    return this.asks.get(job) ?? [];
  }

  mayPreempt(job: JobRecord): boolean {
    return this.preemptors.has(job);
  }

  /** Those that may push out others, by row. */
  preempting(): readonly JobRecord[] {
    return this.preemptors.size === 0 ? [] : [...this.preemptors].sort((a, b) => a.row - b.row);
  }

  /** What was freed so far may matter to whoever looked before. */
  forgetThrough(index: number): void {
    this.freed = [];
    this.forgottenThrough = index;
  }

  /** All that wait, by row. */
  all(): readonly JobRecord[] {
    return [...this.asks.keys()].sort((a, b) => a.row - b.row);
  }

  has(job: JobRecord): boolean {
    return this.asks.has(job);
  }

  /** The jobs that one of the asks which fit belongs to, by row. */
  waitingFor(fits: (ask: number) => boolean): readonly JobRecord[] {
    const found = new Set<JobRecord>();
    for (const [ask, jobs] of this.byAsk) if (ask === unknownAsk || fits(ask)) for (const job of jobs) found.add(job);
    return [...found].sort((a, b) => a.row - b.row);
  }

  rememberFreed(freed: Freed): void {
    const last = this.freed.at(-1);
    if (last?.index === freed.index && last.nodeRow === freed.nodeRow) return;
    this.freed.push(freed);
    if (this.freed.length < 2 * keptFreed) return;
    this.forgottenThrough = this.freed[keptFreed - 1]!.index;
    this.freed = this.freed.slice(keptFreed);
  }

  /** Rows of nodes on which something was freed after this index; undefined = too long ago to say. */
  freedAfter(index: number): ReadonlySet<number> | undefined {
    if (index < this.forgottenThrough) return undefined;
    const rows = new Set<number>();
    for (let i = this.freed.length - 1; i >= 0 && this.freed[i]!.index > index; i--) rows.add(this.freed[i]!.nodeRow);
    return rows;
  }

  dump(): BlockedDump {
    const jobs = Array.from(this.asks, ([job, asks]) => [job.row, asks, this.preemptors.has(job)] as const);
    return { jobs, freed: this.freed, forgottenThrough: this.forgottenThrough };
  }

  restore({ jobs, freed, forgottenThrough }: BlockedDump, jobAt: (row: number) => JobRecord): void {
    for (const [row, asks, mayPreempt] of jobs) this.add(jobAt(row), asks, mayPreempt);
    this.freed = [...freed];
    this.forgottenThrough = forgottenThrough;
  }
}

export interface BlockedDump {
  readonly jobs: readonly (readonly [row: number, asks: readonly number[], mayPreempt?: boolean])[];
  readonly freed: readonly Freed[];
  readonly forgottenThrough: number;
}
