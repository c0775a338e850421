// What became of one group in reconciling: what it wants changed, and what its deployment needs to know of it.
import type { TaskGroup } from "../../model/job.js";
import type { AllocationView } from "../allocation-view.js";
import type { GroupChanges } from "./changes.js";
import type { Reschedule } from "./failed.js";

export interface GroupOutcome extends GroupChanges {
  readonly group: TaskGroup;
  readonly kept: readonly AllocationView[];
  /** Failed, and to be placed again later. */
  readonly later: readonly Reschedule[];
  /** To be replaced in later batches. */
  readonly remainingUpdates: number;
  readonly staggeredUntilMs: number | undefined;
  /** Allocations of the current version existed before this plan. */
  readonly hadCurrent: boolean;
}

/** The group is as it should be: nothing to place, replace, or wait for. */
export function isSettled(outcome: GroupOutcome): boolean {
  return (
    outcome.placements.length === 0 &&
    outcome.updates.length === 0 &&
    outcome.remainingUpdates === 0 &&
    outcome.later.length === 0 &&
    outcome.kept.length >= outcome.group.Count
  );
}
