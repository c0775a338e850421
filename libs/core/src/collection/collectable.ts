// What may be forgotten: objects that have ended, that nothing live refers to, and that are old enough (Nomad's
// thresholds, nomad.md 4.17). Only proposed here; the fold removes what is still unchanged. Completed allocations of a
// batch job stay as long as the job is there: they say that its work is done.
import { isActiveDeployment } from "../model/deployment.js";
import type { ObjectsCollected } from "../model/entry.js";
import { desiredCode } from "../state/allocation-table.js";
import type { JobRecord } from "../state/job-table.js";
import { type State, jobStatus } from "../state/state.js";

export interface CollectionAges {
  readonly evaluationMs: number;
  readonly jobMs: number;
  readonly nodeMs: number;
  readonly deploymentMs: number;
}

const hourMs = 3_600_000;

export const defaultAges: CollectionAges = { evaluationMs: hourMs, jobMs: 4 * hourMs, nodeMs: 24 * hourMs, deploymentMs: hourMs };

/** For `PUT /v1/system/gc`. */
export const noAges: CollectionAges = { evaluationMs: 0, jobMs: 0, nodeMs: 0, deploymentMs: 0 };

/** Bounds one entry's size; what is left over is proposed the next time. */
const maxObjects = 2_000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** undefined = nothing to collect. */
export function collectable(state: State, nowMs: number, ages: CollectionAges): ObjectsCollected | undefined {
  const found: Mutable<ObjectsCollected> = {
    type: "ObjectsCollected",
    lookedAt: state.index,
    evaluationIds: [],
    allocationIds: [],
    jobs: [],
    deploymentIds: [],
    nodeIds: [],
  };
  const isOld = (atMs: number, ageMs: number): boolean => atMs + ageMs <= nowMs;
  const room = (): boolean =>
    found.evaluationIds.length + found.allocationIds.length + found.jobs.length + found.deploymentIds.length + found.nodeIds.length < maxObjects;
  for (const job of state.jobs.all()) {
    if (!room()) break;
    const isDead = isEnded(state, job) && isOld(lastChangeMs(state, job), job.purged ? 0 : ages.jobMs);
    for (const row of state.allocationsOfJob(job)) {
      const replaced = state.allocations.desired.get(row) !== desiredCode.run && isOld(state.allocations.modifiedAtMs.get(row), ages.evaluationMs);
      if (state.allocations.isClientTerminal(row) && (isDead || replaced) && room()) found.allocationIds.push(state.allocations.idOf(row));
    }
    if (isDead) found.jobs.push({ namespace: job.namespace, jobId: job.id });
  }
  for (const { id, status, modifiedAtMs } of state.evaluations.values())
    if (room() && status !== "pending" && status !== "blocked" && isOld(modifiedAtMs, ages.evaluationMs)) found.evaluationIds.push(id);
  for (const { id, status, modifiedAtMs } of state.deployments.values())
    if (room() && !isActiveDeployment(status) && isOld(modifiedAtMs, ages.deploymentMs) && !isCurrent(state, id)) found.deploymentIds.push(id);
  for (const node of state.nodes.all())
    if (room() && node.status === "down" && isOld(node.statusUpdatedAtMs, ages.nodeMs) && !holdsAnything(state, node.row)) found.nodeIds.push(node.id);
  return isEmpty(found) ? undefined : found;
}

function isEmpty({ evaluationIds, allocationIds, jobs, deploymentIds, nodeIds }: ObjectsCollected): boolean {
  return [evaluationIds, allocationIds, jobs, deploymentIds, nodeIds].every((list) => list.length === 0);
}

function isEnded(state: State, job: JobRecord): boolean {
  return job.liveCount === 0 && jobStatus(state, job) === "dead" && (job.stopped || state.specOf(job).Type === "batch" || state.specOf(job).Type === "sysbatch");
}

function lastChangeMs(state: State, job: JobRecord): number {
  let lastMs = job.versions[0]!.submittedAtMs;
  for (const row of state.allocationsOfJob(job)) lastMs = Math.max(lastMs, state.allocations.modifiedAtMs.get(row));
  return lastMs;
}

/** A job's newest deployment is kept with the job. */
function isCurrent(state: State, deploymentId: string): boolean {
  const deployment = state.deployments.get(deploymentId)!;
  return state.job(deployment.namespace, deployment.jobId)?.deploymentId === deploymentId;
}

function holdsAnything(state: State, nodeRow: number): boolean {
  for (const row of state.allocationsOnNode(state.nodes.at(nodeRow)!)) if (!state.allocations.isClientTerminal(row)) return true;
  return false;
}
