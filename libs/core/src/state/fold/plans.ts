// Plans, as the applier committed them. The applier checked capacity against the newest state it had
// (`verifiedThrough`); the fold checks what may have happened since: of all plans made for a job from one state at
// most one is applied (decidedAt), and nothing is placed on a node that changed after it was checked.
import { uuidFrom } from "../../common/hash.js";
import type { DeploymentGroup } from "../../model/deployment.js";
import type { Outcome, PlanOutcome, PlansCommitted } from "../../model/entry.js";
import type { Evaluation } from "../../model/evaluation.js";
import type { FollowUp, Plan, PlannedDeployment, PlannedStop, PlannedUpdate } from "../../model/plan.js";
import { healthCode, none } from "../allocation-table.js";
import { type JobRecord, summaryOf } from "../job-table.js";
import { setClientStatus, setDesired } from "./allocations.js";
import type { FoldContext } from "./context.js";
import { cancelBlocked, cancelWaiting, changeEvaluation, createEvaluation } from "./evaluations.js";
import { type PlacementRun, placeGroup } from "./placements.js";
import { spoiledNodes } from "./preemptions.js";
import { block } from "./waking.js";

export function foldPlansCommitted(ctx: FoldContext, event: PlansCommitted): Outcome {
  const { epoch, ordinal } = ctx.entry.leader!;
  const { allocations } = ctx.state;
  const birth = allocations.birth(epoch, ordinal, { index: ctx.index, timeMs: ctx.nowMs });
  const expected = event.plans.reduce((sum, plan) => sum + placementsIn(plan), 0);
  birth.expected = ctx.placements + expected;
  ctx.allocations.expect(expected);
  const run: PlacementRun = { verifiedThrough: event.verifiedThrough, birth, nextNumber: ctx.placements, skipped: 0, placed: 0 };
  const plans: PlanOutcome[] = [];
  for (const plan of event.plans) {
    const job = ctx.state.job(plan.namespace, plan.jobId);
    const evaluation = ctx.state.evaluations.get(plan.evaluationId);
    if (job === undefined || evaluation?.status !== "pending" || job.decidedAt !== plan.decidedAt) {
      run.nextNumber += placementsIn(plan);
      plans.push({ evaluationId: plan.evaluationId, applied: false, placed: 0, skipped: 0 });
      continue;
    }
    const { placed, skipped } = run;
    applyPlan(ctx, { plan, job, evaluation, run });
    plans.push({ evaluationId: plan.evaluationId, applied: true, placed: run.placed - placed, skipped: run.skipped - skipped });
  }
  ctx.placements = run.nextNumber;
  allocations.closeBirth(birth);
  return { kind: "applied", index: ctx.index, evaluationId: "", detail: 0, plans };
}

function placementsIn(plan: Plan): number {
  return plan.placements.reduce((sum, group) => sum + group.nameIndexes.length, 0);
}

interface PlanInHand {
  readonly plan: Plan;
  readonly job: JobRecord;
  readonly evaluation: Evaluation;
  readonly run: PlacementRun;
}

function applyPlan(ctx: FoldContext, inHand: PlanInHand): void {
  const { plan, job, evaluation, run } = inHand;
  const skippedBefore = run.skipped;
  for (const stop of plan.stops) applyStop(ctx, job, stop);
  for (const deployment of plan.deployments) applyDeployment(ctx, job, deployment);
  for (const update of plan.updates) applyUpdate(ctx, job, update);
  const spoiled = spoiledNodes(ctx.state, job, plan);
  for (const group of plan.placements) {
    const placed = placeGroup(ctx, { job, evaluationId: evaluation.id, group, run, spoiled });
    if (group.inDeployment && placed > 0) countPlaced(ctx, job, { groupName: group.group, placed });
  }
  job.decidedAt = ctx.index;
  ctx.touchJob(job);
  for (const [group, queued] of Object.entries(plan.queued)) summaryOf(job, group).queued = queued;
  if (plan.partial || run.skipped > skippedBefore) keepPending(ctx, plan, evaluation);
  else finish(ctx, inHand);
}

function applyStop(ctx: FoldContext, job: JobRecord, stop: PlannedStop): void {
  const { state } = ctx;
  const row = state.allocations.rowOf(stop.allocationId);
  if (row === none || state.allocations.job.get(row) !== job.row) return;
  setDesired(ctx, row, { desired: "stop", description: stop.description });
  if (stop.clientStatus === "") return;
  const node = state.nodeOfAllocation(row);
  if (stop.clientStatus === "lost" && node?.status === "ready") return;
  if (!state.allocations.isClientTerminal(row)) setClientStatus(ctx, row, stop.clientStatus);
}

function applyUpdate(ctx: FoldContext, job: JobRecord, { allocationId, jobVersion, inDeployment = false }: PlannedUpdate): void {
  const { allocations } = ctx.state;
  const row = allocations.rowOf(allocationId);
  if (row === none || allocations.job.get(row) !== job.row) return;
  allocations.jobVersion.set(row, jobVersion);
  if (inDeployment && allocations.deploymentOf(row) !== job.deploymentId) {
    allocations.extras.of(row).deploymentId = job.deploymentId;
    allocations.health.set(row, healthCode.unknown);
    countPlaced(ctx, job, { groupName: ctx.state.groupOfAllocation(row), placed: 1 });
  }
  ctx.touchAllocation(row);
  ctx.assign(row);
}

function applyDeployment(ctx: FoldContext, job: JobRecord, planned: PlannedDeployment): void {
  if (planned.kind === "create") createDeployment(ctx, job, planned);
  else updateDeployment(ctx, job, planned);
}

function createDeployment(ctx: FoldContext, job: JobRecord, { jobVersion, groups }: PlannedDeployment & { readonly kind: "create" }): void {
  const id = uuidFrom(ctx.entry.id, ctx.nextDerived());
  const started = Object.entries(groups).map(([name, group]): [string, DeploymentGroup] => [
    name,
    {
      ...group,
      requireProgressByMs: group.progressDeadlineMs === 0 ? 0 : ctx.nowMs + group.progressDeadlineMs,
      lastBatchAtMs: ctx.nowMs,
    },
  ]);
  ctx.state.deployments.set(id, {
    id,
    namespace: job.namespace,
    jobId: job.id,
    jobVersion,
    jobModifyIndex: job.jobModifyIndex,
    jobCreateIndex: job.createIndex,
    status: "running",
    statusDescription: "Deployment is running",
    groups: Object.fromEntries(started),
    createIndex: ctx.index,
    modifyIndex: ctx.index,
    createdAtMs: ctx.nowMs,
    modifiedAtMs: ctx.nowMs,
  });
  const ids = ctx.state.deploymentsOfJob.get(job.key);
  if (ids === undefined) ctx.state.deploymentsOfJob.set(job.key, [id]);
  else ids.push(id);
  job.deploymentId = id;
  ctx.touchDeployment(id);
}

function updateDeployment(ctx: FoldContext, job: JobRecord, planned: PlannedDeployment & { readonly kind: "update" }): void {
  const deployment = ctx.state.deployments.get(planned.id);
  if (deployment === undefined) return;
  const groups = { ...deployment.groups };
  for (const name of planned.batchedGroups) {
    const group = groups[name];
    if (group !== undefined) groups[name] = { ...group, lastBatchAtMs: ctx.nowMs };
  }
  const { status, statusDescription } = planned;
  ctx.state.deployments.set(deployment.id, {
    ...deployment,
    groups,
    status,
    statusDescription,
    modifyIndex: ctx.index,
    modifiedAtMs: ctx.nowMs,
  });
  ctx.touchDeployment(deployment.id);
  const version = job.versions.find((kept) => kept.version === deployment.jobVersion);
  if (status === "successful" && version !== undefined) version.stable = true;
}

function countPlaced(ctx: FoldContext, job: JobRecord, { groupName, placed }: { readonly groupName: string; readonly placed: number }): void {
  const deployment = ctx.state.deployments.get(job.deploymentId);
  const group = deployment?.groups[groupName];
  if (deployment === undefined || group === undefined) return;
  ctx.state.deployments.set(deployment.id, {
    ...deployment,
    groups: { ...deployment.groups, [groupName]: { ...group, placed: group.placed + placed } },
    modifyIndex: ctx.index,
    modifiedAtMs: ctx.nowMs,
  });
  ctx.touchDeployment(deployment.id);
}

function placedMetrics(plan: Plan): Evaluation["placedGroups"] {
  return Object.fromEntries(plan.placements.map((group) => [group.group, group.metric]));
}

/** Part of the plan is still to come: the scheduler goes on with the same evaluation. */
function keepPending(ctx: FoldContext, plan: Plan, evaluation: Evaluation): void {
  changeEvaluation(ctx, evaluation.id, {
    placedGroups: { ...evaluation.placedGroups, ...placedMetrics(plan) },
    snapshotIndex: plan.snapshotIndex,
  });
}

function finish(ctx: FoldContext, inHand: PlanInHand): void {
  const { plan, job, evaluation } = inHand;
  const { state } = ctx;
  job.evaluatedThrough = Math.max(job.evaluatedThrough, plan.snapshotIndex);
  if (job.pendingEvaluationId === evaluation.id) job.pendingEvaluationId = "";
  cancelWaiting(ctx, job, evaluation.id);
  const result = {
    failedGroups: plan.failedGroups,
    queued: plan.queued,
    desiredUpdates: plan.desiredUpdates,
    placedGroups: { ...evaluation.placedGroups, ...placedMetrics(plan) },
    snapshotIndex: plan.snapshotIndex,
    deploymentId: job.deploymentId,
  };
  const isBlocked = Object.keys(plan.failedGroups).length > 0 && !job.stopped;
  if (isBlocked && evaluation.triggeredBy === "queued-allocs") {
    cancelBlocked(ctx, job, "overtaken by a newer blocked evaluation of the same job");
    changeEvaluation(ctx, evaluation.id, { ...result, status: "blocked", statusDescription: "created to place remaining allocations" });
    wait(ctx, inHand, evaluation.id);
  } else {
    const blockedId = isBlocked ? blockedEvaluation(ctx, { plan, job, evaluation, result }) : "";
    if (!isBlocked) cancelBlocked(ctx, job, "everything could be placed");
    changeEvaluation(ctx, evaluation.id, { ...result, status: "complete", statusDescription: "", blockedId });
    if (isBlocked) wait(ctx, inHand, blockedId);
  }
  for (const followUp of plan.followUps) addFollowUp(ctx, job, { followUp, previousId: evaluation.id });
  if (job.needsEvaluationAt > job.evaluatedThrough && job.pendingEvaluationId === "")
    job.pendingEvaluationId = createEvaluation(ctx, job, { triggeredBy: job.needsTrigger, status: "pending", previousId: evaluation.id }).id;
  state.tableIndexes.evals = ctx.index;
}

interface BlockedFrom {
  readonly plan: Plan;
  readonly job: JobRecord;
  readonly evaluation: Evaluation;
  readonly result: Partial<Evaluation>;
}

function blockedEvaluation(ctx: FoldContext, { plan, job, evaluation, result }: BlockedFrom): string {
  cancelBlocked(ctx, job, "overtaken by a newer blocked evaluation of the same job");
  return createEvaluation(ctx, job, {
    triggeredBy: "queued-allocs",
    status: "blocked",
    statusDescription: "created to place remaining allocations",
    previousId: evaluation.id,
    failedGroups: plan.failedGroups,
    queued: plan.queued,
    deploymentId: result.deploymentId ?? "",
    snapshotIndex: plan.snapshotIndex,
  }).id;
}

function wait(ctx: FoldContext, { plan, job }: PlanInHand, evaluationId: string): void {
  job.blockedEvaluationId = evaluationId;
  block(ctx, job, { failedGroups: Object.keys(plan.failedGroups), snapshotIndex: plan.snapshotIndex });
}

function addFollowUp(ctx: FoldContext, job: JobRecord, { followUp, previousId }: { readonly followUp: FollowUp; readonly previousId: string }): void {
  const { id } = createEvaluation(ctx, job, {
    triggeredBy: followUp.triggeredBy,
    status: "pending",
    statusDescription: followUp.description,
    waitUntilMs: followUp.waitUntilMs,
    previousId,
  });
  job.waitingEvaluationIds = new Set([...job.waitingEvaluationIds, id]);
  for (const allocationId of followUp.allocationIds) {
    const row = ctx.state.allocations.rowOf(allocationId);
    if (row === none) continue;
    ctx.state.allocations.extras.of(row).followUpEvaluationId = id;
    ctx.touchAllocation(row);
  }
}
