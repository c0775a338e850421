// Events on the wire: one pair of functions each.
import { assertNever } from "@berth/core/common/invariant";
import type { JobRegistered, LogEvent } from "@berth/core/model/entry";
import type { Eligibility } from "@berth/core/model/node";
import type { berth } from "../gen/entry.js";
import { compress, decompress, fromDocument, fromDocumentOr, isWorthCompressing, toDocument } from "./documents.js";
import { readJob } from "./job-document.js";
import { dispatchedFromWire, forcedFromWire, launchToWire, launchedFromWire, skipsFromWire } from "./launches.js";
import { planFromWire, planToWire } from "./plan.js";
import { reportedFromWire, reportedToWire } from "./reported.js";
import { reportFromWire, reportToWire } from "./report.js";
import { roleFromWire } from "./role.js";

type WireEvent = berth.log.v1.Event.$Properties;

// spine: one case an event
export function eventToWire(event: LogEvent): WireEvent {
  switch (event.type) {
    case "LeadershipTaken":
      return { leadershipTaken: { role: event.role, epoch: event.epoch, holder: event.holder } };
    case "Ticked":
      return { ticked: {} };
    case "LevelRaised":
      return { levelRaised: { level: event.level } };
    case "JobRegistered":
      return { jobRegistered: jobToWire(event) };
    case "JobDeregistered":
      return { jobDeregistered: { namespace: event.namespace, jobId: event.jobId, purge: event.purge } };
    case "JobEvaluationForced":
      return { jobEvaluationForced: { namespace: event.namespace, jobId: event.jobId } };
    case "JobScaled":
      return { jobScaled: { namespace: event.namespace, jobId: event.jobId, group: event.group, count: event.count } };
    case "NodeRegistered": {
      const { spec, secretHash, inventory, counter = 0 } = event.registration;
      return { nodeRegistered: { spec: toDocument(spec), secretHash, inventory: inventory.map(reportToWire), counter } };
    }
    case "NodesMarkedDown":
      return {
        nodesMarkedDown: {
          nodeIds: event.nodes.map((node) => node.nodeId),
          registrationIndexes: event.nodes.map((node) => node.registrationIndex),
          reason: event.reason,
        },
      };
    case "NodeEligibilitySet":
      return { nodeEligibilitySet: { nodeId: event.nodeId, eligibility: event.eligibility } };
    case "NodePurged":
      return { nodePurged: { nodeId: event.nodeId } };
    case "AllocationsReported":
      return { allocationsReported: reportedToWire(event) };
    case "AllocationsStopRequested":
      return { allocationsStopRequested: { allocationIds: [...event.allocationIds] } };
    case "PlansCommitted":
      return { plansCommitted: { verifiedThrough: event.verifiedThrough, plans: event.plans.map(planToWire) } };
    case "ObjectsCollected":
      return {
        objectsCollected: {
          lookedAt: event.lookedAt,
          evaluationIds: [...event.evaluationIds],
          allocationIds: [...event.allocationIds],
          jobNamespaces: event.jobs.map((job) => job.namespace),
          jobIds: event.jobs.map((job) => job.jobId),
          deploymentIds: [...event.deploymentIds],
          nodeIds: [...event.nodeIds],
        },
      };
    case "PeriodicJobLaunched":
    case "PeriodicLaunchesSkipped":
    case "PeriodicJobForced":
    case "JobDispatched":
      return launchToWire(event);
    case "SchedulerConfigured":
      return { schedulerConfigured: { configuration: toDocument(event.configuration), expectedModifyIndex: event.expectedModifyIndex } };
    default:
      return assertNever(event, "event");
  }
}

function jobToWire(event: JobRegistered): berth.log.v1.JobRegistered.$Properties {
  const job = toDocument(event.job);
  const submission = toDocument(event.submission);
  const compressed = isWorthCompressing(job) || isWorthCompressing(submission);
  return {
    job: compressed ? compress(job) : job,
    submission: compressed ? compress(submission) : submission,
    compressed,
    expectedJobModifyIndex: event.expectedJobModifyIndex,
  };
}

function jobFromWire(event: berth.log.v1.JobRegistered): JobRegistered {
  const open = (bytes: Uint8Array): Uint8Array => (event.compressed ? decompress(bytes) : bytes);
  return {
    type: "JobRegistered",
    job: readJob(open(event.job)),
    expectedJobModifyIndex: event.expectedJobModifyIndex ?? undefined,
    submission: fromDocumentOr<JobRegistered["submission"]>(open(event.submission), undefined),
  };
}

type WireKind = NonNullable<berth.log.v1.Event["kind"]>;

// spine: one case an event
export function eventFromWire(event: berth.log.v1.Event): LogEvent {
  const kind: WireKind | undefined = event.kind;
  switch (kind) {
    case "leadershipTaken": {
      const taken = event.leadershipTaken!;
      return { type: "LeadershipTaken", role: roleFromWire(taken.role ?? ""), epoch: taken.epoch ?? 0, holder: taken.holder ?? "" };
    }
    case "ticked":
      return { type: "Ticked" };
    case "levelRaised":
      return { type: "LevelRaised", level: event.levelRaised!.level ?? 0 };
    case "jobRegistered":
      return jobFromWire(event.jobRegistered as berth.log.v1.JobRegistered);
    case "jobDeregistered": {
      const { namespace, jobId, purge } = event.jobDeregistered as berth.log.v1.JobDeregistered;
      return { type: "JobDeregistered", namespace, jobId, purge };
    }
    case "jobEvaluationForced": {
      const { namespace, jobId } = event.jobEvaluationForced as berth.log.v1.JobEvaluationForced;
      return { type: "JobEvaluationForced", namespace, jobId };
    }
    case "jobScaled": {
      const { namespace, jobId, group, count } = event.jobScaled as berth.log.v1.JobScaled;
      return { type: "JobScaled", namespace, jobId, group, count };
    }
    case "nodeRegistered": {
      const { spec, secretHash, inventory, counter } = event.nodeRegistered as berth.log.v1.NodeRegistered;
      const counted = counter === 0 ? {} : { counter };
      return { type: "NodeRegistered", registration: { spec: fromDocument(spec), secretHash, inventory: inventory.map(reportFromWire), ...counted } };
    }
    case "nodesMarkedDown": {
      const { nodeIds, registrationIndexes, reason } = event.nodesMarkedDown as berth.log.v1.NodesMarkedDown;
      const nodes = nodeIds.map((nodeId, i) => ({ nodeId, registrationIndex: registrationIndexes[i] ?? 0 }));
      return { type: "NodesMarkedDown", nodes, reason };
    }
    case "nodeEligibilitySet": {
      const { nodeId, eligibility } = event.nodeEligibilitySet as berth.log.v1.NodeEligibilitySet;
      return { type: "NodeEligibilitySet", nodeId, eligibility: eligibility as Eligibility };
    }
    case "nodePurged":
      return { type: "NodePurged", nodeId: event.nodePurged!.nodeId ?? "" };
    case "allocationsReported":
      return reportedFromWire(event.allocationsReported as berth.log.v1.AllocationsReported);
    case "allocationsStopRequested":
      return { type: "AllocationsStopRequested", allocationIds: event.allocationsStopRequested!.allocationIds ?? [] };
    case "plansCommitted": {
      const { verifiedThrough, plans } = event.plansCommitted as berth.log.v1.PlansCommitted;
      return { type: "PlansCommitted", verifiedThrough, plans: plans.map((plan) => planFromWire(plan as berth.log.v1.Plan)) };
    }
    case "objectsCollected": {
      const { lookedAt, evaluationIds, allocationIds, jobNamespaces, jobIds, deploymentIds, nodeIds } =
        event.objectsCollected as berth.log.v1.ObjectsCollected;
      const jobs = jobIds.map((jobId, i) => ({ namespace: jobNamespaces[i] ?? "default", jobId }));
      return { type: "ObjectsCollected", lookedAt, evaluationIds, allocationIds, jobs, deploymentIds, nodeIds };
    }
    case "schedulerConfigured": {
      const { configuration, expectedModifyIndex } = event.schedulerConfigured as berth.log.v1.SchedulerConfigured;
      return { type: "SchedulerConfigured", configuration: fromDocument(configuration), expectedModifyIndex: expectedModifyIndex ?? undefined };
    }
    case "periodicJobLaunched":
      return launchedFromWire(event.periodicJobLaunched as berth.log.v1.PeriodicJobLaunched);
    case "periodicLaunchesSkipped":
      return skipsFromWire(event.periodicLaunchesSkipped as berth.log.v1.PeriodicLaunchesSkipped);
    case "periodicJobForced":
      return forcedFromWire(event.periodicJobForced as berth.log.v1.PeriodicJobForced);
    case "jobDispatched":
      return dispatchedFromWire(event.jobDispatched as berth.log.v1.JobDispatched);
    case undefined:
      throw new RangeError("event of an unknown kind: written by a newer release");
    default:
      return assertNever(kind, "event kind");
  }
}
