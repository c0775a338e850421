// The rows of one entry, read from what its fold touched, right after it was folded. Pure: the same log gives the same
// rows, however it is cut into batches.
import type { LogEvent } from "@berth/core/model/entry";
import type { FoldContext } from "@berth/core/state/fold/context";
import { type JobRecord, type JobVersionRecord, currentVersion } from "@berth/core/state/job-table";
import type { NodeRecord } from "@berth/core/state/node-table";
import { jobStatus, type State } from "@berth/core/state/state";
import type { EntryRow, EvaluationRow, HistoryRows, JobRow, JobVersionRow, NodeRow } from "@berth/ports/history-store";
import type { AllocationChanges } from "./allocation-trail.js";
import { chainHashOf } from "@berth/core/state/chain";
import { summarizeEvent } from "./event-summary.js";

export function projectEntry(ctx: FoldContext, changes: AllocationChanges): HistoryRows {
  const entry = entryRow(ctx);
  const collected = entry.duplicate ? [] : collectedBy(ctx);
  const jobs = touchedJobs(ctx);
  return {
    entries: [entry],
    jobs: [...jobs].map((job) => jobRow(ctx, job)),
    jobVersions: [...jobs].flatMap((job) => changedVersions(ctx, job).map((version) => jobVersionRow(job, version))),
    evaluations: [...ctx.evaluations].flatMap((id) => evaluationRow(ctx.state, id)),
    ...changes,
    nodes: [...ctx.nodes].flatMap((node) => nodeRow(ctx, node)),
    removedJobs: collected
      .flatMap((event) => event.jobs)
      .filter(({ namespace, jobId }) => ctx.state.job(namespace, jobId) === undefined)
      .map(({ namespace, jobId }) => ({ namespace, id: jobId, index: ctx.index })),
    removedAllocations: ctx.removedAllocations.map(({ id }) => ({ id, index: ctx.index })),
    removedNodes: collected
      .flatMap((event) => event.nodeIds)
      .filter((id) => ctx.state.node(id) === undefined)
      .map((id) => ({ id, index: ctx.index })),
  };
}

function entryRow(ctx: FoldContext): EntryRow {
  const { entry, index, outcomes, state } = ctx;
  return {
    index,
    id: entry.id,
    timeMs: entry.timeMs,
    actor: entry.actor,
    role: entry.leader?.role ?? "",
    // A repeat is answered with the outcomes of its first copy, which carry that copy's index.
    duplicate: outcomes.some((outcome) => outcome.index < index),
    events: entry.events.map((event, i) => summarizeEvent(event, outcomes[i])),
    chainHash: chainHashOf(state),
  };
}

type Collected = Extract<LogEvent, { readonly type: "ObjectsCollected" }>;

function collectedBy(ctx: FoldContext): readonly Collected[] {
  return ctx.entry.events.filter(
    (event, i): event is Collected => event.type === "ObjectsCollected" && ctx.outcomes[i]?.kind === "applied",
  );
}

/** Also jobs of touched evaluations and deployments: a job's status depends on them. */
function touchedJobs(ctx: FoldContext): ReadonlySet<JobRecord> {
  const { state } = ctx;
  const owners = [
    ...[...ctx.evaluations].map((id) => state.evaluations.get(id)),
    ...[...ctx.deployments].map((id) => state.deployments.get(id)),
  ].map((owned) => (owned === undefined ? undefined : state.job(owned.namespace, owned.jobId)));
  const jobs = [...ctx.jobs, ...owners].filter((job) => job !== undefined);
  return new Set(jobs.filter((job) => state.jobs.at(job.row) === job));
}

function jobRow(ctx: FoldContext, job: JobRecord): JobRow {
  const { job: spec, version } = currentVersion(job);
  return {
    namespace: job.namespace,
    id: job.id,
    name: spec.Name,
    type: spec.Type,
    priority: spec.Priority,
    status: jobStatus(ctx.state, job),
    version,
    stopped: job.stopped,
    purged: job.purged,
    createIndex: job.createIndex,
    modifyIndex: job.modifyIndex,
    jobModifyIndex: job.jobModifyIndex,
    modifiedAtMs: ctx.nowMs,
  };
}

/** Versions that this entry made, or found stable. */
function changedVersions(ctx: FoldContext, job: JobRecord): readonly JobVersionRecord[] {
  const rolledOut = new Set([...ctx.deployments].map((id) => ctx.state.deployments.get(id)).map((one) => one?.jobVersion));
  return job.versions.filter((version) => version.jobModifyIndex === ctx.index || (version.stable && rolledOut.has(version.version)));
}

function jobVersionRow(job: JobRecord, { version, job: spec, jobModifyIndex, submittedAtMs, stable, submission }: JobVersionRecord): JobVersionRow {
  return {
    namespace: job.namespace,
    jobId: job.id,
    jobModifyIndex,
    version,
    submittedAtMs,
    stable,
    spec,
    source: submission?.source,
    sourceFormat: submission?.format,
  };
}

function evaluationRow(state: State, id: string): readonly EvaluationRow[] {
  const evaluation = state.evaluations.get(id);
  if (evaluation === undefined) return [];
  const { failedGroups, placedGroups, queued, desiredUpdates, trace: _trace, ...rest } = evaluation;
  return [{ ...rest, result: { failedGroups, placedGroups, queued, desiredUpdates } }];
}

function nodeRow(ctx: FoldContext, node: NodeRecord): readonly NodeRow[] {
  const current = ctx.state.node(node.id);
  // Purged and registered again in one entry: the new record speaks for the node.
  if (current !== undefined && current !== node) return [];
  return [
    {
      id: node.id,
      name: node.spec.Name,
      datacenter: node.spec.Datacenter,
      pool: node.spec.NodePool,
      class: node.spec.NodeClass,
      status: node.status,
      statusDescription: node.statusDescription,
      eligibility: node.eligibility,
      registrationIndex: node.registrationIndex,
      createIndex: node.createIndex,
      modifyIndex: node.modifyIndex,
      statusChangedAtMs: node.statusUpdatedAtMs,
      spec: node.spec,
      removedIndex: current === undefined ? ctx.index : 0,
    },
  ];
}
