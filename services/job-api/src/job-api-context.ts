// All that the routes reach for. Plain objects and ports: who builds them is the composition's matter.
import type { CommandLog } from "@berth/ports/command-log";
import type { Clock, Rng } from "@berth/ports/environment";
import type { Logger } from "@berth/ports/logger";
import type { OperatorDesk } from "@berth/ports/operator-desk";
import type { LogFill } from "@berth/core/snapshots/log-fill";
import type { TaskLogs } from "@berth/ports/task-logs";
import type { Tracing } from "@berth/ports/tracing";
import type { PrometheusMetrics } from "@berth/service-kit/prometheus-metrics";
import type { ParkedQueries } from "./http/blocking-query.js";

export interface JobApiSettings {
  readonly region: string;
  readonly datacenter: string;
  /** Name of this server among its like. */
  readonly serverName: string;
  /** Host name or address at which others reach this server. */
  readonly advertiseHost: string;
  readonly advertisePort: number;
  readonly version: string;
}

export interface JobApiContext {
  readonly log: CommandLog;
  readonly taskLogs: TaskLogs;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly logger: Logger;
  readonly settings: JobApiSettings;
  readonly metrics: PrometheusMetrics;
  readonly tracing: Tracing;
  readonly parked: ParkedQueries;
  readonly operator: OperatorDesk;
  /** As it was a few seconds ago. */
  logFill(): LogFill;
  /** Removes what has ended and nobody needs any more, now. */
  collectGarbage(): Promise<void>;
}
