// Placements of one group out of a plan's columns into the state's columns.
import { assignPorts, portRequestsOfGroup, shapeOfGroup } from "../../model/group-demand.js";
import type { TaskGroup } from "../../model/job.js";
import type { GroupPlacements } from "../../model/plan.js";
import { type AllocationExtras, clientCode, desiredCode, healthCode, none } from "../allocation-table.js";
import { type JobRecord, specOfVersion } from "../job-table.js";
import type { NodeRecord } from "../node-table.js";
import { linkAllocation } from "./allocations.js";
import type { FoldContext } from "./context.js";

/** Counters that run through all placements of one entry. */
export interface PlacementRun {
  readonly verifiedThrough: number;
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

interface PlacementTerms extends PlaceGroup {
  readonly spec: TaskGroup;
  readonly shape: number;
  readonly groupText: number;
  readonly evaluationText: number;
  readonly deploymentText: number;
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
  const terms: PlacementTerms = {
    ...request,
    spec,
    shape: state.shapes.id(shapeOfGroup(spec)),
    groupText: state.strings.id(group.group),
    evaluationText: state.strings.id(request.evaluationId),
    deploymentText: state.strings.id(group.inDeployment ? job.deploymentId : ""),
  };
  const nodes = group.nodeIds.map((id) => state.node(id));
  let placed = 0;
  for (let i = 0; i < count; i++) {
    const number = run.nextNumber++;
    const node = nodes[group.nodeRefs[i]!];
    if (node === undefined || node.status !== "ready" || node.changedAt > run.verifiedThrough) {
      run.skipped++;
      continue;
    }
    placeOne(ctx, terms, { i, number, node });
    placed++;
  }
  run.placed += placed;
  return placed;
}

interface Spot {
  readonly i: number;
  readonly number: number;
  readonly node: NodeRecord;
}

function placeOne(ctx: FoldContext, terms: PlacementTerms, { i, number, node }: Spot): void {
  const { state, entry } = ctx;
  const { allocations } = state;
  const row = allocations.insert(entry.leader!.epoch, entry.leader!.ordinal, number);
  allocations.job.set(row, terms.job.row);
  allocations.jobVersion.set(row, terms.group.jobVersion);
  allocations.group.set(row, terms.groupText);
  allocations.nameIndex.set(row, terms.group.nameIndexes[i]!);
  allocations.node.set(row, node.row);
  allocations.shape.set(row, terms.shape);
  allocations.desired.set(row, desiredCode.run);
  allocations.client.set(row, clientCode.pending);
  allocations.health.set(row, healthCode.unknown);
  allocations.desiredDescription.set(row, 0);
  allocations.clientDescription.set(row, 0);
  allocations.evaluation.set(row, terms.evaluationText);
  allocations.deployment.set(row, terms.deploymentText);
  allocations.revision.set(row, 0);
  allocations.createIndex.set(row, ctx.index);
  allocations.createdAtMs.set(row, ctx.nowMs);
  addExtras(ctx, terms, { i, number, node }, row);
  linkAllocation(state, row, terms.job, node);
  ctx.touchAllocation(row);
  ctx.assign(row);
}

function addExtras(ctx: FoldContext, { group, spec, evaluationId }: PlacementTerms, { i, node }: Spot, row: number): void {
  const { allocations } = ctx.state;
  const extras: AllocationExtras = {};
  if (group.portsPerPlacement > 0) {
    const values = group.ports.subarray(i * group.portsPerPlacement, (i + 1) * group.portsPerPlacement);
    extras.ports = assignPorts(portRequestsOfGroup(spec), values, node.spec.NodeResources.Networks[0]?.IP ?? "127.0.0.1");
  }
  const previousId = group.previousIds[i] ?? "";
  if (previousId !== "") {
    extras.previousId = previousId;
    Object.assign(extras, followPrevious(ctx, row, previousId, group.rescheduleDelaysMs[i] ?? -1));
  }
  const trace = ctx.state.evaluations.get(evaluationId)?.trace ?? "";
  if (trace !== "") extras.trace = trace;
  if (Object.keys(extras).length > 0) allocations.extras.set(row, extras);
}

const keptReschedules = 20;

function followPrevious(ctx: FoldContext, row: number, previousId: string, delayMs: number): AllocationExtras {
  const { allocations } = ctx.state;
  const previous = allocations.rowOf(previousId);
  if (previous === none) return {};
  const before = allocations.extrasOf(previous);
  before.nextId = allocations.idOf(row);
  ctx.touchAllocation(previous);
  if (delayMs < 0) return before.reschedules === undefined ? {} : { reschedules: before.reschedules };
  const event = {
    timeMs: ctx.nowMs,
    previousAllocationId: previousId,
    previousNodeId: ctx.state.nodeOfAllocation(previous)?.id ?? "",
    delayMs,
  };
  return { reschedules: [...(before.reschedules ?? []), event].slice(-keptReschedules) };
}
