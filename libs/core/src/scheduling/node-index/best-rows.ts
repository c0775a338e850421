// The best rows found so far, as many as wanted: a heap with the worst of them on top.
import type { NodeTable } from "../../state/node-table.js";

interface Scored {
  readonly row: number;
  readonly score: number;
  readonly tie: number;
}

export interface FoundRows {
  readonly rows: readonly number[];
  readonly scores: readonly number[];
}

export class BestRows {
  private readonly held: number[] = [];
  private readonly scores: number[] = [];
  private readonly ties: number[] = [];

  constructor(
    private readonly wanted: number,
    private readonly table: NodeTable,
  ) {}

  /** Could a row with this score and tie be among the best? */
  admits(score: number, tie: number): boolean {
    if (this.held.length < this.wanted) return true;
    const worst = this.scores[0]!;
    return score !== worst ? score > worst : tie <= this.ties[0]!;
  }

  /** Only what is admitted. */
  add(row: number, score: number, tie: number): void {
    const { held, scores, ties } = this;
    if (held.length === this.wanted) {
      if (this.isWorse({ row, score, tie }, 0)) return;
      this.sink({ row, score, tie });
      return;
    }
    let at = held.length;
    held.push(row);
    scores.push(score);
    ties.push(tie);
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!this.isWorse({ row, score, tie }, parent)) break;
      this.copy(parent, at);
      at = parent;
    }
    this.put(at, { row, score, tie });
  }

  rows(): readonly number[] {
    return this.held;
  }

  /** Takes out the worst until no more than `kept` are left; returns them. */
  dropDownTo(kept: number): FoundRows {
    const dropped: { rows: number[]; scores: number[] } = { rows: [], scores: [] };
    const { held, scores, ties } = this;
    while (held.length > kept) {
      dropped.rows.push(held[0]!);
      dropped.scores.push(scores[0]!);
      const last = { row: held.pop()!, score: scores.pop()!, tie: ties.pop()! };
      if (held.length > 0) this.sink(last);
    }
    return dropped;
  }

  /** Score of the worst of them; Infinity when there are none. */
  get leastScore(): number {
    return this.scores[0] ?? Infinity;
  }

  /** The first few in order, best first. */
  first(few: number): FoundRows {
    const { held, scores, ties, table } = this;
    const isBefore = (a: number, b: number): boolean => {
      if (scores[a] !== scores[b]) return scores[a]! > scores[b]!;
      return ties[a] === ties[b] ? table.at(held[a]!)!.id < table.at(held[b]!)!.id : ties[a]! < ties[b]!;
    };
    const best: number[] = [];
    for (let at = 0; at < held.length; at++) {
      if (best.length === few && !isBefore(at, best[few - 1]!)) continue;
      let place = best.length === few ? few - 1 : best.length;
      for (; place > 0 && isBefore(at, best[place - 1]!); place--) best[place] = best[place - 1]!;
      best[place] = at;
    }
    return { rows: best.map((at) => held[at]!), scores: best.map((at) => scores[at]!) };
  }

  private isWorse(candidate: Scored, than: number): boolean {
    if (candidate.score !== this.scores[than]!) return candidate.score < this.scores[than]!;
    if (candidate.tie !== this.ties[than]!) return candidate.tie > this.ties[than]!;
    return this.table.at(candidate.row)!.id > this.table.at(this.held[than]!)!.id;
  }

  private copy(from: number, to: number): void {
    this.put(to, { row: this.held[from]!, score: this.scores[from]!, tie: this.ties[from]! });
  }

  private put(at: number, { row, score, tie }: Scored): void {
    this.held[at] = row;
    this.scores[at] = score;
    this.ties[at] = tie;
  }

  /** In the place of the worst. */
  private sink(candidate: Scored): void {
    const { held, scores } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= held.length) break;
      const right = child + 1;
      if (right < held.length && this.isWorse({ row: held[right]!, score: scores[right]!, tie: this.ties[right]! }, child)) child = right;
      if (this.isWorse(candidate, child)) break;
      this.copy(child, at);
      at = child;
    }
    this.put(at, candidate);
  }
}
