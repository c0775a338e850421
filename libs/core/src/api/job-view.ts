// A job as the API shows it: the specification of one version with what the server owns. Clients may send it back as it
// is; what the server owns is ignored then (model/job, serverOwnedJobFields).
import { type JobRecord, type JobVersionRecord, currentVersion } from "../state/job-table.js";
import { type State, jobStatus } from "../state/state.js";
import { childrenView, newestChildIndex, periodicLaunchesView } from "./family-view.js";
import type { JobAnswer, JobScaleStatus, JobStub, JobSummary } from "./schema/job-answers.js";
import { nanoseconds } from "./time.js";
import { newestAllocationIndex } from "./visible-job.js";

/** The specification is readonly to all; an answer is a fresh object around it, whose parts nobody writes. */
type Writable<T> = T extends readonly (infer U)[]
  ? Writable<U>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;

export function writable<T>(value: T): Writable<T> {
  return value as Writable<T>;
}

export function jobVersionView(state: State, job: JobRecord, version: JobVersionRecord): JobAnswer {
  const child = state.families.children.get(job.key);
  const dispatched = child?.dispatched;
  return {
    ...writable(version.job),
    // A dispatched job shows what its parent was dispatched by.
    ParameterizedJob: writable(dispatched?.parameterized ?? version.job.ParameterizedJob),
    Stop: job.stopped,
    ParentID: child?.parentId ?? "",
    Dispatched: dispatched !== undefined,
    DispatchIdempotencyToken: dispatched?.idempotencyToken ?? "",
    Payload: dispatched === undefined || dispatched.payload === "" ? null : dispatched.payload,
    Status: jobStatus(state, job),
    StatusDescription: "",
    Stable: version.stable,
    Version: version.version,
    VersionTag: null,
    SubmitTime: nanoseconds(version.submittedAtMs),
    CreateIndex: job.createIndex,
    ModifyIndex: job.modifyIndex,
    JobModifyIndex: version.jobModifyIndex,
    NomadTokenID: "",
    ConsulNamespace: "",
    VaultNamespace: "",
    ConsulToken: "",
    VaultToken: "",
  };
}

export function jobView(state: State, job: JobRecord): JobAnswer {
  return jobVersionView(state, job, currentVersion(job));
}

/** The job of an allocation: the version that it was placed under, or the newest one when that is no longer kept. */
export function jobOfVersionView(state: State, job: JobRecord, version: number): JobAnswer {
  const kept = job.versions.find((candidate) => candidate.version === version) ?? currentVersion(job);
  return { ...jobVersionView(state, job, kept), Version: version };
}

export function jobSummaryView(state: State, job: JobRecord): JobSummary {
  const groups = new Set([...currentVersion(job).job.TaskGroups.map((group) => group.Name), ...job.summary.keys()]);
  const summary: JobSummary["Summary"] = {};
  for (const name of groups) {
    const counts = job.summary.get(name);
    summary[name] = {
      Queued: counts?.queued ?? 0,
      Complete: counts?.complete ?? 0,
      Failed: counts?.failed ?? 0,
      Running: counts?.running ?? 0,
      Starting: counts?.starting ?? 0,
      Lost: counts?.lost ?? 0,
      Unknown: counts?.unknown ?? 0,
    };
  }
  return {
    JobID: job.id,
    Namespace: job.namespace,
    Summary: summary,
    Children: childrenView(state, job),
    PeriodicLaunches: periodicLaunchesView(state, job),
    CreateIndex: job.createIndex,
    ModifyIndex: Math.max(job.modifyIndex, newestAllocationIndex(state, job), newestChildIndex(state, job)),
  };
}

export function jobStubView(state: State, job: JobRecord, withMeta: boolean): JobStub {
  const { job: spec, version, submittedAtMs } = currentVersion(job);
  return {
    ID: job.id,
    ParentID: state.families.children.get(job.key)?.parentId ?? "",
    Name: spec.Name,
    Namespace: job.namespace,
    Datacenters: [...spec.Datacenters],
    NodePool: spec.NodePool,
    Multiregion: spec.Multiregion,
    Type: spec.Type,
    Priority: spec.Priority,
    Periodic: spec.Periodic !== null,
    ParameterizedJob: spec.ParameterizedJob !== null,
    Stop: job.stopped,
    Status: jobStatus(state, job),
    StatusDescription: "",
    JobSummary: jobSummaryView(state, job),
    CreateIndex: job.createIndex,
    ModifyIndex: job.modifyIndex,
    JobModifyIndex: job.jobModifyIndex,
    SubmitTime: nanoseconds(submittedAtMs),
    Version: version,
    Meta: withMeta && spec.Meta !== null ? { ...spec.Meta } : null,
  };
}

export function jobScaleView(state: State, job: JobRecord): JobScaleStatus {
  const groups: JobScaleStatus["TaskGroups"] = {};
  const { allocations } = state;
  for (const group of currentVersion(job).job.TaskGroups)
    groups[group.Name] = { Desired: group.Count, Placed: 0, Running: 0, Healthy: 0, Unhealthy: 0, Events: null };
  for (const row of state.allocationsOfJob(job)) {
    const group = groups[state.groupOfAllocation(row)];
    if (group === undefined || allocations.isTerminal(row)) continue;
    group.Placed++;
    if (allocations.clientStatus(row) === "running") group.Running++;
    const health = allocations.health.get(row);
    if (health === 1) group.Healthy++;
    if (health === 2) group.Unhealthy++;
  }
  return {
    JobID: job.id,
    Namespace: job.namespace,
    JobCreateIndex: job.createIndex,
    JobModifyIndex: job.jobModifyIndex,
    JobStopped: job.stopped,
    TaskGroups: groups,
  };
}
