// What placing needs besides the wanted changes, and what it answers.
import type { AllocationMetric } from "../../model/evaluation.js";
import type { Job, TaskGroup } from "../../model/job.js";
import type { GroupPlacements } from "../../model/plan.js";
import type { State } from "../../state/state.js";
import type { PlanOverlay } from "../plan-overlay.js";
import type { EvictionCounts } from "../preemption/victim-search.js";
import type { Budget } from "./budget.js";
import type { GroupChanges, Stop } from "../reconcile/changes.js";

export interface PlacingContext {
  readonly state: State;
  readonly job: Job;
  readonly version: number;
  readonly overlay: PlanOverlay;
  readonly seed: number;
  readonly spares: number;
  readonly budget: Budget;
  /** undefined: this job pushes out nobody. */
  readonly evictions: EvictionCounts | undefined;
}

export type PlaceableChanges = GroupChanges & { readonly group: TaskGroup };

export interface PlacingResult {
  /** undefined: nothing was placed. */
  readonly placements: GroupPlacements | undefined;
  /** Stops of what was replaced. */
  readonly stops: readonly Stop[];
  /** Why not everything was placed; undefined when everything was, or the budget ended it. */
  readonly failure: AllocationMetric | undefined;
  readonly queued: number;
  /** A step of the rolling update was taken. */
  readonly batched: boolean;
  /** The budget ran out first. */
  readonly isPartial: boolean;
}

export const nothingPlaced: PlacingResult = {
  placements: undefined,
  stops: [],
  failure: undefined,
  queued: 0,
  batched: false,
  isPartial: false,
};
