// Projects the cluster log into a store, each entry exactly once in its effect: rows and checkpoint are written in one
// transaction, and a write counts only if the store still stands where the projector believes.
//
//   look where the store stands ──▶ fold the log up to there ──▶ fold on, gather rows ──▶ write ─┐
//     ▲      │ another log                     │ does not agree     ▲                            │
//     │      └────────────▶ clear ◀────────────┘                    └──────────── done ◀─────────┤
//     │                       │                                                                  │ failed: look again
//     └───────────────────────┴──────────────── somebody else wrote, data lost ◀─────────────────┘ where it stands
//
// While the store is away the log goes on without it; nothing is asked of the log beyond what may wait to be written.
import type { Clock } from "@berth/ports/environment";
import {
  CheckpointMoved,
  type HistoryCheckpoint,
  type HistoryStep,
  type HistoryStore,
  sameCheckpoint,
} from "@berth/ports/history-store";
import type { State } from "@berth/core/state/state";
import type { Log } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import type { Metrics } from "@berth/ports/metrics";
import type { StartingPoint } from "../snapshots/starting-point.js";
import { Bell, pause } from "../discovery/bell.js";
import { retryDelayMs } from "../discovery/retry-delay.js";
import { type BatchLimits, defaultBatchLimits, HistoryDiffers, HistoryFold } from "./history-fold.js";
import { LogFeed } from "./log-feed.js";

export interface HistoryProjectorParts {
  readonly log: Log;
  readonly store: HistoryStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** A snapshot at most as new as this index, for a log whose beginning is trimmed away. */
  readonly startingPoint?: ((atMost: number) => Promise<StartingPoint>) | undefined;
  /** Told before the first row and after each write: the log is not trimmed past it. */
  readonly onCheckpoint?: ((checkpoint: HistoryCheckpoint) => void) | undefined;
}

export interface HistoryProjectorTerms {
  readonly limits: BatchLimits;
  /** After news, for more to come along in the same transaction. */
  readonly gatherMs: number;
  readonly retryDelayMs: (failures: number) => number;
}

const defaultTerms: HistoryProjectorTerms = { limits: defaultBatchLimits, gatherMs: 50, retryDelayMs };
const IDLE_MS = 60_000;

export class HistoryProjector {
  private readonly terms: HistoryProjectorTerms;
  private failures = 0;

  constructor(
    private readonly parts: HistoryProjectorParts,
    terms: Partial<HistoryProjectorTerms> = {},
  ) {
    this.terms = { ...defaultTerms, ...terms };
  }

  /** Ends soon after the signal, between two transactions. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.projectFromCheckpoint(signal);
      } catch (error) {
        await this.rest("history is not in step with the log; trying again", error, signal);
      }
    }
  }

  private async projectFromCheckpoint(signal: AbortSignal): Promise<void> {
    const { log, store, clock, logger } = this.parts;
    const incarnation = await log.incarnation();
    const stored = await store.open();
    const start = stored.index === 0 ? { ...stored, incarnation } : stored;
    const why = await this.whyOther(start, incarnation);
    if (why !== undefined) return this.rebuild(stored, incarnation, why);
    if (stored.index === 0 && stored.incarnation !== incarnation) await store.clear(stored, incarnation);
    const bell = new Bell(clock);
    this.parts.onCheckpoint?.(start);
    const fold = new HistoryFold(start, this.terms.limits, await this.baseOf(start));
    const feed = new LogFeed(log, fold, bell.ring);
    logger.info("projecting history", { from: start.index });
    try {
      await this.pump(fold, feed, { bell, signal });
    } catch (error) {
      if (!(error instanceof HistoryDiffers)) throw error;
      await this.rebuild(stored, incarnation, error.message);
    } finally {
      await feed.close();
    }
  }

  /** undefined: the log is whole, and its rows depend on nothing else. */
  private async baseOf(start: HistoryCheckpoint): Promise<State | undefined> {
    const { log, startingPoint, logger } = this.parts;
    const { first } = await log.bounds();
    if (first <= 1 || startingPoint === undefined) return undefined;
    const { state } = await startingPoint(start.index === 0 ? Number.MAX_SAFE_INTEGER : start.index);
    if (start.index === 0) logger.warn("the beginning of the log is trimmed away: history begins after a snapshot", { index: state.index });
    return state;
  }

  private async pump(fold: HistoryFold, feed: LogFeed, { bell, signal }: { readonly bell: Bell; readonly signal: AbortSignal }): Promise<void> {
    while (!signal.aborted) {
      if (fold.hasPending) {
        if (!fold.isFull) await pause(this.parts.clock, this.terms.gatherMs, signal);
        const step = fold.take();
        // What was folded before the log broke is written all the same.
        if (!feed.isBroken) await feed.ensureFlow();
        await this.write(step, signal);
      } else {
        await feed.ensureFlow();
        if (!fold.hasPending) await bell.heard(IDLE_MS, signal);
      }
    }
  }

  /** Until it is written, by whichever try; the store is asked after each failure, for an answer may have been lost. */
  private async write(step: HistoryStep, signal: AbortSignal): Promise<void> {
    const { store } = this.parts;
    while (!signal.aborted) {
      try {
        if (this.failures > 0) {
          const stands = await store.open();
          if (sameCheckpoint(stands, step.to)) return this.onWritten(step, 0);
          if (!sameCheckpoint(stands, step.from)) throw new CheckpointMoved(`the store stands at entry ${stands.index}, not ${step.from.index}`);
        }
        const startedMs = this.parts.clock.monotonicMs();
        await store.write(step);
        return this.onWritten(step, startedMs);
      } catch (error) {
        if (error instanceof CheckpointMoved) throw error;
        await this.rest("history cannot be written; placement goes on without it, trying again", error, signal);
      }
    }
  }

  private onWritten({ to, rows }: HistoryStep, startedMs: number): void {
    const { clock, logger, metrics } = this.parts;
    if (this.failures > 0) logger.info("history is written again", { index: to.index, failures: this.failures });
    this.failures = 0;
    this.parts.onCheckpoint?.(to);
    metrics.gauge("berth.history.index", to.index);
    metrics.count("berth.history.entries", rows.entries.length);
    if (startedMs > 0) metrics.observe("berth.history.write", clock.monotonicMs() - startedMs);
  }

  private async rest(message: string, error: unknown, signal: AbortSignal): Promise<void> {
    this.failures++;
    const delayMs = this.terms.retryDelayMs(this.failures);
    const said = error instanceof Error ? error.message : String(error);
    this.parts.logger.warn(message, { error: said, failures: this.failures, retryInMs: delayMs });
    await pause(this.parts.clock, delayMs, signal);
  }

  private async whyOther(start: HistoryCheckpoint, incarnation: string): Promise<string | undefined> {
    if (start.incarnation !== incarnation) return `it is of incarnation ${start.incarnation}, the log is of ${incarnation}`;
    const { last } = await this.parts.log.bounds();
    return last < start.index ? `it ends at entry ${start.index}, the log already at ${last}` : undefined;
  }

  private async rebuild(stored: HistoryCheckpoint, incarnation: string, reason: string): Promise<void> {
    this.parts.logger.error("the stored history is of another log: it is thrown away and built again from the first entry", { reason, index: stored.index });
    await this.parts.store.clear(stored, incarnation);
  }
}
