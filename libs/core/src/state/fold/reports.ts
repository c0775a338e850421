// What nodes report of allocations. Observed state belongs to the node: a report of the node's current registration
// with a newer revision wins, any other is dropped. Only a node's whole inventory (its registration) may bring an
// allocation back from `lost`.
import type { AllocationsReported, Outcome } from "../../model/entry.js";
import { type Deployment, isActiveDeployment } from "../../model/deployment.js";
import { uuidBytes } from "../../common/uuid-bytes.js";
import { type ReportRows, reportedStatuses, rowsOfEvent } from "../../model/report-rows.js";
import type { AllocationReport, CheckState } from "../../model/report.js";
import { type AllocationTable, clientCode, desiredCode, healthCode, none } from "../allocation-table.js";
import type { NodeRecord } from "../node-table.js";
import { setClientStatus } from "./allocations.js";
import type { FoldContext } from "./context.js";
import { statesAt } from "../states-pattern.js";
import { requireEvaluation } from "./evaluations.js";
import { wakeBlocked } from "./waking.js";

export function foldAllocationsReported(ctx: FoldContext, event: AllocationsReported): Outcome {
  const node = ctx.state.node(event.nodeId);
  if (node === undefined) return ctx.refused("unknown-node", `node "${event.nodeId}" is not registered`);
  if (node.registrationIndex !== event.registrationIndex || node.status !== "ready")
    return ctx.refused("stale-registration", `node "${event.nodeId}" must register again before it reports`);
  const rows = rowsOfEvent(event);
  let freed = false;
  if (rows !== undefined) freed = applyRows(ctx, node, rows);
  else for (const report of event.reports) freed = applyReport(ctx, node, report) || freed;
  if (freed) wakeBlocked(ctx, node);
  return ctx.applied();
}

/** Returns true when capacity was freed. Unknown allocations are the gateway's to answer ("forget"). */
function applyReport(ctx: FoldContext, node: NodeRecord, report: AllocationReport): boolean {
  const row = ctx.state.allocations.rowOf(report.allocationId);
  return counts(ctx, row, { node, revision: report.revision }) && record(ctx, row, report);
}

function counts({ state }: FoldContext, row: number, { node, revision }: { readonly node: NodeRecord; readonly revision: number }): boolean {
  const { allocations } = state;
  if (row === none || allocations.node.get(row) !== node.row) return false;
  return revision > allocations.revision.get(row) && allocations.client.get(row) !== clientCode.lost;
}

/** The same for reports in columns, from the columns to the state's: nothing is made in between. */
function applyRows(ctx: FoldContext, node: NodeRecord, rows: ReportRows): boolean {
  const { allocations } = ctx.state;
  const timesMs: number[] = [];
  let freed = false;
  let step = 0;
  for (let i = 0; i < rows.count; i++) {
    const pattern = rows.patterns[rows.patternRefs[i]!]!;
    timesMs[0] = rows.firstTimesMs[i]!;
    for (let n = 1; n < pattern.timeCount; n++) timesMs[n] = timesMs[n - 1]! + rows.timeSteps[step++]!;
    const row = allocations.rowOfBytes(rows.ids, i * uuidBytes);
    const revision = rows.revisions[i]!;
    if (!counts(ctx, row, { node, revision })) continue;
    allocations.revision.set(row, revision);
    allocations.describe(row, allocations.clientDescription, rows.descriptions[rows.descriptionRefs[i]!]!);
    if (allocations.taskStates.setTimed(row, pattern, timesMs)) delete allocations.extras.stored.get(row)?.taskStates;
    else allocations.extras.of(row).taskStates = statesAt(pattern, timesMs);
    recordChecks(allocations, row, rows.checks[(rows.checkRefs[i] ?? 0) - 1] ?? []);
    freed = recordStanding(ctx, row, { clientStatus: reportedStatuses[rows.statuses[i]!]!, healthy: rows.healths[i] === 0 ? undefined : rows.healths[i] === 1 }) || freed;
  }
  return freed;
}

/** The report counts: status, task states, checks, health. */
export function record(ctx: FoldContext, row: number, report: AllocationReport): boolean {
  const { allocations } = ctx.state;
  const { extras, taskStates } = allocations;
  allocations.revision.set(row, report.revision);
  allocations.describe(row, allocations.clientDescription, report.description);
  if (taskStates.set(row, report.taskStates)) delete extras.stored.get(row)?.taskStates;
  else extras.of(row).taskStates = report.taskStates;
  recordChecks(allocations, row, report.checks);
  return recordStanding(ctx, row, report);
}

function recordChecks({ extras }: AllocationTable, row: number, checks: readonly CheckState[]): void {
  if (checks.length > 0 || extras.stored.get(row)?.checks !== undefined) extras.of(row).checks = checks;
}

function recordStanding(ctx: FoldContext, row: number, { clientStatus, healthy }: Pick<AllocationReport, "clientStatus" | "healthy">): boolean {
  const { state } = ctx;
  ctx.touchAllocation(row);
  const freed = setClientStatus(ctx, row, clientStatus);
  if (freed && state.allocations.desired.get(row) === desiredCode.run) {
    const job = state.jobOfAllocation(row);
    if (clientStatus === "failed" || state.specOf(job).Type === "service") requireEvaluation(ctx, job, { triggeredBy: "alloc-failure" });
  }
  if (healthy !== undefined) recordHealth(ctx, row, healthy);
  return freed;
}

function recordHealth(ctx: FoldContext, row: number, healthy: boolean): void {
  const { state } = ctx;
  const code = healthy ? healthCode.healthy : healthCode.unhealthy;
  if (state.allocations.health.get(row) !== healthCode.unknown) return;
  state.allocations.health.set(row, code);
  const deployment = state.deployments.get(state.allocations.deploymentOf(row));
  if (deployment === undefined || !isActiveDeployment(deployment.status)) return;
  state.deployments.set(deployment.id, countHealth(ctx, deployment, { groupName: state.groupOfAllocation(row), healthy }));
  ctx.touchDeployment(deployment.id);
  requireEvaluation(ctx, state.jobOfAllocation(row), { triggeredBy: "deployment-watcher", deploymentId: deployment.id });
}

interface HealthOfGroup {
  readonly groupName: string;
  readonly healthy: boolean;
}

function countHealth(ctx: FoldContext, deployment: Deployment, { groupName, healthy }: HealthOfGroup): Deployment {
  const group = deployment.groups[groupName];
  if (group === undefined) return deployment;
  const counted = healthy
    ? {
        ...group,
        healthy: group.healthy + 1,
        requireProgressByMs: group.progressDeadlineMs === 0 ? 0 : ctx.nowMs + group.progressDeadlineMs,
      }
    : { ...group, unhealthy: group.unhealthy + 1 };
  return {
    ...deployment,
    groups: { ...deployment.groups, [groupName]: counted },
    modifyIndex: ctx.index,
    modifiedAtMs: ctx.nowMs,
  };
}
