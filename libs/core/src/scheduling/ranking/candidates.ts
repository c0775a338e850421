// The candidates' columns: for each look at a node an entry, the newest look wins. Entries are compared by their own
// part of the score, then by tie, then by node id; what is shared by many entries (spread) is the heaps' business.
import type { NodeRecord, NodeTable } from "../../state/node-table.js";

/** Row states beside entry numbers. */
export const unseen = -1;
export const withoutRoom = -2;

export interface Candidate {
  readonly row: number;
  readonly sum: number;
  /** How many components of the score take part; the mean is over these. */
  readonly components: number;
  readonly tie: number;
}

export class Candidates {
  rows = new Int32Array(32);
  sums = new Float64Array(32);
  ties = new Float64Array(32);
  components = new Uint8Array(32);
  private size = 0;
  /** By row; an array when most rows will be looked at, a map when few. */
  private readonly dense: Int32Array | undefined;
  private readonly sparse = new Map<number, number>();

  constructor(
    private readonly table: NodeTable,
    isDense: boolean,
  ) {
    this.dense = isDense ? new Int32Array(table.rowLimit).fill(unseen) : undefined;
  }

  add({ row, sum, components, tie }: Candidate): number {
    if (this.size === this.rows.length) this.grow();
    const entry = this.size++;
    this.rows[entry] = row;
    this.sums[entry] = sum;
    this.components[entry] = components;
    this.ties[entry] = tie;
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

  /** Of a pool that looks at few. */
  get seenRows(): ReadonlyMap<number, number> {
    return this.sparse;
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
    const { rows, sums, ties, components } = this;
    const length = rows.length * 2;
    this.rows = new Int32Array(length);
    this.rows.set(rows);
    this.sums = new Float64Array(length);
    this.sums.set(sums);
    this.ties = new Float64Array(length);
    this.ties.set(ties);
    this.components = new Uint8Array(length);
    this.components.set(components);
  }
}
