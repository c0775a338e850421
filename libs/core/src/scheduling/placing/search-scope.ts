// Where a group's search may look at all: the classes whose nodes pass the static checks, and what was counted in
// finding that out. Two groups that ask the same of nodes have the same scope, whichever job they are of, so it is
// remembered by what is asked, until a node comes, goes, or changes its class.
import type { Job, TaskGroup } from "../../model/job.js";
import type { NodeRecord } from "../../state/node-table.js";
import { type GroupFeasibility, feasibilityOf, rulesKeyOf } from "../feasibility/group-feasibility.js";
import type { NodeIndex } from "../node-index/node-index.js";
import { type NodeAffinity, nodeAffinity } from "../ranking/affinity.js";
import { SearchTally } from "../ranking/search-tally.js";
import { classesInScope } from "./nodes-in-scope.js";

export interface ClassInSearch {
  readonly classId: number;
  readonly representative: NodeRecord;
  readonly rows: readonly number[];
  /** Of every node of the class; 0 when there is none, or when it differs between nodes. */
  readonly affinity: number;
}

export interface SearchScope {
  readonly classes: readonly ClassInSearch[];
  readonly classIds: readonly number[];
  /** Nodes in these classes. */
  readonly size: number;
  readonly feasibility: GroupFeasibility;
  readonly affinity: NodeAffinity | undefined;
  /** Copy it before counting on. */
  readonly tally: SearchTally;
}

function findScope(index: NodeIndex, job: Job, group: TaskGroup): SearchScope {
  const tally = new SearchTally();
  const feasibility = feasibilityOf(job, group);
  const affinity = nodeAffinity(job, group);
  const classes: ClassInSearch[] = [];
  for (const { nodes, representative } of classesInScope(index, job, tally)) {
    tally.evaluated(nodes.rows.length);
    const reason = feasibility.refuseClass(representative);
    if (reason !== undefined) tally.filtered(representative, reason, nodes.rows.length);
    else {
      const score = affinity === undefined || affinity.escapes ? 0 : affinity.scoreOn(representative.spec);
      classes.push({ classId: nodes.id, representative, rows: nodes.rows, affinity: score });
    }
  }
  const size = classes.reduce((sum, { rows }) => sum + rows.length, 0);
  return { classes, classIds: classes.map(({ classId }) => classId), size, feasibility, affinity, tally };
}

interface KeptScopes {
  membership: number;
  readonly byKey: Map<string, SearchScope>;
}

const mostScopes = 1024;
const kept = new WeakMap<NodeIndex, KeptScopes>();

export function searchScopeOf(index: NodeIndex, job: Job, group: TaskGroup): SearchScope {
  let scopes = kept.get(index);
  if (scopes === undefined) kept.set(index, (scopes = { membership: index.membership, byKey: new Map<string, SearchScope>() }));
  if (scopes.membership !== index.membership || scopes.byKey.size >= mostScopes) {
    scopes.byKey.clear();
    scopes.membership = index.membership;
  }
  const key = rulesKeyOf(job, group);
  let scope = scopes.byKey.get(key);
  if (scope === undefined) scopes.byKey.set(key, (scope = findScope(index, job, group)));
  return scope;
}
