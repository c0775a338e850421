// A process that is started again when it ends on its own: at once the first time, then later and later, as long as
// nobody stopped it.
import { setTimeout as sleep } from "node:timers/promises";

export interface Running {
  readonly pid: number;
  /** Says how it ended, whoever ended it. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface SupervisedOptions {
  readonly name: string;
  readonly start: () => Promise<Running>;
  readonly onProgress: (text: string) => void;
}

const firstPauseMs = 50;
const lastPauseMs = 5_000;
/** A process that lived so long is in good health: the next restart is at once again. */
const healthyAfterMs = 10_000;

export class Supervised {
  readonly name: string;
  private running: Running | undefined;
  private stopped = false;
  private watching: Promise<void> | undefined;
  private readonly options: SupervisedOptions;

  constructor(options: SupervisedOptions) {
    this.options = options;
    this.name = options.name;
  }

  get pid(): number {
    return this.running?.pid ?? 0;
  }

  /** Throws when the first start fails. */
  async start(): Promise<void> {
    this.running = await this.options.start();
    this.watching = this.watch();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running?.stop();
    await this.watching;
  }

  /** From now on it stays down when it ends. */
  abandon(): void {
    this.stopped = true;
  }

  private async watch(): Promise<void> {
    let pauseMs = firstPauseMs;
    while (this.running !== undefined) {
      const startedAtMs = performance.now();
      const how = await this.running.ended;
      this.running = undefined;
      if (this.stopped) return;
      if (performance.now() - startedAtMs > healthyAfterMs) pauseMs = firstPauseMs;
      this.options.onProgress(`${this.name} ended (${how}); starting it again`);
      await sleep(pauseMs);
      pauseMs = Math.min(lastPauseMs, pauseMs * 2);
      await this.startAgain();
    }
  }

  private async startAgain(): Promise<void> {
    while (!this.stopped && this.running === undefined) {
      try {
        this.running = await this.options.start();
      } catch (error) {
        this.options.onProgress(`${this.name} does not start: ${(error as Error).message}`);
        await sleep(lastPauseMs);
      }
    }
    // Stopped while it was starting: the caller of stop() saw nothing to stop.
    if (this.stopped) await this.running?.stop();
  }
}
