// A binary max-heap of candidates that share a spread key and a number of components: among those the order is by the
// sum of components alone, whatever the shared part is. Stale candidates are dropped when they come to the top.
import type { Candidate } from "./candidate.js";

function isBefore(a: Candidate, b: Candidate): boolean {
  if (a.sum !== b.sum) return a.sum > b.sum;
  if (a.tie !== b.tie) return a.tie < b.tie;
  return a.node.id < b.node.id;
}

export class CandidateHeap {
  private readonly items: Candidate[] = [];

  /** Best that is not stale. */
  top(): Candidate | undefined {
    while (this.items.length > 0 && this.items[0]!.stale) this.removeTop();
    return this.items[0];
  }

  pop(): Candidate | undefined {
    const best = this.top();
    if (best !== undefined) this.removeTop();
    return best;
  }

  push(candidate: Candidate): void {
    const { items } = this;
    let at = items.push(candidate) - 1;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!isBefore(candidate, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = candidate;
  }

  private removeTop(): void {
    const { items } = this;
    const last = items.pop()!;
    if (items.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && isBefore(items[child + 1]!, items[child]!)) child++;
      if (!isBefore(items[child]!, last)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = last;
  }
}
