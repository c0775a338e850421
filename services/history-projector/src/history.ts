// One region's history in Postgres. Only the leader projects; standbys wait. Used by this service alone and by
// `berth dev`.
import type { Clock } from "@berth/ports/environment";
import type { Log } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import type { Metrics } from "@berth/ports/metrics";
import { readDatabaseUrl } from "@berth/postgres/database-url";
import { PostgresHistory } from "@berth/postgres/postgres-history";
import { HistoryProjector } from "@berth/runtime/history/history-projector";
import type { Lead } from "@berth/runtime/log/leadership";

export interface HistoryOptions {
  /** Holds a password: never shown. */
  readonly databaseUrl: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Throws when the URL is none; Postgres may be down. */
export function leadHistory({ databaseUrl, log, clock, logger, metrics }: HistoryOptions): Lead {
  const url = readDatabaseUrl(databaseUrl);
  return async ({ over }) => {
    const store = new PostgresHistory(url);
    logger.info("history goes to Postgres", { address: url.address });
    try {
      await new HistoryProjector({ log, store, clock, logger, metrics }).run(over);
    } finally {
      await store.close();
    }
  };
}
