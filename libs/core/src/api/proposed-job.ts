// The cluster as it would be with a job registered, without registering it: what a dry run of the scheduler looks at.
// The real state is not copied and not touched; only the one job reads differently.
import type { Evaluation } from "../model/evaluation.js";
import type { Job } from "../model/job.js";
import { sameSpec } from "../jobspec/spec-change.js";
import { type JobRecord, currentVersion, jobKey, newJobRecord } from "../state/job-table.js";
import type { State } from "../state/state.js";

/** Beyond any row that a real job has: nothing is stored under it. */
const noRow = 0x7fff_ffff;

function proposedRecord(known: JobRecord | undefined, job: Job, state: State): JobRecord {
  const index = state.index + 1;
  const base = known ?? newJobRecord({ namespace: job.Namespace, id: job.ID, row: noRow, index });
  const current = known === undefined ? undefined : currentVersion(known);
  if (current !== undefined && !base.stopped && !base.purged && sameSpec(current.job, job)) return { ...base };
  const version = {
    version: current === undefined ? 0 : current.version + 1,
    job,
    jobModifyIndex: index,
    submittedAtMs: state.timeMs,
    stable: false,
    submission: undefined,
  };
  return { ...base, stopped: false, purged: false, versions: [version, ...base.versions], jobModifyIndex: index, decidedAt: index };
}

export interface Proposal {
  readonly state: State;
  readonly evaluation: Evaluation;
}

/** Valid until the next entry, like everything that reads the state. */
export function proposeJob(state: State, job: Job, evaluationId: string): Proposal {
  const record = proposedRecord(state.job(job.Namespace, job.ID), job, state);
  const jobs: State["jobs"] = Object.create(state.jobs, {
    get: { value: (namespace: string, id: string) => (jobKey(namespace, id) === record.key ? record : state.jobs.get(namespace, id)) },
    at: { value: (row: number) => (row === record.row ? record : state.jobs.at(row)) },
  });
  const proposed: State = Object.create(state, { jobs: { value: jobs } });
  const evaluation: Evaluation = {
    id: evaluationId,
    namespace: job.Namespace,
    jobId: job.ID,
    type: job.Type,
    priority: job.Priority,
    triggeredBy: "job-register",
    status: "pending",
    statusDescription: "",
    waitUntilMs: 0,
    nodeId: "",
    deploymentId: "",
    previousId: "",
    nextId: "",
    blockedId: "",
    jobModifyIndex: record.jobModifyIndex,
    failedGroups: {},
    queued: {},
    desiredUpdates: {},
    placedGroups: {},
    snapshotIndex: 0,
    createIndex: 0,
    modifyIndex: 0,
    createdAtMs: state.timeMs,
    modifiedAtMs: state.timeMs,
    trace: "",
  };
  return { state: proposed, evaluation };
}
