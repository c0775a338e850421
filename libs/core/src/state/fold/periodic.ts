// Periodic jobs:
//
//   registered ──▶ launchedThrough = now ──due──▶ launched, or skipped with the reason ──▶ launchedThrough = due
//
// The leader of the controller names each due time; here it counts once: only above `launchedThrough`, only under the
// version it was computed from, only when it has come, and only if no child of its name is there. Whether the one before
// may still run (prohibit_overlap) is judged here, in the order of the log.
import { periodicChildId } from "../../dispatch/child-id.js";
import type { Outcome, PeriodicJobForced, PeriodicJobLaunched, PeriodicLaunchesSkipped } from "../../model/entry.js";
import type { Job } from "../../model/job.js";
import type { SkippedLaunches } from "../../model/periodic-launch.js";
import { type JobRecord, currentVersion } from "../job-table.js";
import { type State, jobStatus } from "../state.js";
import { isScheduled } from "./begin-schedule.js";
import { insertChild } from "./children.js";
import type { FoldContext } from "./context.js";

type Found = { readonly job: JobRecord } | { readonly refused: Outcome };

function runningParent(ctx: FoldContext, event: Omit<PeriodicLaunchesSkipped, "type">): Found {
  const job = ctx.state.job(event.namespace, event.jobId);
  if (job === undefined || job.purged || job.stopped) return { refused: ctx.refused("unknown-job", "job not found") };
  if (!isScheduled(currentVersion(job).job)) return { refused: ctx.refused("invalid", `job "${job.id}" is not periodic`) };
  if (job.jobModifyIndex !== event.jobModifyIndex) return { refused: ctx.refused("stale-index", `job "${job.id}" has changed since`) };
  const { launchedThroughMs } = ctx.state.families.parent(job.key);
  if (event.skipped.some(({ firstDueMs }) => firstDueMs <= launchedThroughMs))
    return { refused: ctx.refused("exists", `due times of job "${job.id}" up to ${launchedThroughMs} are dealt with`) };
  return { job };
}

export function foldPeriodicLaunchesSkipped(ctx: FoldContext, event: PeriodicLaunchesSkipped): Outcome {
  const found = runningParent(ctx, event);
  if ("refused" in found) return found.refused;
  const { families } = ctx.state;
  families.skip(found.job.key, event.skipped);
  const parent = families.parent(found.job.key);
  for (const { lastDueMs } of event.skipped) parent.launchedThroughMs = Math.max(parent.launchedThroughMs, lastDueMs);
  ctx.touchJob(found.job);
  return ctx.applied();
}

export function foldPeriodicJobLaunched(ctx: FoldContext, event: PeriodicJobLaunched): Outcome {
  const found = runningParent(ctx, event);
  if ("refused" in found) return found.refused;
  const { job } = found;
  const { families } = ctx.state;
  const parent = families.parent(job.key);
  const { dueMs } = event;
  if (dueMs <= parent.launchedThroughMs) return ctx.refused("exists", `due time ${dueMs} of job "${job.id}" is dealt with`);
  if (dueMs > ctx.nowMs) return ctx.refused("invalid", `due time ${dueMs} of job "${job.id}" has not come`);
  parent.launchedThroughMs = dueMs;
  const reason = skipReason(ctx.state, job, dueMs);
  families.skip(job.key, reason === undefined ? event.skipped : [...event.skipped, skippedOnce(dueMs, reason)]);
  ctx.touchJob(job);
  return ctx.applied(reason === undefined ? launch(ctx, job, dueMs) : "", dueMs);
}

function skippedOnce(dueMs: number, reason: string): SkippedLaunches {
  return { firstDueMs: dueMs, lastDueMs: dueMs, count: 1, reason };
}

function skipReason(state: State, job: JobRecord, dueMs: number): string | undefined {
  const childId = periodicChildId(job.id, dueMs);
  if (state.job(job.namespace, childId) !== undefined) return "it was launched in that very second by force";
  if (!currentVersion(job).job.Periodic!.ProhibitOverlap) return undefined;
  const running = runningChild(state, job);
  return running === undefined ? undefined : `${running} had not ended (prohibit_overlap)`;
}

function runningChild(state: State, job: JobRecord): string | undefined {
  for (const key of state.families.parents.get(job.key)?.children ?? []) {
    const child = state.jobs.byKeyOrNone(key);
    if (child !== undefined && jobStatus(state, child) !== "dead") return child.id;
  }
  return undefined;
}

function launch(ctx: FoldContext, parent: JobRecord, dueMs: number): string {
  const childId = periodicChildId(parent.id, dueMs);
  const spec: Job = { ...currentVersion(parent).job, ID: childId, Name: childId, Periodic: null };
  return insertChild(ctx, { parent, spec, dispatched: undefined, trigger: "periodic-job" });
}

export function foldPeriodicJobForced(ctx: FoldContext, { namespace, jobId, atMs }: PeriodicJobForced): Outcome {
  const { state } = ctx;
  const job = state.job(namespace, jobId);
  if (job === undefined || job.purged) return ctx.refused("unknown-job", "job not found");
  const spec = currentVersion(job).job;
  const { Periodic: periodic } = spec;
  if (periodic === null) return ctx.refused("invalid", "can't force launch non-periodic job");
  // Nomad does not track a job that is stopped or switched off, nor one that waits to be dispatched.
  const failed = `force launch for job "${jobId}" failed:`;
  if (job.stopped || !periodic.Enabled || !isScheduled(spec)) return ctx.refused("invalid", `${failed} can't force run non-tracked job "${jobId}" (${namespace})`);
  if (state.job(namespace, periodicChildId(jobId, atMs)) !== undefined) return ctx.refused("exists", `${failed} it was launched in this very second already`);
  return ctx.applied(launch(ctx, job, atMs), ctx.index);
}
