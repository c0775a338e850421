// Allocations as struct-of-arrays: one row each, linked into their job's and their node's lists, found by id through
// an open-addressing index over the id's head. Rows are reused after collection, so a row number is valid only
// between two entries; ids are for everything that lasts.
import type { AssignedPort } from "../model/agent-protocol.js";
import type { CheckState, ClientStatus, TaskState } from "../model/report.js";
import { allocationId, headOf, parseAllocationId } from "./allocation-id.js";
import { Float64Column, Int32Column, Uint8Column } from "./column.js";

export const clientStatuses: readonly ClientStatus[] = ["pending", "running", "complete", "failed", "lost", "unknown"];
export const clientCode = { pending: 0, running: 1, complete: 2, failed: 3, lost: 4, unknown: 5 } as const;
export type DesiredStatus = "run" | "stop" | "evict";
export const desiredStatuses: readonly DesiredStatus[] = ["run", "stop", "evict"];
export const desiredCode = { run: 0, stop: 1, evict: 2 } as const;
export const healthCode = { unknown: 0, healthy: 1, unhealthy: 2 } as const;

export const none = -1;

export interface RescheduleEvent {
  readonly timeMs: number;
  readonly previousAllocationId: string;
  readonly previousNodeId: string;
  readonly delayMs: number;
}

/** What few allocations have, kept beside the columns. */
export interface AllocationExtras {
  previousId?: string;
  nextId?: string;
  followUpEvaluationId?: string;
  ports?: readonly AssignedPort[];
  taskStates?: Readonly<Record<string, TaskState>>;
  checks?: readonly CheckState[];
  reschedules?: readonly RescheduleEvent[];
  trace?: string;
}

export class AllocationTable {
  readonly epoch = new Int32Column();
  readonly ordinal = new Float64Column();
  readonly number = new Int32Column();
  readonly job = new Int32Column();
  readonly jobVersion = new Int32Column();
  /** interned */
  readonly group = new Int32Column();
  readonly nameIndex = new Int32Column();
  readonly node = new Int32Column();
  /** interned shape */
  readonly shape = new Int32Column();
  readonly desired = new Uint8Column();
  readonly client = new Uint8Column();
  readonly health = new Uint8Column();
  /** interned */
  readonly desiredDescription = new Int32Column();
  readonly clientDescription = new Int32Column();
  readonly evaluation = new Int32Column();
  readonly deployment = new Int32Column();
  readonly revision = new Int32Column();
  readonly createIndex = new Float64Column();
  readonly modifyIndex = new Float64Column();
  /** Last index of a change from the cluster's side: what the node's agent waits for. */
  readonly serverIndex = new Float64Column();
  readonly createdAtMs = new Float64Column();
  readonly modifiedAtMs = new Float64Column();
  readonly nextInJob = new Int32Column();
  readonly previousInJob = new Int32Column();
  readonly nextOnNode = new Int32Column();
  readonly previousOnNode = new Int32Column();
  readonly extras = new Map<number, AllocationExtras>();

  private slots = new Int32Array(1024).fill(none);
  private readonly free: number[] = [];
  private rows = 0;
  private liveRows = 0;

  /** Rows ever used; rows below it may be free (job = none). */
  get rowLimit(): number {
    return this.rows;
  }

  get size(): number {
    return this.liveRows;
  }

  isLive(row: number): boolean {
    return row >= 0 && row < this.rows && this.job.get(row) !== none;
  }

  /** Takes a row and indexes it under its id; the caller fills the columns and links it. */
  insert(epoch: number, ordinal: number, number: number): number {
    if ((this.liveRows + 1) * 2 > this.slots.length) this.grow();
    const row = this.free.pop() ?? this.rows++;
    this.epoch.set(row, epoch);
    this.ordinal.set(row, ordinal);
    this.number.set(row, number);
    this.liveRows++;
    this.place(row);
    return row;
  }

  /** The row must be unlinked from its job and node already. */
  remove(row: number): void {
    this.unplace(row);
    this.extras.delete(row);
    this.job.set(row, none);
    this.free.push(row);
    this.liveRows--;
  }

  idOf(row: number): string {
    return allocationId(this.epoch.get(row), this.ordinal.get(row), this.number.get(row));
  }

  rowOf(id: string): number {
    const address = parseAllocationId(id);
    if (address === undefined) return none;
    const mask = this.slots.length - 1;
    for (let slot = headOf(address.epoch, address.ordinal, address.number) & mask; ; slot = (slot + 1) & mask) {
      const row = this.slots[slot]!;
      if (row === none) return none;
      if (
        this.number.get(row) === address.number &&
        this.ordinal.get(row) === address.ordinal &&
        this.epoch.get(row) === address.epoch
      )
        return row;
    }
  }

  extrasOf(row: number): AllocationExtras {
    let extras = this.extras.get(row);
    if (extras === undefined) {
      extras = {};
      this.extras.set(row, extras);
    }
    return extras;
  }

  clientStatus(row: number): ClientStatus {
    return clientStatuses[this.client.get(row)]!;
  }

  desiredStatus(row: number): DesiredStatus {
    return desiredStatuses[this.desired.get(row)]!;
  }

  /** complete, failed or lost: holds nothing on its node any more. */
  isClientTerminal(row: number): boolean {
    const code = this.client.get(row);
    return code >= clientCode.complete && code <= clientCode.lost;
  }

  /** Not wanted or not there any more. */
  isTerminal(row: number): boolean {
    return this.desired.get(row) !== desiredCode.run || this.isClientTerminal(row);
  }

  private headAt(row: number): number {
    return headOf(this.epoch.get(row), this.ordinal.get(row), this.number.get(row));
  }

  private place(row: number): void {
    const mask = this.slots.length - 1;
    let slot = this.headAt(row) & mask;
    while (this.slots[slot] !== none) slot = (slot + 1) & mask;
    this.slots[slot] = row;
  }

  /** Linear probing's deletion by moving later entries back (Knuth, vol. 3, 6.4, algorithm R). */
  private unplace(row: number): void {
    const mask = this.slots.length - 1;
    let hole = this.headAt(row) & mask;
    while (this.slots[hole] !== row) hole = (hole + 1) & mask;
    for (let slot = (hole + 1) & mask; this.slots[slot] !== none; slot = (slot + 1) & mask) {
      const home = this.headAt(this.slots[slot]!) & mask;
      if (((slot - home) & mask) >= ((slot - hole) & mask)) {
        this.slots[hole] = this.slots[slot]!;
        hole = slot;
      }
    }
    this.slots[hole] = none;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2).fill(none);
    for (const row of old) if (row !== none) this.place(row);
  }
}
