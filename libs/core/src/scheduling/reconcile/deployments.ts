// The life of deployments, as far as the scheduler moves it (nomad.md 4.15):
//
//   (none) ──first or changed version──▶ running ──all of it healthy──────────────────▶ successful
//                                           ├──an unhealthy one and no way on, or too slow──▶ failed
//                                           └──newer version, or the job stopped────────────▶ cancelled
//
// Health is read from the allocations themselves. What stays in place from before the deployment counts as healthy
// while it runs and nobody said otherwise.
import type { Deployment, DeploymentGroup } from "../../model/deployment.js";
import type { TaskGroup } from "../../model/job.js";
import type { PlannedDeployment } from "../../model/plan.js";
import type { AllocationView } from "../allocation-view.js";
import { deploymentText } from "./descriptions.js";
import { type GroupOutcome, isSettled } from "./group-outcome.js";
import type { Look } from "./look.js";
import type { GroupStanding } from "./reconcile-group.js";
import { isRolling } from "./rolling.js";

const nsPerMs = 1_000_000;
const lookAgainMs = 5_000;

export function endDeployments(deployments: readonly Deployment[], statusDescription: string): PlannedDeployment[] {
  return deployments.map(({ id }) => ({ kind: "update", id, status: "cancelled", statusDescription, batchedGroups: [] }));
}

export function isHealthyIn(deployment: Deployment, allocation: AllocationView): boolean {
  if (allocation.jobVersion !== deployment.jobVersion || allocation.health === "unhealthy") return false;
  if (allocation.client === "failed" || allocation.client === "lost") return false;
  return allocation.health === "healthy" || (allocation.deploymentId !== deployment.id && allocation.client === "running");
}

function isComplete(deployment: Deployment, outcome: GroupOutcome): boolean {
  return isSettled(outcome) && outcome.kept.every((allocation) => isHealthyIn(deployment, allocation));
}

/** undefined: it goes on. Otherwise why it fails. */
export function failureOf(look: Look, standings: readonly GroupStanding[]): string | undefined {
  const { deployment } = look;
  if (deployment === undefined || deployment.status !== "running") return undefined;
  const isOwn = (allocation: AllocationView): boolean => allocation.deploymentId === deployment.id;
  for (const { group, classified, failed } of standings) {
    const state = deployment.groups[group.Name];
    if (state === undefined) continue;
    if (failed.exhausted.some(isOwn)) return deploymentText.unhealthy;
    const isUnhealthy = (allocation: AllocationView): boolean => isOwn(allocation) && allocation.health === "unhealthy";
    const bad = classified.failed.some(isOwn) || classified.live.some(isUnhealthy);
    if (state.progressDeadlineMs === 0 && bad) return deploymentText.unhealthy;
  }
  return undefined;
}

/** Groups of the running deployment that are not complete, and must progress by a time. */
function deadlinesOf(look: Look, outcomes: readonly GroupOutcome[]): number[] {
  const { deployment } = look;
  if (deployment === undefined) return [];
  return outcomes.flatMap((outcome) => {
    const state = deployment.groups[outcome.name];
    if (state === undefined || state.requireProgressByMs === 0 || isComplete(deployment, outcome)) return [];
    return [state.requireProgressByMs];
  });
}

/** The deadline may only be judged when the groups were reconciled as if it went on. */
export function isTooSlow(look: Look, outcomes: readonly GroupOutcome[]): boolean {
  return look.deployment?.status === "running" && deadlinesOf(look, outcomes).some((deadline) => deadline <= look.nowMs);
}

function startedGroup(group: TaskGroup, nowMs: number): DeploymentGroup {
  const progressDeadlineMs = (group.Update?.ProgressDeadline ?? 0) / nsPerMs;
  return {
    autoRevert: group.Update?.AutoRevert ?? false,
    autoPromote: group.Update?.AutoPromote ?? false,
    promoted: false,
    desiredCanaries: 0,
    desiredTotal: group.Count,
    placed: 0,
    healthy: 0,
    unhealthy: 0,
    progressDeadlineMs,
    requireProgressByMs: progressDeadlineMs === 0 ? 0 : nowMs + progressDeadlineMs,
    lastBatchAtMs: nowMs,
  };
}

function startsDeployment({ deployment }: Look, outcome: GroupOutcome): boolean {
  if (!isRolling(outcome.group) || outcome.group.Count === 0) return false;
  if (deployment !== undefined && deployment.status !== "successful") return false;
  const isUpdating = outcome.updates.length > 0 || outcome.remainingUpdates > 0 || outcome.desired.destructiveUpdate > 0;
  return isUpdating || (deployment === undefined && !outcome.hadCurrent);
}

export interface DeploymentSteps {
  readonly planned: readonly PlannedDeployment[];
  /** Names of groups whose placements are watched. */
  readonly watchedGroups: ReadonlySet<string>;
  /** When to judge progress at the latest; undefined: nothing runs. */
  readonly deadlineMs: number | undefined;
  /** Nothing is left to wait for but the next look, which will find it successful. */
  readonly completesAtNextLook: boolean;
  readonly deploymentId: string;
}

const quiet: DeploymentSteps = {
  planned: [],
  watchedGroups: new Set(),
  deadlineMs: undefined,
  completesAtNextLook: false,
  deploymentId: "",
};

function end(deployment: Deployment, status: "successful" | "failed", statusDescription: string): PlannedDeployment {
  return { kind: "update", id: deployment.id, status, statusDescription, batchedGroups: [] };
}

/** All that is missing is that allocations from before the deployment start: nobody reports that to the deployment. */
function waitsForOthersOnly(deployment: Deployment, outcomes: readonly GroupOutcome[]): boolean {
  const missing = outcomes.flatMap(({ kept }) => kept).filter((allocation) => !isHealthyIn(deployment, allocation));
  return outcomes.every(isSettled) && missing.every(({ deploymentId, health }) => deploymentId !== deployment.id && health === "unknown");
}

function continued(deployment: Deployment, look: Look, outcomes: readonly GroupOutcome[]): DeploymentSteps {
  const own = outcomes.filter((outcome) => deployment.groups[outcome.name] !== undefined);
  if (deployment.status === "running" && outcomes.every(isSettled) && own.every((outcome) => isComplete(deployment, outcome)))
    return { ...quiet, planned: [end(deployment, "successful", deploymentText.successful)] };
  const deadlines = deployment.status === "running" ? deadlinesOf(look, outcomes) : [];
  if (deadlines.length > 0 && waitsForOthersOnly(deployment, outcomes)) deadlines.push(look.nowMs + lookAgainMs);
  return {
    ...quiet,
    watchedGroups: new Set(own.map(({ name }) => name)),
    deadlineMs: deadlines.length === 0 ? undefined : Math.min(...deadlines),
    deploymentId: deployment.id,
  };
}

function started(look: Look, starting: readonly GroupOutcome[]): DeploymentSteps {
  const groups = Object.fromEntries(starting.map(({ name, group }) => [name, startedGroup(group, look.nowMs)]));
  const deadlines = Object.values(groups).flatMap(({ requireProgressByMs: at }) => (at === 0 ? [] : [at]));
  const hasWork = starting.some((outcome) => outcome.placements.length + outcome.updates.length + outcome.remainingUpdates > 0);
  return {
    ...quiet,
    planned: [{ kind: "create", jobVersion: look.version, groups }],
    watchedGroups: new Set(starting.map(({ name }) => name)),
    deadlineMs: deadlines.length === 0 ? undefined : Math.min(...deadlines),
    completesAtNextLook: !hasWork,
  };
}

/** What this look means for the job's deployments; `failure` as judged before the groups were reconciled. */
export function deploymentSteps(look: Look, outcomes: readonly GroupOutcome[], failure: string | undefined): DeploymentSteps {
  const overtaken = endDeployments(look.overtaken, deploymentText.newerVersion);
  const { deployment } = look;
  if (deployment !== undefined && failure !== undefined) return { ...quiet, planned: [...overtaken, end(deployment, "failed", failure)] };
  const starting = outcomes.filter((outcome) => startsDeployment(look, outcome));
  const isOpen = deployment?.status === "running" || deployment?.status === "paused";
  const steps = starting.length > 0 ? started(look, starting) : isOpen ? continued(deployment, look, outcomes) : quiet;
  return { ...steps, planned: [...overtaken, ...steps.planned] };
}
