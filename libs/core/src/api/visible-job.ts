// Which jobs a reader sees, and up to which index what is shown of a job changed. A purged job stays in the state until
// its last allocation has ended, but nobody sees it any more.
import type { JobRecord } from "../state/job-table.js";
import type { State } from "../state/state.js";

export function visibleJob(state: State, namespace: string, jobId: string): JobRecord | undefined {
  const job = state.job(namespace, jobId);
  return job === undefined || job.purged ? undefined : job;
}

/** `*` means all namespaces. By namespace and id, as Nomad's index orders them. */
export function visibleJobs(state: State, namespace: string, prefix: string): readonly JobRecord[] {
  const found: JobRecord[] = [];
  for (const job of state.jobs.all()) {
    if (job.purged || !job.id.startsWith(prefix)) continue;
    if (namespace === "*" || job.namespace === namespace) found.push(job);
  }
  return found.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

export function newestAllocationIndex(state: State, job: JobRecord): number {
  let newest = 0;
  for (const row of state.allocationsOfJob(job)) newest = Math.max(newest, state.allocations.modifyIndex.get(row));
  return newest;
}

export function newestEvaluationIndex(state: State, jobKey: string): number {
  let newest = 0;
  for (const id of state.evaluationsOfJob.get(jobKey) ?? [])
    newest = Math.max(newest, state.evaluations.get(id)?.modifyIndex ?? 0);
  return newest;
}

export function newestDeploymentIndex(state: State, jobKey: string): number {
  let newest = 0;
  for (const id of state.deploymentsOfJob.get(jobKey) ?? [])
    newest = Math.max(newest, state.deployments.get(id)?.modifyIndex ?? 0);
  return newest;
}

/** Status and summary follow from allocations and evaluations, so a job's answer changes with these, too. */
export function jobAnswerIndex(state: State, job: JobRecord): number {
  return Math.max(job.modifyIndex, newestAllocationIndex(state, job), newestEvaluationIndex(state, job.key));
}
