// What one reconciliation looks at: the job, its allocations, its deployments, and when. Everything here is read
// once; reconciling is a function of this and nothing else.
import { type Deployment, isActiveDeployment } from "../../model/deployment.js";
import type { Job, TaskGroup } from "../../model/job.js";
import type { JobRecord } from "../../state/job-table.js";
import type { State } from "../../state/state.js";
import { type AllocationView, viewAllocations } from "../allocation-view.js";

export interface Look {
  readonly record: JobRecord;
  readonly job: Job;
  readonly version: number;
  readonly allocations: readonly AllocationView[];
  readonly byGroup: ReadonlyMap<string, readonly AllocationView[]>;
  /** Deployment of the current version, if it has one that was not cancelled. */
  readonly deployment: Deployment | undefined;
  /** Active deployments of other versions. */
  readonly overtaken: readonly Deployment[];
  readonly nowMs: number;
  readonly evaluationId: string;
}

function groupAllocations(allocations: readonly AllocationView[]): ReadonlyMap<string, readonly AllocationView[]> {
  const groups = new Map<string, AllocationView[]>();
  for (const allocation of allocations) {
    const group = groups.get(allocation.group);
    if (group === undefined) groups.set(allocation.group, [allocation]);
    else group.push(allocation);
  }
  return groups;
}

export function lookAt(state: State, record: JobRecord, when: { readonly nowMs: number; readonly evaluationId: string }): Look {
  const { job, version } = record.versions[0]!;
  const allocations = viewAllocations(state, record);
  const deployments = (state.deploymentsOfJob.get(record.key) ?? []).flatMap((id) => state.deployments.get(id) ?? []);
  const isOfThisVersion = (deployment: Deployment): boolean =>
    deployment.jobVersion === version && deployment.jobCreateIndex === record.createIndex;
  return {
    record,
    job,
    version,
    allocations,
    byGroup: groupAllocations(allocations),
    deployment: deployments.findLast((deployment) => isOfThisVersion(deployment) && deployment.status !== "cancelled"),
    overtaken: deployments.filter((deployment) => isActiveDeployment(deployment.status) && !isOfThisVersion(deployment)),
    ...when,
  };
}

/** The group as the allocation's own version had it; undefined when that version is no longer kept. */
export function groupOfVersion(look: Look, allocation: AllocationView): { readonly job: Job; readonly group: TaskGroup } | undefined {
  const kept = look.record.versions.find((version) => version.version === allocation.jobVersion);
  const group = kept?.job.TaskGroups.find((candidate) => candidate.Name === allocation.group);
  return kept === undefined || group === undefined ? undefined : { job: kept.job, group };
}
