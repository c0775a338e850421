// How full the log is, asked every few seconds: for processes that refuse new work when it is nearly full.
import { type LogFill, logFill } from "@berth/core/snapshots/log-fill";
import type { Environment } from "@berth/ports/environment";
import type { LogUpkeep } from "@berth/ports/log";
import type { Metrics } from "@berth/ports/metrics";

export interface LogFillWatchParts {
  readonly log: Pick<LogUpkeep, "usage">;
  readonly environment: Environment;
  readonly metrics: Metrics;
}

const everyMs = 5_000;

export class LogFillWatch {
  private current: LogFill = "roomy";
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly parts: LogFillWatchParts) {}

  /** The last known. */
  get fill(): LogFill {
    return this.current;
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { log, environment, metrics } = this.parts;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const usage = await log.usage().catch(() => undefined);
      if (usage !== undefined) {
        this.current = logFill(usage);
        metrics.gauge("berth.log.used_pct", (100 * usage.bytes) / usage.maxBytes);
      }
      await environment.clock.sleep(everyMs, signal);
    }
  }
}
