// What history knows of each allocation beyond the state: how it stood when it was last looked at, when it first ran,
// when it ended, and on which node it was, even after the node is forgotten. Columns beside the state's own, looked at
// after every entry, also after those that are projected already: so the rows of an entry depend on the log alone,
// never on where a batch or a process ended.
import { hashString } from "@berth/core/common/hash";
import { clientCode } from "@berth/core/state/allocation-table";
import { Float64Column, Int32Column, Uint8Column } from "@berth/core/state/column";
import type { FoldContext } from "@berth/core/state/fold/context";
import type { State } from "@berth/core/state/state";
import type { AllocationEventRow, AllocationRow } from "@berth/ports/history-store";

const healthNames = ["unknown", "healthy", "unhealthy"] as const;

export interface AllocationChanges {
  readonly allocations: readonly AllocationRow[];
  readonly allocationEvents: readonly AllocationEventRow[];
}

export class AllocationTrail {
  private readonly desired = new Uint8Column();
  private readonly client = new Uint8Column();
  private readonly health = new Uint8Column();
  private readonly jobVersion = new Int32Column();
  /** Of what the descriptions say: only whether they changed matters. */
  private readonly descriptionsHash = new Int32Column();
  private readonly node = new Int32Column();
  private readonly runningAtMs = new Float64Column();
  private readonly endedAtMs = new Float64Column();
  /** Of all nodes that ever had an allocation; the columns hold positions in it. */
  private readonly nodeIds: string[] = [""];
  private readonly positions = new Map<string, number>([["", 0]]);

  /**
   * Before the first entry, where a snapshot stands for the entries before it. When an allocation first ran and when it
   * ended is then not seen but read off its task states and its last change.
   */
  beginAt(state: State): void {
    const { allocations } = state;
    for (let row = 0; row < allocations.rowLimit; row++) {
      if (!allocations.isLive(row)) continue;
      this.begin(row);
      const startedAtMs = Object.values(allocations.extras.get(row)?.taskStates ?? {}).map((task) => task.startedAtMs);
      this.runningAtMs.set(row, startedAtMs.filter((ms) => ms > 0).toSorted((a, b) => a - b)[0] ?? 0);
      this.endedAtMs.set(row, allocations.isClientTerminal(row) ? allocations.modifiedAtMs.get(row) : 0);
      this.takeIn(state, row);
    }
  }

  /** Must see every entry; rows are asked for only of those that are still to be projected. */
  observe(ctx: FoldContext, isWanted: boolean): AllocationChanges {
    const allocations: AllocationRow[] = [];
    const allocationEvents: AllocationEventRow[] = [];
    for (const row of ctx.allocations) {
      if (!ctx.state.allocations.isLive(row)) continue;
      const hasChanged = this.look(ctx, row);
      if (!isWanted) continue;
      const current = this.describe(ctx, row);
      allocations.push(current);
      if (hasChanged) allocationEvents.push(eventOf(ctx, current));
    }
    return { allocations, allocationEvents };
  }

  /** Takes in how the allocation stands now; true when that is news. */
  private look(ctx: FoldContext, row: number): boolean {
    const { allocations } = ctx.state;
    // Rows are used again: an allocation placed by this entry begins anew.
    const isNew = allocations.createIndex.get(row) === ctx.index;
    if (isNew) this.begin(row);
    if (allocations.client.get(row) === clientCode.running && this.runningAtMs.get(row) === 0) this.runningAtMs.set(row, ctx.nowMs);
    if (!allocations.isClientTerminal(row)) this.endedAtMs.set(row, 0);
    else if (this.endedAtMs.get(row) === 0) this.endedAtMs.set(row, ctx.nowMs);
    const hasChanged = this.takeIn(ctx.state, row);
    return isNew || hasChanged;
  }

  private takeIn(state: State, row: number): boolean {
    const { allocations, strings } = state;
    const node = state.nodeOfAllocation(row);
    const position = node === undefined ? this.node.get(row) : this.positionOf(node.id);
    const descriptions = [allocations.desiredDescription.get(row), allocations.clientDescription.get(row)].map((id) => strings.text(id));
    // Each of them must be taken in, whatever the others say.
    const news = [
      put(this.client, row, allocations.client.get(row)),
      put(this.desired, row, allocations.desired.get(row)),
      put(this.health, row, allocations.health.get(row)),
      put(this.jobVersion, row, allocations.jobVersion.get(row)),
      put(this.descriptionsHash, row, hashString(descriptions.join("\n"), 0) | 0),
      put(this.node, row, position),
    ];
    return news.includes(true);
  }

  private begin(row: number): void {
    this.client.set(row, 0);
    this.node.set(row, 0);
    this.runningAtMs.set(row, 0);
    this.endedAtMs.set(row, 0);
    // A column has no page for the row before something was set in it.
    for (const column of [this.desired, this.health, this.jobVersion, this.descriptionsHash]) column.set(row, 0);
  }

  private positionOf(nodeId: string): number {
    let position = this.positions.get(nodeId);
    if (position === undefined) {
      position = this.nodeIds.push(nodeId) - 1;
      this.positions.set(nodeId, position);
    }
    return position;
  }

  private describe(ctx: FoldContext, row: number): AllocationRow {
    const { state } = ctx;
    const { allocations, strings } = state;
    const job = state.jobOfAllocation(row);
    const extras = allocations.extras.get(row);
    return {
      id: allocations.idOf(row),
      namespace: job.namespace,
      jobId: job.id,
      jobVersion: allocations.jobVersion.get(row),
      group: state.groupOfAllocation(row),
      name: state.nameOfAllocation(row),
      nodeId: this.nodeIds[this.node.get(row)]!,
      evaluationId: strings.text(allocations.evaluation.get(row)),
      deploymentId: allocations.deploymentOf(row),
      previousId: extras?.previousId ?? "",
      nextId: extras?.nextId ?? "",
      desiredStatus: allocations.desiredStatus(row),
      desiredDescription: strings.text(allocations.desiredDescription.get(row)),
      clientStatus: allocations.clientStatus(row),
      clientDescription: strings.text(allocations.clientDescription.get(row)),
      health: healthNames[allocations.health.get(row)]!,
      taskStates: extras?.taskStates ?? {},
      createIndex: allocations.createIndex.get(row),
      modifyIndex: allocations.modifyIndex.get(row),
      createdAtMs: allocations.createdAtMs.get(row),
      modifiedAtMs: allocations.modifiedAtMs.get(row),
      runningAtMs: this.runningAtMs.get(row),
      endedAtMs: this.endedAtMs.get(row),
    };
  }
}

function put(column: Uint8Column | Int32Column, row: number, value: number): boolean {
  if (column.get(row) === value) return false;
  column.set(row, value);
  return true;
}

function eventOf(ctx: FoldContext, row: AllocationRow): AllocationEventRow {
  const { desiredStatus, desiredDescription, clientStatus, clientDescription, health, jobVersion, nodeId } = row;
  return {
    allocationId: row.id,
    index: ctx.index,
    timeMs: ctx.nowMs,
    desiredStatus,
    desiredDescription,
    clientStatus,
    clientDescription,
    health,
    jobVersion,
    nodeId,
  };
}
