// A binary max-heap of candidates' entries, by their own part of the score.
import type { Candidates } from "./candidates.js";

export class EntryHeap {
  private readonly items: number[] = [];

  constructor(private readonly candidates: Candidates) {}

  peek(): number | undefined {
    return this.items[0];
  }

  /** The best entry that is not stale; stale ones above it are dropped. */
  fresh(): number | undefined {
    while (this.items.length > 0 && this.candidates.isStale(this.items[0]!)) this.drop();
    return this.items[0];
  }

  push(entry: number): void {
    const { items, candidates } = this;
    let at = items.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!candidates.isBefore(entry, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = entry;
  }

  /** Takes the top out. */
  drop(): void {
    const { items, candidates } = this;
    const last = items.pop()!;
    if (items.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && candidates.isBefore(items[child + 1]!, items[child]!)) child++;
      if (!candidates.isBefore(items[child]!, last)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = last;
  }
}
