// Keeps the log inside of its bounds, while its process leads: forgets what planRetention allows, and raises the alarm
// when the log fills up all the same.
import { type LogFill, logFill } from "@berth/core/snapshots/log-fill";
import { planRetention, type RetentionTerms } from "@berth/core/snapshots/retention";
import type { Environment } from "@berth/ports/environment";
import type { Log, LogUpkeep } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import type { Metrics } from "@berth/ports/metrics";
import type { RegionNotes } from "@berth/ports/region-notes";
import type { SnapshotStore } from "@berth/ports/snapshot-store";
import { readCheckpoints } from "./checkpoints.js";

export interface LogKeeperParts {
  readonly log: Log & LogUpkeep;
  readonly store: SnapshotStore;
  readonly notes: RegionNotes;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface LogKeeperTerms extends RetentionTerms {
  readonly everyMs: number;
}

export class LogKeeper {
  private last: LogFill = "roomy";
  private lastReason = "";

  constructor(
    private readonly parts: LogKeeperParts,
    private readonly terms: LogKeeperTerms,
  ) {}

  /** Ends soon after the signal; does nothing while its process does not lead. */
  async run(signal: AbortSignal, leads: () => boolean): Promise<void> {
    const { environment, logger } = this.parts;
    while (!signal.aborted) {
      await environment.clock.sleep(this.terms.everyMs, signal);
      if (signal.aborted) return;
      if (!leads()) continue;
      try {
        await this.keep();
      } catch (error) {
        logger.warn("the log was not looked after; trying again", { reason: (error as Error).message });
      }
    }
  }

  /** Once: trims what may go, forgets snapshots, measures what is left. */
  async keep(): Promise<void> {
    const { log, store, notes, logger, metrics } = this.parts;
    const incarnation = await log.incarnation();
    const { first, last } = await log.bounds();
    const snapshots = await store.list();
    const ours = snapshots.filter((header) => header.incarnation === incarnation);
    const checkpoints = await readCheckpoints(notes, incarnation);
    const plan = planRetention({ snapshots: ours, firstIndex: Math.max(1, first), checkpoints: checkpoints.map(({ index }) => index) }, this.terms);
    if (plan.trimBefore !== undefined) {
      await log.trim(plan.trimBefore);
      logger.info("trimmed the log behind a verified snapshot", { from: first, to: plan.trimBefore - 1, last });
    }
    for (const id of plan.forget) await store.remove(id);
    metrics.gauge("berth.log.first_index", plan.trimBefore ?? first);
    metrics.gauge("berth.snapshot.count", ours.length - plan.forget.length);
    await this.measure(plan.reason);
  }

  private async measure(reason: string): Promise<void> {
    const { log, logger, metrics } = this.parts;
    const usage = await log.usage();
    const fill = logFill(usage);
    metrics.gauge("berth.log.bytes", usage.bytes);
    metrics.gauge("berth.log.used_pct", (100 * usage.bytes) / usage.maxBytes);
    if (fill === this.last && reason === this.lastReason) return;
    this.last = fill;
    this.lastReason = reason;
    const details = { ...usage, trimming: reason === "" ? "trimmed" : reason };
    if (fill === "roomy") logger.debug("the log has room", details);
    else logger.error(fill === "filling" ? "the log is filling up: see the runbook log-nearly-full" : "the log is nearly full: new jobs are refused", details);
  }
}
