// The cluster as it will be once the plan under construction is committed: the state's columns plus what this plan
// stops and places. Capacity that the plan's own stops free counts; allocations that were told to stop earlier but
// still run keep holding theirs, as in the state. Lives for one `schedule` call; the only mutable thing there.
import { type Holding, countUnits } from "../model/holding.js";
import type { AllocationExtras } from "../state/allocation-table.js";
import type { Shape } from "../state/interned.js";
import type { NodeRecord } from "../state/node-table.js";
import type { State } from "../state/state.js";
import { type AllocationView, hasEnded, isLive } from "./allocation-view.js";
import type { TakenPorts } from "./ports.js";

export type MutableShape = { -readonly [K in keyof Shape]: Shape[K] };

interface NodeChange extends MutableShape {
  /** Ports; made when the first comes. */
  taken: Set<number> | undefined;
  /** How many of a port's holders go. */
  released: Map<number, number> | undefined;
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
    this.release(view.node.row, view, -1);
  }

  /** Takes back `stop`: the replacement found no place. */
  restore(view: AllocationView): void {
    if (isLive(view)) this.count(view.group, view.node, 1);
    if (view.node === undefined || hasEnded(view)) return;
    this.release(view.node.row, view, 1);
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
    this.give(row, -1, this.state.allocations.extras.get(row));
  }

  /** One that was evicted earlier and has not ended yet: its room is free, its ports and devices may be its successor's. */
  letGo(row: number): void {
    this.evicted.add(row);
    this.give(row, -1, undefined);
  }

  /** Takes back `letGo`. */
  holdOn(row: number): void {
    this.evicted.delete(row);
    this.give(row, 1, undefined);
  }

  /** Takes back `evict`. */
  keep(row: number): void {
    this.evicted.delete(row);
    this.give(row, 1, this.state.allocations.extras.get(row));
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
      forStatic: (port) => taken?.has(port) === true || (node.ports.has(port) && released?.get(port) !== node.ports.holders(port)),
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

  /** What an allocation of another job holds on its node; it is not counted among this job's. */
  private give(row: number, step: 1 | -1, extras: AllocationExtras | undefined): void {
    const { allocations, shapes } = this.state;
    const node = this.state.nodeOfAllocation(row);
    if (node === undefined || allocations.isClientTerminal(row)) return;
    this.release(node.row, { shape: shapes.shape(allocations.shape.get(row)), extras }, step);
  }

  private release(nodeRow: number, { shape, extras }: { readonly shape: Shape; readonly extras: AllocationExtras | undefined }, step: 1 | -1): void {
    const change = this.changeOf(nodeRow);
    add(change, this.state.nodes.askOn(nodeRow, shape), step);
    if (extras === undefined) return;
    if (extras.holding !== undefined) countUnits((change.units ??= new Map<string, number>()), extras.holding, step);
    releasePorts(change, extras, step === -1 ? 1 : -1);
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

function releasePorts(change: NodeChange, { ports = [] }: AllocationExtras, sign: 1 | -1): void {
  for (const { value } of ports) {
    change.released ??= new Map<number, number>();
    change.released.set(value, (change.released.get(value) ?? 0) + sign);
  }
}

function add(to: MutableShape, shape: Shape, sign: 1 | -1): void {
  to.cpuMhz += sign * shape.cpuMhz;
  to.memoryMb += sign * shape.memoryMb;
  to.diskMb += sign * shape.diskMb;
}
