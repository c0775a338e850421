// Which job specs go with an answer: those of versions that the node cannot have, and those that it asks for. A spec is
// encoded once a version, whoever asks.
import type { Job } from "@berth/core/model/job";
import type { State } from "@berth/core/state/state";
import { type AnswerPart, partOfJob } from "@berth/contracts/poll-answer";

/**
 * Names a job's version, nearly: one of sixty-four versions earlier has the same number. A spec that is left out for that
 * is asked for; a number that is small costs no memory.
 */
export function versionKey(state: State, row: number): number {
  return state.allocations.job.get(row) * 64 + (state.allocations.jobVersion.get(row) & 63);
}

export function jobKeyOf(state: State, row: number): string {
  const job = state.jobOfAllocation(row);
  return `${job.namespace}/${job.id}@${job.createIndex}.${state.allocations.jobVersion.get(row)}`;
}

interface KnownPart {
  readonly createIndex: number;
  readonly version: number;
  readonly part: AnswerPart;
}

/** Encoded once a version, whoever asks. */
const partsOfJobs = new WeakMap<Job, KnownPart>();

function partOf(state: State, row: number): AnswerPart {
  const job = state.specOfAllocation(row);
  const { createIndex } = state.jobOfAllocation(row);
  const version = state.allocations.jobVersion.get(row);
  const known = partsOfJobs.get(job);
  if (known !== undefined && known.createIndex === createIndex && known.version === version) return known.part;
  const part = partOfJob(jobKeyOf(state, row), job);
  partsOfJobs.set(job, { createIndex, version, part });
  return part;
}

export class NeededSpecs {
  bytes = 0;
  private readonly seen = new Set<number>();
  private readonly wanted: AnswerPart[] = [];
  private readonly fresh: AnswerPart[] = [];
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
    const isAsked = this.missing.size > 0 && this.missing.delete(jobKeyOf(this.state, row));
    if (isKnown && !isAsked) return;
    const part = partOf(this.state, row);
    this.bytes += part.length;
    (isAsked ? this.wanted : this.fresh).push(part);
  }

  /** What was asked for first; at least one, so that asking comes to an end. What is left out is asked for. */
  taken(): AnswerPart[] {
    const taken: AnswerPart[] = [];
    let bytes = 0;
    for (const part of [...this.wanted, ...this.fresh]) {
      if (taken.length > 0 && bytes + part.length > this.asked.maxBytes) break;
      taken.push(part);
      bytes += part.length;
    }
    return taken;
  }

  unknown(): string[] {
    return [...this.missing];
  }
}
