// Placements of one group out of a plan's columns into the state's rows.
import { amountsOfGroup, portRequestsOfGroup, shapeOfGroup } from "../../model/group-demand.js";
import type { TaskGroup } from "../../model/job.js";
import type { GroupPlacements } from "../../model/plan.js";
import { type StoredExtras, none } from "../allocation-table.js";
import type { Birth } from "../birth.js";
import type { Shape } from "../interned.js";
import { type Cohort, type CohortPorts, holdingOf, portsOf } from "../cohort.js";
import { type JobRecord, specOfVersion } from "../job-table.js";
import type { NodeRecord } from "../node-table.js";
import type { State } from "../state.js";
import { linkAllocation } from "./allocations.js";
import type { FoldContext } from "./context.js";
import { evictFor, victimsByPlacement } from "./preemptions.js";

/** Counters that run through all placements of one entry. */
export interface PlacementRun {
  readonly verifiedThrough: number;
  readonly birth: Birth;
  /** Next allocation number in this entry; skipped placements use theirs up, so that ids are known beforehand. */
  nextNumber: number;
  skipped: number;
  placed: number;
}

export interface PlaceGroup {
  readonly job: JobRecord;
  readonly evaluationId: string;
  readonly group: GroupPlacements;
  readonly run: PlacementRun;
  /** Rows of nodes on which nothing of this plan may be placed any more. */
  readonly spoiled: ReadonlySet<number>;
}

/** Returns how many were placed. */
export function placeGroup(ctx: FoldContext, request: PlaceGroup): number {
  const { state } = ctx;
  const { job, group, run, spoiled } = request;
  const spec = specOfVersion(job, group.jobVersion).TaskGroups.find((candidate) => candidate.Name === group.group);
  const count = group.nameIndexes.length;
  if (spec === undefined) {
    run.nextNumber += count;
    run.skipped += count;
    return 0;
  }
  const rows = rowsOfNodes(state, group);
  const shape = shapeHeld(group, spec);
  const victims = victimsByPlacement(group);
  const firstNumber = run.nextNumber;
  let cohort: Cohort | undefined;
  for (let i = 0; i < count; i++) {
    const number = run.nextNumber++;
    const node = state.nodes.at(rows[i]!);
    if (node === undefined || !isUsable(node, run.verifiedThrough) || spoiled.has(node.row)) continue;
    cohort ??= openCohort(ctx, { ...request, spec, firstNumber });
    const row = state.allocations.insert(cohort, number, group.nameIndexes[i]!);
    linkAllocation(state, row, job, node);
    state.nodes.use(node.row, shape, 1);
    ctx.assignTo(node);
    ctx.allocations.add(row);
    if (cohort.holdings !== undefined) node.units.hold(holdingOf(cohort, number)!, 1);
    if (cohort.ports !== undefined) takePorts(cohort, { number, i, node });
    const evicted = victims?.get(i);
    if (evicted !== undefined) evictFor(ctx, row, evicted);
    const previousId = group.previousIds[i] ?? "";
    if (previousId !== "") followPrevious(ctx, row, { previousId, delayMs: group.rescheduleDelaysMs[i] ?? -1 });
  }
  const placed = cohort?.live ?? 0;
  run.placed += placed;
  run.skipped += count - placed;
  if (cohort !== undefined) countPlaced(ctx, cohort);
  return placed;
}

/**
 * A row may have been given to another node since the plan was checked. That node has changed since then, so that
 * `isUsable` refuses it: a row in an entry never means a node that its applier did not see there.
 */
function rowsOfNodes(state: State, { nodeRows, namedNodes }: GroupPlacements): ArrayLike<number> {
  if (namedNodes === undefined) return nodeRows;
  const rows = namedNodes.ids.map((id) => state.node(id)?.row ?? none);
  return Int32Array.from(namedNodes.refs, (ref) => rows[ref] ?? none);
}

function hasHoldings({ holdings }: GroupPlacements): boolean {
  return holdings !== undefined && holdings.length > 0;
}

/** Entries from before cores were given out took no cpu for them. */
function shapeHeld(group: GroupPlacements, spec: TaskGroup): Shape {
  return hasHoldings(group) ? shapeOfGroup(spec) : amountsOfGroup(spec);
}

interface CohortRequest extends PlaceGroup {
  readonly spec: TaskGroup;
  readonly firstNumber: number;
}

function openCohort(ctx: FoldContext, { job, evaluationId, group, run, spec, firstNumber }: CohortRequest): Cohort {
  const { state } = ctx;
  return state.allocations.openCohort(run.birth, {
    job,
    jobVersion: group.jobVersion,
    group: group.group,
    shape: state.shapes.id(shapeHeld(group, spec)),
    evaluationId,
    deploymentId: group.inDeployment ? job.deploymentId : "",
    trace: state.evaluations.get(evaluationId)?.trace ?? "",
    firstNumber,
    ports: group.portsPerPlacement > 0 ? portsOfGroup(group, spec) : undefined,
    holdings: hasHoldings(group) ? group.holdings : undefined,
  });
}

/** A copy of the column: what was decoded must not keep its whole entry alive. */
function portsOfGroup(group: GroupPlacements, spec: TaskGroup): CohortPorts {
  return { requests: portRequestsOfGroup(spec), perPlacement: group.portsPerPlacement, values: group.ports.slice(), hostIps: [] };
}

/** What was checked through this index still holds of the node. */
function isUsable(node: NodeRecord, verifiedThrough: number): boolean {
  return node.status === "ready" && node.changedAt <= verifiedThrough;
}

interface Spot {
  readonly number: number;
  /** Position in the group's columns. */
  readonly i: number;
  readonly node: NodeRecord;
}

function takePorts(cohort: Cohort, { number, i, node }: Spot): void {
  cohort.ports!.hostIps[i] = node.spec.NodeResources.Networks[0]?.IP ?? "127.0.0.1";
  for (const port of portsOf(cohort, number)!) node.ports.take(port.value);
}

function countPlaced(ctx: FoldContext, { job, summary, live }: Cohort): void {
  job.liveCount += live;
  job.allocationCount += live;
  summary.starting += live;
  ctx.state.tableIndexes.allocs = ctx.index;
}

const keptReschedules = 20;

interface Succession {
  readonly previousId: string;
  readonly delayMs: number;
}

function followPrevious(ctx: FoldContext, row: number, { previousId, delayMs }: Succession): void {
  const { allocations } = ctx.state;
  const extras = allocations.extras.of(row);
  extras.previousId = previousId;
  const previous = allocations.rowOf(previousId);
  if (previous === none) return;
  const before = allocations.extras.of(previous);
  before.nextId = allocations.idOf(row);
  ctx.touchAllocation(previous);
  const reschedules = reschedulesOf(ctx, { previous, before, previousId, delayMs });
  if (reschedules !== undefined) extras.reschedules = reschedules;
}

interface Predecessor extends Succession {
  readonly previous: number;
  readonly before: StoredExtras;
}

function reschedulesOf(ctx: FoldContext, { previous, before, previousId, delayMs }: Predecessor): StoredExtras["reschedules"] {
  if (delayMs < 0) return before.reschedules;
  const event = {
    timeMs: ctx.nowMs,
    previousAllocationId: previousId,
    previousNodeId: ctx.state.nodeOfAllocation(previous)?.id ?? "",
    delayMs,
  };
  return [...(before.reschedules ?? []), event].slice(-keptReschedules);
}
