// Which due times have come, and what is to become of them. Each due time after `launchedThrough` is named once:
//
// - Due under the version of the job that was in force at that time: an update changes what comes after it, not before.
// - Not more than half a minute late: launched. Later: nobody led when it came. Of those the latest is launched, if no
//   newer one is, as Nomad does after an outage; the others are recorded as skipped.
// - On a local day that does not exist: recorded as skipped.
//
// Whether the entry counts is the fold's decision (state/fold/periodic.ts).
import type { PeriodicJobLaunched, PeriodicLaunchesSkipped } from "../model/entry.js";
import type { SkippedLaunches } from "../model/periodic-launch.js";
import type { JobRecord } from "../state/job-table.js";
import type { State } from "../state/state.js";
import type { DueTime } from "./due-times.js";
import { nextDueOf } from "./schedule-of-job.js";

export type LaunchEvent = PeriodicJobLaunched | PeriodicLaunchesSkipped;

export interface Launches {
  readonly events: readonly LaunchEvent[];
  /** When the next due time comes, if nothing changes; undefined = never. */
  readonly nextMs: number | undefined;
}

const lateMs = 30_000;
/** Bounds the work of one look: a job that is due each second and was alone for a day. */
const dueAtOnce = 100_000;

/** For one job that is periodic and not stopped. */
export function dueLaunches(state: State, job: JobRecord, nowMs: number): Launches {
  const { launchedThroughMs } = state.families.parent(job.key);
  const due: DueTime[] = [];
  let nextMs: number | undefined;
  for (const { version, untilMs, fromMs } of windows(job, launchedThroughMs)) {
    let next = nextIn(version, fromMs, untilMs);
    for (; next !== undefined && next.atMs <= nowMs && due.length < dueAtOnce; next = nextIn(version, next.atMs, untilMs)) due.push(next);
    nextMs ??= next?.atMs;
  }
  return { events: due.length === 0 ? [] : eventsOf(job, due, nowMs), nextMs };
}

function nextIn(version: Window["version"], afterMs: number, untilMs: number): DueTime | undefined {
  const next = nextDueOf(version, afterMs);
  return next !== undefined && next.atMs <= untilMs ? next : undefined;
}

interface Window {
  readonly version: JobRecord["versions"][number]["job"];
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * Oldest first: from when until when each version's schedule is in force. State time may be ahead of the clock of whoever
 * looks: then the version before the current one is still in force for a while.
 */
function windows({ versions }: JobRecord, launchedThroughMs: number): readonly Window[] {
  return versions
    .map(({ job, submittedAtMs }, i) => ({
      version: job,
      fromMs: Math.max(launchedThroughMs, i === versions.length - 1 ? 0 : submittedAtMs),
      untilMs: versions[i - 1]?.submittedAtMs ?? Infinity,
    }))
    .filter(({ fromMs, untilMs }) => fromMs < untilMs)
    .toReversed();
}

function eventsOf(job: JobRecord, due: readonly DueTime[], nowMs: number): readonly LaunchEvent[] {
  const about = { namespace: job.namespace, jobId: job.id, jobModifyIndex: job.jobModifyIndex } as const;
  const real = due.filter(({ missing }) => !missing);
  const firstInTime = real.findIndex(({ atMs }) => nowMs - atMs <= lateMs);
  const firstLaunched = (firstInTime < 0 ? real.at(-1) : real[firstInTime])?.atMs ?? Infinity;
  const skipped = skippedRuns(due.filter(({ atMs, missing }) => missing || atMs < firstLaunched));
  const launched = real.filter(({ atMs }) => atMs >= firstLaunched);
  if (launched.length === 0) return [{ type: "PeriodicLaunchesSkipped", ...about, skipped }];
  return launched.map(({ atMs }, i) => {
    const after = launched[i - 1]?.atMs ?? 0;
    const before = skipped.filter(({ firstDueMs }) => firstDueMs < atMs && firstDueMs > after);
    return { type: "PeriodicJobLaunched", ...about, dueMs: atMs, skipped: before };
  });
}

const reasons = {
  missed: "nobody led when it was due; only the latest missed launch is made up for",
  missing: "its local day does not exist: the calendar of the time zone left it out",
} as const;

/** In a row and for the same reason: one record. */
function skippedRuns(due: readonly DueTime[]): readonly SkippedLaunches[] {
  const runs: SkippedLaunches[] = [];
  for (const { atMs, missing } of due) {
    const reason = missing ? reasons.missing : reasons.missed;
    const last = runs.at(-1);
    if (last?.reason === reason) runs[runs.length - 1] = { ...last, lastDueMs: atMs, count: last.count + 1 };
    else runs.push({ firstDueMs: atMs, lastDueMs: atMs, count: 1, reason });
  }
  return runs;
}
