// What nodes report of allocations. Observed state belongs to the node: a report of the node's current registration
// with a newer revision wins, any other is dropped. Only a node's whole inventory (its registration) may bring an
// allocation back from `lost`.
import type { AllocationsReported, Outcome } from "../../model/entry.js";
import { type Deployment, isActiveDeployment } from "../../model/deployment.js";
import type { AllocationReport } from "../../model/report.js";
import { type AllocationTable, clientCode, desiredCode, healthCode, none } from "../allocation-table.js";
import type { NodeRecord } from "../node-table.js";
import { setClientStatus } from "./allocations.js";
import type { FoldContext } from "./context.js";
import { requireEvaluation } from "./evaluations.js";
import { wakeBlocked } from "./waking.js";

export function foldAllocationsReported(ctx: FoldContext, event: AllocationsReported): Outcome {
  const node = ctx.state.node(event.nodeId);
  if (node === undefined) return ctx.refused("unknown-node", `node "${event.nodeId}" is not registered`);
  if (node.registrationIndex !== event.registrationIndex || node.status !== "ready")
    return ctx.refused("stale-registration", `node "${event.nodeId}" must register again before it reports`);
  let freed = false;
  for (const report of event.reports) freed = applyReport(ctx, node, report) || freed;
  if (freed) wakeBlocked(ctx, node);
  return ctx.applied();
}

/** Returns true when capacity was freed. Unknown allocations are the gateway's to answer ("forget"). */
function applyReport(ctx: FoldContext, node: NodeRecord, report: AllocationReport): boolean {
  const { allocations } = ctx.state;
  const row = allocations.rowOf(report.allocationId);
  if (row === none || allocations.node.get(row) !== node.row) return false;
  if (report.revision <= allocations.revision.get(row)) return false;
  if (allocations.client.get(row) === clientCode.lost) return false;
  return record(ctx, row, report);
}

/** The report counts: status, task states, checks, health. */
export function record(ctx: FoldContext, row: number, report: AllocationReport): boolean {
  const { state } = ctx;
  const { allocations } = state;
  allocations.revision.set(row, report.revision);
  allocations.describe(row, allocations.clientDescription, report.description);
  recordDetails(allocations, row, report);
  ctx.touchAllocation(row);
  const freed = setClientStatus(ctx, row, report.clientStatus);
  const job = state.jobOfAllocation(row);
  const wanted = allocations.desired.get(row) === desiredCode.run;
  if (freed && wanted && (report.clientStatus === "failed" || state.specOf(job).Type === "service"))
    requireEvaluation(ctx, job, { triggeredBy: "alloc-failure" });
  if (report.healthy !== undefined) recordHealth(ctx, row, report.healthy);
  return freed;
}

function recordDetails({ extras, taskStates }: AllocationTable, row: number, report: AllocationReport): void {
  if (taskStates.set(row, report.taskStates)) delete extras.stored.get(row)?.taskStates;
  else extras.of(row).taskStates = report.taskStates;
  if (report.checks.length > 0 || extras.stored.get(row)?.checks !== undefined) extras.of(row).checks = report.checks;
}

function recordHealth(ctx: FoldContext, row: number, healthy: boolean): void {
  const { state } = ctx;
  const code = healthy ? healthCode.healthy : healthCode.unhealthy;
  if (state.allocations.health.get(row) !== healthCode.unknown) return;
  state.allocations.health.set(row, code);
  const deployment = state.deployments.get(state.strings.text(state.allocations.deployment.get(row)));
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
