// Puts a plan together from what was wanted and what was found. Says nothing twice: a step of the running deployment's
// rollout is one update of it, and a plan that could not take everything in one go says so (partial).
import type { AllocationMetric, DesiredUpdates, Evaluation } from "../model/evaluation.js";
import type { Plan, PlannedDeployment, PlannedStop } from "../model/plan.js";
import type { PlacingResult } from "./placing/placing-context.js";
import type { GroupChanges, JobChanges, Stop } from "./reconcile/changes.js";
import { deploymentText } from "./reconcile/descriptions.js";

export interface GroupPlan {
  readonly changes: GroupChanges;
  readonly result: PlacingResult;
}

export interface PlanTerms {
  readonly evaluation: Evaluation;
  readonly decidedAt: number;
  readonly snapshotIndex: number;
  readonly version: number;
  readonly allAtOnce: boolean;
}

export function plannedStop({ allocation, description, clientStatus, rescheduled }: Stop): PlannedStop {
  return { allocationId: allocation.id, description, clientStatus, rescheduled };
}

function batchStep(deploymentId: string, groups: readonly GroupPlan[]): PlannedDeployment[] {
  const batchedGroups = groups.filter(({ result }) => result.batched).map(({ changes }) => changes.name);
  if (deploymentId === "" || batchedGroups.length === 0) return [];
  return [{ kind: "update", id: deploymentId, status: "running", statusDescription: deploymentText.running, batchedGroups }];
}

/** Replacements that found no node were not made. */
function desiredOf({ changes, result }: GroupPlan): DesiredUpdates {
  const preemptions = (result.placements?.preemptions ?? []).reduce((sum, { allocationIds }) => sum + allocationIds.length, 0);
  const wanted = preemptions === 0 ? changes.desired : { ...changes.desired, preemptions };
  const notReplaced = changes.placements.filter((request) => request.inBatch).length - result.stops.filter(isBatchStop(changes)).length;
  if (notReplaced === 0) return wanted;
  const { destructiveUpdate, ignore } = changes.desired;
  return { ...wanted, destructiveUpdate: destructiveUpdate - notReplaced, ignore: ignore + notReplaced };
}

function isBatchStop(changes: GroupChanges): (stop: Stop) => boolean {
  const batch = new Set(changes.placements.filter((request) => request.inBatch).map((request) => request.stop));
  return (stop) => batch.has(stop);
}

export function emptyPlan({ evaluation, decidedAt, snapshotIndex }: Omit<PlanTerms, "version" | "allAtOnce">): Plan {
  return {
    evaluationId: evaluation.id,
    namespace: evaluation.namespace,
    jobId: evaluation.jobId,
    decidedAt,
    snapshotIndex,
    allAtOnce: false,
    partial: false,
    placements: [],
    stops: [],
    updates: [],
    deployments: [],
    followUps: [],
    failedGroups: {},
    queued: {},
    desiredUpdates: {},
  };
}

export function assemblePlan(terms: PlanTerms, changes: JobChanges, groups: readonly GroupPlan[]): Plan {
  const failedGroups: Record<string, AllocationMetric> = {};
  const queued: Record<string, number> = {};
  const desiredUpdates: Record<string, DesiredUpdates> = {};
  for (const group of groups) {
    const { name } = group.changes;
    if (group.result.failure !== undefined) failedGroups[name] = group.result.failure;
    if (group.changes.group !== undefined) queued[name] = group.result.queued;
    desiredUpdates[name] = desiredOf(group);
  }
  const stops = groups.flatMap(({ changes: { stops: wanted }, result }) => [...wanted, ...result.stops]);
  return {
    ...emptyPlan(terms),
    allAtOnce: terms.allAtOnce,
    partial: groups.some(({ result }) => result.isPartial),
    placements: groups.flatMap(({ result }) => result.placements ?? []),
    stops: stops.map(plannedStop),
    updates: groups.flatMap(({ changes: { updates, inDeployment } }) =>
      updates.map(({ id }) => ({ allocationId: id, jobVersion: terms.version, ...(inDeployment ? { inDeployment } : {}) })),
    ),
    deployments: [...changes.deployments, ...batchStep(changes.deploymentId, groups)],
    followUps: changes.followUps,
    failedGroups,
    queued,
    desiredUpdates,
  };
}
