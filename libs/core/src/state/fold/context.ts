// One fold in progress: the state, the entry's place in the log, and what it touched. Readers use the touched sets
// to wake what waits: brokers, parked polls, blocking queries, projections.
import type { LogEntry, Outcome, RefusalCode } from "../../model/entry.js";
import type { JobRecord } from "../job-table.js";
import type { NodeRecord } from "../node-table.js";
import type { State } from "../state.js";

export class FoldContext {
  readonly outcomes: Outcome[] = [];
  readonly jobs = new Set<JobRecord>();
  readonly nodes = new Set<NodeRecord>();
  /** Nodes for whose agents something changed. */
  readonly assignedNodes = new Set<NodeRecord>();
  readonly allocations = new Set<number>();
  readonly evaluations = new Set<string>();
  readonly deployments = new Set<string>();
  /** Ids that left the state in this entry. */
  readonly removedAllocations: { readonly id: string; readonly nodeId: string }[] = [];
  private derived = 0;
  /** Traceparent of the event being folded. */
  trace = "";

  constructor(
    readonly state: State,
    readonly index: number,
    readonly entry: LogEntry,
  ) {}

  get nowMs(): number {
    return this.state.timeMs;
  }

  /** Numbers for ids derived from this entry; the same on every replica. */
  nextDerived(): number {
    return this.derived++;
  }

  applied(evaluationId = "", detail = 0): Outcome {
    return { kind: "applied", index: this.index, evaluationId, detail };
  }

  refused(code: RefusalCode, message: string): Outcome {
    return { kind: "refused", index: this.index, code, message };
  }

  touchJob(job: JobRecord): void {
    job.modifyIndex = this.index;
    this.state.tableIndexes.jobs = this.index;
    this.jobs.add(job);
  }

  touchNode(node: NodeRecord): void {
    node.modifyIndex = this.index;
    this.state.tableIndexes.nodes = this.index;
    this.state.nodes.changes.mark(node.row);
    this.nodes.add(node);
  }

  touchAllocation(row: number): void {
    this.state.allocations.modifyIndex.set(row, this.index);
    this.state.allocations.modifiedAtMs.set(row, this.nowMs);
    this.state.tableIndexes.allocs = this.index;
    this.allocations.add(row);
  }

  /** The cluster's side of an allocation changed: its agent must hear of it. */
  assign(row: number): void {
    this.state.allocations.serverIndex.set(row, this.index);
    const node = this.state.nodeOfAllocation(row);
    if (node !== undefined) {
      node.assignedAt = this.index;
      this.assignedNodes.add(node);
    }
  }

  touchEvaluation(id: string): void {
    this.state.tableIndexes.evals = this.index;
    this.evaluations.add(id);
  }

  touchDeployment(id: string): void {
    this.state.tableIndexes.deployment = this.index;
    this.deployments.add(id);
  }
}
