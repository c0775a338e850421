// One fold in progress: the state, the entry's place in the log, and what it touched. Readers use the touched sets
// to wake what waits: brokers, parked polls, blocking queries, projections.
import type { LogEntry, Outcome, RefusalCode } from "../../model/entry.js";
import type { JobRecord } from "../job-table.js";
import type { NodeRecord } from "../node-table.js";
import type { State } from "../state.js";

/** Rows of allocations that changed, each once, in the order of their first change. */
export class TouchedRows {
  private rows: Int32Array = new Int32Array(0);
  size = 0;

  /** So many more will come. */
  expect(more: number): void {
    if (this.size + more > this.rows.length) this.grow(this.size + more);
  }

  /** The caller knows that the row is not among them. */
  add(row: number): void {
    if (this.size === this.rows.length) this.grow(Math.max(16, this.size * 2));
    this.rows[this.size++] = row;
  }

  private grow(length: number): void {
    const longer = new Int32Array(length);
    longer.set(this.rows);
    this.rows = longer;
  }

  [Symbol.iterator](): IterableIterator<number> {
    return this.rows.subarray(0, this.size).values();
  }
}

export class FoldContext {
  readonly outcomes: Outcome[] = [];
  readonly jobs = new Set<JobRecord>();
  readonly nodes = new Set<NodeRecord>();
  /** Nodes for whose agents something changed, each once. */
  readonly assignedNodes: NodeRecord[] = [];
  /** Those of them at which something was forgotten, before anything changed. */
  private forgetful: Set<NodeRecord> | undefined;
  readonly allocations = new TouchedRows();
  readonly evaluations = new Set<string>();
  readonly deployments = new Set<string>();
  /** Ids that left the state in this entry. */
  readonly removedAllocations: { readonly id: string; readonly nodeId: string }[] = [];
  /** Numbers that this entry's placements have used so far. */
  placements = 0;
  private derived = 0;
  private plainOutcome: Outcome | undefined;
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

  /** Most outcomes of an entry are alike and remembered for minutes: those without an answer share one object. */
  applied(evaluationId = "", detail = 0): Outcome {
    if (evaluationId === "" && detail === 0) {
      this.plainOutcome ??= { kind: "applied", index: this.index, evaluationId, detail };
      return this.plainOutcome;
    }
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
    const { state, index } = this;
    state.tableIndexes.allocs = index;
    if (state.allocations.touch(row, state.allocations.moments.at(index, state.timeMs))) this.allocations.add(row);
  }

  /** The cluster's side of an allocation changed: its agent must hear of it. */
  assign(row: number): void {
    const { state, index } = this;
    state.allocations.serve(row, state.allocations.moments.at(index, state.timeMs));
    const node = state.nodeOfAllocation(row);
    if (node !== undefined) this.assignTo(node);
  }

  assignTo(node: NodeRecord): void {
    if (node.assignedAt === this.index) return;
    node.assignedAt = this.index;
    if (this.forgetful === undefined || !this.forgetful.has(node)) this.assignedNodes.push(node);
  }

  /** Its agent must forget an allocation that left the state; nothing that it runs changed. */
  tellForgotten(node: NodeRecord): void {
    this.forgetful ??= new Set();
    if (node.assignedAt === this.index || this.forgetful.has(node)) return;
    this.forgetful.add(node);
    this.assignedNodes.push(node);
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
