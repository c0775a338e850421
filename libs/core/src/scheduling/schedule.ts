// The scheduler: from the state and one evaluation to a plan. Pure and synchronous: reconcile (what should change),
// feasible (which nodes may), rank (which are best), ports, plan. Time and seed are arguments: the same evaluation on
// the same state gives the same plan. An empty plan is a good answer: it completes the evaluation.
//
// Refuses nothing. A job that is not known, or is only ever run through its children (periodic, parameterised), gets
// an empty plan; a stopped one loses everything; what finds no node is in failedGroups, with the reasons.
import type { Evaluation } from "../model/evaluation.js";
import type { Job } from "../model/job.js";
import type { Plan } from "../model/plan.js";
import type { State } from "../state/state.js";
import { type GroupPlan, assemblePlan, emptyPlan, plannedStop } from "./assemble-plan.js";
import { cutChanges } from "./cut-changes.js";
import { PlanOverlay } from "./plan-overlay.js";
import { EvictionCounts, mayEvict } from "./preemption/victim-search.js";
import { placeGroup } from "./placing/place-group.js";
import { placeOnNodes } from "./placing/place-on-nodes.js";
import { type PlacingContext, type PlacingResult, nothingPlaced } from "./placing/placing-context.js";
import type { GroupChanges, JobChanges } from "./reconcile/changes.js";
import { type Look, lookAt } from "./reconcile/look.js";
import { reconcileService } from "./reconcile/reconcile-service.js";
import { reconcileStopped } from "./reconcile/reconcile-stopped.js";
import { reconcileSystem } from "./reconcile/reconcile-system.js";
import { lostWhileStopping } from "./reconcile/stopping.js";

export interface ScheduleOptions {
  readonly nowMs: number;
  readonly seed: number;
  /** How many next best nodes to name for each group. */
  readonly spares: number;
  /** A larger plan is cut here and marked partial; the evaluation goes on after it. What brings ids along counts more (budget.ts). */
  readonly maxPlacements?: number | undefined;
}

function isSystem(job: Job): boolean {
  return job.Type === "system" || job.Type === "sysbatch";
}

function reconcile(state: State, look: Look, evaluation: Evaluation): JobChanges {
  const { job, record } = look;
  if (record.stopped || record.purged) return reconcileStopped(look);
  if (isSystem(job)) return reconcileSystem(state, look, evaluation.triggeredBy);
  return reconcileService(look, job.Type === "batch");
}

function place(context: PlacingContext, changes: GroupChanges): PlacingResult {
  const { group } = changes;
  if (group === undefined) return nothingPlaced;
  const placeable = { ...changes, group };
  return isSystem(context.job) ? placeOnNodes(context, placeable) : placeGroup(context, placeable);
}

export function schedule(state: State, evaluation: Evaluation, options: ScheduleOptions): Plan {
  const record = state.job(evaluation.namespace, evaluation.jobId);
  if (record === undefined) return emptyPlan({ evaluation, decidedAt: 0, snapshotIndex: state.index });
  const terms = { evaluation, decidedAt: record.decidedAt, snapshotIndex: state.index };
  const look = lookAt(state, record, { nowMs: options.nowMs, evaluationId: evaluation.id });
  const { job, version } = look;
  const isParent = job.Periodic !== null || job.ParameterizedJob !== null;
  if (isParent && !record.stopped && !record.purged) return emptyPlan(terms);
  const { changes, isCut } = cutChanges(reconcile(state, look, evaluation));
  const overlay = new PlanOverlay(state, look.allocations);
  for (const { stops } of changes.groups) for (const { allocation } of stops) overlay.stop(allocation);
  const budget = { left: options.maxPlacements ?? Infinity };
  const context: PlacingContext = { state, job, version, overlay, seed: options.seed, spares: options.spares, budget, evictions: mayEvict(state, job) ? new EvictionCounts() : undefined };
  const groups = changes.groups.map((group): GroupPlan => ({ changes: group, result: place(context, group) }));
  const assembled = assemblePlan({ ...terms, version, allAtOnce: job.AllAtOnce }, changes, groups);
  const plan = isCut ? { ...assembled, partial: true } : assembled;
  const lost = lostWhileStopping(look.allocations).map(plannedStop);
  return lost.length === 0 ? plan : { ...plan, stops: [...plan.stops, ...lost] };
}
