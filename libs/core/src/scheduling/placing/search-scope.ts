// Where a group's search may look at all: the classes whose nodes pass the static checks, and what was counted in
// finding that out. Two groups that ask the same of nodes have the same scope, whichever job they are of, so it is
// remembered by what is asked, until a node comes, goes, or changes its class.
import type { Job, TaskGroup } from "../../model/job.js";
import type { NodeRecord } from "../../state/node-table.js";
import { type GroupFeasibility, feasibilityOf, rulesKeyOf } from "../feasibility/group-feasibility.js";
import type { IndexedClass, NodeIndex } from "../node-index/node-index.js";
import { nodeAffinity } from "../ranking/affinity.js";
import type { DrawField } from "../ranking/candidate-source.js";
import { SearchTally } from "../ranking/search-tally.js";
import { classesInScope } from "./nodes-in-scope.js";

export interface SearchScope {
  /** Classes whose nodes may run the group, as far as their class decides. */
  readonly classes: readonly IndexedClass[];
  /** The same for searches in the index. */
  readonly field: DrawField;
  /** Nodes in these classes. */
  readonly size: number;
  readonly feasibility: GroupFeasibility;
  /** Those that offer devices. */
  readonly withDevices: readonly IndexedClass[];
  /** The field and the number of the others; undefined: an affinity may put devices before them. */
  readonly plain: { readonly field: DrawField; readonly size: number } | undefined;
  /** All that affinity looks at is the same for all nodes of a class. */
  readonly isUniform: boolean;
  /** Copy it before counting on. */
  readonly tally: SearchTally;
}

interface Feasible {
  readonly nodes: IndexedClass;
  readonly representative: NodeRecord;
  readonly affinity: number;
}

function fieldOf(index: NodeIndex, feasible: readonly Feasible[]): DrawField {
  const mayUse = new Uint8Array(index.classLimit);
  const affinity = new Float64Array(index.classLimit);
  const like = new Map<number, NodeRecord>();
  const used = new Map<number, { size: number; readonly whole: number; mostAffinity: number }>();
  for (const { nodes, representative, affinity: score } of feasible) {
    mayUse[nodes.id] = 1;
    affinity[nodes.id] = score;
    like.set(nodes.area, representative);
    let area = used.get(nodes.area);
    if (area === undefined) used.set(nodes.area, (area = { size: 0, whole: index.areaOf(nodes).size, mostAffinity: -Infinity }));
    area.size += nodes.rows.length;
    area.mostAffinity = Math.max(area.mostAffinity, score);
  }
  const areas = [...used].map(([area, { size, whole, mostAffinity }]) => ({ area, isWhole: size === whole, mostAffinity }));
  return { areas, mayUse, affinity, like };
}

function offersDevices({ representative }: Feasible): boolean {
  return (representative.spec.NodeResources.Devices ?? []).length > 0;
}

function sizeOf(feasible: readonly Feasible[]): number {
  return feasible.reduce((sum, { nodes }) => sum + nodes.rows.length, 0);
}

function plainOf(index: NodeIndex, feasible: readonly Feasible[]): SearchScope["plain"] {
  const plain = feasible.filter((each) => !offersDevices(each));
  return { field: fieldOf(index, plain), size: sizeOf(plain) };
}

function findScope(index: NodeIndex, job: Job, group: TaskGroup): SearchScope {
  const tally = new SearchTally();
  const feasibility = feasibilityOf(job, group);
  const rule = nodeAffinity(job, group);
  const feasible: Feasible[] = [];
  for (const { nodes, representative } of classesInScope(index, job, tally)) {
    tally.evaluated(nodes.rows.length);
    const reason = feasibility.refuseClass(representative);
    if (reason !== undefined) tally.filtered(representative, reason, nodes.rows.length);
    else feasible.push({ nodes, representative, affinity: rule === undefined || rule.escapes ? 0 : rule.scoreOn(representative.spec) });
  }
  return {
    classes: feasible.map(({ nodes }) => nodes),
    field: fieldOf(index, feasible),
    size: sizeOf(feasible),
    feasibility,
    withDevices: feasible.filter(offersDevices).map(({ nodes }) => nodes),
    plain: rule === undefined ? plainOf(index, feasible) : undefined,
    isUniform: rule?.escapes !== true,
    tally,
  };
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
