// How many allocations of a group may be replaced now (nomad.md 4.7, step 12): max_parallel, less those of this
// deployment that are not healthy yet, and none while one is unhealthy, or the deployment is paused or failed. A
// stagger that the job asks for is the least pause between two batches. Without rolling updates: no limit.
import type { Deployment } from "../../model/deployment.js";
import type { TaskGroup } from "../../model/job.js";
import type { AllocationView } from "../allocation-view.js";

const nsPerMs = 1_000_000;

export interface RollingLimit {
  readonly limit: number;
  /** The stagger is what holds it back, until then. */
  readonly waitUntilMs: number | undefined;
}

export function isRolling(group: TaskGroup): boolean {
  return group.Update !== null && group.Update.MaxParallel > 0;
}

export interface RollingLook {
  /** Of the current version; undefined when the plan will make one, or none is needed. */
  readonly deployment: Deployment | undefined;
  readonly isFailing: boolean;
  readonly kept: readonly AllocationView[];
  /** Failed or lost ones that this plan replaces. */
  readonly replaced: readonly AllocationView[];
  readonly nowMs: number;
}

const held: RollingLimit = { limit: 0, waitUntilMs: undefined };

export function rollingLimit(group: TaskGroup, { deployment, isFailing, kept, replaced, nowMs }: RollingLook): RollingLimit {
  const { Update: update } = group;
  if (update === null || update.MaxParallel <= 0) return { limit: Infinity, waitUntilMs: undefined };
  if (isFailing) return held;
  if (deployment === undefined || deployment.status === "successful" || deployment.status === "cancelled")
    return { limit: update.MaxParallel, waitUntilMs: undefined };
  if (deployment.status !== "running") return held;
  const isOwn = (allocation: AllocationView): boolean => allocation.deploymentId === deployment.id;
  const own = kept.filter(isOwn);
  if (own.some((allocation) => allocation.health === "unhealthy")) return held;
  // What takes the place of one that failed has yet to show that it is healthy.
  const unsettled = own.filter((allocation) => allocation.health !== "healthy").length + replaced.filter(isOwn).length;
  const limit = Math.max(0, update.MaxParallel - unsettled);
  const nextBatchAtMs = (deployment.groups[group.Name]?.lastBatchAtMs ?? 0) + update.Stagger / nsPerMs;
  if (limit > 0 && update.Stagger > 0 && nowMs < nextBatchAtMs) return { limit: 0, waitUntilMs: nextBatchAtMs };
  return { limit, waitUntilMs: undefined };
}
