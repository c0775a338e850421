// Nodes: what each has, what is taken, and what was decided about it. Capacity and use are columns, since the
// scheduler reads them for every node; the rest is one record a node.
import type { Eligibility, NodeSpec, NodeStatus } from "../model/node.js";
import { none } from "./allocation-rows.js";
import type { Shape } from "./interned.js";
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

export class NodeTable {
  readonly records: (NodeRecord | undefined)[] = [];
  /** For indexes kept beside the table. */
  readonly changes = new NodeChanges();
  private readonly byId = new Map<string, NodeRecord>();
  private readonly free: number[] = [];
  private readonly columns = {
    cpuCapacity: new GrowingFloats(),
    memoryCapacity: new GrowingFloats(),
    diskCapacity: new GrowingFloats(),
    cpuUsed: new GrowingFloats(),
    memoryUsed: new GrowingFloats(),
    diskUsed: new GrowingFloats(),
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
      id: spec.ID,
      row,
      spec,
      secretHash: "",
      status: "initializing",
      statusDescription: "",
      eligibility: "eligible",
      registrationIndex: index,
      registrationCounter: 0,
      changedAt: index,
      assignedAt: 0,
      statusUpdatedAtMs: 0,
      createIndex: index,
      modifyIndex: index,
      events: [],
      firstAllocation: none,
      ports: new PortSet(),
      computedClass: "",
    };
    this.place(record);
    return record;
  }

  get freeRows(): readonly number[] {
    return this.free;
  }

  /** From a snapshot, in the order of `all`. */
  adopt(record: Omit<NodeRecord, "ports">, taken: PortsDump, used: Shape): void {
    const ports = new PortSet();
    ports.restore(taken);
    this.place({ ...record, ports });
    this.use(record.row, used, 1);
  }

  adoptFree(rows: readonly number[]): void {
    for (const row of rows) {
      this.records[row] = undefined;
      this.free.push(row);
    }
  }

  private place(record: NodeRecord): void {
    this.records[record.row] = record;
    this.byId.set(record.id, record);
    for (const column of Object.values(this.columns)) {
      column.ensure(record.row);
      column.values[record.row] = 0;
    }
    this.setSpec(record, record.spec);
  }

  setSpec(record: NodeRecord, spec: NodeSpec): void {
    const { NodeResources: has, ReservedResources: keeps } = spec;
    record.spec = spec;
    this.cpuCapacity[record.row] = Math.max(0, has.Cpu.CpuShares - keeps.Cpu.CpuShares);
    this.memoryCapacity[record.row] = Math.max(0, has.Memory.MemoryMB - keeps.Memory.MemoryMB);
    this.diskCapacity[record.row] = Math.max(0, has.Disk.DiskMB - keeps.Disk.DiskMB);
    record.ports.reserve(parsePortList(keeps.Networks.ReservedHostPorts));
    this.changes.mark(record.row);
  }

  /** So many allocations of this shape took it, or gave it back (below 0). */
  use(row: number, shape: Shape, count: number): void {
    const { cpuUsed, memoryUsed, diskUsed } = this.columns;
    cpuUsed.values[row]! += count * shape.cpuMhz;
    memoryUsed.values[row]! += count * shape.memoryMb;
    diskUsed.values[row]! += count * shape.diskMb;
    this.changes.markUse(row);
  }

  remove(record: NodeRecord): void {
    this.byId.delete(record.id);
    this.records[record.row] = undefined;
    this.free.push(record.row);
    this.changes.mark(record.row);
  }
}
