// Launches and dispatches on the wire.
import type { JobDispatched, PeriodicJobForced, PeriodicJobLaunched, PeriodicLaunchesSkipped } from "@berth/core/model/entry";
import type { SkippedLaunches } from "@berth/core/model/periodic-launch";
import type { berth } from "../gen/entry.js";

export type LaunchEvent = PeriodicJobLaunched | PeriodicLaunchesSkipped | PeriodicJobForced | JobDispatched;
type WireEvent = berth.log.v1.Event.$Properties;

export function launchToWire(event: LaunchEvent): WireEvent {
  switch (event.type) {
    case "PeriodicJobLaunched": {
      const { namespace, jobId, jobModifyIndex, dueMs, skipped } = event;
      return { periodicJobLaunched: { namespace, jobId, jobModifyIndex, dueMs, skipped: [...skipped] } };
    }
    case "PeriodicLaunchesSkipped": {
      const { namespace, jobId, jobModifyIndex, skipped } = event;
      return { periodicLaunchesSkipped: { namespace, jobId, jobModifyIndex, skipped: [...skipped] } };
    }
    case "PeriodicJobForced":
      return { periodicJobForced: { namespace: event.namespace, jobId: event.jobId, atMs: event.atMs } };
    case "JobDispatched": {
      const { namespace, jobId, childId, payload, meta, idempotencyToken, priority } = event;
      return { jobDispatched: { namespace, jobId, childId, payload, meta: { ...meta }, idempotencyToken, priority } };
    }
  }
}

function skippedFromWire(skipped: readonly berth.log.v1.SkippedLaunches.$Properties[]): readonly SkippedLaunches[] {
  return skipped.map(({ firstDueMs, lastDueMs, count, reason }) => ({
    firstDueMs: firstDueMs ?? 0,
    lastDueMs: lastDueMs ?? 0,
    count: count ?? 0,
    reason: reason ?? "",
  }));
}

export function launchedFromWire({ namespace, jobId, jobModifyIndex, dueMs, skipped }: berth.log.v1.PeriodicJobLaunched): PeriodicJobLaunched {
  return { type: "PeriodicJobLaunched", namespace, jobId, jobModifyIndex, dueMs, skipped: skippedFromWire(skipped) };
}

export function skipsFromWire({ namespace, jobId, jobModifyIndex, skipped }: berth.log.v1.PeriodicLaunchesSkipped): PeriodicLaunchesSkipped {
  return { type: "PeriodicLaunchesSkipped", namespace, jobId, jobModifyIndex, skipped: skippedFromWire(skipped) };
}

export function forcedFromWire({ namespace, jobId, atMs }: berth.log.v1.PeriodicJobForced): PeriodicJobForced {
  return { type: "PeriodicJobForced", namespace, jobId, atMs };
}

export function dispatchedFromWire(event: berth.log.v1.JobDispatched): JobDispatched {
  const { namespace, jobId, childId, payload, meta, idempotencyToken, priority } = event;
  return { type: "JobDispatched", namespace, jobId, childId, payload, meta: { ...meta }, idempotencyToken, priority };
}
