// One group of a service or batch job: from its allocations to what should change, in the order of nomad.md 4.7.
// Never wants more than the group's count; never places for a paused or failed deployment, except what was lost or is
// rescheduled. Names are kept by replacements, new ones take the lowest free index.
import type { Deployment } from "../../model/deployment.js";
import type { TaskGroup } from "../../model/job.js";
import type { AllocationView } from "../allocation-view.js";
import { type PlacementRequest, type Stop, nothingDesired, stopOf } from "./changes.js";
import { type Classified, classify } from "./classify.js";
import { stopText } from "./descriptions.js";
import { type FailedByFate, type Reschedule, nodesToAvoid, sortFailed } from "./failed.js";
import type { GroupOutcome } from "./group-outcome.js";
import type { Look } from "./look.js";
import { lowestFreeIndexes } from "./name-indexes.js";
import { type RollingLimit, rollingLimit } from "./rolling.js";
import { chooseSurplus, lostStop } from "./stopping.js";
import { type Updates, sortUpdates } from "./updates.js";

export interface GroupRules {
  readonly isBatch: boolean;
  /** The deployment fails in this very plan. */
  readonly isFailing: boolean;
}

/** The parts that say how many there are, before anything is placed. */
export interface GroupStanding {
  readonly group: TaskGroup;
  readonly allocations: readonly AllocationView[];
  readonly classified: Classified;
  readonly failed: FailedByFate;
}

export function standingOf(look: Look, group: TaskGroup, isBatch: boolean): GroupStanding {
  const allocations = look.byGroup.get(group.Name) ?? [];
  const classified = classify(allocations, { isBatch, version: look.version });
  return { group, allocations, classified, failed: sortFailed(classified.failed, group.ReschedulePolicy, look) };
}

function placesMissing(deployment: Deployment | undefined, { isFailing }: GroupRules): boolean {
  return !isFailing && deployment?.status !== "paused" && deployment?.status !== "failed";
}

const blank = { previous: undefined, stop: undefined, rescheduleDelayMs: -1, avoid: [], node: undefined, inBatch: false };

function rescheduled({ allocation, delayMs }: Reschedule): PlacementRequest {
  const stop: Stop = { allocation, description: stopText.rescheduled, clientStatus: "", rescheduled: true };
  const avoid = nodesToAvoid(allocation);
  return { ...blank, nameIndex: allocation.nameIndex, previous: allocation, stop, rescheduleDelayMs: delayMs, avoid };
}

function replacedInBatch(allocation: AllocationView): PlacementRequest {
  const stop = stopOf(allocation, stopText.updating);
  return { ...blank, nameIndex: allocation.nameIndex, previous: allocation, stop, inBatch: true };
}

/** Replacements of failed and lost ones first, then new names, up to the count. */
function fill(standing: GroupStanding, kept: readonly AllocationView[], mayPlaceMissing: boolean): PlacementRequest[] {
  const { group, classified, failed } = standing;
  const room = Math.max(0, group.Count - kept.length);
  const replacements = [
    ...failed.now.map(rescheduled),
    ...classified.lost.map((allocation) => ({ ...blank, nameIndex: allocation.nameIndex, previous: allocation })),
  ].slice(0, room);
  const used = new Set(kept.map((allocation) => allocation.nameIndex));
  const placements: PlacementRequest[] = [];
  for (const request of replacements) {
    const nameIndex = used.has(request.nameIndex) ? lowestFreeIndexes(used, 1)[0]! : request.nameIndex;
    used.add(nameIndex);
    placements.push({ ...request, nameIndex });
  }
  if (!mayPlaceMissing) return placements;
  const fresh = lowestFreeIndexes(used, room - replacements.length).map((nameIndex) => ({ ...blank, nameIndex }));
  return [...placements, ...fresh];
}

interface Survivors {
  readonly kept: readonly AllocationView[];
  readonly stops: readonly Stop[];
}

function survivorsOf({ group, classified, failed }: GroupStanding): Survivors {
  const removable = [...classified.live, ...failed.later.map(({ allocation }) => allocation), ...failed.exhausted];
  const surplus = chooseSurplus(removable, removable.length + classified.done.length - group.Count);
  const kept = [...removable.filter((allocation) => !surplus.has(allocation)), ...classified.done];
  const room = Math.max(0, group.Count - kept.length);
  const unneeded = [...surplus, ...failed.now.slice(room).map(({ allocation }) => allocation)];
  const stops = [...unneeded.map((allocation) => stopOf(allocation, stopText.notNeeded)), ...classified.lost.map(lostStop)];
  return { kept, stops };
}

interface Steps {
  readonly updates: Updates;
  readonly batch: readonly AllocationView[];
  readonly rolling: RollingLimit;
}

function stepsOf(look: Look, standing: GroupStanding, context: { survivors: Survivors; filling: readonly PlacementRequest[]; rules: GroupRules }): Steps {
  const { survivors, filling, rules } = context;
  const updates = sortUpdates(look, standing.group, survivors.kept);
  const rolling = rollingLimit(standing.group, {
    deployment: look.deployment,
    isFailing: rules.isFailing,
    kept: survivors.kept,
    replaced: filling.flatMap((request) => request.previous ?? []),
    nowMs: look.nowMs,
  });
  const inOrder = [...updates.destructive].sort((a, b) => a.nameIndex - b.nameIndex || a.createIndex - b.createIndex);
  return { updates, batch: inOrder.slice(0, Math.min(inOrder.length, rolling.limit)), rolling };
}

export function reconcileGroup(look: Look, standing: GroupStanding, rules: GroupRules): GroupOutcome {
  const { group, failed, allocations } = standing;
  const survivors = survivorsOf(standing);
  const filling = fill(standing, survivors.kept, placesMissing(look.deployment, rules));
  const { updates, batch, rolling } = stepsOf(look, standing, { survivors, filling, rules });
  const replaced = new Set(batch);
  const later = failed.later.filter(({ allocation }) => survivors.kept.includes(allocation) && !replaced.has(allocation));
  return {
    name: group.Name,
    group,
    stops: survivors.stops,
    updates: updates.inPlace,
    placements: [...filling, ...batch.map(replacedInBatch)],
    desired: {
      ...nothingDesired,
      ignore: survivors.kept.length - updates.inPlace.length - batch.length,
      place: filling.length,
      stop: survivors.stops.length,
      inPlaceUpdate: updates.inPlace.length,
      destructiveUpdate: batch.length,
      rescheduleNow: filling.filter((request) => request.rescheduleDelayMs >= 0).length,
      rescheduleLater: later.length,
    },
    inDeployment: false,
    kept: survivors.kept.filter((allocation) => !replaced.has(allocation)),
    later,
    remainingUpdates: updates.destructive.length - batch.length,
    staggeredUntilMs: updates.destructive.length > 0 ? rolling.waitUntilMs : undefined,
    hadCurrent: allocations.some((allocation) => allocation.desired === "run" && allocation.jobVersion === look.version),
  };
}
