// Virtual time: a queue of events, one at a time, each followed by all that comes of it at once (microtasks). Nothing in a
// simulation waits for real time.
interface Event {
  readonly atMs: number;
  readonly order: number;
  run: (() => void) | undefined;
}

export interface Cancellable {
  cancel(): void;
}

export class SimTime {
  nowMs = 0;
  /** Events that have run. */
  count = 0;
  private readonly heap: Event[] = [];
  private order = 0;

  after(delayMs: number, run: () => void): Cancellable {
    const event: Event = { atMs: this.nowMs + Math.max(0, delayMs), order: this.order++, run };
    this.push(event);
    return { cancel: () => void (event.run = undefined) };
  }

  /** `goOn` is asked after each event. */
  async runUntil(endMs: number, goOn: () => boolean): Promise<void> {
    for (let next = this.heap[0]; next !== undefined && next.atMs <= endMs && goOn(); next = this.heap[0]) {
      this.pop();
      if (next.run === undefined) continue;
      this.nowMs = next.atMs;
      this.count++;
      next.run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (goOn()) this.nowMs = Math.max(this.nowMs, endMs);
  }

  private push(event: Event): void {
    const { heap } = this;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(event, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = event;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
