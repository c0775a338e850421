// What changed after an index, as the event stream tells it (nomad.md 3.8): for each job, evaluation, allocation, deployment and node
// its newest change, in the order of the log. It is found from the state, so it reaches back as far as anybody asks, also behind a trimmed
// log; changes of one thing that a reader has not come to yet are one, its last. Nothing is ever missed for good, and nothing is queued.
import type { Deployment } from "../model/deployment.js";
import type { Evaluation } from "../model/evaluation.js";
import type { JobRecord } from "../state/job-table.js";
import type { NodeRecord } from "../state/node-table.js";
import type { State } from "../state/state.js";
import { allocationView } from "./allocation-view.js";
import { deploymentView, evaluationView } from "./evaluation-view.js";
import { jobView } from "./job-view.js";
import { nodeView } from "./node-view.js";
import type { StreamEvent } from "./schema/event-answers.js";

/** A thing that changed at an index. Its event is made when it is its turn: undefined, if it has changed again by then. */
export interface Change {
  readonly index: number;
  event(): StreamEvent | undefined;
}

export interface Changes {
  /** Sorted by index. */
  readonly changes: readonly Change[];
  /** Everything up to here is in `changes`. */
  readonly through: number;
}

/** A reader takes so many at once at most, or one index if that has more. */
const mostChanges = 20_000;

function jobType(job: JobRecord): string {
  if (job.jobModifyIndex !== job.modifyIndex) return "EvaluationUpdated";
  return job.stopped ? "JobDeregistered" : "JobRegistered";
}

function jobEvent(state: State, job: JobRecord): StreamEvent {
  const { namespace, id, modifyIndex } = job;
  return { Topic: "Job", Type: jobType(job), Key: id, Namespace: namespace, FilterKeys: null, Index: modifyIndex, Payload: { Job: jobView(state, job) } };
}

const typeOfTrigger: Readonly<Partial<Record<Evaluation["triggeredBy"], string>>> = {
  "job-register": "JobRegistered",
  "job-deregister": "JobDeregistered",
  "alloc-stop": "AllocationUpdateDesiredStatus",
};

function evaluationEvent(state: State, evaluation: Evaluation): StreamEvent {
  const { id, namespace, jobId, deploymentId, createIndex, modifyIndex, triggeredBy } = evaluation;
  const type = createIndex === modifyIndex ? typeOfTrigger[triggeredBy] : undefined;
  return { Topic: "Evaluation", Type: type ?? "EvaluationUpdated", Key: id, Namespace: namespace, FilterKeys: [jobId, deploymentId], Index: modifyIndex, Payload: { Evaluation: evaluationView(state, evaluation) } };
}

function deploymentEvent(state: State, deployment: Deployment): StreamEvent {
  const { id, namespace, jobId, createIndex, modifyIndex } = deployment;
  const type = createIndex === modifyIndex ? "PlanResult" : "DeploymentStatusUpdate";
  return { Topic: "Deployment", Type: type, Key: id, Namespace: namespace, FilterKeys: [jobId], Index: modifyIndex, Payload: { Deployment: deploymentView(state, deployment) } };
}

function nodeEvent(node: NodeRecord): StreamEvent {
  const { id, modifyIndex, registrationIndex } = node;
  const type = registrationIndex === modifyIndex ? "NodeRegistration" : "NodeStreamEvent";
  return { Topic: "Node", Type: type, Key: id, Namespace: "", FilterKeys: null, Index: modifyIndex, Payload: { Node: nodeView(node) } };
}

function allocationEvent(state: State, row: number): StreamEvent {
  const { allocations } = state;
  const { namespace, id: jobId } = state.jobOfAllocation(row);
  const index = allocations.modifyIndex.get(row);
  const type = allocations.serverIndex.get(row) === index ? "PlanResult" : "AllocationUpdated";
  const view = allocationView(state, row);
  return { Topic: "Allocation", Type: type, Key: view.ID, Namespace: namespace, FilterKeys: [jobId, view.DeploymentID ?? ""], Index: index, Payload: { Allocation: { ...view, Job: null } } };
}

/** Of a record that is written in place: what it said then is gone once it has changed again, and comes with its newer index. */
function ofRecord<T extends { readonly modifyIndex: number }>(record: T, make: (record: T) => StreamEvent): Change {
  const index = record.modifyIndex;
  return { index, event: () => (record.modifyIndex === index ? make(record) : undefined) };
}

function* ofAllocations(state: State, after: number): Generator<Change> {
  const { allocations } = state;
  for (let row = 0; row < allocations.rowLimit; row++) {
    if (!allocations.isLive(row)) continue;
    const index = allocations.modifyIndex.get(row);
    if (index > after) yield { index, event: () => (allocations.isLive(row) && allocations.modifyIndex.get(row) === index ? allocationEvent(state, row) : undefined) };
  }
}

function* allAfter(state: State, after: number): Generator<Change> {
  const { tableIndexes: newest } = state;
  if (newest.nodes > after) for (const node of state.nodes.all()) if (node.modifyIndex > after) yield ofRecord(node, nodeEvent);
  if (newest.jobs > after) for (const job of state.jobs.all()) if (job.modifyIndex > after) yield ofRecord(job, (one) => jobEvent(state, one));
  if (newest.evals > after)
    for (const item of state.evaluations.values()) if (item.modifyIndex > after) yield { index: item.modifyIndex, event: () => evaluationEvent(state, item) };
  if (newest.deployment > after)
    for (const item of state.deployments.values()) if (item.modifyIndex > after) yield { index: item.modifyIndex, event: () => deploymentEvent(state, item) };
  if (newest.allocs > after) yield* ofAllocations(state, after);
}

/** Up to which index a reader that is at `after` is told at once: whole indexes only, since what belongs together comes together. */
function throughOf(state: State, after: number): number {
  const indexes: number[] = [];
  for (const { index } of allAfter(state, after)) indexes.push(index);
  if (indexes.length <= mostChanges) return Math.max(after, state.index);
  const sorted = Float64Array.from(indexes).sort();
  // The first index alone may have more.
  return Math.max(sorted[0]!, sorted[mostChanges]! - 1);
}

export function changesAfter(state: State, after: number): Changes {
  const through = throughOf(state, after);
  const changes: Change[] = [];
  for (const change of allAfter(state, after)) if (change.index <= through) changes.push(change);
  return { changes: changes.sort((a, b) => a.index - b.index), through };
}

export interface EventsWanted {
  /** Topic and key, "*" = any. */
  readonly topics: readonly (readonly [topic: string, key: string])[];
  /** "*" = all. What has no namespace is for everybody. */
  readonly namespace: string;
}

export function isWanted({ Topic, Key, FilterKeys, Namespace }: StreamEvent, { topics, namespace }: EventsWanted): boolean {
  if (namespace !== "*" && Namespace !== "" && Namespace !== namespace) return false;
  return topics.some(([topic, key]) => (topic === "*" || topic === Topic) && (key === "*" || key === Key || (FilterKeys?.includes(key) ?? false)));
}
