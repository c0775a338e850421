// Work that a process does again and again with a pause in between, for as long as it runs.
import type { Clock } from "@berth/ports/environment";

export interface RepeatedWorkTerms {
  readonly clock: Clock;
  readonly everyMs: number;
  /** Must not throw: what failed is done again the next time. */
  readonly work: () => Promise<void>;
}

export class RepeatedWork {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly terms: RepeatedWorkTerms) {}

  /** The first time at once. */
  start(): void {
    this.running = this.run();
  }

  /** What is under way is finished first. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { clock, everyMs, work } = this.terms;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await work();
      await clock.sleep(everyMs, signal);
    }
  }
}
