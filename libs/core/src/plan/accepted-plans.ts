// What was accepted but is not folded yet, on top of the state: use by node, ports, and the jobs whose plan is under
// way. A draft collects one plan's changes and is kept only when the whole plan is accepted. When the own replica has
// folded a batch, its layer is dropped: the state then says the same.
import { type Holding, countUnits } from "../model/holding.js";
import { none } from "../state/allocation-table.js";
import type { Shape } from "../state/interned.js";
import type { JobRecord } from "../state/job-table.js";
import type { NodeRecord } from "../state/node-table.js";
import type { State } from "../state/state.js";

interface NodeDelta {
  cpuMhz: number;
  memoryMb: number;
  diskMb: number;
  readonly taken: Set<number>;
  readonly released: Set<number>;
  /** What is held more, or less, of cores and devices; made when the first is. */
  units?: Map<string, number>;
}

/** A job with a plan under way accepts no other until that one is folded. */
const underWay = -1;

export class AcceptedPlans {
  private readonly deltas = new Map<number, NodeDelta>();
  private readonly jobs = new Set<string>();

  constructor(private readonly state: State) {}

  decidedAt(job: JobRecord): number {
    return this.jobs.has(job.key) ? underWay : job.decidedAt;
  }

  begin(): PlanDraft {
    return new PlanDraft(this.state, this);
  }

  /** The batch is in the state, or was dropped. */
  clear(): void {
    this.deltas.clear();
    this.jobs.clear();
  }

  delta(row: number): NodeDelta | undefined {
    return this.deltas.get(row);
  }

  add(job: JobRecord, changes: ReadonlyMap<number, NodeDelta>): void {
    this.jobs.add(job.key);
    for (const [row, change] of changes) {
      const delta = this.deltas.get(row);
      if (delta === undefined) {
        this.deltas.set(row, change);
        continue;
      }
      // What a plan frees counts for that plan alone: until the node has said so, others must not use it.
      delta.cpuMhz += change.cpuMhz;
      delta.memoryMb += change.memoryMb;
      delta.diskMb += change.diskMb;
      for (const port of change.taken) delta.taken.add(port);
      for (const [key, milli] of change.units ?? []) addUnit(delta, key, milli);
    }
  }
}

class PlanDraft {
  private readonly changes = new Map<number, NodeDelta>();
  private readonly freed = new Map<number, NodeDelta>();

  constructor(
    private readonly state: State,
    private readonly accepted: AcceptedPlans,
  ) {}

  stop(row: number): void {
    if (row === none || this.state.allocations.isClientTerminal(row)) return;
    const node = this.state.nodeOfAllocation(row);
    if (node === undefined) return;
    const shape = this.state.nodes.askOn(node.row, this.state.shapes.shape(this.state.allocations.shape.get(row)));
    const freed = deltaOf(this.freed, node.row);
    addShape(freed, shape, -1);
    const extras = this.state.allocations.extras.get(row);
    for (const port of extras?.ports ?? []) freed.released.add(port.value);
    if (extras?.holding !== undefined) countUnits((freed.units ??= new Map<string, number>()), extras.holding, -1);
  }

  place(node: NodeRecord, shape: Shape, taken: { readonly ports: readonly number[]; readonly holding: Holding | undefined }): void {
    const change = deltaOf(this.changes, node.row);
    addShape(change, this.state.nodes.askOn(node.row, shape), 1);
    for (const port of taken.ports) change.taken.add(port);
    if (taken.holding !== undefined) countUnits((change.units ??= new Map<string, number>()), taken.holding, 1);
  }

  /** Thousandths of each of the node's cores and devices that are held. */
  heldUnits(node: NodeRecord): (key: string) => number {
    const deltas = [this.accepted.delta(node.row), this.changes.get(node.row), this.freed.get(node.row)];
    return (key) => deltas.reduce((sum, delta) => sum + (delta?.units?.get(key) ?? 0), node.units.milliOf(key));
  }

  askOn(node: NodeRecord, shape: Shape): Shape {
    return this.state.nodes.askOn(node.row, shape);
  }

  capacity(node: NodeRecord): Shape {
    const { nodes } = this.state;
    return {
      cpuMhz: nodes.cpuCapacity[node.row]!,
      memoryMb: nodes.memoryCapacity[node.row]!,
      diskMb: nodes.diskCapacity[node.row]!,
    };
  }

  used(node: NodeRecord): Shape {
    const { nodes } = this.state;
    const used = {
      cpuMhz: nodes.cpuUsed[node.row]!,
      memoryMb: nodes.memoryUsed[node.row]!,
      diskMb: nodes.diskUsed[node.row]!,
    };
    for (const delta of [this.accepted.delta(node.row), this.changes.get(node.row), this.freed.get(node.row)])
      if (delta !== undefined) addShape(used, delta, 1);
    return used;
  }

  takenPorts(node: NodeRecord): (port: number) => boolean {
    const accepted = this.accepted.delta(node.row);
    const own = this.changes.get(node.row);
    const freed = this.freed.get(node.row);
    return (port) =>
      (own?.taken.has(port) ?? false) ||
      (accepted?.taken.has(port) ?? false) ||
      (node.ports.has(port) && !(freed?.released.has(port) ?? false));
  }

  keep(job: JobRecord): void {
    this.accepted.add(job, this.changes);
  }
}

export type { PlanDraft };

function deltaOf(deltas: Map<number, NodeDelta>, row: number): NodeDelta {
  let delta = deltas.get(row);
  if (delta === undefined) {
    delta = { cpuMhz: 0, memoryMb: 0, diskMb: 0, taken: new Set(), released: new Set() };
    deltas.set(row, delta);
  }
  return delta;
}

function addUnit(delta: NodeDelta, key: string, milli: number): void {
  const units = (delta.units ??= new Map<string, number>());
  units.set(key, (units.get(key) ?? 0) + milli);
}

function addShape(to: { cpuMhz: number; memoryMb: number; diskMb: number }, shape: Shape, sign: 1 | -1): void {
  to.cpuMhz += sign * shape.cpuMhz;
  to.memoryMb += sign * shape.memoryMb;
  to.diskMb += sign * shape.diskMb;
}
