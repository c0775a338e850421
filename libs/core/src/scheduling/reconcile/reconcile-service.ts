// Service and batch jobs: all groups, then the deployment that spans them. Batch jobs have no rolling updates and no
// deployments; what completed counts as done. A deployment that turns out too slow is judged first as if it went on,
// and the groups are then reconciled again with its failure in force.
import { followUpText } from "./descriptions.js";
import { deploymentSteps, failureOf, isTooSlow } from "./deployments.js";
import { deploymentText } from "./descriptions.js";
import type { GroupChanges, JobChanges } from "./changes.js";
import { nothingDesired } from "./changes.js";
import { rescheduleFollowUps, waitFor } from "./follow-ups.js";
import type { GroupOutcome } from "./group-outcome.js";
import type { Look } from "./look.js";
import { reconcileGroup, standingOf } from "./reconcile-group.js";
import { stopAll } from "./stopping.js";

/** Groups that the job no longer has. */
export function reconcileGoneGroups(look: Look): GroupChanges[] {
  const wanted = new Set(look.job.TaskGroups.map((group) => group.Name));
  return [...look.byGroup]
    .filter(([name]) => !wanted.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, allocations]) => ({ name, stops: stopAll(allocations) }))
    .filter(({ stops }) => stops.length > 0)
    .map(({ name, stops }) => ({
      name,
      group: undefined,
      stops,
      updates: [],
      placements: [],
      desired: { ...nothingDesired, stop: stops.length },
      inDeployment: false,
    }));
}

function reconcileAll(look: Look, isBatch: boolean): { readonly outcomes: GroupOutcome[]; readonly failure: string | undefined } {
  const standings = look.job.TaskGroups.map((group) => standingOf(look, group, isBatch));
  const reconcile = (isFailing: boolean): GroupOutcome[] =>
    standings.map((standing) => reconcileGroup(look, standing, { isBatch, isFailing }));
  const failure = failureOf(look, standings);
  const outcomes = reconcile(failure !== undefined);
  if (failure !== undefined || !isTooSlow(look, outcomes)) return { outcomes, failure };
  return { outcomes: reconcile(true), failure: deploymentText.progressDeadline };
}

export function reconcileService(look: Look, isBatch: boolean): JobChanges {
  const { outcomes, failure } = reconcileAll(look, isBatch);
  const steps = deploymentSteps(look, outcomes, failure);
  const followUps = rescheduleFollowUps(outcomes.flatMap((outcome) => outcome.later));
  const staggered = outcomes.flatMap((outcome) => outcome.staggeredUntilMs ?? []);
  if (staggered.length > 0) followUps.push(waitFor(Math.min(...staggered), "rolling-update", followUpText.stagger));
  const judgeAtMs = steps.completesAtNextLook ? look.nowMs : steps.deadlineMs;
  if (judgeAtMs !== undefined) followUps.push(waitFor(judgeAtMs, "deployment-watcher", followUpText.progressDeadline));
  return {
    groups: [...reconcileGoneGroups(look), ...outcomes.map((outcome) => ({ ...outcome, inDeployment: steps.watchedGroups.has(outcome.name) }))],
    deployments: steps.planned,
    followUps,
    deploymentId: steps.deploymentId,
  };
}
