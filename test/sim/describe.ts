// Entries and state as lines that a person can read, for the timeline of a failure.
import type { LogEntry } from "@berth/core/model/entry";
import type { Plan } from "@berth/core/model/plan";
import type { Scene } from "./scene.ts";

export function describeEvents(events: LogEntry["events"], outcomes: readonly { readonly kind: string }[]): string {
  return events.map((event, i) => `${summary(event)}${outcomes[i]!.kind === "applied" ? "" : ` REFUSED`}`).join("; ");
}

function preempted({ placements }: Plan): string {
  const ids = placements.flatMap(({ preemptions = [] }) => preemptions.flatMap(({ allocationIds }) => allocationIds));
  return ids.length === 0 ? "" : ` preempts ${ids.map((id) => id.slice(0, 8)).join(" ")}`;
}

function summary(event: LogEntry["events"][number]): string {
  switch (event.type) {
    case "JobRegistered":
      return `JobRegistered ${event.job.ID} x${event.job.TaskGroups[0]!.Count}`;
    case "JobScaled":
      return `JobScaled ${event.jobId} x${event.count}`;
    case "JobDeregistered":
      return `JobDeregistered ${event.jobId}${event.purge ? " purge" : ""}`;
    case "PlansCommitted":
      return `PlansCommitted by ${event.verifiedThrough}: ${event.plans.map((plan) => `${plan.jobId}@${plan.decidedAt}~${plan.snapshotIndex} +${plan.placements.reduce((sum, group) => sum + group.nameIndexes.length, 0)} -${plan.stops.map((stop) => stop.allocationId.slice(0, 8) + (stop.clientStatus === "" ? "" : `=${stop.clientStatus}`)).join(" -")}${preempted(plan)}${plan.partial ? " partial" : ""}`).join(", ")}`;
    case "AllocationsReported":
      return `AllocationsReported ${event.nodeId.slice(0, 8)} ${event.reports.map((report) => `${report.allocationId}=${report.clientStatus}#${report.revision}`).join(" ")}`;
    case "NodeRegistered":
      return `NodeRegistered ${event.registration.spec.ID.slice(0, 8)} with ${event.registration.inventory.length}`;
    case "NodesMarkedDown":
      return `NodesMarkedDown ${event.nodes.map(({ nodeId }) => nodeId.slice(0, 8)).join(" ")}`;
    case "NodePurged":
    case "NodeEligibilitySet":
      return `${event.type} ${event.nodeId.slice(0, 8)}${event.type === "NodePurged" ? "" : ` ${event.eligibility}`}`;
    case "ObjectsCollected":
      return `ObjectsCollected of ${event.lookedAt}: ${event.allocationIds.join(" ")} ${event.jobs.map(({ jobId }) => jobId).join(" ")} nodes ${event.nodeIds.join(" ")}`;
    default:
      return event.type;
  }
}

export function* describeState({ state, machines }: Scene): Generator<string> {
  for (const { name, nodeId, tasks } of machines) {
    const node = state.node(nodeId);
    const { nodes } = state;
    yield `${name} ${nodeId.slice(0, 8)} ${node?.status} ${node?.eligibility}: ${node === undefined ? "" : `${nodes.cpuUsed[node.row]}/${nodes.cpuCapacity[node.row]} MHz ${nodes.memoryUsed[node.row]}/${nodes.memoryCapacity[node.row]} MB`}; runs ${tasks.running().map((task) => task.allocationId.slice(0, 8)).join(" ")}`;
  }
  for (const job of state.jobs.all()) {
    const spec = state.specOf(job);
    const deployment = state.deployments.get(job.deploymentId);
    yield `${job.id} ${spec.Type} v${job.versions[0]!.version}${job.stopped ? " stopped" : ""} x${spec.TaskGroups[0]!.Count}: decided ${job.decidedAt}, needs ${job.needsEvaluationAt}, looked ${job.evaluatedThrough}, pending "${job.pendingEvaluationId}", blocked "${job.blockedEvaluationId}", waiting ${job.waitingEvaluationIds.size}, deployment ${deployment?.status} of v${deployment?.jobVersion} ${JSON.stringify(deployment?.groups)}`;
    for (const row of state.allocationsOfJob(job)) {
      const { allocations } = state;
      if (allocations.desired.get(row) !== 0 && allocations.isClientTerminal(row)) continue;
      yield `  ${allocations.idOf(row)} [${allocations.nameIndex.get(row)}] v${allocations.jobVersion.get(row)} ${allocations.desiredStatus(row)} ${allocations.clientStatus(row)} health ${allocations.health.get(row)} on ${state.nodeOfAllocation(row)?.id.slice(0, 8)} at ${allocations.createIndex.get(row)}, deployment ${allocations.deploymentOf(row).slice(0, 8)}, next ${allocations.extras.get(row)?.nextId ?? ""}`;
    }
  }
}
