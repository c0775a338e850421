// All that the routes reach for. Plain objects and ports: who builds them is the composition's matter.
import type { CommandLog } from "@berth/ports/command-log";
import type { Clock, Rng } from "@berth/ports/environment";
import type { Logger } from "@berth/ports/logger";
import type { TaskLogs } from "@berth/ports/task-logs";
import type { RequestMetrics } from "./metrics/request-metrics.js";

export interface JobApiSettings {
  readonly region: string;
  readonly datacenter: string;
  /** Name of this server among its like. */
  readonly serverName: string;
  /** Host name or address at which others reach this server. */
  readonly advertiseHost: string;
  readonly version: string;
}

export interface JobApiContext {
  readonly log: CommandLog;
  readonly taskLogs: TaskLogs;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly logger: Logger;
  readonly settings: JobApiSettings;
  readonly metrics: RequestMetrics;
  /** The port that is listened on; 0 before. */
  readonly port: () => number;
  /** Removes what has ended and nobody needs any more, now. */
  collectGarbage(): Promise<void>;
}
