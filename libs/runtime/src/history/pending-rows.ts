// Rows of entries that are folded and not yet written. Of each key only the newest row is kept, so that a batch has the
// effect of its entries one after the other.
import type {
  AllocationEventRow,
  AllocationRow,
  EntryRow,
  EvaluationRow,
  HistoryRows,
  JobRemoval,
  JobRow,
  JobVersionRow,
  NodeRow,
  Removal,
} from "@berth/ports/history-store";

const keyOf = (...parts: readonly (string | number)[]): string => parts.join("\n");

export class PendingRows {
  private readonly entries: EntryRow[] = [];
  private readonly jobs = new Map<string, JobRow>();
  private readonly jobVersions = new Map<string, JobVersionRow>();
  private readonly evaluations = new Map<string, EvaluationRow>();
  private readonly allocations = new Map<string, AllocationRow>();
  private readonly allocationEvents: AllocationEventRow[] = [];
  private readonly nodes = new Map<string, NodeRow>();
  private readonly removedJobs = new Map<string, JobRemoval>();
  private readonly removedAllocations = new Map<string, Removal>();
  private readonly removedNodes = new Map<string, Removal>();

  add(rows: HistoryRows): void {
    this.entries.push(...rows.entries);
    // A job or node that came back is not removed any more, whatever was said of its row before.
    for (const job of rows.jobs) {
      this.jobs.set(keyOf(job.namespace, job.id), job);
      this.removedJobs.delete(keyOf(job.namespace, job.id));
    }
    for (const node of rows.nodes) {
      this.nodes.set(node.id, node);
      this.removedNodes.delete(node.id);
    }
    for (const one of rows.jobVersions) this.jobVersions.set(keyOf(one.namespace, one.jobId, one.jobModifyIndex, one.version), one);
    for (const evaluation of rows.evaluations) this.evaluations.set(evaluation.id, evaluation);
    for (const allocation of rows.allocations) this.allocations.set(allocation.id, allocation);
    for (const event of rows.allocationEvents) this.allocationEvents.push(event);
    for (const job of rows.removedJobs) putFirst(this.removedJobs, keyOf(job.namespace, job.id), job);
    for (const allocation of rows.removedAllocations) putFirst(this.removedAllocations, allocation.id, allocation);
    for (const node of rows.removedNodes) putFirst(this.removedNodes, node.id, node);
  }

  get size(): number {
    const { entries, jobs, jobVersions, evaluations, allocations, allocationEvents, nodes } = this;
    return entries.length + jobs.size + jobVersions.size + evaluations.size + allocations.size + allocationEvents.length + nodes.size;
  }

  all(): HistoryRows {
    return {
      entries: this.entries,
      jobs: [...this.jobs.values()],
      jobVersions: [...this.jobVersions.values()],
      evaluations: [...this.evaluations.values()],
      allocations: [...this.allocations.values()],
      allocationEvents: this.allocationEvents,
      nodes: [...this.nodes.values()],
      removedJobs: [...this.removedJobs.values()],
      removedAllocations: [...this.removedAllocations.values()],
      removedNodes: [...this.removedNodes.values()],
    };
  }
}

/** What is removed once cannot be removed again before it came back. */
function putFirst<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (!map.has(key)) map.set(key, value);
}
