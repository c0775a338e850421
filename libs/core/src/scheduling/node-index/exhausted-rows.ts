// Why the nodes that do not fit do not: how many are short of what, by area, and by how little. Judges whole blocks
// where their bounds decide, rows one by one where not. The first dimension that is short counts, as in fit.ts. Rows
// that a plan has changed are left out: the caller judges them.
import type { Shape } from "../../state/interned.js";
import type { NodeIndex } from "./node-index.js";
import type { SearchField } from "./best-search.js";
import { type PackingBlocks, bound } from "./packing-blocks.js";

const dimensions = ["cpu", "memory", "disk"] as const;

export interface RowSet {
  has(row: number): boolean;
  /** At least the rows that it has. */
  readonly rows: readonly number[];
}

export interface ExhaustedQuery {
  readonly ask: Shape;
  readonly field: SearchField;
  /** Rows to leave out. */
  readonly except: RowSet;
}

/** Of one area and dimension. */
export interface Exhausted {
  readonly area: number;
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
    private readonly query: ExhaustedQuery,
  ) {
    const { ask } = query;
    this.asks = [ask.cpuMhz, ask.memoryMb, ask.diskMb];
  }

  /** What was counted since the last call. */
  takeInto(found: Exhausted[], area: number): void {
    const { counts, closest } = this;
    for (let i = 0; i < counts.length; i++) {
      if (counts[i] === 0) continue;
      found.push({ area, dimension: dimensions[i]!, count: counts[i]!, closest: closest[i]! });
      counts[i] = 0;
      closest[i] = Infinity;
    }
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

  countRows(block: number): void {
    const { cpuCapacity, cpuClaimed, memoryCapacity, memoryClaimed, diskCapacity, diskClaimed } = this.index.table;
    const { blocks, index } = this;
    const { ask, except, field } = this.query;
    for (let i = block * blocks.blockSize, end = i + blocks.counts[block]!; i < end; i++) {
      const row = blocks.members[i]!;
      if (except.rows.length > 0 && except.has(row)) continue;
      if (field.mayUse[index.classOf[row]!] !== 1) continue;
      const cpu = cpuClaimed[row]! + ask.cpuMhz - cpuCapacity[row]!;
      const memory = memoryClaimed[row]! + ask.memoryMb - memoryCapacity[row]!;
      const disk = diskClaimed[row]! + ask.diskMb - diskCapacity[row]!;
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

export function exhaustedRows(index: NodeIndex, query: ExhaustedQuery): Exhausted[] {
  const blocks = index.blocks();
  const counter = new Counter(blocks, index, query);
  const mixed = new Set<number>();
  for (const row of query.except.rows) mixed.add(blocks.blockAt(row));
  const found: Exhausted[] = [];
  for (const { area, isWhole } of query.field.areas) {
    for (const group of blocks.groupsOf(area))
      for (const block of group.blocks) {
        const isUniform = isWhole && (mixed.size === 0 || !mixed.has(block));
        if (!isUniform || !counter.countWhole(block)) counter.countRows(block);
      }
    counter.takeInto(found, area);
  }
  return found;
}
