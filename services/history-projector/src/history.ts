// One region's history in Postgres. Only the leader projects; standbys wait. Used by this service alone and by
// `berth dev`.
import type { Clock } from "@berth/ports/environment";
import type { Log } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import type { Metrics } from "@berth/ports/metrics";
import type { HistoryCheckpoint } from "@berth/ports/history-store";
import type { RegionNotes } from "@berth/ports/region-notes";
import type { SnapshotStore } from "@berth/ports/snapshot-store";
import { readDatabaseUrl } from "@berth/postgres/database-url";
import { PostgresHistory } from "@berth/postgres/postgres-history";
import { HistoryProjector } from "@berth/runtime/history/history-projector";
import type { Lead } from "@berth/runtime/log/leadership";
import { leaveCheckpoint } from "@berth/runtime/snapshots/checkpoints";
import { findStartingPoint } from "@berth/runtime/snapshots/starting-point";

export interface HistoryOptions {
  /** Holds a password: never shown. */
  readonly databaseUrl: string;
  readonly log: Log;
  /** Where it says how far it is, so that the log is not trimmed past it. */
  readonly notes: RegionNotes;
  readonly snapshots: SnapshotStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Throws when the URL is none; Postgres may be down. */
export function leadHistory({ databaseUrl, log, notes, snapshots, clock, logger, metrics }: HistoryOptions): Lead {
  const url = readDatabaseUrl(databaseUrl);
  return async ({ over }) => {
    const store = new PostgresHistory(url);
    logger.info("history goes to Postgres", { address: url.address });
    try {
      const onCheckpoint = checkpointNotes({ notes, clock, logger });
      const startingPoint = (atMost: number) => findStartingPoint({ log, snapshots, logger }, atMost);
      await new HistoryProjector({ log, store, clock, logger, metrics, startingPoint, onCheckpoint }).run(over);
    } finally {
      await store.close();
    }
  };
}

const notedEveryMs = 5_000;

/** A note at most every few seconds: one that is behind keeps more of the log than it must. */
function checkpointNotes({ notes, clock, logger }: Pick<HistoryOptions, "notes" | "clock" | "logger">): (checkpoint: HistoryCheckpoint) => void {
  let notedAtMs = -Infinity;
  return ({ index, incarnation }) => {
    if (clock.monotonicMs() - notedAtMs < notedEveryMs) return;
    notedAtMs = clock.monotonicMs();
    leaveCheckpoint(notes, { projector: "history", index, incarnation, atMs: clock.nowMs() }).catch((error: unknown) =>
      logger.warn("how far history is could not be noted", { reason: (error as Error).message }),
    );
  };
}
