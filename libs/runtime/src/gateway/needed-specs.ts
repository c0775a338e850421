// Which job specs go with an answer: those of versions that the node cannot have, and those that it asks for. A spec is
// encoded once a version, whoever asks.
import type { Job } from "@berth/core/model/job";
import type { State } from "@berth/core/state/state";
import { type EncodedJob, encodeJob } from "@berth/contracts/poll-answer";

/** Names a job's version in this process. */
export function versionKey(state: State, row: number): number {
  return state.allocations.job.get(row) * 0x100_0000 + state.allocations.jobVersion.get(row);
}

export function jobKeyOf(state: State, row: number): string {
  const job = state.jobOfAllocation(row);
  return `${job.namespace}/${job.id}@${job.createIndex}.${state.allocations.jobVersion.get(row)}`;
}

/** Encoded once a version, whoever asks. */
const encodedJobs = new WeakMap<Job, EncodedJob>();

function encodedJobOf(state: State, row: number, key: string): EncodedJob {
  const job = state.specOfAllocation(row);
  const known = encodedJobs.get(job);
  if (known?.key === key) return known;
  const encoded = encodeJob(key, job);
  encodedJobs.set(job, encoded);
  return encoded;
}

export class NeededSpecs {
  bytes = 0;
  private readonly seen = new Set<number>();
  private readonly wanted: EncodedJob[] = [];
  private readonly fresh: EncodedJob[] = [];
  private readonly missing: Set<string>;

  constructor(
    private readonly state: State,
    private readonly known: ReadonlySet<number>,
    private readonly asked: { readonly missingJobs: readonly string[]; readonly maxBytes: number },
  ) {
    this.missing = new Set(asked.missingJobs);
  }

  need(row: number): void {
    const version = versionKey(this.state, row);
    if (this.seen.has(version)) return;
    this.seen.add(version);
    const isKnown = this.known.has(version);
    if (isKnown && this.missing.size === 0) return;
    const key = jobKeyOf(this.state, row);
    const isAsked = this.missing.delete(key);
    if (isKnown && !isAsked) return;
    const job = encodedJobOf(this.state, row, key);
    this.bytes += job.spec.length;
    (isAsked ? this.wanted : this.fresh).push(job);
  }

  /** What was asked for first; at least one, so that asking comes to an end. What is left out is asked for. */
  taken(): EncodedJob[] {
    const taken: EncodedJob[] = [];
    let bytes = 0;
    for (const job of [...this.wanted, ...this.fresh]) {
      if (taken.length > 0 && bytes + job.spec.length > this.asked.maxBytes) break;
      taken.push(job);
      bytes += job.spec.length;
    }
    return taken;
  }

  unknown(): string[] {
    return [...this.missing];
  }
}
