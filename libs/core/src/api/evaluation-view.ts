// Evaluations and deployments as the API shows them. An evaluation leaves its empty fields out; a deployment does not.
import type { Deployment } from "../model/deployment.js";
import type { DesiredUpdates, Evaluation } from "../model/evaluation.js";
import type { State } from "../state/state.js";
import { omitEmpty } from "./json.js";
import { metricsView } from "./metric-view.js";
import type { DeploymentAnswer, DesiredUpdatesAnswer, EvaluationAnswer } from "./schema/evaluation-answers.js";
import { nanoseconds, rfc3339 } from "./time.js";

function nodePoolOf(state: State, evaluation: Evaluation): string {
  const job = state.job(evaluation.namespace, evaluation.jobId);
  return job === undefined ? "" : state.specOf(job).NodePool;
}

export function evaluationView(state: State, evaluation: Evaluation): EvaluationAnswer {
  const failed = metricsView(evaluation.failedGroups, nodePoolOf(state, evaluation));
  return {
    ID: evaluation.id,
    Namespace: evaluation.namespace,
    Priority: evaluation.priority,
    Type: evaluation.type,
    TriggeredBy: evaluation.triggeredBy,
    JobID: evaluation.jobId,
    JobModifyIndex: omitEmpty(evaluation.jobModifyIndex),
    NodeID: omitEmpty(evaluation.nodeId),
    DeploymentID: omitEmpty(evaluation.deploymentId),
    Status: evaluation.status,
    StatusDescription: omitEmpty(evaluation.statusDescription),
    WaitUntil: evaluation.waitUntilMs === 0 ? undefined : rfc3339(evaluation.waitUntilMs),
    NextEval: omitEmpty(evaluation.nextId),
    PreviousEval: omitEmpty(evaluation.previousId),
    BlockedEval: omitEmpty(evaluation.blockedId),
    FailedTGAllocs: Object.keys(failed).length === 0 ? undefined : failed,
    QueuedAllocations: Object.keys(evaluation.queued).length === 0 ? undefined : { ...evaluation.queued },
    SnapshotIndex: omitEmpty(evaluation.snapshotIndex),
    CreateIndex: evaluation.createIndex,
    ModifyIndex: evaluation.modifyIndex,
    CreateTime: nanoseconds(evaluation.createdAtMs),
    ModifyTime: nanoseconds(evaluation.modifiedAtMs),
  };
}

/** With `?related=true`: the ones it names and the ones that name it. */
export function relatedEvaluations(state: State, evaluation: Evaluation): EvaluationAnswer["RelatedEvals"] {
  const related = new Map<string, Evaluation>();
  const queue = [evaluation];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const id of [next.nextId, next.previousId, next.blockedId]) {
      const other = state.evaluations.get(id);
      if (other === undefined || other.id === evaluation.id || related.has(id)) continue;
      related.set(id, other);
      queue.push(other);
    }
  }
  return [...related.values()].map((other) => ({
    ID: other.id,
    Priority: other.priority,
    Type: other.type,
    TriggeredBy: other.triggeredBy,
    Namespace: other.namespace,
    JobID: other.jobId,
    NodeID: other.nodeId,
    DeploymentID: other.deploymentId,
    Status: other.status,
    StatusDescription: other.statusDescription,
    WaitUntil: rfc3339(other.waitUntilMs),
    NextEval: other.nextId,
    PreviousEval: other.previousId,
    BlockedEval: other.blockedId,
    CreateIndex: other.createIndex,
    ModifyIndex: other.modifyIndex,
    CreateTime: nanoseconds(other.createdAtMs),
    ModifyTime: nanoseconds(other.modifiedAtMs),
  }));
}

export function deploymentView(state: State, deployment: Deployment): DeploymentAnswer {
  const job = state.job(deployment.namespace, deployment.jobId);
  const groups: DeploymentAnswer["TaskGroups"] = {};
  for (const [name, group] of Object.entries(deployment.groups))
    groups[name] = {
      AutoRevert: group.autoRevert,
      AutoPromote: group.autoPromote,
      ProgressDeadline: nanoseconds(group.progressDeadlineMs),
      RequireProgressBy: rfc3339(group.requireProgressByMs),
      Promoted: group.promoted,
      PlacedCanaries: null,
      DesiredCanaries: group.desiredCanaries,
      DesiredTotal: group.desiredTotal,
      PlacedAllocs: group.placed,
      HealthyAllocs: group.healthy,
      UnhealthyAllocs: group.unhealthy,
    };
  return {
    ID: deployment.id,
    Namespace: deployment.namespace,
    JobID: deployment.jobId,
    JobVersion: deployment.jobVersion,
    JobModifyIndex: deployment.jobModifyIndex,
    JobSpecModifyIndex: deployment.jobModifyIndex,
    JobCreateIndex: deployment.jobCreateIndex,
    IsMultiregion: false,
    TaskGroups: groups,
    Status: deployment.status,
    StatusDescription: deployment.statusDescription,
    EvalPriority: job === undefined ? 0 : state.specOf(job).Priority,
    CreateIndex: deployment.createIndex,
    ModifyIndex: deployment.modifyIndex,
    CreateTime: nanoseconds(deployment.createdAtMs),
    ModifyTime: nanoseconds(deployment.modifiedAtMs),
  };
}

/** Disconnect and Reconnect are counted as ignored until nodes may be disconnected. */
export function desiredUpdatesView(updates: DesiredUpdates): DesiredUpdatesAnswer {
  return {
    Ignore: updates.ignore,
    Place: updates.place,
    Migrate: updates.migrate,
    Stop: updates.stop,
    InPlaceUpdate: updates.inPlaceUpdate,
    DestructiveUpdate: updates.destructiveUpdate,
    Canary: updates.canary,
    Preemptions: updates.preemptions,
    Disconnect: 0,
    Reconnect: 0,
    RescheduleNow: updates.rescheduleNow,
    RescheduleLater: updates.rescheduleLater,
  };
}
