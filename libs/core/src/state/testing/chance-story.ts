// For property tests: logs by chance, as moves on a few jobs and nodes. Every entry goes through the real fold; moves
// that make no sense at their moment are left out, or refused by the fold, and both belong to a story.
import type { Job } from "../../model/job.js";
import type { AllocationReport, ReportedStatus, TaskState } from "../../model/report.js";
import { History, emptyMetric, jobOf, nodeSpec, planFor, report } from "../../testing/history.js";

export interface Move {
  readonly kind: "register" | "place" | "replace" | "block" | "report" | "stop" | "collect" | "node" | "down" | "purge" | "tick";
  readonly job: number;
  readonly node: number;
  readonly size: number;
}

export const moveKinds: readonly Move["kind"][] = [
  ...(["register", "place", "place", "place", "replace", "block", "report", "report"] as const),
  ...(["report", "stop", "collect", "collect", "node", "down", "purge", "tick"] as const),
];

const parsed = new Map<string, Job>();

function jobFor(id: string, cpu: number): Job {
  const key = `${id} ${cpu}`;
  const hcl = `job "${id}" {
    group "g" {
      count = 3
      network {
        port "http" {}
      }
      task "t" {
        driver = "docker"
        config { image = "one" }
        resources { cpu = ${cpu} }
      }
    }
  }`;
  const job = parsed.get(key) ?? jobOf(hcl);
  parsed.set(key, job);
  return job;
}

/** With events, without, started at one of a few times. */
function taskStateFor(size: number, nowMs: number): TaskState {
  const events = size % 3 === 0 ? [{ type: "Started", timeMs: nowMs, message: "started", details: {} }] : [];
  const startedAtMs = size % 5 === 0 ? 0 : nowMs - size;
  return { state: "running", failed: false, restarts: size % 2, lastRestartMs: 0, startedAtMs, finishedAtMs: 0, events };
}

export function storyOf(moves: readonly Move[]): History {
  const history = new History();
  for (const node of [0, 1, 2]) history.node(nodeSpec(`n${node}`));
  for (const move of moves) take(history, move);
  return history;
}

function take(history: History, move: Move): void {
  const { state } = history;
  const [jobId, nodeId] = [`j${move.job}`, `n${move.node}`];
  const known = state.job("default", jobId) !== undefined;
  history.later(move.size * 100);
  if (move.kind === "register") history.register(jobFor(jobId, 100 + move.size));
  else if (move.kind === "node") history.node(nodeSpec(nodeId, { cpu: 4_000 + 100 * (move.size % 3) }), inventoryOf(history, nodeId, move.size));
  else if (move.kind === "down" && state.node(nodeId) !== undefined) history.down(nodeId);
  else if (move.kind === "purge") history.fold({ type: "NodePurged", nodeId });
  else if (move.kind === "tick") history.later(200_000).fold({ type: "Ticked" });
  else if (move.kind === "report" && state.node(nodeId) !== undefined) history.report(nodeId, reportsOf(history, nodeId, move.size));
  else if (move.kind === "collect") collect(history);
  else if (known) decide(history, jobId, move);
}

function decide(history: History, jobId: string, { kind, size, node }: Move): void {
  const { state } = history;
  const nodes = Array.from({ length: 1 + size * (size === 9 ? 10 : 1) }, (_, i) => `n${(node + i) % 3}`);
  if (kind === "stop") history.fold({ type: "JobDeregistered", namespace: "default", jobId, purge: size % 2 === 0 });
  if (kind === "block") history.commit(planFor(state, jobId, { more: { failedGroups: { g: emptyMetric }, queued: { g: size } } }));
  if (kind !== "place" && kind !== "replace") return;
  const plan = planFor(state, jobId, { nodes });
  const previous = kind === "place" ? [] : idsOf(history, jobId).slice(0, nodes.length);
  const ports = Uint16Array.from(nodes, (_, i) => 20_000 + ((size * 17 + i) % 500));
  const [placements] = plan.placements;
  const columns = { portsPerPlacement: 1, ports, previousIds: previous, rescheduleDelaysMs: previous.map((_, i) => i - 1) };
  const stops = previous.map((allocationId) => ({ allocationId, description: "replaced", clientStatus: "" as const, rescheduled: true }));
  history.commit({ ...plan, partial: size % 4 === 0, stops, placements: [{ ...placements!, ...columns }] });
}

function idsOf(history: History, jobId: string): readonly string[] {
  const { state } = history;
  return Array.from(state.allocationsOfJob(state.job("default", jobId)!), (row) => state.allocations.idOf(row));
}

const statuses: readonly ReportedStatus[] = ["running", "running", "complete", "failed", "pending"];

function reportsOf(history: History, nodeId: string, size: number): AllocationReport[] {
  const { state } = history;
  return Array.from(state.allocationsOnNode(state.node(nodeId)!), (row, i) =>
    report(state.allocations.idOf(row), {
      revision: state.allocations.revision.get(row) + 1,
      clientStatus: statuses[(size + i) % statuses.length]!,
      description: size % 2 === 0 ? "" : `word ${size % 4}`,
      taskStates: { t: taskStateFor(size + i, history.nowMs) },
      checks: size === 7 ? [{ id: "s/c", service: "s", task: "t", status: "passing", output: "ok" }] : [],
    }),
  ).slice(0, 1 + size * 3);
}

function inventoryOf(history: History, nodeId: string, size: number): AllocationReport[] {
  return history.state.node(nodeId) === undefined ? [] : reportsOf(history, nodeId, size).slice(0, size);
}

/** All that has ended. */
function collect(history: History): void {
  const { state } = history;
  const { allocations } = state;
  const rows = Array.from({ length: allocations.rowLimit }, (_, row) => row).filter((row) => allocations.isLive(row));
  const jobs = Array.from(state.jobs.all(), (job) => ({ namespace: job.namespace, jobId: job.id, purged: job.purged }));
  history.fold({
    type: "ObjectsCollected",
    lookedAt: state.index,
    allocationIds: rows.filter((row) => allocations.isClientTerminal(row)).map((row) => allocations.idOf(row)),
    evaluationIds: [...state.evaluations.keys()].slice(0, 5),
    jobs: jobs.filter((job) => job.purged),
    deploymentIds: [...state.deployments.keys()],
    nodeIds: [...state.nodes.all()].filter((node) => node.status === "down").map(({ id }) => id),
  });
}
