// Time that stands still until a specification moves it.
import type { Clock, Timer } from "@berth/ports/environment";

interface Due {
  readonly atMs: number;
  readonly run: () => void;
}

export class SteppedClock implements Clock {
  private now = 0;
  private timers = new Set<Due>();

  nowMs(): number {
    return this.now;
  }

  monotonicMs(): number {
    return this.now;
  }

  after(delayMs: number, run: () => void): Timer {
    const due = { atMs: this.now + delayMs, run };
    this.timers.add(due);
    return { cancel: () => void this.timers.delete(due) };
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve));
  }

  /** Runs everything that falls due, in order, and lets what follows from it happen. */
  async pass(durationMs: number): Promise<void> {
    const endMs = this.now + durationMs;
    await settled();
    for (;;) {
      const [next] = [...this.timers].filter((due) => due.atMs <= endMs).sort((left, right) => left.atMs - right.atMs);
      if (next === undefined) break;
      this.now = Math.max(this.now, next.atMs);
      this.timers.delete(next);
      next.run();
      await settled();
    }
    this.now = endMs;
  }
}

/** Until nothing more follows from what happened already: the loops wait for nothing but the clock and each other. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
