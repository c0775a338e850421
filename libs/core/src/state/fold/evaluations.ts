// The evaluation cycle of a job, level-triggered:
//
//   something happened ──▶ needsEvaluationAt = index ──▶ pending evaluation (one a job)
//   plan committed     ──▶ evaluatedThrough = what the scheduler saw; pending one complete
//                          └ needsEvaluationAt > evaluatedThrough ──▶ a new pending one, at once
//   not all placed     ──▶ blocked evaluation; capacity freed ──▶ it becomes the pending one
//   look again later   ──▶ pending evaluation with waitUntilMs, beside the others
//
// Evaluations record looks; none of them is needed for anything to happen.
import { uuidFrom } from "../../common/hash.js";
import type { Evaluation, EvaluationTrigger } from "../../model/evaluation.js";
import { type JobRecord, currentVersion } from "../job-table.js";
import type { FoldContext } from "./context.js";

export type NewEvaluation = Partial<Evaluation> & Pick<Evaluation, "triggeredBy" | "status">;

export function createEvaluation(ctx: FoldContext, job: JobRecord, wanted: NewEvaluation): Evaluation {
  const spec = currentVersion(job).job;
  const evaluation: Evaluation = {
    id: uuidFrom(ctx.entry.id, ctx.nextDerived()),
    namespace: job.namespace,
    jobId: job.id,
    type: spec.Type,
    priority: spec.Priority,
    statusDescription: "",
    waitUntilMs: 0,
    nodeId: "",
    deploymentId: "",
    previousId: "",
    nextId: "",
    blockedId: "",
    jobModifyIndex: job.jobModifyIndex,
    failedGroups: {},
    queued: {},
    desiredUpdates: {},
    placedGroups: {},
    snapshotIndex: 0,
    createIndex: ctx.index,
    modifyIndex: ctx.index,
    createdAtMs: ctx.nowMs,
    modifiedAtMs: ctx.nowMs,
    trace: ctx.trace,
    ...wanted,
  };
  ctx.state.evaluations.set(evaluation.id, evaluation);
  const ids = ctx.state.evaluationsOfJob.get(job.key);
  if (ids === undefined) ctx.state.evaluationsOfJob.set(job.key, [evaluation.id]);
  else ids.push(evaluation.id);
  ctx.touchEvaluation(evaluation.id);
  return evaluation;
}

export function changeEvaluation(ctx: FoldContext, id: string, change: Partial<Evaluation>): void {
  const evaluation = ctx.state.evaluations.get(id);
  if (evaluation === undefined) return;
  ctx.state.evaluations.set(id, { ...evaluation, ...change, modifyIndex: ctx.index, modifiedAtMs: ctx.nowMs });
  ctx.touchEvaluation(id);
}

/** Periodic and parameterised parents are never placed themselves, nor is there anything of theirs to stop. */
function isPlaceable(job: JobRecord): boolean {
  const spec = currentVersion(job).job;
  return spec.Periodic === null && spec.ParameterizedJob === null;
}

/** Something may matter to this job: it is due after this entry, with one pending evaluation. */
export function requireEvaluation(ctx: FoldContext, job: JobRecord, cause: Pick<Evaluation, "triggeredBy"> & Partial<Evaluation>): void {
  if (!isPlaceable(job)) return;
  job.needsEvaluationAt = ctx.index;
  job.needsTrigger = cause.triggeredBy;
  if (job.pendingEvaluationId !== "") return;
  job.pendingEvaluationId = createEvaluation(ctx, job, { ...cause, status: "pending" }).id;
}

/** A person or a client asked: gets an evaluation of its own; an older pending one is overtaken. */
export function requestEvaluation(ctx: FoldContext, job: JobRecord, triggeredBy: EvaluationTrigger): string {
  if (!isPlaceable(job)) return "";
  const evaluation = createEvaluation(ctx, job, { triggeredBy, status: "pending" });
  if (job.pendingEvaluationId !== "")
    changeEvaluation(ctx, job.pendingEvaluationId, {
      status: "canceled",
      statusDescription: "overtaken by a newer evaluation of the same job",
      nextId: evaluation.id,
    });
  job.pendingEvaluationId = evaluation.id;
  job.needsEvaluationAt = ctx.index;
  job.needsTrigger = triggeredBy;
  return evaluation.id;
}

export function cancelBlocked(ctx: FoldContext, job: JobRecord, description: string): void {
  if (job.blockedEvaluationId === "") return;
  changeEvaluation(ctx, job.blockedEvaluationId, { status: "canceled", statusDescription: description });
  job.blockedEvaluationId = "";
  ctx.state.blockedJobs.delete(job);
}

/** The blocked evaluation itself becomes the pending one, unless a newer one is there already. */
export function unblock(ctx: FoldContext, job: JobRecord): void {
  const id = job.blockedEvaluationId;
  ctx.state.blockedJobs.delete(job);
  if (id === "") return;
  job.needsEvaluationAt = ctx.index;
  job.needsTrigger = "queued-allocs";
  if (job.pendingEvaluationId !== "") return;
  job.blockedEvaluationId = "";
  job.pendingEvaluationId = id;
  changeEvaluation(ctx, id, { status: "pending", statusDescription: "" });
}

/** Evaluations that wait for a time belong to a plan: the next plan says anew what to wait for. */
export function cancelWaiting(ctx: FoldContext, job: JobRecord, keep: string): void {
  for (const id of job.waitingEvaluationIds) {
    if (id === keep) continue;
    changeEvaluation(ctx, id, { status: "canceled", statusDescription: "overtaken by a newer plan of the same job" });
  }
  job.waitingEvaluationIds = new Set();
}
