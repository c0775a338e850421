// Nodes in blocks of some hundred, by area (what jobs mostly choose by: pool, datacenter, node class) and machine size, each
// group in order of fullness. Not by computed class: there may be as many classes as nodes. A block knows the most and
// the least of what is free in it, so that a search judges most blocks as a whole: none fits, all fit, none can be
// better than what was found. Bounds may be looser than need be, never tighter: searches stay exact.
import type { NodeTable } from "../../state/node-table.js";

/** Rows of a block, even: large enough that there are few, small enough to be looked through in a microsecond. */
export const usualBlockSize = 256;
/** Offsets into a block's bounds. */
export const bound = {
  mostCpu: 0,
  mostMemory: 1,
  mostDisk: 2,
  leastCpu: 3,
  leastMemory: 4,
  leastDisk: 5,
  cpuPower: 6,
  memoryPower: 7,
  firstTie: 8,
  lastTie: 9,
} as const;
export const boundCount = 10;

const none = -1;

/** What the index knows of rows. */
export interface RowFacts {
  readonly cpuPower: Float64Array;
  readonly memoryPower: Float64Array;
  readonly ties: Float64Array;
}

/** Nodes of one area whose capacities are within a factor of two. */
export interface PackingGroup {
  /** The smallest there ever were. */
  cpuCapacity: number;
  memoryCapacity: number;
  /** Blocks, fullest first. */
  readonly blocks: number[];
}

const magnitude = (capacity: number): number => 32 - Math.clz32(capacity);

export class PackingBlocks {
  /** Rows of block b from b * blockSize on. */
  members = new Int32Array(0);
  counts = new Int32Array(0);
  bounds = new Float64Array(0);
  private stale = new Uint8Array(0);
  private readonly groups = new Map<number, PackingGroup>();
  private readonly byArea = new Map<number, PackingGroup[]>();
  private blockOf = new Int32Array(0);
  private groupOf: (PackingGroup | undefined)[] = [];
  /** Fullness under which a row stands in its block. */
  private order = new Float64Array(0);
  private readonly free: number[] = [];
  private used = 0;

  constructor(
    private readonly table: NodeTable,
    private readonly facts: RowFacts,
    readonly blockSize: number,
  ) {}

  groupsOf(area: number): readonly PackingGroup[] {
    return this.byArea.get(area) ?? [];
  }

  blockAt(row: number): number {
    return row < this.blockOf.length ? this.blockOf[row]! : none;
  }

  /** The row's node changed; area -1 takes it out. */
  move(row: number, area: number): void {
    if (row >= this.blockOf.length) this.growRows(row);
    if (this.blockOf[row] !== none) this.remove(row);
    if (area !== none) this.insert(row, this.groupFor(row, area));
  }

  /** Where the block's bounds start. */
  boundsAt(block: number): number {
    if (this.stale[block] === 1) this.measure(block);
    return block * boundCount;
  }

  private groupFor(row: number, area: number): PackingGroup {
    const { cpuCapacity, memoryCapacity } = this.table;
    const key = (area * 64 + magnitude(cpuCapacity[row]!)) * 64 + magnitude(memoryCapacity[row]!);
    let group = this.groups.get(key);
    if (group === undefined) {
      group = { cpuCapacity: Infinity, memoryCapacity: Infinity, blocks: [] };
      this.groups.set(key, group);
      const ofArea = this.byArea.get(area);
      if (ofArea === undefined) this.byArea.set(area, [group]);
      else ofArea.push(group);
    }
    group.cpuCapacity = Math.min(group.cpuCapacity, cpuCapacity[row]!);
    group.memoryCapacity = Math.min(group.memoryCapacity, memoryCapacity[row]!);
    return group;
  }

  private isBefore(a: number, b: number): boolean {
    const apart = this.order[a]! - this.order[b]!;
    return apart !== 0 ? apart < 0 : this.facts.ties[a]! < this.facts.ties[b]!;
  }

  private insert(row: number, group: PackingGroup): void {
    this.order[row] = this.facts.cpuPower[row]! + this.facts.memoryPower[row]!;
    const at = this.blockFor(row, group);
    let block = group.blocks[at]!;
    if (this.counts[block] === this.blockSize) {
      const second = this.split(block, group, at);
      if (!this.isBefore(row, this.members[second * this.blockSize]!)) block = second;
    }
    const start = block * this.blockSize;
    const end = start + this.counts[block]!;
    let position = start;
    for (let high = end; position < high; ) {
      const middle = (position + high) >>> 1;
      if (this.isBefore(row, this.members[middle]!)) high = middle;
      else position = middle + 1;
    }
    this.members.copyWithin(position + 1, position, end);
    this.members[position] = row;
    this.counts[block]!++;
    this.stale[block] = 1;
    this.blockOf[row] = block;
    this.groupOf[row] = group;
  }

  /** Position in the group of the last block that starts before the row. */
  private blockFor(row: number, group: PackingGroup): number {
    const { blocks } = group;
    if (blocks.length === 0) blocks.push(this.newBlock());
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.isBefore(row, this.members[blocks[middle]! * this.blockSize]!)) high = middle - 1;
      else low = middle;
    }
    return low;
  }

  private split(block: number, group: PackingGroup, at: number): number {
    const second = this.newBlock();
    group.blocks.splice(at + 1, 0, second);
    const half = this.blockSize >>> 1;
    const from = block * this.blockSize + half;
    this.members.copyWithin(second * this.blockSize, from, from + half);
    for (let i = 0; i < half; i++) this.blockOf[this.members[second * this.blockSize + i]!] = second;
    this.counts[block] = half;
    this.counts[second] = half;
    this.stale[block] = 1;
    this.stale[second] = 1;
    return second;
  }

  private remove(row: number): void {
    const block = this.blockOf[row]!;
    const start = block * this.blockSize;
    const end = start + this.counts[block]!;
    const position = this.members.indexOf(row, start);
    this.members.copyWithin(position, position + 1, end);
    this.counts[block]!--;
    this.stale[block] = 1;
    this.blockOf[row] = none;
    if (this.counts[block] !== 0) return;
    const { blocks } = this.groupOf[row]!;
    blocks.splice(blocks.indexOf(block), 1);
    this.free.push(block);
  }

  private measure(block: number): void {
    const { table, facts, bounds } = this;
    const at = block * boundCount;
    bounds.fill(Infinity, at, at + boundCount);
    bounds.fill(-Infinity, at + bound.mostCpu, at + bound.mostDisk + 1);
    bounds[at + bound.lastTie] = -Infinity;
    const { cpuCapacity, cpuClaimed, memoryCapacity, memoryClaimed, diskCapacity, diskClaimed } = table;
    const least = (offset: number, value: number): void => {
      if (value < bounds[at + offset]!) bounds[at + offset] = value;
    };
    const most = (offset: number, value: number): void => {
      if (value > bounds[at + offset]!) bounds[at + offset] = value;
    };
    for (let i = block * this.blockSize, end = i + this.counts[block]!; i < end; i++) {
      const row = this.members[i]!;
      const cpu = cpuCapacity[row]! - cpuClaimed[row]!;
      const memory = memoryCapacity[row]! - memoryClaimed[row]!;
      const disk = diskCapacity[row]! - diskClaimed[row]!;
      most(bound.mostCpu, cpu);
      most(bound.mostMemory, memory);
      most(bound.mostDisk, disk);
      least(bound.leastCpu, cpu);
      least(bound.leastMemory, memory);
      least(bound.leastDisk, disk);
      least(bound.cpuPower, facts.cpuPower[row]!);
      least(bound.memoryPower, facts.memoryPower[row]!);
      least(bound.firstTie, facts.ties[row]!);
      most(bound.lastTie, facts.ties[row]!);
    }
    this.stale[block] = 0;
  }

  private newBlock(): number {
    const reused = this.free.pop();
    if (reused !== undefined) return reused;
    if (this.used === this.counts.length) this.growBlocks();
    return this.used++;
  }

  private growBlocks(): void {
    const length = Math.max(16, this.counts.length * 2);
    const { members, counts, bounds, stale } = this;
    this.members = new Int32Array(length * this.blockSize);
    this.members.set(members);
    this.counts = new Int32Array(length);
    this.counts.set(counts);
    this.bounds = new Float64Array(length * boundCount);
    this.bounds.set(bounds);
    this.stale = new Uint8Array(length);
    this.stale.set(stale);
  }

  private growRows(row: number): void {
    const length = Math.max(64, this.blockOf.length * 2, row + 1);
    const { blockOf, order } = this;
    this.blockOf = new Int32Array(length).fill(none);
    this.blockOf.set(blockOf);
    this.order = new Float64Array(length);
    this.order.set(order);
  }
}
