// Why the nodes that do not fit do not: how many are short of what, by class, and by how little. Judges whole blocks
// where their bounds decide, rows one by one where not. The first dimension that is short counts, as in fit.ts. Rows
// that a plan has changed are left out: the caller judges them.
import type { Shape } from "../../state/interned.js";
import type { NodeIndex } from "./node-index.js";
import { type PackingBlocks, blockSize, bound } from "./packing-blocks.js";

const dimensions = ["cpu", "memory", "disk"] as const;

export interface RowSet {
  readonly size: number;
  has(row: number): boolean;
  keys(): Iterable<number>;
}

export interface ExhaustedQuery {
  readonly ask: Shape;
  readonly classId: number;
  /** Rows to leave out. */
  readonly except: RowSet;
}

/** Of one dimension. */
export interface Exhausted {
  readonly dimension: (typeof dimensions)[number];
  readonly count: number;
  readonly closest: number;
}

class Counter {
  private readonly counts = [0, 0, 0];
  private readonly closest = [Infinity, Infinity, Infinity];
  private readonly asks: readonly number[];

  constructor(
    private readonly blocks: PackingBlocks,
    private readonly index: NodeIndex,
    private readonly ask: Shape,
  ) {
    this.asks = [ask.cpuMhz, ask.memoryMb, ask.diskMb];
  }

  found(): Exhausted[] {
    const { counts, closest } = this;
    return dimensions.flatMap((dimension, i) => (counts[i] === 0 ? [] : [{ dimension, count: counts[i]!, closest: closest[i]! }]));
  }

  /** False: its rows differ, and have to be looked at. */
  countWhole(block: number): boolean {
    const at = this.blocks.boundsAt(block);
    const { bounds, counts } = this.blocks;
    const { asks } = this;
    for (let i = 0; i < asks.length; i++) {
      if (bounds[at + bound.leastCpu + i]! >= asks[i]!) continue;
      const most = bounds[at + bound.mostCpu + i]!;
      if (most >= asks[i]!) return false;
      this.add(i, counts[block]!, asks[i]! - most);
      return true;
    }
    return true;
  }

  countRows(block: number, except: RowSet): void {
    const { cpuCapacity, cpuUsed, memoryCapacity, memoryUsed, diskCapacity, diskUsed } = this.index.table;
    const { ask, blocks } = this;
    for (let i = block * blockSize, end = i + blocks.counts[block]!; i < end; i++) {
      const row = blocks.members[i]!;
      if (except.size > 0 && except.has(row)) continue;
      const cpu = cpuUsed[row]! + ask.cpuMhz - cpuCapacity[row]!;
      const memory = memoryUsed[row]! + ask.memoryMb - memoryCapacity[row]!;
      const disk = diskUsed[row]! + ask.diskMb - diskCapacity[row]!;
      if (cpu > 0) this.add(0, 1, cpu);
      else if (memory > 0) this.add(1, 1, memory);
      else if (disk > 0) this.add(2, 1, disk);
    }
  }

  private add(dimension: number, count: number, shortfall: number): void {
    this.counts[dimension]! += count;
    if (shortfall < this.closest[dimension]!) this.closest[dimension] = shortfall;
  }
}

export function exhaustedRows(index: NodeIndex, { ask, classId, except }: ExhaustedQuery): Exhausted[] {
  const blocks = index.blocks();
  const counter = new Counter(blocks, index, ask);
  const mixed = new Set<number>();
  for (const row of except.keys()) mixed.add(blocks.blockAt(row));
  for (const group of blocks.groupsOf(classId))
    for (const block of group.blocks) if (mixed.has(block) || !counter.countWhole(block)) counter.countRows(block, except);
  return counter.found();
}
