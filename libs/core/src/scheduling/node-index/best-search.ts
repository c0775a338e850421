// The best nodes for a shape, out of all that fit, by branch and bound over the blocks: the block that may hold the
// best comes first, and the search ends when no block can improve on what was found. Exact, ties included: as a scan of
// every node would choose. Looks at the state's columns only; rows that a plan has changed already are skipped and
// judged by the caller.
import type { Shape } from "../../state/interned.js";
import { askPower, packedFit } from "../ranking/fit-score.js";
import { type TieBreak, tieOf } from "../ranking/tie-break.js";
import { BestRows, type FoundRows } from "./best-rows.js";
import type { NodeIndex } from "./node-index.js";
import { type PackingBlocks, type PackingGroup, bound } from "./packing-blocks.js";

/** Part of the nodes, as one question sees it. */
export interface SearchArea {
  readonly area: number;
  /** Every node there may be used; otherwise those of the classes that may. */
  readonly isWhole: boolean;
  /** The most that affinity gives to a node there. */
  readonly mostAffinity: number;
}

export interface SearchField {
  readonly areas: readonly SearchArea[];
  /** By class: 1 may be used. */
  readonly mayUse: Uint8Array;
  /** By class; 0 when the group has none. */
  readonly affinity: Float64Array;
}

export interface BestQuery {
  readonly ask: Shape;
  readonly field: SearchField;
  readonly tie: TieBreak;
  readonly wanted: number;
  readonly skip: (row: number) => boolean;
}

/** Blocks that may hold a wanted row, with the best that could be in them; columns. */
interface Prospects {
  readonly blocks: number[];
  readonly scores: number[];
  readonly ties: number[];
}

const none = -1;

function isBetter({ scores, ties }: Prospects, a: number, b: number): boolean {
  return scores[a] !== scores[b] ? scores[a]! > scores[b]! : ties[a]! < ties[b]!;
}

function mostPromising(prospects: Prospects): number {
  let best = none;
  for (let i = 0; i < prospects.blocks.length; i++) if (best === none || isBetter(prospects, i, best)) best = i;
  return best;
}

/** The least distance on the circle that a tie between these two may have. */
function nearestTie(first: number, last: number, tie: TieBreak): number {
  return first <= tie.start && tie.start <= last ? 0 : tieOf(first, tie);
}

class BestSearch {
  private readonly best: BestRows;
  private readonly blocks: PackingBlocks;
  /** Powers of the last machine size seen: neighbours are mostly equal. */
  private cpuCapacity = -1;
  private memoryCapacity = -1;
  private cpuAsk = 1;
  private memoryAsk = 1;
  /** Memory differs by a little between machines of one kind. */
  private readonly memoryAsks = new Map<number, number>();

  constructor(
    private readonly index: NodeIndex,
    private readonly query: BestQuery,
  ) {
    this.blocks = index.blocks();
    this.best = new BestRows(query.wanted, index.table);
  }

  run(): readonly number[] {
    const prospects: Prospects = { blocks: [], scores: [], ties: [] };
    for (const { area, mostAffinity } of this.query.field.areas)
      for (const group of this.blocks.groupsOf(area)) this.addProspects(prospects, group, mostAffinity);
    const first = mostPromising(prospects);
    if (first === none) return [];
    this.scan(prospects.blocks[first]!);
    // After one good block few others are still of interest: only those are worth putting in order.
    const rest: number[] = [];
    for (let i = 0; i < prospects.blocks.length; i++) if (i !== first && this.isOpen(prospects, i)) rest.push(i);
    rest.sort((a, b) => (isBetter(prospects, a, b) ? -1 : 1));
    for (const i of rest) {
      if (!this.isOpen(prospects, i)) break;
      this.scan(prospects.blocks[i]!);
    }
    return this.best.rows();
  }

  parted({ kept, first }: Parting): PartedRows {
    const { best } = this;
    const inOrder = best.first(first);
    const behind = best.dropDownTo(kept);
    return { kept: best.rows(), leastScore: best.leastScore, first: inOrder, behind };
  }

  private isOpen({ scores, ties }: Prospects, i: number): boolean {
    return this.best.admits(scores[i]!, ties[i]!);
  }

  private addProspects(into: Prospects, group: PackingGroup, affinity: number): void {
    const { ask, tie } = this.query;
    const cpuAsk = askPower(ask.cpuMhz, group.cpuCapacity);
    const memoryAsk = askPower(ask.memoryMb, group.memoryCapacity);
    for (const block of group.blocks) {
      const at = this.blocks.boundsAt(block);
      const { bounds } = this.blocks;
      if (bounds[at + bound.mostCpu]! < ask.cpuMhz || bounds[at + bound.mostMemory]! < ask.memoryMb || bounds[at + bound.mostDisk]! < ask.diskMb) continue;
      const power = bounds[at + bound.cpuPower]! * cpuAsk + bounds[at + bound.memoryPower]! * memoryAsk;
      into.blocks.push(block);
      into.scores.push(packedFit(power, "binpack") + affinity);
      into.ties.push(nearestTie(bounds[at + bound.firstTie]!, bounds[at + bound.lastTie]!, tie));
    }
  }

  private scan(block: number): void {
    const { best, query, index, blocks } = this;
    const { ask, tie, skip, field } = query;
    const { mayUse, affinity } = field;
    const { cpuCapacity, cpuClaimed, memoryCapacity, memoryClaimed, diskCapacity, diskClaimed } = index.table;
    for (let i = block * blocks.blockSize, end = i + blocks.counts[block]!; i < end; i++) {
      const row = blocks.members[i]!;
      const classId = index.classOf[row]!;
      if (mayUse[classId] !== 1) continue;
      if (cpuClaimed[row]! + ask.cpuMhz > cpuCapacity[row]!) continue;
      if (memoryClaimed[row]! + ask.memoryMb > memoryCapacity[row]!) continue;
      if (diskClaimed[row]! + ask.diskMb > diskCapacity[row]!) continue;
      this.useSize(cpuCapacity[row]!, memoryCapacity[row]!);
      const score = packedFit(index.cpuPower[row]! * this.cpuAsk + index.memoryPower[row]! * this.memoryAsk, "binpack") + affinity[classId]!;
      const nearness = tieOf(index.ties[row]!, tie);
      if (best.admits(score, nearness) && !skip(row)) best.add(row, score, nearness);
    }
  }

  private useSize(cpuCapacity: number, memoryCapacity: number): void {
    if (cpuCapacity !== this.cpuCapacity) {
      this.cpuCapacity = cpuCapacity;
      this.cpuAsk = askPower(this.query.ask.cpuMhz, cpuCapacity);
    }
    if (memoryCapacity !== this.memoryCapacity) {
      this.memoryCapacity = memoryCapacity;
      let power = this.memoryAsks.get(memoryCapacity);
      if (power === undefined) this.memoryAsks.set(memoryCapacity, (power = askPower(this.query.ask.memoryMb, memoryCapacity)));
      this.memoryAsk = power;
    }
  }
}

export interface Parting {
  readonly kept: number;
  readonly first: number;
}

export interface PartedRows {
  /** The best, in no order. */
  readonly kept: readonly number[];
  readonly leastScore: number;
  /** The first few of all, best first. */
  readonly first: FoundRows;
  /** The next best of what was wanted, in no order. */
  readonly behind: FoundRows;
}

/** The same rows, parted: nothing is put in order of which the order is not asked for. */
export function findBestParted(index: NodeIndex, query: BestQuery, parting: Parting): PartedRows {
  const search = new BestSearch(index, query);
  search.run();
  return search.parted(parting);
}

/** At most `wanted` rows, in no order; fewer only when no others fit. */
export function findBest(index: NodeIndex, query: BestQuery): readonly number[] {
  return new BestSearch(index, query).run();
}
