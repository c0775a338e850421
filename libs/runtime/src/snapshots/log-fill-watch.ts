// How full the log is, asked every few seconds: for processes that refuse new work when it is nearly full.
import { type LogFill, logFill } from "@berth/core/snapshots/log-fill";
import type { Environment } from "@berth/ports/environment";
import type { LogUpkeep } from "@berth/ports/log";
import type { Metrics } from "@berth/ports/metrics";
import { RepeatedWork } from "../repeated-work.js";

export interface LogFillWatchParts {
  readonly log: Pick<LogUpkeep, "usage">;
  readonly environment: Environment;
  readonly metrics: Metrics;
}

const everyMs = 5_000;

export class LogFillWatch extends RepeatedWork {
  private current: LogFill = "roomy";

  constructor(private readonly parts: LogFillWatchParts) {
    super({ clock: parts.environment.clock, everyMs, work: () => this.look() });
  }

  /** The last known. */
  get fill(): LogFill {
    return this.current;
  }

  private async look(): Promise<void> {
    const { log, metrics } = this.parts;
    const usage = await log.usage().catch(() => undefined);
    if (usage === undefined) return;
    this.current = logFill(usage);
    metrics.gauge("berth.log.used_pct", (100 * usage.bytes) / usage.maxBytes);
  }
}
