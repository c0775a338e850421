// A binary max-heap of entries of a candidate pool. Entries that a newer look at the same node has replaced are
// dropped when they come to the top.
import type { EntryOrder } from "./candidate-pool.js";

export class EntryHeap {
  private readonly items: number[] = [];

  constructor(private readonly order: EntryOrder) {}

  /** Best that is not stale. */
  top(): number | undefined {
    while (this.items.length > 0 && this.order.isStale(this.items[0]!)) this.removeTop();
    return this.items[0];
  }

  pop(): number | undefined {
    const best = this.top();
    if (best !== undefined) this.removeTop();
    return best;
  }

  push(entry: number): void {
    const { items, order } = this;
    let at = items.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!order.isBefore(entry, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = entry;
  }

  private removeTop(): void {
    const { items, order } = this;
    const last = items.pop()!;
    if (items.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && order.isBefore(items[child + 1]!, items[child]!)) child++;
      if (!order.isBefore(items[child]!, last)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = last;
  }
}
