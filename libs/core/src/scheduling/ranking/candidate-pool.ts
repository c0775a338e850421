// The candidates of one group: for each node with room an entry of parallel columns, newest look at a node wins. An
// entry's own part of the score is a sum with its number of components; spread is shared by all nodes with the same
// spread values. So there is one heap for each (spread values, number of components): within it the order is by the
// sum alone, and only the heaps' tops are compared by the mean (nomad.md 4.10). Ties fall to the seed, then to the id.
import { mix32 } from "../../common/hash.js";
import type { NodeRecord } from "../../state/node-table.js";
import { EntryHeap } from "./entry-heap.js";
import type { SpreadCounts, SpreadValues } from "./spread.js";

export interface EntryOrder {
  isStale(entry: number): boolean;
  isBefore(a: number, b: number): boolean;
}

export interface OwnScore {
  readonly sum: number;
  readonly components: number;
}

interface Bucket {
  readonly values: SpreadValues;
  /** By number of components. */
  readonly heaps: (EntryHeap | undefined)[];
  /** Spread score of the values; undefined after a change. */
  spread: number | undefined;
}

const none = -1;
const notYet = -1;

export class CandidatePool implements EntryOrder {
  private readonly nodes: NodeRecord[] = [];
  private readonly sums: number[] = [];
  private readonly components: number[] = [];
  private readonly buckets: Bucket[] = [];
  private readonly ties: number[] = [];
  /** Entry by node row. */
  private readonly newest: Int32Array;
  private readonly bucketByKey = new Map<string, Bucket>();
  private readonly allBuckets: Bucket[] = [];

  constructor(
    private readonly spreads: SpreadCounts,
    private readonly seed: number,
    nodeRows: number,
  ) {
    this.newest = new Int32Array(nodeRows).fill(none);
  }

  add(node: NodeRecord, own: OwnScore): void {
    const entry = this.nodes.push(node) - 1;
    this.sums.push(own.sum);
    this.components.push(own.components);
    this.ties.push(notYet);
    this.buckets.push(this.bucketOf(node));
    this.newest[node.row] = entry;
    this.giveBack(entry);
  }

  has(node: NodeRecord): boolean {
    return this.newest[node.row] !== none;
  }

  remove(node: NodeRecord): void {
    this.newest[node.row] = none;
  }

  nodeOf(entry: number): NodeRecord {
    return this.nodes[entry]!;
  }

  /** The best of all, out of its heap; `giveBack` puts it in again. */
  take(): number | undefined {
    let best: number | undefined;
    let bestMean = 0;
    let bestHeap: EntryHeap | undefined;
    for (const bucket of this.allBuckets) {
      const spread = this.spreadOf(bucket);
      for (const heap of bucket.heaps) {
        const entry = heap?.top();
        if (heap === undefined || entry === undefined) continue;
        const mean = this.mean(entry, spread, false);
        if (best !== undefined && (mean < bestMean || (mean === bestMean && !this.winsTie(entry, best)))) continue;
        best = entry;
        bestMean = mean;
        bestHeap = heap;
      }
    }
    return bestHeap?.pop();
  }

  giveBack(entry: number): void {
    if (this.isStale(entry)) return;
    const { heaps } = this.buckets[entry]!;
    const count = this.components[entry]!;
    (heaps[count] ??= new EntryHeap(this)).push(entry);
  }

  /** The mean of all components that take part, as things are now. */
  scoreOf(entry: number, penalised: boolean): number {
    return this.mean(entry, this.spreadOf(this.buckets[entry]!), penalised);
  }

  /** Spread counts changed: for values that share one with these, or (undefined) for all. */
  spreadChanged(values: SpreadValues | undefined): void {
    for (const bucket of this.allBuckets)
      if (values === undefined || bucket.values.some((value, i) => value === values[i])) bucket.spread = undefined;
  }

  isStale(entry: number): boolean {
    return this.newest[this.nodes[entry]!.row] !== entry;
  }

  isBefore(a: number, b: number): boolean {
    const difference = this.sums[a]! - this.sums[b]!;
    return difference !== 0 ? difference > 0 : this.winsTie(a, b);
  }

  winsTie(a: number, b: number): boolean {
    const difference = this.tieOf(a) - this.tieOf(b);
    return difference !== 0 ? difference < 0 : this.nodes[a]!.id < this.nodes[b]!.id;
  }

  private spreadOf(bucket: Bucket): number {
    return (bucket.spread ??= this.spreads.isEmpty ? 0 : this.spreads.scoreOf(bucket.values));
  }

  private mean(entry: number, spread: number, penalised: boolean): number {
    let sum = this.sums[entry]!;
    let count = this.components[entry]!;
    if (spread !== 0) {
      sum += spread;
      count++;
    }
    if (penalised) {
      sum -= 1;
      count++;
    }
    return sum / count;
  }

  private tieOf(entry: number): number {
    let tie = this.ties[entry]!;
    if (tie === notYet) {
      tie = mix32(Math.imul(this.nodes[entry]!.createIndex, 0x9e3779b1) ^ this.seed);
      this.ties[entry] = tie;
    }
    return tie;
  }

  private bucketOf(node: NodeRecord): Bucket {
    if (this.spreads.isEmpty && this.allBuckets.length > 0) return this.allBuckets[0]!;
    const values = this.spreads.valuesOf(node);
    const key = JSON.stringify(values.map((value) => value ?? null));
    let bucket = this.bucketByKey.get(key);
    if (bucket === undefined) {
      bucket = { values, heaps: [], spread: undefined };
      this.bucketByKey.set(key, bucket);
      this.allBuckets.push(bucket);
    }
    return bucket;
  }
}
