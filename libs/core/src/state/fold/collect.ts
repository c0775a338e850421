// Garbage collection: the controller proposes what it saw as ended and old; the fold removes only what has not changed
// since that look and is still collectable, so that a job registered again in between is never lost.
import type { AllocationsStopRequested, ObjectsCollected, Outcome } from "../../model/entry.js";
import { isActiveDeployment } from "../../model/deployment.js";
import { none } from "../allocation-table.js";
import type { JobRecord } from "../job-table.js";
import { setDesired, unlinkAllocation } from "./allocations.js";
import type { FoldContext } from "./context.js";
import { requireEvaluation } from "./evaluations.js";
import { removeNode } from "./nodes.js";

export function foldObjectsCollected(ctx: FoldContext, event: ObjectsCollected): Outcome {
  for (const id of event.allocationIds) collectAllocation(ctx, id, event.lookedAt);
  for (const id of event.evaluationIds) collectEvaluation(ctx, id, event.lookedAt);
  for (const id of event.deploymentIds) collectDeployment(ctx, id, event.lookedAt);
  for (const { namespace, jobId } of event.jobs) collectJob(ctx, ctx.state.job(namespace, jobId), event.lookedAt);
  for (const id of event.nodeIds) {
    const node = ctx.state.node(id);
    if (node !== undefined && node.status === "down" && node.modifyIndex <= event.lookedAt) removeNode(ctx, node);
  }
  return ctx.applied();
}

function collectAllocation(ctx: FoldContext, id: string, lookedAt: number): void {
  const { state } = ctx;
  const row = state.allocations.rowOf(id);
  if (row === none || !state.allocations.isClientTerminal(row) || state.allocations.modifyIndex.get(row) > lookedAt) return;
  const node = state.nodeOfAllocation(row);
  unlinkAllocation(state, row);
  state.allocations.remove(row);
  ctx.removedAllocations.push({ id, nodeId: node?.id ?? "" });
  state.tableIndexes.allocs = ctx.index;
  if (node !== undefined) ctx.tellForgotten(node);
}

function drop(ids: string[] | undefined, id: string): void {
  const at = ids?.indexOf(id) ?? -1;
  if (at >= 0) ids!.splice(at, 1);
}

function collectEvaluation(ctx: FoldContext, id: string, lookedAt: number): void {
  const { state } = ctx;
  const evaluation = state.evaluations.get(id);
  if (evaluation === undefined || evaluation.modifyIndex > lookedAt) return;
  if (evaluation.status === "pending" || evaluation.status === "blocked") return;
  state.evaluations.delete(id);
  drop(state.evaluationsOfJob.get(`${evaluation.namespace}\n${evaluation.jobId}`), id);
  state.tableIndexes.evals = ctx.index;
}

function collectDeployment(ctx: FoldContext, id: string, lookedAt: number): void {
  const { state } = ctx;
  const deployment = state.deployments.get(id);
  if (deployment === undefined || deployment.modifyIndex > lookedAt || isActiveDeployment(deployment.status)) return;
  state.deployments.delete(id);
  drop(state.deploymentsOfJob.get(`${deployment.namespace}\n${deployment.jobId}`), id);
  state.tableIndexes.deployment = ctx.index;
}

function collectJob(ctx: FoldContext, job: JobRecord | undefined, lookedAt: number): void {
  const { state } = ctx;
  if (job === undefined || job.modifyIndex > lookedAt || job.allocationCount > 0) return;
  if (job.pendingEvaluationId !== "" || job.blockedEvaluationId !== "" || job.waitingEvaluationIds.size > 0) return;
  for (const id of state.evaluationsOfJob.get(job.key) ?? []) state.evaluations.delete(id);
  for (const id of state.deploymentsOfJob.get(job.key) ?? []) state.deployments.delete(id);
  state.evaluationsOfJob.delete(job.key);
  state.deploymentsOfJob.delete(job.key);
  state.jobs.remove(job);
  state.families.forget(job.key);
  state.tableIndexes.jobs = ctx.index;
}

/** Stop these; the scheduler replaces what is still wanted. */
export function foldAllocationsStopRequested(ctx: FoldContext, event: AllocationsStopRequested): Outcome {
  let evaluationId = "";
  for (const id of event.allocationIds) {
    const row = ctx.state.allocations.rowOf(id);
    if (row === none) return ctx.refused("unknown-allocation", "alloc not found");
    if (!ctx.state.allocations.isTerminal(row)) setDesired(ctx, row, { desired: "stop", description: "alloc was stopped by a user" });
    const job = ctx.state.jobOfAllocation(row);
    requireEvaluation(ctx, job, { triggeredBy: "alloc-stop" });
    evaluationId = job.pendingEvaluationId;
    job.decidedAt = ctx.index;
  }
  return ctx.applied(evaluationId);
}
