// Families of jobs: periodic and parameterised parents, and the children that were launched or dispatched from them. Only
// jobs that have something of the kind are here. A parent's record outlives it as long as there are children.
import type { ParameterizedJobConfig } from "../model/job.js";
import type { SkippedLaunches } from "../model/periodic-launch.js";

export interface ParentRecord {
  /** Unix ms: each due time up to here was launched or recorded as skipped. 0: not a periodic job. */
  launchedThroughMs: number;
  /** Newest last, the last twenty. */
  skipped: readonly SkippedLaunches[];
  /** Keys of the jobs, oldest first. */
  readonly children: Set<string>;
}

export interface ChildRecord {
  readonly parentId: string;
  readonly parentKey: string;
  /** By a person or a program, with what it was given; otherwise launched at its time. */
  readonly dispatched: Dispatch | undefined;
}

export interface Dispatch {
  /** Base64; "" = none. */
  readonly payload: string;
  readonly idempotencyToken: string;
  /** The parent's, for whoever reads the child. */
  readonly parameterized: ParameterizedJobConfig;
}

const skippedKept = 20;

export class FamilyTable {
  readonly parents = new Map<string, ParentRecord>();
  readonly children = new Map<string, ChildRecord>();

  parent(jobKey: string): ParentRecord {
    let record = this.parents.get(jobKey);
    if (record === undefined) {
      record = { launchedThroughMs: 0, skipped: [], children: new Set() };
      this.parents.set(jobKey, record);
    }
    return record;
  }

  addChild(jobKey: string, child: ChildRecord): void {
    this.children.set(jobKey, child);
    this.parent(child.parentKey).children.add(jobKey);
  }

  skip(jobKey: string, skipped: readonly SkippedLaunches[]): void {
    const record = this.parent(jobKey);
    record.skipped = [...record.skipped, ...skipped].slice(-skippedKept);
  }

  /** The job is not in the state any more. */
  forget(jobKey: string): void {
    const own = this.parents.get(jobKey);
    if (own !== undefined) {
      own.launchedThroughMs = 0;
      own.skipped = [];
      this.dropEmpty(jobKey);
    }
    const child = this.children.get(jobKey);
    if (child === undefined) return;
    this.children.delete(jobKey);
    this.parents.get(child.parentKey)?.children.delete(jobKey);
    this.dropEmpty(child.parentKey);
  }

  /** What says nothing is made anew when it is needed. */
  private dropEmpty(parentKey: string): void {
    const record = this.parents.get(parentKey);
    if (record !== undefined && record.children.size === 0 && record.launchedThroughMs === 0) this.parents.delete(parentKey);
  }
}
