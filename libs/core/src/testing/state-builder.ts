// A small cluster for tests: everything that happens goes through `evolve` as entries of a log, so a test can never
// build a state that the real cluster could not reach. Time moves only when the test says so.
import { invariant } from "../common/invariant.js";
import { canonicalize } from "../jobspec/canonicalize.js";
import { parseJobHcl } from "../jobspec/parse-hcl.js";
import type { LeaderStamp, LogEvent, Outcome, Role } from "../model/entry.js";
import type { Evaluation } from "../model/evaluation.js";
import type { Job } from "../model/job.js";
import type { NodeSpec } from "../model/node.js";
import type { Plan } from "../model/plan.js";
import type { AllocationReport, ReportedStatus } from "../model/report.js";
import { schedule } from "../scheduling/schedule.js";
import { type AllocationView, viewAllocations } from "../scheduling/allocation-view.js";
import { evolve } from "../state/evolve.js";
import type { JobRecord } from "../state/job-table.js";
import { State } from "../state/state.js";
import { type NodeWishes, nodeSpec } from "./node-builder.js";

const startMs = 1_700_000_000_000;

export interface ReportWishes {
  readonly healthy?: boolean;
  /** When its task ended; now by default for ended ones. */
  readonly finishedAtMs?: number;
}

/** The canonical job of a job file. */
export function jobOf(hcl: string): Job {
  const parsed = parseJobHcl(hcl);
  invariant(parsed.ok, parsed.ok ? "" : parsed.errors.map(({ message }) => message).join("\n"));
  return canonicalize(parsed.job);
}

export class StateBuilder {
  readonly state = new State();
  nowMs = startMs;
  private entries = 0;
  private readonly revisions = new Map<string, number>();

  constructor() {
    for (const role of ["applier", "controller"] as const)
      this.append([{ type: "LeadershipTaken", role, epoch: 1, holder: "test" }]);
  }

  append(events: readonly LogEvent[], role?: Role): readonly Outcome[] {
    const leader: LeaderStamp | undefined =
      role === undefined ? undefined : { role, epoch: 1, ordinal: this.state.leaders.get(role)?.nextOrdinal ?? 1 };
    const n = ++this.entries;
    const entry = { id: `entry-${n}`, timeMs: this.nowMs, actor: "test", traces: [], level: 1, leader, events };
    return evolve(this.state, { index: n, entry, hash: { high: n, low: n } }).outcomes;
  }

  /** Moves time on, further than an ordinary entry may. */
  pass(ms: number): this {
    this.nowMs += ms;
    this.append([{ type: "Ticked" }], "controller");
    return this;
  }

  node(id: string, wishes: NodeWishes = {}): this {
    return this.register(nodeSpec(id, wishes));
  }

  register(spec: NodeSpec, inventory: readonly AllocationReport[] = []): this {
    this.append([{ type: "NodeRegistered", registration: { spec, secretHash: "secret", inventory } }]);
    return this;
  }

  nodes(count: number, wishes: (i: number) => NodeWishes = () => ({})): this {
    for (let i = 0; i < count; i++) this.node(`node-${i}`, wishes(i));
    return this;
  }

  down(...ids: readonly string[]): this {
    const nodes = ids.map((nodeId) => ({ nodeId, registrationIndex: this.state.node(nodeId)!.registrationIndex }));
    this.append([{ type: "NodesMarkedDown", nodes, reason: "test" }], "controller");
    return this;
  }

  ineligible(nodeId: string): this {
    this.append([{ type: "NodeEligibilitySet", nodeId, eligibility: "ineligible" }]);
    return this;
  }

  /** Registers a job; its evaluation is pending after it. */
  job(spec: Job | string): JobRecord {
    const job = typeof spec === "string" ? jobOf(spec) : spec;
    const [outcome] = this.append([{ type: "JobRegistered", job, expectedJobModifyIndex: undefined, submission: undefined }]);
    invariant(outcome?.kind === "applied", `the job was refused: ${JSON.stringify(outcome)}`);
    return this.state.job(job.Namespace, job.ID)!;
  }

  stop(job: JobRecord, purge = false): this {
    this.append([{ type: "JobDeregistered", namespace: job.namespace, jobId: job.id, purge }]);
    return this;
  }

  /** Asks for a look at the job. */
  evaluate(job: JobRecord): this {
    this.append([{ type: "JobEvaluationForced", namespace: job.namespace, jobId: job.id }]);
    return this;
  }

  pending(job: JobRecord): Evaluation | undefined {
    return this.state.evaluations.get(job.pendingEvaluationId);
  }

  /** Evaluations that wait for a time, soonest first. */
  waiting(job: JobRecord): readonly Evaluation[] {
    const found = [...job.waitingEvaluationIds].flatMap((id) => this.state.evaluations.get(id) ?? []);
    return found.sort((a, b) => a.waitUntilMs - b.waitUntilMs);
  }

  plan(job: JobRecord, options: Partial<Parameters<typeof schedule>[2]> & { readonly evaluation?: Evaluation } = {}): Plan {
    const { evaluation = this.pending(job), ...rest } = options;
    invariant(evaluation !== undefined, `job ${job.id} has no pending evaluation`);
    return schedule(this.state, evaluation, { nowMs: this.nowMs, seed: 7, spares: 4, ...rest });
  }

  commit(...plans: readonly Plan[]): readonly Outcome[] {
    return this.append([{ type: "PlansCommitted", verifiedThrough: this.state.index, plans }], "applier");
  }

  /** Schedules and commits until nothing is pending for the job; the last plan. */
  settle(job: JobRecord): Plan {
    for (let i = 0; i < 100; i++) {
      const plan = this.plan(job);
      this.commit(plan);
      if (job.pendingEvaluationId === "") return plan;
    }
    throw new Error(`job ${job.id} does not come to rest`);
  }

  /** The evaluation that waits for a time, looked at when it has come. */
  settleWaiting(job: JobRecord): Plan {
    const [next] = this.waiting(job);
    invariant(next !== undefined, `job ${job.id} waits for nothing`);
    this.pass(Math.max(0, next.waitUntilMs - this.nowMs));
    const plan = this.plan(job, { evaluation: next });
    this.commit(plan);
    return plan;
  }

  allocations(job: JobRecord): AllocationView[] {
    return viewAllocations(this.state, job);
  }

  /** Wanted and not ended, by name. */
  live(job: JobRecord): AllocationView[] {
    return this.allocations(job).filter(({ desired, client }) => desired === "run" && (client === "pending" || client === "running"));
  }

  report(allocation: AllocationView, clientStatus: ReportedStatus, wishes: ReportWishes = {}): this {
    const node = this.state.node(allocation.node?.id ?? "");
    invariant(node !== undefined, `allocation ${allocation.id} has no node`);
    const revision = (this.revisions.get(allocation.id) ?? 0) + 1;
    this.revisions.set(allocation.id, revision);
    const hasEnded = clientStatus === "complete" || clientStatus === "failed";
    const finishedAtMs = hasEnded ? (wishes.finishedAtMs ?? this.nowMs) : 0;
    const state = hasEnded ? "dead" : clientStatus;
    const task = { state, failed: clientStatus === "failed", restarts: 0, lastRestartMs: 0, startedAtMs: this.nowMs, finishedAtMs, events: [] };
    const report: AllocationReport = {
      allocationId: allocation.id,
      revision,
      clientStatus,
      description: "",
      taskStates: { task } as AllocationReport["taskStates"],
      checks: [],
      healthy: wishes.healthy,
    };
    this.append([{ type: "AllocationsReported", nodeId: node.id, registrationIndex: node.registrationIndex, reports: [report] }]);
    return this;
  }

  /** All live allocations run, and are healthy. */
  allHealthy(job: JobRecord): this {
    for (const allocation of this.live(job)) if (allocation.health === "unknown") this.report(allocation, "running", { healthy: true });
    return this;
  }
}
