// System and sysbatch jobs: one allocation of each group's names on every eligible node that may run it (nomad.md 4.8).
// Compared node by node: what is missing is placed there, what should not be there is stopped, what is of an older
// version is updated, at most max_parallel at a time with a stagger between batches. A node that is filtered is not an
// error. A failed allocation is not placed again because it failed: only when something else makes the job be looked at.
import type { EvaluationTrigger } from "../../model/evaluation.js";
import type { TaskGroup } from "../../model/job.js";
import type { FollowUp } from "../../model/plan.js";
import type { NodeRecord } from "../../state/node-table.js";
import type { State } from "../../state/state.js";
import type { AllocationView } from "../allocation-view.js";
import { JobScope, takesNew } from "../feasibility/scope.js";
import { feasibilityOf } from "../feasibility/group-feasibility.js";
import { type GroupChanges, type JobChanges, type PlacementRequest, type Stop, nothingDesired, stopOf } from "./changes.js";
import { isLost } from "./classify.js";
import { endDeployments } from "./deployments.js";
import { deploymentText, followUpText, stopText } from "./descriptions.js";
import { waitFor } from "./follow-ups.js";
import type { Look } from "./look.js";
import { reconcileGoneGroups } from "./reconcile-service.js";
import { lostStop } from "./stopping.js";
import { sortUpdates } from "./updates.js";

const nsPerMs = 1_000_000;
const defaultStaggerMs = 30_000;

interface Sorted {
  readonly stops: Stop[];
  /** Live, where they should be. */
  readonly kept: AllocationView[];
  /** Node and name that need nothing: taken, done, or failed and left alone. */
  readonly settled: Set<string>;
}

const slot = (nodeId: string, nameIndex: number): string => `${nodeId} ${nameIndex}`;

function sortAllocation(allocation: AllocationView, look: Look, { into, scope, trigger, count }: SortTerms): void {
  const { node, client, desired, nameIndex, jobVersion } = allocation;
  const isCurrent = jobVersion === look.version;
  const isSysbatch = look.job.Type === "sysbatch";
  if (node !== undefined && isSysbatch && client === "complete" && isCurrent && desired !== "evict") into.settled.add(slot(node.id, nameIndex));
  if (desired !== "run" || client === "complete") return;
  if (isLost(allocation) || node === undefined) into.stops.push(lostStop(allocation));
  else if (client === "failed") {
    if (isCurrent && (isSysbatch || trigger === "alloc-failure")) into.settled.add(slot(node.id, nameIndex));
  } else if (nameIndex >= count) into.stops.push(stopOf(allocation, stopText.notNeeded));
  else if (!scope.has(node) || (!takesNew(node) && !isCurrent)) into.stops.push(stopOf(allocation, stopText.nodeTainted));
  else if (into.settled.has(slot(node.id, nameIndex))) into.stops.push(stopOf(allocation, stopText.notNeeded));
  else {
    into.settled.add(slot(node.id, nameIndex));
    into.kept.push(allocation);
  }
}

interface SortTerms {
  readonly into: Sorted;
  readonly scope: JobScope;
  readonly trigger: EvaluationTrigger;
  readonly count: number;
}

function request(node: NodeRecord, nameIndex: number, replaces: AllocationView | undefined): PlacementRequest {
  const stop = replaces === undefined ? undefined : stopOf(replaces, stopText.updating);
  return { nameIndex, previous: replaces, stop, rescheduleDelayMs: -1, avoid: [], node, inBatch: replaces !== undefined };
}

/** Nodes by id: the order in which replicas hold them may differ. */
function missingOn(nodes: readonly NodeRecord[], group: TaskGroup, settled: ReadonlySet<string>): PlacementRequest[] {
  return nodes.flatMap((node) =>
    Array.from({ length: group.Count }, (_, nameIndex) => nameIndex)
      .filter((nameIndex) => !settled.has(slot(node.id, nameIndex)))
      .map((nameIndex) => request(node, nameIndex, undefined)),
  );
}

interface SystemGroup extends GroupChanges {
  readonly waitUntilMs: number | undefined;
}

/** max_parallel less those of the new version that have not started yet. */
function batchOf(look: Look, group: TaskGroup, sorted: { kept: readonly AllocationView[]; destructive: readonly AllocationView[] }) {
  const { kept, destructive } = sorted;
  const most = group.Update?.MaxParallel ?? 0;
  if (most === 0 || look.job.Type === "sysbatch") return { batch: destructive, waitUntilMs: undefined };
  const starting = kept.filter((allocation) => allocation.jobVersion === look.version && allocation.client === "pending").length;
  const batch = destructive.slice(0, Math.max(0, most - starting));
  const staggerMs = (group.Update?.Stagger ?? 0) / nsPerMs || defaultStaggerMs;
  return { batch, waitUntilMs: batch.length < destructive.length ? look.nowMs + staggerMs : undefined };
}

function reconcileSystemGroup(look: Look, group: TaskGroup, around: { nodes: readonly NodeRecord[]; trigger: EvaluationTrigger }): SystemGroup {
  const sorted: Sorted = { stops: [], kept: [], settled: new Set() };
  const terms: SortTerms = { into: sorted, scope: new JobScope(look.job), trigger: around.trigger, count: group.Count };
  for (const allocation of look.byGroup.get(group.Name) ?? []) sortAllocation(allocation, look, terms);
  const updates = sortUpdates(look, group, sorted.kept);
  const feasibility = feasibilityOf(look.job, group);
  const unfit = updates.destructive.filter(({ node }) => node === undefined || feasibility.refuse(node) !== undefined);
  const destructive = updates.destructive.filter((allocation) => !unfit.includes(allocation));
  const { batch, waitUntilMs } = batchOf(look, group, { kept: sorted.kept, destructive });
  const missing = missingOn(around.nodes, group, sorted.settled);
  const stops = [...sorted.stops, ...unfit.map((allocation) => stopOf(allocation, stopText.nodeTainted))];
  return {
    name: group.Name,
    group,
    stops,
    updates: updates.inPlace,
    placements: [...missing, ...batch.map((allocation) => request(allocation.node!, allocation.nameIndex, allocation))],
    desired: {
      ...nothingDesired,
      ignore: sorted.kept.length - updates.inPlace.length - batch.length - unfit.length,
      place: missing.length,
      stop: stops.length,
      inPlaceUpdate: updates.inPlace.length,
      destructiveUpdate: batch.length,
    },
    inDeployment: false,
    waitUntilMs,
  };
}

export function reconcileSystem(state: State, look: Look, trigger: EvaluationTrigger): JobChanges {
  const scope = new JobScope(look.job);
  const nodes = [...state.nodes.all()].filter((node) => takesNew(node) && scope.has(node)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const groups = look.job.TaskGroups.map((group) => reconcileSystemGroup(look, group, { nodes, trigger }));
  const waits = groups.flatMap((group) => group.waitUntilMs ?? []);
  const followUps: FollowUp[] = waits.length === 0 ? [] : [waitFor(Math.min(...waits), "rolling-update", followUpText.stagger)];
  return {
    groups: [...reconcileGoneGroups(look), ...groups],
    deployments: endDeployments(look.overtaken, deploymentText.newerVersion),
    followUps,
    deploymentId: "",
  };
}
