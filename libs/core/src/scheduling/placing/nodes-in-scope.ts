// The classes of nodes that a job is about and that take new allocations, counted on the way.
import { type NodeClass, readyClasses } from "../feasibility/class-index.js";
import { JobScope } from "../feasibility/scope.js";
import type { SearchTally } from "../ranking/search-tally.js";
import type { PlacingContext } from "./placing-context.js";

/** Datacenter and pool are part of the class: one answer for all its nodes. */
export function nodesInScope({ state, job }: PlacingContext, tally: SearchTally): NodeClass[] {
  const scope = new JobScope(job);
  return readyClasses(state).filter(({ representative, nodes }) => {
    if (!scope.inPool(representative)) return false;
    tally.inPool(nodes.length);
    if (!scope.inDatacenter(representative)) return false;
    tally.available(representative, nodes.length);
    return true;
  });
}
