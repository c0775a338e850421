// Where a plan places, by node id: what tests ask for.
import type { Plan } from "../model/plan.js";
import type { State } from "../state/state.js";

/** One id for each placement. */
export function nodesOfPlacements(state: State, plan: Plan): string[] {
  return plan.placements.flatMap(({ nodeRows }) => Array.from(nodeRows, (row) => state.nodes.at(row)!.id));
}

/** Each node once, in the order of their first placements. */
export function nodesOf(state: State, plan: Plan): string[] {
  return [...new Set(nodesOfPlacements(state, plan))];
}
