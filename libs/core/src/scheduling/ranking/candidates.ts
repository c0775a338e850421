// The candidates' columns: for each look at a node an entry, the newest look wins. Entries are compared by their own
// part of the score, then by tie, then by node id; what is shared by many entries (spread) is the heaps' business.
import type { NodeRecord, NodeTable } from "../../state/node-table.js";

/** Row states beside entry numbers. */
export const unseen = -1;
export const withoutRoom = -2;

const leastLength = 32;

export class Candidates {
  rows: Int32Array;
  sums: Float64Array;
  ties: Float64Array;
  /** How many components of the score take part; the mean is over these. */
  components: Uint8Array;
  /** 1: as the index handed it out, untouched since. */
  untouched: Uint8Array;
  private size = 0;
  /** By row; an array when most rows will be looked at, a map when few. */
  private readonly dense: Int32Array | undefined;
  private readonly sparse = new Map<number, number>();

  constructor(
    private readonly table: NodeTable,
    isDense: boolean,
  ) {
    const length = isDense ? Math.max(leastLength, table.rowLimit + (table.rowLimit >>> 2)) : leastLength;
    this.rows = new Int32Array(length);
    this.sums = new Float64Array(length);
    this.ties = new Float64Array(length);
    this.components = new Uint8Array(length);
    this.untouched = new Uint8Array(length);
    this.dense = isDense ? new Int32Array(table.rowLimit).fill(unseen) : undefined;
  }

  /** A new entry, whose score and tie the caller sets. */
  add(row: number): number {
    if (this.size === this.rows.length) this.grow();
    const entry = this.size++;
    this.rows[entry] = row;
    this.setState(row, entry);
    return entry;
  }

  /** The row's newest entry, or `unseen`, or `withoutRoom`. */
  stateOf(row: number): number {
    return this.dense === undefined ? (this.sparse.get(row) ?? unseen) : this.dense[row]!;
  }

  setState(row: number, state: number): void {
    if (this.dense === undefined) this.sparse.set(row, state);
    else this.dense[row] = state;
  }

  /** Rows of all entries so far, stale ones too. */
  get entryRows(): Int32Array {
    return this.rows.subarray(0, this.size);
  }

  nodeOf(entry: number): NodeRecord {
    return this.table.at(this.rows[entry]!)!;
  }

  isStale(entry: number): boolean {
    return this.stateOf(this.rows[entry]!) !== entry;
  }

  isBefore(a: number, b: number): boolean {
    const difference = this.sums[a]! - this.sums[b]!;
    return difference !== 0 ? difference > 0 : this.winsTie(a, b);
  }

  winsTie(a: number, b: number): boolean {
    const difference = this.ties[a]! - this.ties[b]!;
    return difference !== 0 ? difference < 0 : this.nodeOf(a).id < this.nodeOf(b).id;
  }

  private grow(): void {
    const { rows, sums, ties, components, untouched } = this;
    const length = rows.length * 2;
    this.rows = new Int32Array(length);
    this.rows.set(rows);
    this.sums = new Float64Array(length);
    this.sums.set(sums);
    this.ties = new Float64Array(length);
    this.ties.set(ties);
    this.components = new Uint8Array(length);
    this.components.set(components);
    this.untouched = new Uint8Array(length);
    this.untouched.set(untouched);
  }
}
