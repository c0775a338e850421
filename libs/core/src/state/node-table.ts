// Nodes: what each has, what is taken, and what was decided about it. Capacity and use are columns, since the
// scheduler reads them for every node; the rest is one record a node.
import type { Holding } from "../model/holding.js";
import type { Eligibility, NodeSpec, NodeStatus } from "../model/node.js";
import { none } from "./allocation-rows.js";
import { coreMhzOf } from "../scheduling/units/unit-offer.js";
import type { Shape } from "./interned.js";
import { UnitUse, type UnitsDump } from "./unit-use.js";
import { NodeChanges } from "./node-changes.js";
import { PortSet, type PortsDump, parsePortList } from "./port-set.js";

export interface NodeEventRecord {
  readonly message: string;
  readonly subsystem: string;
  readonly timeMs: number;
  readonly createIndex: number;
}

export interface NodeRecord {
  readonly id: string;
  readonly row: number;
  spec: NodeSpec;
  secretHash: string;
  status: NodeStatus;
  statusDescription: string;
  eligibility: Eligibility;
  /** Log index of its last registration. */
  registrationIndex: number;
  /** The agent's own number of its last registration; 0 = unknown. */
  registrationCounter: number;
  /** Last index at which something other than a plan changed what may run here. */
  changedAt: number;
  /** Last index at which the cluster's side of an allocation here changed. */
  assignedAt: number;
  statusUpdatedAtMs: number;
  createIndex: number;
  modifyIndex: number;
  events: readonly NodeEventRecord[];
  /** First allocation in this node's list. */
  firstAllocation: number;
  /** Host ports taken by allocations that are not client-terminal, and those the machine keeps for itself. */
  readonly ports: PortSet;
  /** Cores and instances of devices that they hold. */
  readonly units: UnitUse;
  /** Hash of all that memoised feasibility may depend on (Nomad's computed class). */
  computedClass: string;
}

/** Grows by doubling; 0 where nothing was set. */
class GrowingFloats {
  values = new Float64Array(64);
  ensure(row: number): void {
    if (row < this.values.length) return;
    const grown = new Float64Array(Math.max(this.values.length * 2, row + 1));
    grown.set(this.values);
    this.values = grown;
  }
}

/** Columns of what is used and promised. */
interface Claims {
  readonly cpu: GrowingFloats;
  readonly memory: GrowingFloats;
  readonly disk: GrowingFloats;
}

function copyOf(values: Float64Array): GrowingFloats {
  const column = new GrowingFloats();
  column.values = values.slice();
  return column;
}

function claim({ cpu, memory, disk }: Claims, row: number, { asked, count }: { readonly asked: Shape; readonly count: number }): void {
  cpu.values[row]! += count * asked.cpuMhz;
  memory.values[row]! += count * asked.memoryMb;
  disk.values[row]! += count * asked.diskMb;
}

export class NodeTable {
  readonly records: (NodeRecord | undefined)[] = [];
  /** For indexes kept beside the table. */
  readonly changes = new NodeChanges();
  private readonly byId = new Map<string, NodeRecord>();
  private readonly free: number[] = [];
  /** Made when the first plan is promised: only schedulers pay for it. */
  private claims: Claims | undefined;
  /** By row: cores and devices that are promised. */
  private readonly promisedUnits = new Map<number, UnitUse>();
  private readonly columns = {
    cpuCapacity: new GrowingFloats(),
    memoryCapacity: new GrowingFloats(),
    diskCapacity: new GrowingFloats(),
    cpuUsed: new GrowingFloats(),
    memoryUsed: new GrowingFloats(),
    diskUsed: new GrowingFloats(),
    coresUsed: new GrowingFloats(),
    coreMhz: new GrowingFloats(),
  };

  /** MHz, MB, MB after what the machine keeps for itself. */
  get cpuCapacity(): Float64Array {
    return this.columns.cpuCapacity.values;
  }
  get memoryCapacity(): Float64Array {
    return this.columns.memoryCapacity.values;
  }
  get diskCapacity(): Float64Array {
    return this.columns.diskCapacity.values;
  }
  /** Held by allocations that are not client-terminal. */
  get cpuUsed(): Float64Array {
    return this.columns.cpuUsed.values;
  }
  get memoryUsed(): Float64Array {
    return this.columns.memoryUsed.values;
  }
  get diskUsed(): Float64Array {
    return this.columns.diskUsed.values;
  }

  /** Used, and promised besides (see `promise`): what the scheduler counts with. */
  get cpuClaimed(): Float64Array {
    return this.claims === undefined ? this.cpuUsed : this.claims.cpu.values;
  }
  get memoryClaimed(): Float64Array {
    return this.claims === undefined ? this.memoryUsed : this.claims.memory.values;
  }
  get diskClaimed(): Float64Array {
    return this.claims === undefined ? this.diskUsed : this.claims.disk.values;
  }

  /** Reserved ones; their MHz are in cpuUsed. */
  get coresUsed(): Float64Array {
    return this.columns.coresUsed.values;
  }
  /** Of one core. */
  get coreMhz(): Float64Array {
    return this.columns.coreMhz.values;
  }

  get size(): number {
    return this.byId.size;
  }

  get rowLimit(): number {
    return this.records.length;
  }

  get(id: string): NodeRecord | undefined {
    return this.byId.get(id);
  }

  at(row: number): NodeRecord | undefined {
    return this.records[row];
  }

  all(): IterableIterator<NodeRecord> {
    return this.byId.values();
  }

  insert(spec: NodeSpec, index: number): NodeRecord {
    const row = this.free.pop() ?? this.records.length;
    const record: NodeRecord = {
      // What every placement asks for comes first: these share a line of the processor's cache.
      row,
      status: "initializing",
      changedAt: index,
      assignedAt: 0,
      firstAllocation: none,
      id: spec.ID,
      spec,
      secretHash: "",
      statusDescription: "",
      eligibility: "eligible",
      registrationIndex: index,
      registrationCounter: 0,
      statusUpdatedAtMs: 0,
      createIndex: index,
      modifyIndex: index,
      events: [],
      ports: new PortSet(),
      units: new UnitUse(),
      computedClass: "",
    };
    this.place(record);
    return record;
  }

  get freeRows(): readonly number[] {
    return this.free;
  }

  /** From a snapshot, in the order of `all`. */
  adopt(record: Omit<NodeRecord, "ports" | "units">, held: { readonly ports: PortsDump; readonly units: UnitsDump; readonly used: Shape }): void {
    const ports = new PortSet();
    ports.restore(held.ports);
    const units = new UnitUse();
    units.restore(held.units);
    this.place({ ...record, ports, units });
    this.use(record.row, held.used, 1);
  }

  /** Everything its allocations hold; the MHz of their cores are not among its cpuMhz. */
  usedOn(row: number): Shape {
    const cores = this.coresUsed[row]!;
    const used = { cpuMhz: this.cpuUsed[row]! - cores * this.coreMhz[row]!, memoryMb: this.memoryUsed[row]!, diskMb: this.diskUsed[row]! };
    return cores === 0 ? used : { ...used, cores };
  }

  /** What a shape asks of this node: reserved cores turned into MHz. */
  askOn(row: number, shape: Shape): Shape {
    if (shape.cores === undefined) return shape;
    return { ...shape, cpuMhz: shape.cpuMhz + shape.cores * this.coreMhz[row]! };
  }

  adoptFree(rows: readonly number[]): void {
    for (const row of rows) {
      this.records[row] = undefined;
      this.free.push(row);
    }
  }

  private place(record: NodeRecord): void {
    this.records[record.row] = record;
    this.promisedUnits.delete(record.row);
    this.byId.set(record.id, record);
    for (const column of Object.values(this.columns)) {
      column.ensure(record.row);
      column.values[record.row] = 0;
    }
    for (const column of Object.values(this.claims ?? {})) {
      column.ensure(record.row);
      column.values[record.row] = 0;
    }
    this.setSpec(record, record.spec);
  }

  setSpec(record: NodeRecord, spec: NodeSpec): void {
    const { NodeResources: has, ReservedResources: keeps } = spec;
    record.spec = spec;
    const coreMhz = coreMhzOf(spec);
    const coresMhz = this.coresUsed[record.row]! * (coreMhz - this.coreMhz[record.row]!);
    this.cpuUsed[record.row]! += coresMhz;
    if (this.claims !== undefined) this.claims.cpu.values[record.row]! += coresMhz;
    this.coreMhz[record.row] = coreMhz;
    this.cpuCapacity[record.row] = Math.max(0, has.Cpu.CpuShares - keeps.Cpu.CpuShares);
    this.memoryCapacity[record.row] = Math.max(0, has.Memory.MemoryMB - keeps.Memory.MemoryMB);
    this.diskCapacity[record.row] = Math.max(0, has.Disk.DiskMB - keeps.Disk.DiskMB);
    record.ports.reserve(parsePortList(keeps.Networks.ReservedHostPorts));
    this.changes.mark(record.row);
  }

  /** So many allocations of this shape took it, or gave it back (below 0). */
  use(row: number, shape: Shape, count: number): void {
    const { cpuUsed, memoryUsed, diskUsed, coresUsed, coreMhz } = this.columns;
    cpuUsed.values[row]! += count * shape.cpuMhz;
    memoryUsed.values[row]! += count * shape.memoryMb;
    diskUsed.values[row]! += count * shape.diskMb;
    if (shape.cores !== undefined) {
      coresUsed.values[row]! += count * shape.cores;
      cpuUsed.values[row]! += count * shape.cores * coreMhz.values[row]!;
    }
    if (this.claims !== undefined) claim(this.claims, row, { asked: this.askOn(row, shape), count });
    this.changes.markUse(row);
  }

  /**
   * A plan that this process has submitted asks so much of the node (`askOn`); -1 when the log has answered. No part of the
   * state: neither its hash nor a snapshot has it, and the fold never looks at it. A node that came into the row since
   * has no part in it.
   */
  promise(node: NodeRecord, asked: Shape, count: 1 | -1): void {
    if (this.records[node.row] !== node) return;
    this.claims ??= { cpu: copyOf(this.cpuUsed), memory: copyOf(this.memoryUsed), disk: copyOf(this.diskUsed) };
    claim(this.claims, node.row, { asked, count });
    this.changes.markUse(node.row);
  }

  /** The same for cores and devices. */
  promiseUnits(node: NodeRecord, holding: Holding, sign: 1 | -1): void {
    if (this.records[node.row] !== node) return;
    const units = this.promisedUnits.get(node.row) ?? new UnitUse();
    units.hold(holding, sign);
    if (units.isEmpty) this.promisedUnits.delete(node.row);
    else this.promisedUnits.set(node.row, units);
    this.changes.markUse(node.row);
  }

  /** Thousandths of each unit of the node that are held, and promised besides: what the scheduler counts with. */
  claimedUnits(node: NodeRecord): (key: string) => number {
    const promised = this.promisedUnits.get(node.row);
    return promised === undefined ? (key) => node.units.milliOf(key) : (key) => node.units.milliOf(key) + promised.milliOf(key);
  }

  remove(record: NodeRecord): void {
    this.byId.delete(record.id);
    this.records[record.row] = undefined;
    this.free.push(record.row);
    this.changes.mark(record.row);
  }
}
