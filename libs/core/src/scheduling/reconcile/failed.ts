// Failed allocations, sorted by what becomes of them: placed again now, later, or not any more. "Now" is within a
// second of the time, or when the evaluation in hand is the one that was made to wait for it.
import type { ReschedulePolicy } from "../../model/job.js";
import { type AllocationView } from "../allocation-view.js";
import { nextReschedule } from "./reschedule-policy.js";

const windowMs = 1_000;

export interface Reschedule {
  readonly allocation: AllocationView;
  readonly delayMs: number;
  readonly atMs: number;
}

export interface FailedByFate {
  readonly now: readonly Reschedule[];
  readonly later: readonly Reschedule[];
  readonly exhausted: readonly AllocationView[];
}

/** When its last task ended, or when it was last heard of. */
export function failedAtMs(allocation: AllocationView): number {
  const ends = Object.values(allocation.extras.taskStates ?? {}).map((task) => task.finishedAtMs);
  const last = Math.max(0, ...ends);
  return last > 0 ? last : allocation.modifiedAtMs;
}

export function sortFailed(
  failed: readonly AllocationView[],
  policy: ReschedulePolicy | null,
  look: { readonly nowMs: number; readonly evaluationId: string },
): FailedByFate {
  const now: Reschedule[] = [];
  const later: Reschedule[] = [];
  const exhausted: AllocationView[] = [];
  for (const allocation of failed) {
    const terms = nextReschedule(policy, allocation.extras.reschedules ?? [], failedAtMs(allocation));
    if (terms === undefined) exhausted.push(allocation);
    else {
      const due = terms.atMs <= look.nowMs + windowMs || allocation.extras.followUpEvaluationId === look.evaluationId;
      (due ? now : later).push({ allocation, ...terms });
    }
  }
  return { now, later, exhausted };
}

/** The node it failed on, then those it had failed on before. */
export function nodesToAvoid(allocation: AllocationView): readonly string[] {
  const earlier = (allocation.extras.reschedules ?? []).map((event) => event.previousNodeId).reverse();
  const all = allocation.node === undefined ? earlier : [allocation.node.id, ...earlier];
  return [...new Set(all)].filter((id) => id !== "");
}
