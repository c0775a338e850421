// The log folded for history: a state of its own, since rows are read between two entries and a shared replica is always
// further on. Begins at the log's beginning, or at a snapshot where that is trimmed away; up to the checkpoint it only
// folds, and then checks that it is the log that the store's rows came from; after it, it gathers rows. Takes no more than
// the limits, until they are taken away.
import { evolve } from "@berth/core/state/evolve";
import { State } from "@berth/core/state/state";
import { decodeEntry, hashEntry } from "@berth/contracts/entry";
import { type HistoryCheckpoint, type HistoryStep } from "@berth/ports/history-store";
import type { LogRecord } from "@berth/ports/log";
import { AllocationTrail } from "./allocation-trail.js";
import { chainHashOf } from "@berth/core/state/chain";
import { PendingRows } from "./pending-rows.js";
import { projectEntry } from "./project-entry.js";

/** What may wait to be written at once; the entry that reaches one of them is the last. */
export interface BatchLimits {
  readonly entries: number;
  readonly rows: number;
  readonly bytes: number;
}

export const defaultBatchLimits: BatchLimits = { entries: 2_000, rows: 20_000, bytes: 8 * 1024 * 1024 };

/** The store's rows came from another log than this one. */
export class HistoryDiffers extends Error {
  override readonly name = "HistoryDiffers";
}

export class HistoryFold {
  private readonly state: State;
  /** Entries after this one become rows. */
  private readonly wantedAfter: number;
  private readonly trail = new AllocationTrail();
  private pending = new PendingRows();
  private pendingEntries = 0;
  private pendingBytes = 0;
  /** Up to here everything was taken. */
  private taken: HistoryCheckpoint;

  constructor(
    private readonly start: HistoryCheckpoint,
    private readonly limits: BatchLimits,
    base = new State(),
  ) {
    this.state = base;
    this.taken = start;
    this.trail.beginAt(base);
    // Where nothing is stored and the log's beginning is gone, history begins after the snapshot.
    this.wantedAfter = Math.max(start.index, start.index === 0 ? base.index : 0);
    if (base.index > 0 && base.index === start.index) this.verify();
  }

  /** Last folded index. */
  get index(): number {
    return this.state.index;
  }

  get hasPending(): boolean {
    return this.pendingEntries > 0;
  }

  get isFull(): boolean {
    const { entries, rows, bytes } = this.limits;
    return this.pendingEntries >= entries || this.pendingBytes >= bytes || this.pending.size >= rows;
  }

  /** False: full, the record was not taken and must come again. Throws HistoryDiffers, or when it cannot be folded. */
  accept(record: LogRecord): boolean {
    if (this.isFull) return false;
    const before = this.state.index;
    if (record.index > this.start.index && before < this.start.index && this.start.index > 0)
      throw new HistoryDiffers(`the log goes from entry ${before} to ${record.index}, the history ends at ${this.start.index}`);
    const ctx = evolve(this.state, { index: record.index, entry: decodeEntry(record.data), hash: hashEntry(record.data) });
    const isWanted = record.index > this.wantedAfter;
    const changes = this.trail.observe(ctx, isWanted);
    if (record.index === this.start.index) this.verify();
    if (!isWanted) return true;
    this.pending.add(projectEntry(ctx, changes));
    this.pendingEntries++;
    this.pendingBytes += record.data.length;
    return true;
  }

  /** What waits, as one step from where the last one ended. */
  take(): HistoryStep {
    const from = this.taken;
    const to = { index: this.state.index, chainHash: chainHashOf(this.state), incarnation: from.incarnation };
    const rows = this.pending.all();
    this.taken = to;
    this.pending = new PendingRows();
    this.pendingEntries = 0;
    this.pendingBytes = 0;
    return { from, to, rows };
  }

  private verify(): void {
    const chainHash = chainHashOf(this.state);
    if (chainHash !== this.start.chainHash)
      throw new HistoryDiffers(`at entry ${this.start.index} the log's chain hash is ${chainHash}, the history's ${this.start.chainHash}`);
  }
}
