// What a periodic or parameterised job shows of the jobs that were launched from it.
import type { JobRecord } from "../state/job-table.js";
import { type State, jobStatus } from "../state/state.js";
import type { JobSummary } from "./schema/job-answers.js";
import { rfc3339 } from "./time.js";

function* childrenOf(state: State, job: JobRecord): Generator<JobRecord> {
  for (const key of state.families.parents.get(job.key)?.children ?? []) {
    const child = state.jobs.byKeyOrNone(key);
    if (child !== undefined && !child.purged) yield child;
  }
}

export function childrenView(state: State, job: JobRecord): JobSummary["Children"] {
  const counts = { pending: 0, running: 0, dead: 0 };
  for (const child of childrenOf(state, job)) counts[jobStatus(state, child)]++;
  return { Pending: counts.pending, Running: counts.running, Dead: counts.dead };
}

export function newestChildIndex(state: State, job: JobRecord): number {
  let newest = 0;
  for (const child of childrenOf(state, job)) newest = Math.max(newest, child.modifyIndex);
  return newest;
}

/** undefined: it is not periodic. */
export function periodicLaunchesView(state: State, job: JobRecord): JobSummary["PeriodicLaunches"] {
  const parent = state.families.parents.get(job.key);
  if (parent === undefined || parent.launchedThroughMs === 0) return undefined;
  return {
    LaunchedThrough: rfc3339(parent.launchedThroughMs),
    Skipped: parent.skipped.map(({ firstDueMs, lastDueMs, count, reason }) => ({ FirstDue: rfc3339(firstDueMs), LastDue: rfc3339(lastDueMs), Count: count, Reason: reason })),
  };
}
