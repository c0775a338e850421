// Allocations nobody wants any more: of stopped jobs, of groups that are gone, and more of a group than its count.
import { type AllocationView, hasEnded } from "../allocation-view.js";
import { type Stop, stopOf } from "./changes.js";
import { isLost, isNodeLost } from "./classify.js";
import { stopText } from "./descriptions.js";

export function lostStop(allocation: AllocationView): Stop {
  return { allocation, description: stopText.lost, clientStatus: hasEnded(allocation) ? "" : "lost", rescheduled: false };
}

/** Told to stop, but their node died before it could say that they have: nobody else will ever end them. */
export function lostWhileStopping(allocations: readonly AllocationView[]): Stop[] {
  return allocations.filter((allocation) => allocation.desired !== "run" && !hasEnded(allocation) && isNodeLost(allocation)).map(lostStop);
}

/** Whatever of these is still wanted or running. */
export function stopAll(allocations: readonly AllocationView[]): Stop[] {
  return allocations
    .filter((allocation) => allocation.desired === "run" && allocation.client !== "complete")
    .map((allocation) => (isLost(allocation) ? lostStop(allocation) : stopOf(allocation, stopText.notNeeded)));
}

/**
 * Which to stop when there are `count` too many: a second holder of a name first, then the highest names; among equals
 * one that failed, then the older version, then the younger allocation.
 */
export function chooseSurplus(allocations: readonly AllocationView[], count: number): ReadonlySet<AllocationView> {
  if (count <= 0) return new Set();
  const bestFirst = [...allocations].sort(
    (a, b) =>
      a.nameIndex - b.nameIndex ||
      Number(hasEnded(a)) - Number(hasEnded(b)) ||
      b.jobVersion - a.jobVersion ||
      a.createIndex - b.createIndex ||
      (a.id < b.id ? -1 : 1),
  );
  const seen = new Set<number>();
  const second: AllocationView[] = [];
  const first: AllocationView[] = [];
  for (const allocation of bestFirst) {
    (seen.has(allocation.nameIndex) ? second : first).push(allocation);
    seen.add(allocation.nameIndex);
  }
  return new Set([...second.reverse(), ...first.reverse()].slice(0, count));
}
