// Jobs with their versions, their place in the evaluation cycle and their summary counts.
import type { JobSubmission } from "../model/entry.js";
import type { EvaluationTrigger } from "../model/evaluation.js";
import type { Job } from "../model/job.js";
import { none } from "./allocation-rows.js";

export interface JobVersionRecord {
  readonly version: number;
  readonly job: Job;
  readonly jobModifyIndex: number;
  readonly submittedAtMs: number;
  stable: boolean;
  readonly submission: JobSubmission | undefined;
}

/** Allocations of one group by what became of them; `queued` is what the last plan could not place. */
export interface GroupSummary {
  queued: number;
  complete: number;
  failed: number;
  running: number;
  starting: number;
  lost: number;
  unknown: number;
}

export interface JobRecord {
  readonly key: string;
  readonly row: number;
  readonly namespace: string;
  readonly id: string;
  /** Newest first; never empty. At most six besides the newest stable one and those that allocations still run under. */
  versions: JobVersionRecord[];
  stopped: boolean;
  /** Stopped and to be forgotten: readers no longer see it; collected when its last allocation has ended. */
  purged: boolean;
  createIndex: number;
  modifyIndex: number;
  jobModifyIndex: number;
  /** Last index at which anything but client status changed for it. */
  decidedAt: number;
  /** Due when this is above evaluatedThrough. */
  needsEvaluationAt: number;
  needsTrigger: EvaluationTrigger;
  evaluatedThrough: number;
  /** "" = none. The one that may be handed out. */
  pendingEvaluationId: string;
  blockedEvaluationId: string;
  /** Evaluations that wait for their time. */
  waitingEvaluationIds: ReadonlySet<string>;
  deploymentId: string;
  firstAllocation: number;
  allocationCount: number;
  /** Allocations that are not client-terminal. */
  liveCount: number;
  readonly summary: Map<string, GroupSummary>;
}

export function summaryOf(job: JobRecord, group: string): GroupSummary {
  let summary = job.summary.get(group);
  if (summary === undefined) {
    summary = { queued: 0, complete: 0, failed: 0, running: 0, starting: 0, lost: 0, unknown: 0 };
    job.summary.set(group, summary);
  }
  return summary;
}

export function jobKey(namespace: string, jobId: string): string {
  return `${namespace}\n${jobId}`;
}

/** A job before its first version. */
export function newJobRecord(given: Pick<JobRecord, "namespace" | "id" | "row"> & { readonly index: number }): JobRecord {
  const { namespace, id, row, index } = given;
  return {
    key: jobKey(namespace, id),
    row,
    namespace,
    id,
    versions: [],
    stopped: false,
    purged: false,
    createIndex: index,
    modifyIndex: index,
    jobModifyIndex: index,
    decidedAt: index,
    needsEvaluationAt: 0,
    needsTrigger: "job-register",
    evaluatedThrough: 0,
    pendingEvaluationId: "",
    blockedEvaluationId: "",
    waitingEvaluationIds: new Set(),
    deploymentId: "",
    firstAllocation: none,
    allocationCount: 0,
    liveCount: 0,
    summary: new Map(),
  };
}

export class JobTable {
  private readonly records: (JobRecord | undefined)[] = [];
  private readonly byKey = new Map<string, JobRecord>();
  private readonly free: number[] = [];

  get size(): number {
    return this.byKey.size;
  }

  get(namespace: string, jobId: string): JobRecord | undefined {
    return this.byKey.get(jobKey(namespace, jobId));
  }

  byKeyOrNone(key: string): JobRecord | undefined {
    return this.byKey.get(key);
  }

  at(row: number): JobRecord | undefined {
    return this.records[row];
  }

  all(): IterableIterator<JobRecord> {
    return this.byKey.values();
  }

  insert(namespace: string, jobId: string, index: number): JobRecord {
    const record = newJobRecord({ namespace, id: jobId, row: this.free.pop() ?? this.records.length, index });
    this.records[record.row] = record;
    this.byKey.set(record.key, record);
    return record;
  }

  get freeRows(): readonly number[] {
    return this.free;
  }

  /** From a snapshot, in the order of `all`. */
  adopt(record: JobRecord): void {
    this.records[record.row] = record;
    this.byKey.set(record.key, record);
  }

  adoptFree(rows: readonly number[]): void {
    for (const row of rows) {
      this.records[row] = undefined;
      this.free.push(row);
    }
  }

  remove(record: JobRecord): void {
    this.byKey.delete(record.key);
    this.records[record.row] = undefined;
    this.free.push(record.row);
  }
}

export function currentVersion(record: JobRecord): JobVersionRecord {
  return record.versions[0]!;
}

/** The spec an allocation was placed under, or the newest one when that version is no longer kept. */
export function specOfVersion(record: JobRecord, version: number): Job {
  return (record.versions.find((kept) => kept.version === version) ?? currentVersion(record)).job;
}
