// The cluster as it will be once the plan under construction is committed: the state's columns plus what this plan
// stops and places. Capacity that the plan's own stops free counts; allocations that were told to stop earlier but
// still run keep holding theirs, as in the state. Lives for one `schedule` call; the only mutable thing there.
import { type Holding, countUnits } from "../model/holding.js";
import type { Shape } from "../state/interned.js";
import type { NodeRecord } from "../state/node-table.js";
import type { State } from "../state/state.js";
import { type AllocationView, hasEnded, isLive, viewAllocation } from "./allocation-view.js";
import type { TakenPorts } from "./ports.js";

export type MutableShape = { -readonly [K in keyof Shape]: Shape[K] };

interface NodeChange extends MutableShape {
  /** Ports; made when the first comes. */
  taken: Set<number> | undefined;
  released: Set<number> | undefined;
  /** What is held more, or less, of cores and devices. */
  units: Map<string, number> | undefined;
}

export class PlanOverlay {
  private readonly changes = new Map<number, NodeChange>();
  /** Live allocations of this job by group, then node row. */
  private readonly byGroup = new Map<string, Map<number, number>>();
  private readonly byJob = new Map<number, number>();
  /** Rows of allocations of other jobs that this plan evicts. */
  private readonly evicted = new Set<number>();

  constructor(
    private readonly state: State,
    allocations: readonly AllocationView[],
  ) {
    for (const view of allocations) if (isLive(view)) this.count(view.group, view.node, 1);
  }

  capacityInto(row: number, into: MutableShape): void {
    const { nodes } = this.state;
    into.cpuMhz = nodes.cpuCapacity[row]!;
    into.memoryMb = nodes.memoryCapacity[row]!;
    into.diskMb = nodes.diskCapacity[row]!;
  }

  /** The plan neither stops nor places anything there. */
  isUntouched(row: number): boolean {
    return this.changes.size === 0 || !this.changes.has(row);
  }

  get isTouched(): boolean {
    return this.changes.size > 0;
  }

  get touchedRows(): Iterable<number> {
    return this.changes.keys();
  }

  usedInto(row: number, into: MutableShape): void {
    const { nodes } = this.state;
    const change = this.changes.size === 0 ? undefined : this.changes.get(row);
    into.cpuMhz = nodes.cpuClaimed[row]!;
    into.memoryMb = nodes.memoryClaimed[row]!;
    into.diskMb = nodes.diskClaimed[row]!;
    if (change !== undefined) add(into, change, 1);
  }

  /** The plan stops this allocation: what it held is free for the plan's own placements. */
  stop(view: AllocationView): void {
    if (isLive(view)) this.count(view.group, view.node, -1);
    if (view.node === undefined || hasEnded(view)) return;
    const change = this.changeOf(view.node.row);
    add(change, this.state.nodes.askOn(view.node.row, view.shape), -1);
    if (view.extras.holding !== undefined) countUnits((change.units ??= new Map<string, number>()), view.extras.holding, -1);
    for (const port of view.extras.ports ?? []) (change.released ??= new Set<number>()).add(port.value);
  }

  /** Takes back `stop`: the replacement found no place. */
  restore(view: AllocationView): void {
    if (isLive(view)) this.count(view.group, view.node, 1);
    if (view.node === undefined || hasEnded(view)) return;
    const change = this.changeOf(view.node.row);
    add(change, this.state.nodes.askOn(view.node.row, view.shape), 1);
    if (view.extras.holding !== undefined) countUnits((change.units ??= new Map<string, number>()), view.extras.holding, 1);
    for (const port of view.extras.ports ?? []) change.released?.delete(port.value);
  }

  place(node: NodeRecord, group: string, demand: { readonly shape: Shape; readonly ports: readonly number[]; readonly holding?: Holding | undefined }): void {
    const change = this.changeOf(node.row);
    add(change, this.state.nodes.askOn(node.row, demand.shape), 1);
    if (demand.holding !== undefined) countUnits((change.units ??= new Map<string, number>()), demand.holding, 1);
    for (const port of demand.ports) (change.taken ??= new Set<number>()).add(port);
    this.count(group, node, 1);
  }

  /** An allocation of another job has to go: what it held is free for the plan's own placements. */
  evict(row: number): void {
    this.evicted.add(row);
    this.stop(this.ofAnotherJob(row));
  }

  /** One that was evicted earlier and has not ended yet: its room is free, its ports and devices may be its successor's. */
  letGo(row: number): void {
    this.evicted.add(row);
    this.stop({ ...this.ofAnotherJob(row), extras: {} });
  }

  /** Takes back `letGo`. */
  holdOn(row: number): void {
    this.evicted.delete(row);
    this.restore({ ...this.ofAnotherJob(row), extras: {} });
  }

  /** Takes back `evict`. */
  keep(row: number): void {
    this.evicted.delete(row);
    this.restore(this.ofAnotherJob(row));
  }

  isEvicted(row: number): boolean {
    return this.evicted.has(row);
  }

  takenPorts(node: NodeRecord): TakenPorts {
    const change = this.changes.get(node.row);
    if (change === undefined) {
      const taken = (port: number): boolean => node.ports.has(port);
      return { forStatic: taken, forDynamic: taken };
    }
    const { taken, released } = change;
    return {
      forStatic: (port) => taken?.has(port) === true || (node.ports.has(port) && released?.has(port) !== true),
      forDynamic: (port) => taken?.has(port) === true || node.ports.has(port),
    };
  }

  /** Thousandths of each of the node's cores and devices that are held, as this plan has them. */
  heldUnits(node: NodeRecord): (key: string) => number {
    const units = this.changes.get(node.row)?.units;
    const claimed = this.state.nodes.claimedUnits(node);
    return units === undefined ? claimed : (key) => claimed(key) + (units.get(key) ?? 0);
  }

  /** Live allocations of the group on the node, this plan's included. */
  ofGroupOn(group: string, row: number): number {
    return this.byGroup.get(group)?.get(row) ?? 0;
  }

  ofJobOn(row: number): number {
    return this.byJob.get(row) ?? 0;
  }

  /** Rows and counts of nodes that hold live allocations of the group, or of the whole job. */
  nodesHolding(group: string | undefined): ReadonlyMap<number, number> {
    return group === undefined ? this.byJob : (this.byGroup.get(group) ?? new Map<number, number>());
  }

  /** Not wanted: it is not counted among this job's. */
  private ofAnotherJob(row: number): AllocationView {
    return { ...viewAllocation(this.state, row), desired: "evict" };
  }

  private changeOf(row: number): NodeChange {
    let change = this.changes.get(row);
    if (change === undefined) {
      change = { cpuMhz: 0, memoryMb: 0, diskMb: 0, taken: undefined, released: undefined, units: undefined };
      this.changes.set(row, change);
    }
    return change;
  }

  private count(group: string, node: NodeRecord | undefined, step: number): void {
    if (node === undefined) return;
    let counts = this.byGroup.get(group);
    if (counts === undefined) this.byGroup.set(group, (counts = new Map<number, number>()));
    counts.set(node.row, (counts.get(node.row) ?? 0) + step);
    this.byJob.set(node.row, (this.byJob.get(node.row) ?? 0) + step);
  }
}

function add(to: MutableShape, shape: Shape, sign: 1 | -1): void {
  to.cpuMhz += sign * shape.cpuMhz;
  to.memoryMb += sign * shape.memoryMb;
  to.diskMb += sign * shape.diskMb;
}
