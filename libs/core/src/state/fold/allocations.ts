// The moves of one allocation: linked, client status, desired status. They keep the three things that depend on them
// in step: what its node has left, its job's summary, and who must hear of it.
import type { ClientStatus } from "../../model/report.js";
import { type DesiredStatus, clientCode, desiredCode, none } from "../allocation-table.js";
import { holdingOf, portsOf } from "../cohort.js";
import type { GroupSummary, JobRecord } from "../job-table.js";
import type { NodeRecord } from "../node-table.js";
import type { State } from "../state.js";
import type { FoldContext } from "./context.js";

const summaryField = {
  pending: "starting",
  running: "running",
  complete: "complete",
  failed: "failed",
  lost: "lost",
  unknown: "unknown",
} as const satisfies Record<ClientStatus, keyof GroupSummary>;

function countStatus(state: State, row: number, delta: 1 | -1): void {
  state.allocations.cohortOf(row).summary[summaryField[state.allocations.clientStatus(row)]] += delta;
}

/** Takes or gives back what the allocation holds on its node. */
function hold(state: State, row: number, sign: 1 | -1): void {
  const { allocations, nodes } = state;
  const cohort = allocations.cohortOf(row);
  cohort.job.liveCount += sign;
  const node = nodes.at(allocations.node.get(row));
  if (node === undefined) return;
  nodes.use(node.row, state.shapes.shape(cohort.shape), sign);
  const holding = holdingOf(cohort, allocations.number.get(row));
  if (holding !== undefined) node.units.hold(holding, sign);
  if (cohort.ports === undefined) return;
  for (const port of portsOf(cohort, allocations.number.get(row)) ?? []) {
    if (sign === 1) node.ports.take(port.value);
    else node.ports.release(port.value);
  }
}

/** Into the lists of its job and its node; counting what it holds there is the caller's. */
// oxlint-disable-next-line max-params -- called once a placement: an options object would be one more allocation each
export function linkAllocation(state: State, row: number, job: JobRecord, node: NodeRecord): void {
  const { allocations } = state;
  allocations.node.set(row, node.row);
  allocations.nextInJob.set(row, job.firstAllocation);
  allocations.previousInJob.set(row, none);
  if (job.firstAllocation !== none) allocations.previousInJob.set(job.firstAllocation, row);
  job.firstAllocation = row;
  allocations.nextOnNode.set(row, node.firstAllocation);
  allocations.previousOnNode.set(row, none);
  if (node.firstAllocation !== none) allocations.previousOnNode.set(node.firstAllocation, row);
  node.firstAllocation = row;
}

export function unlinkAllocation(state: State, row: number): void {
  const { allocations } = state;
  const job = state.jobOfAllocation(row);
  if (!allocations.isClientTerminal(row)) hold(state, row, -1);
  countStatus(state, row, -1);
  const next = allocations.nextInJob.get(row);
  const previous = allocations.previousInJob.get(row);
  if (previous === none) job.firstAllocation = next;
  else allocations.nextInJob.set(previous, next);
  if (next !== none) allocations.previousInJob.set(next, previous);
  job.allocationCount--;
  unlinkFromNode(state, row);
}

/** Also when the node itself is collected: the allocation stays, without a node. */
export function unlinkFromNode(state: State, row: number): void {
  const { allocations } = state;
  const node = state.nodeOfAllocation(row);
  if (node === undefined) return;
  const next = allocations.nextOnNode.get(row);
  const previous = allocations.previousOnNode.get(row);
  if (previous === none) node.firstAllocation = next;
  else allocations.nextOnNode.set(previous, next);
  if (next !== none) allocations.previousOnNode.set(next, previous);
}

/** Returns true when what it held was freed. */
export function setClientStatus(ctx: FoldContext, row: number, status: ClientStatus): boolean {
  const { state } = ctx;
  const { allocations } = state;
  if (allocations.clientStatus(row) === status) return false;
  const wasTerminal = allocations.isClientTerminal(row);
  countStatus(state, row, -1);
  allocations.client.set(row, clientCode[status]);
  countStatus(state, row, 1);
  const isTerminal = allocations.isClientTerminal(row);
  if (isTerminal !== wasTerminal) hold(state, row, isTerminal ? -1 : 1);
  ctx.touchAllocation(row);
  ctx.touchJob(state.jobOfAllocation(row));
  return isTerminal && !wasTerminal;
}

export interface Desire {
  readonly desired: DesiredStatus;
  readonly description: string;
}

export function setDesired(ctx: FoldContext, row: number, { desired, description }: Desire): void {
  const { allocations, nodes } = ctx.state;
  // Who may be pushed out there is another question now.
  if (allocations.node.get(row) !== none) nodes.changes.markUse(allocations.node.get(row));
  allocations.desired.set(row, desiredCode[desired]);
  allocations.describe(row, allocations.desiredDescription, description);
  ctx.touchAllocation(row);
  ctx.assign(row);
}
