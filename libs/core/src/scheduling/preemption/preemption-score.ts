// The numbers of preemption (nomad.md 4.10, 4.12): which allocation is nearest to what is asked, and how much a node is
// worth when such allocations have to go.
import type { Shape } from "../../state/interned.js";

/** Who may be pushed out is at least so much below. */
export const leastPriorityGap = 10;

/** For each allocation of a group beyond its migrate.max_parallel: far more than resources can differ. */
const penaltyBeyondParallel = 50;

const halfway = 2_048;
const steepness = 0.0048;

function difference(ask: number, has: number): number {
  return ask <= 0 ? 0 : (ask - has) / ask;
}

/** 0: exactly what is asked. */
export function resourceDistance(ask: Shape, has: Shape): number {
  return Math.hypot(difference(ask.cpuMhz, has.cpuMhz), difference(ask.memoryMb, has.memoryMb), difference(ask.diskMb, has.diskMb));
}

/** `evicted`: of the same group, by this plan so far. A group without migrate block (0) has no limit. */
export function parallelPenalty(evicted: number, maxParallel: number): number {
  return maxParallel > 0 && evicted >= maxParallel ? (evicted + 1 - maxParallel) * penaltyBeyondParallel : 0;
}

/** 0..1, near 1 where few and unimportant allocations have to go. */
export function preemptionScore(priorities: readonly number[]): number {
  let sum = 0;
  let highest = 0;
  for (const priority of priorities) {
    sum += priority;
    highest = Math.max(highest, priority);
  }
  const net = highest + (highest === 0 ? 0 : sum / highest);
  return 1 / (1 + Math.exp(steepness * (net - halfway)));
}
