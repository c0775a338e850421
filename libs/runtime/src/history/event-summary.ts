// One event of the log in a few words, for search and audit: what it is about and what became of it. Specs, reports and
// the like are not repeated here; they have rows of their own. Nothing secret, not even a hash of a secret.
import { assertNever } from "@berth/core/common/invariant";
import type { LogEvent, Outcome } from "@berth/core/model/entry";
import type { EventSummary } from "@berth/ports/history-store";

type Subject = EventSummary["subject"];

export function summarizeEvent(event: LogEvent, outcome: Outcome | undefined): EventSummary {
  const said = { type: event.type, subject: subjectOf(event) };
  if (outcome?.kind === "refused") return { ...said, outcome: "refused", code: outcome.code, message: outcome.message, evaluationId: "" };
  return { ...said, outcome: "applied", code: "", message: "", evaluationId: outcome?.evaluationId ?? "" };
}

function subjectOf(event: LogEvent): Subject {
  switch (event.type) {
    case "LeadershipTaken":
      return { role: event.role, epoch: event.epoch, holder: event.holder };
    case "Ticked":
      return {};
    case "LevelRaised":
      return { level: event.level };
    case "JobRegistered":
      return { namespace: event.job.Namespace, jobId: event.job.ID };
    case "JobDeregistered":
      return { namespace: event.namespace, jobId: event.jobId, purge: event.purge };
    case "JobEvaluationForced":
      return { namespace: event.namespace, jobId: event.jobId };
    case "JobScaled":
      return { namespace: event.namespace, jobId: event.jobId, group: event.group, count: event.count };
    case "PeriodicJobLaunched":
      return { namespace: event.namespace, jobId: event.jobId, dueMs: event.dueMs, skipped: event.skipped };
    case "PeriodicLaunchesSkipped":
      return { namespace: event.namespace, jobId: event.jobId, skipped: event.skipped };
    case "PeriodicJobForced":
      return { namespace: event.namespace, jobId: event.jobId, atMs: event.atMs };
    case "JobDispatched":
      // What it was given may be secret.
      return { namespace: event.namespace, jobId: event.jobId, childId: event.childId };
    case "PlansCommitted":
      return { plans: event.plans.map(planSubject) };
    case "AllocationsStopRequested":
      return { allocationIds: event.allocationIds };
    case "ObjectsCollected":
      return {
        jobs: event.jobs,
        evaluations: event.evaluationIds.length,
        allocations: event.allocationIds.length,
        deployments: event.deploymentIds.length,
        nodeIds: event.nodeIds,
      };
    case "SchedulerConfigured":
      return { ...event.configuration };
    case "NodeRegistered":
    case "NodesMarkedDown":
    case "NodeEligibilitySet":
    case "NodePurged":
    case "AllocationsReported":
      return nodeSubject(event);
    default:
      return assertNever(event, "event");
  }
}

type NodeEvent = Extract<
  LogEvent,
  { readonly type: "NodeRegistered" | "NodesMarkedDown" | "NodeEligibilitySet" | "NodePurged" | "AllocationsReported" }
>;

function nodeSubject(event: NodeEvent): Subject {
  switch (event.type) {
    case "NodeRegistered":
      return { nodeId: event.registration.spec.ID, name: event.registration.spec.Name, inventory: event.registration.inventory.length };
    case "NodesMarkedDown":
      return { nodeIds: event.nodes.map(({ nodeId }) => nodeId), reason: event.reason };
    case "NodeEligibilitySet":
      return { nodeId: event.nodeId, eligibility: event.eligibility };
    case "NodePurged":
      return { nodeId: event.nodeId };
    case "AllocationsReported":
      return { nodeId: event.nodeId, allocationIds: event.reports.map(({ allocationId }) => allocationId) };
    default:
      return assertNever(event, "event");
  }
}

type Plan = Extract<LogEvent, { readonly type: "PlansCommitted" }>["plans"][number];

function planSubject(plan: Plan): Subject {
  return {
    namespace: plan.namespace,
    jobId: plan.jobId,
    evaluationId: plan.evaluationId,
    placements: plan.placements.reduce((sum, group) => sum + group.nameIndexes.length, 0),
    stops: plan.stops.length,
    updates: plan.updates.length,
  };
}
