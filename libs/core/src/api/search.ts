// Names and ids by how they begin or by what they contain, in each kind of thing at most so many: what consoles and shells complete
// from. Ids of one kind come in their order; what is found by its text comes with where it stands, the closest first.
import { currentVersion, type JobRecord } from "../state/job-table.js";
import type { State } from "../state/state.js";
import { scalingPolicies } from "./scaling-view.js";
import type { FuzzyMatch } from "./schema/search-answers.js";
import { visibleJobs } from "./visible-job.js";

const mostOfAKind = 20;
const mostFuzzyOfAKind = 100;

export interface Found<T> {
  readonly matches: readonly T[];
  readonly truncated: boolean;
}

/** The first so many that begin so, sorted, without making a list of all that there are. */
function firstOf(candidates: Iterable<string>, prefix: string, most: number): Found<string> {
  const matches = [...candidatesWith(candidates, prefix)].sort();
  return { matches: matches.slice(0, most), truncated: matches.length > most };
}

function* candidatesWith(candidates: Iterable<string>, prefix: string): Generator<string> {
  for (const candidate of candidates) if (candidate.startsWith(prefix)) yield candidate;
}

function* allocationIds(state: State, namespace: string): Generator<string> {
  const { allocations } = state;
  for (let row = 0; row < allocations.rowLimit; row++)
    if (allocations.isLive(row) && (namespace === "*" || state.jobOfAllocation(row).namespace === namespace)) yield allocations.idOf(row);
}

function* idsIn(items: Iterable<{ readonly id: string; readonly namespace: string }>, namespace: string): Generator<string> {
  for (const item of items) if (namespace === "*" || item.namespace === namespace) yield item.id;
}

type IdsOf = (state: State, namespace: string) => Iterable<string>;

const nobody: IdsOf = () => [];

/** By Nomad's names of them. */
const searched: Readonly<Record<string, IdsOf>> = {
  jobs: (state, namespace) => visibleJobs(state, namespace, "").map(({ id }) => id),
  evals: (state, namespace) => idsIn(state.evaluations.values(), namespace),
  allocs: allocationIds,
  nodes: (state) => [...state.nodes.all()].map(({ id }) => id),
  deployment: (state, namespace) => idsIn(state.deployments.values(), namespace),
  namespaces: (state) => state.namespaces.keys(),
  scaling_policy: (state, namespace) => scalingPolicies(state, namespace).map(({ ID }) => ID),
  node_pools: (state) => new Set([...state.nodes.all()].map(({ spec }) => spec.NodePool)),
  plugins: nobody,
  volumes: nobody,
  host_volumes: nobody,
  vars: nobody,
  quotas: nobody,
};

/** undefined: there is no such kind. */
export function searchedKinds(context: string): readonly string[] | undefined {
  if (context === "all" || context === "") return Object.keys(searched);
  return Object.hasOwn(searched, context) ? [context] : undefined;
}

export function searchPrefix(state: State, kind: string, wanted: { readonly namespace: string; readonly prefix: string }): Found<string> {
  return firstOf(searched[kind]!(state, wanted.namespace), wanted.prefix, mostOfAKind);
}

interface Named {
  readonly name: string;
  readonly scope: readonly string[];
}

function* partsOf(job: JobRecord): Generator<readonly [kind: string, named: Named]> {
  const { job: spec } = currentVersion(job);
  const [namespace, id] = [job.namespace, job.id];
  yield ["jobs", { name: spec.Name, scope: [namespace, id] }];
  for (const group of spec.TaskGroups) {
    yield ["groups", { name: group.Name, scope: [namespace, id] }];
    for (const service of group.Services ?? []) yield ["services", { name: service.Name, scope: [namespace, id, group.Name] }];
    for (const task of group.Tasks) {
      yield ["tasks", { name: task.Name, scope: [namespace, id, group.Name] }];
      for (const service of task.Services ?? []) yield ["services", { name: service.Name, scope: [namespace, id, group.Name, task.Name] }];
      const { image, command } = task.Config ?? {};
      if (typeof image === "string") yield ["images", { name: image, scope: [namespace, id, group.Name, task.Name] }];
      if (typeof command === "string") yield ["commands", { name: command, scope: [namespace, id, group.Name, task.Name] }];
    }
  }
}

function* namedThings(state: State, namespace: string): Generator<readonly [kind: string, named: Named]> {
  for (const job of visibleJobs(state, namespace, "")) yield* partsOf(job);
  for (const node of state.nodes.all()) {
    yield ["nodes", { name: node.spec.Name, scope: [node.id] }];
    if (node.spec.NodeClass !== "") yield ["classes", { name: node.spec.NodeClass, scope: [node.id] }];
    yield ["node_pools", { name: node.spec.NodePool, scope: [] }];
  }
  for (const name of state.namespaces.keys()) yield ["namespaces", { name, scope: [] }];
  const { allocations } = state;
  for (let row = 0; row < allocations.rowLimit; row++) {
    if (!allocations.isLive(row)) continue;
    const job = state.jobOfAllocation(row);
    if (namespace === "*" || job.namespace === namespace) yield ["allocs", { name: state.nameOfAllocation(row), scope: [job.namespace, allocations.idOf(row)] }];
  }
}

/** Words in which Nomad asks, and what they hold: asking for jobs finds what stands in them, too. */
const insideJobs = ["jobs", "groups", "services", "tasks", "images", "commands"];
const fuzzyKinds: readonly string[] = [...insideJobs, "nodes", "classes", "node_pools", "namespaces", "allocs"];

export function fuzzyKindsOf(context: string): readonly string[] | undefined {
  if (context === "all" || context === "") return fuzzyKinds;
  if (context === "jobs") return insideJobs;
  if (fuzzyKinds.includes(context)) return [context];
  return searchedKinds(context) === undefined ? undefined : [];
}

export interface FuzzyQuestion {
  readonly namespace: string;
  readonly text: string;
  readonly kinds: readonly string[];
}

/** Closest first: where the text stands earlier, then the shorter name, then by name. */
function closeness(a: FuzzyMatch & { readonly at: number }, b: FuzzyMatch & { readonly at: number }): number {
  return a.at - b.at || a.ID.length - b.ID.length || (a.ID < b.ID ? -1 : a.ID > b.ID ? 1 : 0);
}

export function searchFuzzy(state: State, { namespace, text, kinds }: FuzzyQuestion): ReadonlyMap<string, Found<FuzzyMatch>> {
  const found = new Map<string, Map<string, FuzzyMatch & { readonly at: number }>>(kinds.map((kind) => [kind, new Map()]));
  const wanted = text.toLowerCase();
  for (const [kind, { name, scope }] of namedThings(state, namespace)) {
    const at = found.has(kind) ? name.toLowerCase().indexOf(wanted) : -1;
    if (at >= 0) found.get(kind)!.set([name, ...scope].join("\n"), { ID: name, at, ...(scope.length === 0 ? {} : { Scope: [...scope] }) });
  }
  return new Map(
    Array.from(found, ([kind, matches]) => {
      const sorted = [...matches.values()].sort(closeness).map(({ at: _at, ...match }) => match);
      return [kind, { matches: sorted.slice(0, mostFuzzyOfAKind), truncated: sorted.length > mostFuzzyOfAKind }] as const;
    }),
  );
}
