// Who looks again when capacity was freed: the jobs that wait for no more than a node has left now, judged with the
// scheduler's own fit function. Capacity is what all placements need whatever else they need besides, so a job that
// this lets sleep could not be placed on the node.
import { mayPreempt } from "../../model/scheduler-configuration.js";
import { leastPriorityGap } from "../../scheduling/preemption/preemption-score.js";
import { shapeOfGroup } from "../../model/group-demand.js";
import { wholeUnit } from "../../model/holding.js";
import { fits } from "../../scheduling/fit.js";
import { unitOfferOf } from "../../scheduling/units/unit-offer.js";
import { unknownAsk } from "../blocked-jobs.js";
import type { Shape } from "../interned.js";
import { type JobRecord, currentVersion } from "../job-table.js";
import type { NodeRecord } from "../node-table.js";
import type { State } from "../state.js";
import type { FoldContext } from "./context.js";
import { unblock } from "./evaluations.js";

/** Capacity was freed on this node, or it came with some: whoever waits for no more looks again. */
export function wakeBlocked(ctx: FoldContext, node: NodeRecord): void {
  const { state } = ctx;
  state.freedAt = ctx.index;
  state.blockedJobs.rememberFreed({ index: ctx.index, nodeRow: node.row });
  if (state.blockedJobs.size === 0) return;
  if (mayPlaceOn(node)) for (const job of state.blockedJobs.waitingFor(leftOn(state, node))) unblock(ctx, job);
  if (mayPlaceOn(node)) for (const job of preemptingOn(state, node)) unblock(ctx, job);
  for (const job of jobsOn(state, node)) if (state.blockedJobs.has(job)) unblock(ctx, job);
}

/** Who may be pushed out for whom is another question now: whoever waits and may push out others looks again. */
export function wakePreempting(ctx: FoldContext): void {
  const { blockedJobs } = ctx.state;
  ctx.state.freedAt = ctx.index;
  // Also those whose look is under way: they come to wait for what was so before.
  blockedJobs.forgetThrough(ctx.index);
  for (const job of blockedJobs.all()) if (blockedJobs.mayPreempt(job)) unblock(ctx, job);
}

export interface Wait {
  readonly failedGroups: readonly string[];
  /** Index of the state that the scheduler looked at. */
  readonly snapshotIndex: number;
}

/** Comes to wait; what was freed between the scheduler's look and now would be missed: then it looks again at once. */
export function block(ctx: FoldContext, job: JobRecord, { failedGroups, snapshotIndex }: Wait): void {
  const { state } = ctx;
  const asks = asksOf(state, job, failedGroups);
  state.blockedJobs.add(job, asks, mayPreempt(state.schedulerConfiguration, currentVersion(job).job.Type));
  if (state.freedAt <= snapshotIndex) return;
  const rows = state.blockedJobs.freedAfter(snapshotIndex);
  if (rows === undefined || [...rows].some((row) => mayUse(state, job, { asks, node: state.nodes.at(row) }))) unblock(ctx, job);
}

function asksOf(state: State, job: JobRecord, failedGroups: readonly string[]): readonly number[] {
  const groups = currentVersion(job).job.TaskGroups;
  const asks = failedGroups.map((name) => {
    const group = groups.find((candidate) => candidate.Name === name);
    return group === undefined ? unknownAsk : state.shapes.id(shapeOfGroup(group));
  });
  return [...new Set(asks)];
}

function mayUse(state: State, job: JobRecord, { asks, node }: { readonly asks: readonly number[]; readonly node: NodeRecord | undefined }): boolean {
  if (node === undefined) return false;
  const left = leftOn(state, node);
  if (mayPlaceOn(node) && asks.some((ask) => ask === unknownAsk || left(ask))) return true;
  return jobsOn(state, node).has(job) || (mayPlaceOn(node) && preemptingOn(state, node).includes(job));
}

/** A node that comes back or becomes eligible wakes anew. */
function mayPlaceOn(node: NodeRecord): boolean {
  return node.status === "ready" && node.eligibility === "eligible";
}

function leftOn({ nodes, shapes }: State, node: NodeRecord): (ask: number) => boolean {
  const { row } = node;
  const capacity: Shape = { cpuMhz: nodes.cpuCapacity[row]!, memoryMb: nodes.memoryCapacity[row]!, diskMb: nodes.diskCapacity[row]! };
  const used: Shape = { cpuMhz: nodes.cpuUsed[row]!, memoryMb: nodes.memoryUsed[row]!, diskMb: nodes.diskUsed[row]! };
  return (ask) => {
    const shape = shapes.shape(ask);
    return fits(capacity, used, nodes.askOn(row, shape)) === undefined && (shape.devices === undefined || mayHoldDevices(node, shape.devices));
  };
}

/** Those that would fit if all that is low enough made room. */
function preemptingOn(state: State, node: NodeRecord): readonly JobRecord[] {
  const { blockedJobs, shapes, nodes } = state;
  const usedFrom = new Map<number, Shape>();
  const capacity: Shape = { cpuMhz: nodes.cpuCapacity[node.row]!, memoryMb: nodes.memoryCapacity[node.row]!, diskMb: nodes.diskCapacity[node.row]! };
  return blockedJobs.preempting().filter((job) => {
    const { Priority: priority } = currentVersion(job).job;
    let used = usedFrom.get(priority);
    if (used === undefined) usedFrom.set(priority, (used = usedByHigher(state, node, priority - leastPriorityGap)));
    const held = used;
    return blockedJobs.asksOf(job).some((ask) => ask === unknownAsk || fits(capacity, held, nodes.askOn(node.row, shapes.shape(ask))) === undefined);
  });
}

/** Held by what would not make room: too high, or stopping for another reason. What was evicted is as good as gone. */
function usedByHigher(state: State, node: NodeRecord, highest: number): Shape {
  const { allocations, nodes, shapes } = state;
  const used = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  for (const row of state.allocationsOnNode(node)) {
    if (allocations.isClientTerminal(row)) continue;
    const desired = allocations.desiredStatus(row);
    const makesRoom = desired === "evict" || (desired === "run" && currentVersion(state.jobOfAllocation(row)).job.Priority <= highest);
    if (makesRoom) continue;
    const held = nodes.askOn(node.row, shapes.shape(allocations.shape.get(row)));
    used.cpuMhz += held.cpuMhz;
    used.memoryMb += held.memoryMb;
    used.diskMb += held.diskMb;
  }
  return used;
}

/** So many instances have so much left, whatever they are. */
function mayHoldDevices({ spec, units }: NodeRecord, { count, milli }: NonNullable<Shape["devices"]>): boolean {
  let usable = 0;
  for (const { keys } of unitOfferOf(spec).devices) for (const key of keys) if (units.milliOf(key) + milli <= wholeUnit) usable++;
  return usable >= count;
}

/** Who had something here: it may stop more of its own for room, or what ended was in its own way (distinct values). */
function jobsOn(state: State, node: NodeRecord): ReadonlySet<JobRecord> {
  const jobs = new Set<JobRecord>();
  for (const row of state.allocationsOnNode(node)) jobs.add(state.jobOfAllocation(row));
  return jobs;
}
