// Placements of one group out of a plan's columns into the state's rows.
import { portRequestsOfGroup, shapeOfGroup } from "../../model/group-demand.js";
import type { TaskGroup } from "../../model/job.js";
import type { GroupPlacements } from "../../model/plan.js";
import { type StoredExtras, none } from "../allocation-table.js";
import type { Birth } from "../birth.js";
import type { Cohort, CohortPorts } from "../cohort.js";
import { type JobRecord, specOfVersion } from "../job-table.js";
import type { NodeRecord } from "../node-table.js";
import { linkAllocation } from "./allocations.js";
import type { FoldContext } from "./context.js";

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
}

/** Returns how many were placed. */
export function placeGroup(ctx: FoldContext, request: PlaceGroup): number {
  const { state } = ctx;
  const { job, group, run } = request;
  const spec = specOfVersion(job, group.jobVersion).TaskGroups.find((candidate) => candidate.Name === group.group);
  const count = group.nameIndexes.length;
  if (spec === undefined) {
    run.nextNumber += count;
    run.skipped += count;
    return 0;
  }
  const cohort = openCohort(ctx, request, spec);
  const nodes = group.nodeIds.map((id) => state.node(id));
  for (let i = 0; i < count; i++) {
    const number = run.nextNumber++;
    const node = nodes[group.nodeRefs[i]!];
    if (node === undefined || node.status !== "ready" || node.changedAt > run.verifiedThrough) continue;
    const row = placeOne(ctx, cohort, { number, nameIndex: group.nameIndexes[i]!, node });
    if (cohort.ports !== undefined) cohort.ports.hostIps[i] = node.spec.NodeResources.Networks[0]?.IP ?? "127.0.0.1";
    const previousId = group.previousIds[i] ?? "";
    if (previousId !== "") followPrevious(ctx, row, { previousId, delayMs: group.rescheduleDelaysMs[i] ?? -1 });
  }
  const placed = cohort.live;
  run.placed += placed;
  run.skipped += count - placed;
  state.allocations.closeCohort(cohort);
  return placed;
}

function openCohort(ctx: FoldContext, { job, evaluationId, group, run }: PlaceGroup, spec: TaskGroup): Cohort {
  const { state } = ctx;
  return state.allocations.openCohort(run.birth, {
    job,
    jobVersion: group.jobVersion,
    group: group.group,
    shape: state.shapes.id(shapeOfGroup(spec)),
    evaluationId,
    deploymentId: group.inDeployment ? job.deploymentId : "",
    trace: state.evaluations.get(evaluationId)?.trace ?? "",
    firstNumber: run.nextNumber,
    ports: group.portsPerPlacement > 0 ? portsOfGroup(group, spec) : undefined,
  });
}

/** A copy of the column: what was decoded must not keep its whole entry alive. */
function portsOfGroup(group: GroupPlacements, spec: TaskGroup): CohortPorts {
  return { requests: portRequestsOfGroup(spec), perPlacement: group.portsPerPlacement, values: group.ports.slice(), hostIps: [] };
}

interface Spot {
  readonly number: number;
  readonly nameIndex: number;
  readonly node: NodeRecord;
}

function placeOne(ctx: FoldContext, cohort: Cohort, { number, nameIndex, node }: Spot): number {
  const { state } = ctx;
  const row = state.allocations.insert(cohort, number, nameIndex);
  linkAllocation(state, row, cohort.job, node);
  state.tableIndexes.allocs = ctx.index;
  ctx.allocations.add(row);
  ctx.assignTo(node);
  return row;
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
