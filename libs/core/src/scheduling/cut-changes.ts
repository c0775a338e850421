// Keeps a plan inside of one log entry. Stops and in-place updates name allocations by id, so a job of a million cannot be
// stopped in one plan: what is more than this comes with the next look, and the plan is marked partial. Placements are
// cut by the budget (place-group.ts); the stop of what a placement replaces comes with it and is not counted here.
import type { GroupChanges, JobChanges } from "./reconcile/changes.js";

/** Stops and updates of one plan: some hundred bytes each. */
export const mostNamed = 5_000;

export interface CutChanges {
  readonly changes: JobChanges;
  readonly isCut: boolean;
}

export function cutChanges(changes: JobChanges, most = mostNamed): CutChanges {
  let left = most;
  let isCut = false;
  const few = <T>(all: readonly T[]): readonly T[] => {
    const kept = all.length <= left ? all : all.slice(0, left);
    left -= kept.length;
    isCut ||= kept.length < all.length;
    return kept;
  };
  const groups = changes.groups.map((group): GroupChanges => ({ ...group, stops: few(group.stops), updates: few(group.updates) }));
  return isCut ? { changes: { ...changes, groups }, isCut } : { changes, isCut };
}
