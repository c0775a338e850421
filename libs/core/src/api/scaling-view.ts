// The scaling blocks of running jobs as policies of their own, which is how autoscalers read them. A policy's id follows from what it
// scales, so it stays over versions of the job.
import { uuidFrom } from "../common/hash.js";
import { currentVersion, type JobRecord } from "../state/job-table.js";
import type { State } from "../state/state.js";
import type { ScalingPolicyAnswer } from "./schema/scaling-answers.js";
import { visibleJobs } from "./visible-job.js";

function* policiesOf(job: JobRecord): Generator<ScalingPolicyAnswer> {
  const { job: spec, jobModifyIndex } = currentVersion(job);
  for (const group of spec.TaskGroups) {
    const { Scaling: scaling } = group;
    if (scaling === null || scaling === undefined) continue;
    yield {
      ID: uuidFrom(`scaling\n${job.key}\n${group.Name}`, 0),
      Enabled: scaling.Enabled,
      Type: scaling.Type === "" ? "horizontal" : scaling.Type,
      Target: { Namespace: job.namespace, Job: job.id, Group: group.Name },
      Min: scaling.Min,
      Max: scaling.Max,
      Policy: scaling.Policy,
      CreateIndex: job.createIndex,
      ModifyIndex: jobModifyIndex,
    };
  }
}

/** Of the jobs that are not stopped, by job and group. */
export function scalingPolicies(state: State, namespace: string): readonly ScalingPolicyAnswer[] {
  return visibleJobs(state, namespace, "").filter(({ stopped }) => !stopped).flatMap((job) => [...policiesOf(job)]);
}
