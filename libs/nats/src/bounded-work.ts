// Runs work concurrently up to a bound, keeps a bounded number waiting in order of arrival, and refuses the rest at once:
// an overloaded responder that says so is better than one that answers after its caller left.

export interface WorkBounds {
  readonly concurrency: number;
  readonly waitingMax: number;
}

export class BoundedWork {
  private running = 0;
  private readonly waiting: (() => Promise<void>)[] = [];

  constructor(private readonly bounds: WorkBounds) {}

  /** False when it was refused. `work` must not reject. */
  offer(work: () => Promise<void>): boolean {
    if (this.running < this.bounds.concurrency) {
      void this.run(work);
      return true;
    }
    if (this.waiting.length >= this.bounds.waitingMax) return false;
    this.waiting.push(work);
    return true;
  }

  private async run(work: () => Promise<void>): Promise<void> {
    this.running++;
    try {
      for (let next: (() => Promise<void>) | undefined = work; next !== undefined; next = this.waiting.shift()) await next();
    } finally {
      this.running--;
    }
  }
}
