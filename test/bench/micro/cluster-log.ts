// A cluster log for the micro benchmarks: nodes, jobs, plans of 1,000 placements, and the reports that follow. The
// entries are what the services would write; nothing here schedules, nodes are taken by a fixed stride.
import type { LogEntry, LogEvent, Role } from "@berth/core/model/entry";
import type { Plan } from "@berth/core/model/plan";
import type { AllocationReport } from "@berth/core/model/report";
import type { State } from "@berth/core/state/state";
import { evolve } from "@berth/core/state/evolve";
import { emptyMetric, nodeSpec, serviceJob } from "@berth/core/testing/history";

const startMs = 1_700_000_000_000;

export interface LogShape {
  readonly jobs: number;
  readonly perJob: number;
  readonly nodes: number;
  readonly plansPerEntry: number;
  readonly ports?: number;
}

export class LogWriter {
  private n = 0;
  private readonly ordinals = new Map<Role, number>();

  entry(role: Role | undefined, events: readonly LogEvent[]): LogEntry {
    const ordinal = role === undefined ? 0 : (this.ordinals.get(role) ?? 0) + 1;
    if (role !== undefined) this.ordinals.set(role, ordinal);
    const leader = role === undefined ? undefined : { role, epoch: 1, ordinal };
    const n = ++this.n;
    return { id: `4f1c2a00-0000-4000-8000-${n.toString(16).padStart(12, "0")}`, timeMs: startMs + n, actor: "bench", traces: [], level: 1, leader, events };
  }

  lead(role: Role): LogEntry {
    return this.entry(undefined, [{ type: "LeadershipTaken", role, epoch: 1, holder: "bench" }]);
  }
}

export function* prologue(writer: LogWriter, { jobs, nodes, perJob }: LogShape): Generator<LogEntry> {
  yield writer.lead("applier");
  for (let i = 0; i < nodes; i++) {
    const spec = nodeSpec(nodeId(i), { cpu: 4_000_000, memory: 8_000_000, disk: 900_000_000 });
    yield writer.entry(undefined, [{ type: "NodeRegistered", registration: { spec, secretHash: "s", inventory: [] } }]);
  }
  const template = serviceJob("template", { count: perJob, cpu: 10, memory: 10 });
  for (let i = 0; i < jobs; i++) {
    const job = { ...template, ID: `job-${i}`, Name: `job-${i}` };
    yield writer.entry(undefined, [{ type: "JobRegistered", job, expectedJobModifyIndex: 0, submission: undefined }]);
  }
}

function nodeId(i: number): string {
  return `00000000-0000-4000-8000-${i.toString(16).padStart(12, "0")}`;
}

/** Made against the state after the prologue. */
export function* plans(writer: LogWriter, state: State, shape: LogShape): Generator<LogEntry> {
  for (let first = 0; first < shape.jobs; first += shape.plansPerEntry) {
    const batch: Plan[] = [];
    for (let i = first; i < Math.min(shape.jobs, first + shape.plansPerEntry); i++) batch.push(planOf(state, i, shape));
    yield writer.entry("applier", [{ type: "PlansCommitted", verifiedThrough: state.index, plans: batch }]);
  }
}

function planOf(state: State, i: number, { perJob, nodes, ports = 0 }: LogShape): Plan {
  const job = state.job("default", `job-${i}`)!;
  const used = Math.min(nodes, perJob);
  const nodeIds = Array.from({ length: used }, (_, n) => nodeId((i * 7919 + n * 31) % nodes));
  const rows = nodeIds.map((id) => state.node(id)!.row);
  return {
    evaluationId: job.pendingEvaluationId,
    namespace: "default",
    jobId: job.id,
    decidedAt: job.decidedAt,
    snapshotIndex: state.index,
    allAtOnce: false,
    partial: false,
    placements: [
      {
        group: "g",
        jobVersion: 0,
        nameIndexes: Uint32Array.from({ length: perJob }, (_, n) => n),
        nodeRows: Uint32Array.from({ length: perJob }, (_, n) => rows[n % used]!),
        portsPerPlacement: ports,
        ports: new Uint16Array(ports * perJob),
        previousIds: [],
        rescheduleDelaysMs: [],
        spareNodeIds: nodeIds.slice(0, 4),
        inDeployment: false,
        metric: emptyMetric,
      },
    ],
    stops: [],
    updates: [],
    deployments: [],
    followUps: [],
    failedGroups: {},
    queued: { g: 0 },
    desiredUpdates: {},
  };
}

export function runningReport(allocationId: string, startedAtMs: number): AllocationReport {
  const task = { state: "running", failed: false, restarts: 0, lastRestartMs: 0, startedAtMs, finishedAtMs: 0, events: [] } as const;
  return { allocationId, revision: 1, clientStatus: "running", description: "Tasks are running", taskStates: { t: task }, checks: [] };
}

/** Every allocation reported running: entries of so many nodes' reports. */
export function* reports(writer: LogWriter, state: State, nodesPerEntry: number): Generator<LogEntry> {
  let events: LogEvent[] = [];
  for (const node of state.nodes.all()) {
    const found: AllocationReport[] = [];
    for (const row of state.allocationsOnNode(node))
      found.push(runningReport(state.allocations.idOf(row), startMs + 100_000 + (row & 1023)));
    events.push({ type: "AllocationsReported", nodeId: node.id, registrationIndex: node.registrationIndex, reports: found });
    if (events.length < nodesPerEntry) continue;
    yield writer.entry(undefined, events);
    events = [];
  }
  if (events.length > 0) yield writer.entry(undefined, events);
}

export function fold(state: State, entries: Iterable<LogEntry>): void {
  for (const entry of entries) evolve(state, { index: state.index + 1, entry, hash: { high: state.index, low: 7 } });
}
