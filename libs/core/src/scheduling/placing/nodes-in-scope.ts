// The classes of nodes that a job is about and that take new allocations, counted on the way.
import type { Job } from "../../model/job.js";
import type { NodeRecord } from "../../state/node-table.js";
import { JobScope } from "../feasibility/scope.js";
import type { IndexedClass, NodeIndex } from "../node-index/node-index.js";
import type { SearchTally } from "../ranking/search-tally.js";

export interface ClassInScope {
  readonly nodes: IndexedClass;
  /** Any of them: what is asked of a class is asked of this one. */
  readonly representative: NodeRecord;
}

/** Datacenter and pool are part of the class: one answer for all its nodes. */
export function classesInScope(index: NodeIndex, job: Job, tally: SearchTally): ClassInScope[] {
  const scope = new JobScope(job);
  const found: ClassInScope[] = [];
  for (const nodes of index.filledClasses()) {
    const representative = index.table.at(nodes.rows[0]!)!;
    if (!scope.inPool(representative)) continue;
    tally.inPool(nodes.rows.length);
    if (!scope.inDatacenter(representative)) continue;
    tally.available(representative, nodes.rows.length);
    found.push({ nodes, representative });
  }
  return found;
}
