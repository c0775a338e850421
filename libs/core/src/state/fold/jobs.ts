// Jobs: registered, scaled, stopped, looked at again. Compare-and-set is judged here, in log order, on the job's
// JobModifyIndex. Registering an unchanged spec makes an evaluation but no new version (nomad.md 1.1).
import { sameSpec } from "../../jobspec/spec-change.js";
import type { JobDeregistered, JobEvaluationForced, JobRegistered, JobScaled, Outcome } from "../../model/entry.js";
import type { Job } from "../../model/job.js";
import { registrationDisabledText } from "../../model/scheduler-configuration.js";
import { type JobRecord, currentVersion } from "../job-table.js";
import { beginSchedule } from "./begin-schedule.js";
import type { FoldContext } from "./context.js";
import { cancelBlocked, requestEvaluation } from "./evaluations.js";
import { wakePreempting } from "./waking.js";

const trackedVersions = 6;

function conflictText(expected: number, known: JobRecord | undefined): string | undefined {
  const prefix = `Enforcing job modify index ${expected}: `;
  if (expected === 0) return known === undefined ? undefined : `${prefix}job already exists`;
  if (known === undefined) return `${prefix}job does not exist`;
  if (known.jobModifyIndex === expected) return undefined;
  return `${prefix}job exists with conflicting job modify index: ${known.jobModifyIndex}`;
}

function typeChangeText(before: Job, after: Job): string | undefined {
  if (before.Type !== after.Type) return `cannot update job from type "${before.Type}" to "${after.Type}"`;
  if ((before.Periodic === null) !== (after.Periodic === null))
    return before.Periodic === null ? "cannot update non-periodic job to being periodic" : "cannot update periodic job to being non-periodic";
  if ((before.ParameterizedJob === null) !== (after.ParameterizedJob === null))
    return before.ParameterizedJob === null
      ? "cannot update non-parameterized job to being parameterized"
      : "cannot update parameterized job to being non-parameterized";
  return undefined;
}

/**
 * Keeps the six newest versions and, of the older ones, the newest stable and those that allocations still run under: an
 * agent that asks late must get the specification that its allocation was placed by.
 */
function keptVersions({ state }: FoldContext, job: JobRecord): JobRecord["versions"] {
  if (job.versions.length <= trackedVersions) return job.versions;
  const newest = job.versions.slice(0, trackedVersions);
  const stable = newest.some((version) => version.stable) ? undefined : job.versions.slice(trackedVersions).find((version) => version.stable);
  const used = new Set<number>();
  for (const row of state.allocationsOfJob(job)) if (!state.allocations.isClientTerminal(row)) used.add(state.allocations.jobVersion.get(row));
  return job.versions.filter((version, i) => i < trackedVersions || version === stable || used.has(version.version));
}

export function addVersion(ctx: FoldContext, job: JobRecord, { job: spec, submission }: Pick<JobRegistered, "job" | "submission">): void {
  const version = job.versions.length === 0 ? 0 : currentVersion(job).version + 1;
  if (version > 0 && currentVersion(job).job.Priority !== spec.Priority) ctx.state.priorityChanges++;
  const becomesLower = version > 0 && spec.Priority < currentVersion(job).job.Priority;
  job.versions.unshift({
    version,
    job: spec,
    jobModifyIndex: ctx.index,
    submittedAtMs: ctx.nowMs,
    stable: false,
    submission,
  });
  if (becomesLower) wakePreempting(ctx);
  job.versions = keptVersions(ctx, job);
  job.jobModifyIndex = ctx.index;
}

export function decided(ctx: FoldContext, job: JobRecord): void {
  job.decidedAt = ctx.index;
  ctx.state.deviceMix.set(job.key, job.stopped ? undefined : currentVersion(job).job);
  ctx.touchJob(job);
}

function known(ctx: FoldContext, namespace: string, jobId: string): JobRecord | undefined {
  const job = ctx.state.job(namespace, jobId);
  return job === undefined || job.purged ? undefined : job;
}

export function foldJobRegistered(ctx: FoldContext, event: JobRegistered): Outcome {
  const { state } = ctx;
  const { Namespace: namespace, ID: id } = event.job;
  if (state.schedulerConfiguration.RejectJobRegistration) return ctx.refused("registration-disabled", registrationDisabledText);
  if (!state.namespaces.has(namespace)) return ctx.refused("invalid", `job "${id}" is in nonexistent namespace "${namespace}"`);
  const before = known(ctx, namespace, id);
  if (event.expectedJobModifyIndex !== undefined) {
    const conflict = conflictText(event.expectedJobModifyIndex, before);
    if (conflict !== undefined) return ctx.refused("stale-index", conflict);
  }
  if (before !== undefined) {
    const change = typeChangeText(currentVersion(before).job, event.job);
    if (change !== undefined) return ctx.refused("type-change", change);
  }
  const job = before ?? revived(ctx, namespace, id) ?? state.jobs.insert(namespace, id, ctx.index);
  const begins = before === undefined || before.stopped;
  const changed = begins || !sameSpec(currentVersion(before).job, event.job);
  job.stopped = false;
  if (changed) addVersion(ctx, job, event);
  if (begins) beginSchedule(ctx, job);
  decided(ctx, job);
  if (changed) cancelBlocked(ctx, job, "the job changed");
  return ctx.applied(requestEvaluation(ctx, job, "job-register"), job.jobModifyIndex);
}

/** A purged job that still has allocations to end: starts over under the same record. */
function revived(ctx: FoldContext, namespace: string, id: string): JobRecord | undefined {
  const job = ctx.state.job(namespace, id);
  if (job === undefined) return undefined;
  job.purged = false;
  job.createIndex = ctx.index;
  return job;
}

export function foldJobScaled(ctx: FoldContext, event: JobScaled): Outcome {
  if (ctx.state.schedulerConfiguration.RejectJobRegistration) return ctx.refused("registration-disabled", registrationDisabledText);
  const job = known(ctx, event.namespace, event.jobId);
  if (job === undefined || job.stopped) return ctx.refused("unknown-job", "job not found");
  const spec = currentVersion(job).job;
  if (!spec.TaskGroups.some((group) => group.Name === event.group))
    return ctx.refused("invalid", `task group "${event.group}" specified for scaling does not exist in job`);
  const groups = spec.TaskGroups.map((group) => (group.Name === event.group ? { ...group, Count: event.count } : group));
  addVersion(ctx, job, { job: { ...spec, TaskGroups: groups }, submission: currentVersion(job).submission });
  decided(ctx, job);
  return ctx.applied(requestEvaluation(ctx, job, "job-scaling"), job.jobModifyIndex);
}

export function foldJobDeregistered(ctx: FoldContext, event: JobDeregistered): Outcome {
  const job = known(ctx, event.namespace, event.jobId);
  if (job === undefined) return ctx.applied();
  if (!job.stopped) {
    addVersion(ctx, job, currentVersion(job));
    job.stopped = true;
  }
  job.purged = event.purge;
  decided(ctx, job);
  cancelBlocked(ctx, job, "the job was stopped");
  return ctx.applied(requestEvaluation(ctx, job, "job-deregister"), job.jobModifyIndex);
}

export function foldJobEvaluationForced(ctx: FoldContext, event: JobEvaluationForced): Outcome {
  const job = known(ctx, event.namespace, event.jobId);
  if (job === undefined) return ctx.refused("unknown-job", "job not found");
  const spec = currentVersion(job).job;
  if (spec.Periodic !== null) return ctx.refused("invalid", "can't evaluate periodic job");
  if (spec.ParameterizedJob !== null) return ctx.refused("invalid", "can't evaluate parameterized job");
  return ctx.applied(requestEvaluation(ctx, job, "job-register"), job.jobModifyIndex);
}
