// The clock of periodic jobs: looks once a second, and at each due time, which have come, and says so in the log. What was
// not accepted (another version of the job came in between) is looked at again.
import { dueLaunches, type LaunchEvent } from "@berth/core/periodic/launches";
import { isScheduled } from "@berth/core/state/fold/begin-schedule";
import { currentVersion } from "@berth/core/state/job-table";
import type { Environment } from "@berth/ports/environment";
import type { Logger } from "@berth/ports/logger";
import type { LeaderWriter } from "../log/leadership.js";
import type { Replica } from "../log/replica.js";

const lookEveryMs = 1_000;
const leastPauseMs = 50;
/** Bounds one entry. */
const launchesAtOnce = 500;

export interface PeriodicLauncherOptions {
  readonly replica: Replica;
  readonly environment: Environment;
  readonly logger: Logger;
}

/** When a job is due next, as long as this version and this launch are its last ones. */
interface Known {
  readonly jobModifyIndex: number;
  readonly launchedThroughMs: number;
  readonly nextMs: number;
}

export class PeriodicLauncher {
  private readonly known = new Map<string, Known>();
  private nextMs = 0;

  constructor(private readonly options: PeriodicLauncherOptions) {}

  async lead(writer: LeaderWriter): Promise<void> {
    const { clock } = this.options.environment;
    while (!writer.over.aborted) {
      await writer.write(() => this.due(clock.nowMs()));
      const pauseMs = Math.min(lookEveryMs, Math.max(leastPauseMs, this.nextMs - clock.nowMs()));
      if (!writer.over.aborted) await clock.sleep(pauseMs, writer.over);
    }
  }

  private due(nowMs: number): readonly LaunchEvent[] {
    const { replica, logger } = this.options;
    const { state } = replica;
    const events: LaunchEvent[] = [];
    this.nextMs = Infinity;
    for (const [key, { launchedThroughMs }] of state.families.parents) {
      const job = state.jobs.byKeyOrNone(key);
      if (job === undefined || job.stopped || job.purged || launchedThroughMs === 0 || !isScheduled(currentVersion(job).job)) {
        this.known.delete(key);
        continue;
      }
      const known = this.known.get(key);
      const isFresh = known?.jobModifyIndex === job.jobModifyIndex && known.launchedThroughMs === launchedThroughMs;
      if (isFresh && known.nextMs > nowMs) {
        this.nextMs = Math.min(this.nextMs, known.nextMs);
        continue;
      }
      const launches = dueLaunches(state, job, nowMs);
      const room = launchesAtOnce - events.length;
      if (launches.events.length > 0) {
        this.known.delete(key);
        events.push(...launches.events.slice(0, room));
        this.nextMs = nowMs;
        if (room <= launches.events.length) break;
      } else {
        const nextMs = launches.nextMs ?? Infinity;
        this.known.set(key, { jobModifyIndex: job.jobModifyIndex, launchedThroughMs, nextMs });
        this.nextMs = Math.min(this.nextMs, nextMs);
      }
    }
    if (events.length > 0) logger.debug("periodic jobs are due", { events: events.length });
    return events;
  }
}
