// Logs for the history's specifications: a story with known rows, and stories by chance from a list of moves.
import type { LogEvent } from "@berth/core/model/entry";
import type { Job } from "@berth/core/model/job";
import { History, nodeSpec, planFor, report, serviceJob } from "@berth/core/testing/history";
import { encodeEntry } from "@berth/contracts/entry";
import type { LogRecord } from "@berth/ports/log";

export function allocationIdsOf(history: History, jobId: string): readonly string[] {
  const { state } = history;
  return [...state.allocationsOfJob(state.job("default", jobId)!)].map((row) => state.allocations.idOf(row));
}

/** The entries as the log holds them. */
export function recordsOf(history: History): readonly LogRecord[] {
  return history.entries.map((entry, i) => ({ index: i + 1, id: entry.id, data: encodeEntry(entry), storedAtMs: entry.timeMs }));
}

/** Two nodes; `web` runs twice, gets a new version; one allocation fails and is replaced; it is stopped and collected. */
export function lifeOfAJob(): History {
  const history = new History();
  history.node(nodeSpec("n1"));
  history.node(nodeSpec("n2"));
  history.register(serviceJob("web", { count: 2 }));
  history.later(1_000).commit(planFor(history.state, "web", { nodes: ["n1", "n2"] }));
  const [second, first] = allocationIdsOf(history, "web");
  history.later(1_000).report("n1", [report(first!)]);
  history.report("n2", [report(second!)]);
  history.later(1_000).report("n1", [report(first!, { revision: 2, clientStatus: "failed", description: "exit code 1" })]);
  const again = { group: "g", previousIds: [first!], rescheduleDelaysMs: [0] };
  const plan = planFor(history.state, "web", { nodes: ["n2"] });
  history.commit({ ...plan, placements: plan.placements.map((placement) => ({ ...placement, ...again })) });
  history.register(serviceJob("web", { count: 2, cpu: 600 }));
  return history;
}

export function stopAndCollect(history: History, jobId: string): void {
  history.later(1_000).fold({ type: "JobDeregistered", namespace: "default", jobId, purge: true });
  const ids = allocationIdsOf(history, jobId);
  const stops = ids.map((allocationId) => ({ allocationId, description: "job was stopped", clientStatus: "" as const, rescheduled: false }));
  history.commit(planFor(history.state, jobId, { more: { stops } }));
  for (const node of ["n1", "n2"]) history.later(1_000).report(node, ids.map((id) => report(id, { revision: 1_000, clientStatus: "complete" })));
  if (history.state.job("default", jobId)!.pendingEvaluationId !== "") history.commit(planFor(history.state, jobId));
  collect(history, jobId);
}

function collect(history: History, jobId: string): void {
  const allocationIds = history.state.job("default", jobId) === undefined ? [] : allocationIdsOf(history, jobId);
  const evaluationIds = [...(history.state.evaluationsOfJob.get(`default\n${jobId}`) ?? [])];
  const nodeIds = [...history.state.nodes.all()].filter((node) => node.status === "down").map(({ id }) => id);
  const jobs = [{ namespace: "default", jobId }];
  history.fold({ type: "ObjectsCollected", lookedAt: history.state.index, evaluationIds, allocationIds, jobs, deploymentIds: [], nodeIds });
}

const parsed = new Map<string, Job>();

/** Job files are parsed once: stories by chance register the same few over and over. */
function jobFor(id: string, cpu: number): Job {
  const key = `${id} ${cpu}`;
  const job = parsed.get(key) ?? serviceJob(id, { count: 2, cpu });
  parsed.set(key, job);
  return job;
}

/** One of the things that can happen to one of two jobs on one of two nodes. */
export interface Move {
  readonly kind: "register" | "place" | "run" | "fail" | "complete" | "stop" | "purge" | "collect" | "node" | "down" | "gone" | "tick" | "both" | "again" | "life" | "outage";
  readonly job: "a" | "b";
  readonly node: "n1" | "n2";
  readonly size: number;
}

export const moveKinds: readonly Move["kind"][] = [
  ...(["register", "place", "run", "fail", "complete", "stop", "purge"] as const),
  ...(["collect", "node", "down", "gone", "tick", "both", "again", "life", "outage"] as const),
];

/** Moves that make no sense at their moment are left out, or refused by the fold; both belong to a history. */
export function storyOf(moves: readonly Move[]): History {
  const history = new History();
  for (const node of ["n1", "n2"]) history.node(nodeSpec(node));
  for (const move of moves) {
    history.later(move.size * 100);
    apply(history, move);
  }
  return history;
}

// spine: one case for each move
function apply(history: History, { kind, job, node, size }: Move): void {
  const { state } = history;
  const record = state.job("default", job);
  switch (kind) {
    case "register":
      history.register(jobFor(job, 100 + size));
      return;
    case "place":
      if (record !== undefined && record.pendingEvaluationId !== "") history.commit(planFor(state, job, { nodes: [node, "n1"] }));
      return;
    case "run":
    case "fail":
    case "complete":
      if (record !== undefined && state.node(node) !== undefined) reportAll(history, { kind, job, node, size });
      return;
    case "stop":
    case "purge":
      history.fold({ type: "JobDeregistered", namespace: "default", jobId: job, purge: kind === "purge" });
      return;
    case "collect":
      collect(history, job);
      return;
    case "node":
      history.node(nodeSpec(node));
      return;
    case "down":
      if (state.node(node) !== undefined) history.down(node);
      return;
    case "gone":
      history.fold({ type: "NodePurged", nodeId: node });
      return;
    case "tick":
      history.fold({ type: "Ticked" });
      return;
    case "both":
      history.fold(registration(job, size), { type: "NodePurged", nodeId: node }, registration(job, size + 1));
      return;
    case "again":
      history.foldEntry({ ...history.entries.at(-1)! });
      return;
    case "life":
      wholeLife(history, job);
      return;
    case "outage":
      history.node(nodeSpec(node));
      history.down(node);
      collect(history, "nobody");
  }
}

/** From registration to collection, so that rows and names are free to be used again. */
function wholeLife(history: History, job: string): void {
  for (const node of ["n1", "n2"]) history.node(nodeSpec(node));
  history.register(jobFor(job, 300));
  history.commit(planFor(history.state, job, { nodes: ["n1"] }));
  for (const node of ["n1", "n2"]) reportAll(history, { kind: "run", job: job as "a", node: node as "n1", size: 0 });
  stopAndCollect(history, job);
}

function registration(job: string, cpu: number): LogEvent {
  return { type: "JobRegistered", job: jobFor(job, 200 + cpu), expectedJobModifyIndex: undefined, submission: { source: `job "${job}" {}`, format: "hcl2" } };
}

function reportAll(history: History, { kind, job, node }: Move): void {
  const clientStatus = ({ run: "running", fail: "failed", complete: "complete" } as const)[kind as "run" | "fail" | "complete"];
  const { allocations } = history.state;
  const reports = allocationIdsOf(history, job).map((id) => {
    const revision = allocations.revision.get(allocations.rowOf(id)) + 1;
    return report(id, { revision, clientStatus, description: `${kind} ${revision % 2}`, healthy: kind === "run" ? true : undefined });
  });
  history.report(node, reports);
}
