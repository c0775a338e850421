// For tests: a cluster log written by hand, folded as it goes. Reads as given / when / then: `given` entries, look at
// the state, fold the next. Every entry goes through the real fold.
import { canonicalize } from "../jobspec/canonicalize.js";
import { parseJobHcl } from "../jobspec/parse-hcl.js";
import type { LeaderStamp, LogEntry, LogEvent, Outcome, Role } from "../model/entry.js";
import type { Job } from "../model/job.js";
import type { NodeSpec } from "../model/node.js";
import type { Plan } from "../model/plan.js";
import type { AllocationReport } from "../model/report.js";
import { evolve } from "../state/evolve.js";
import type { FoldContext } from "../state/fold/context.js";
import { State } from "../state/state.js";

export class History {
  readonly state = new State();
  readonly entries: LogEntry[] = [];
  private nextId = 1;

  constructor(private timeMs = 1_700_000_000_000) {}

  get nowMs(): number {
    return this.timeMs;
  }

  later(ms: number): this {
    this.timeMs += ms;
    return this;
  }

  /** Folds one entry of these events; leaders' events get the current stamp by themselves. */
  fold(...events: readonly LogEvent[]): FoldContext {
    const role = roleOf(events);
    return this.foldEntry({ leader: role === undefined ? undefined : this.stamp(role), events });
  }

  foldEntry(given: Partial<LogEntry> & Pick<LogEntry, "events">): FoldContext {
    const id = given.id ?? `entry-${this.nextId++}`;
    const entry: LogEntry = { id, timeMs: this.timeMs, actor: "test", traces: [], level: 1, leader: undefined, ...given };
    this.entries.push(entry);
    return evolve(this.state, { index: this.state.index + 1, entry, hash: { high: this.nextId, low: id.length } });
  }

  stamp(role: Role): LeaderStamp {
    if (!this.state.leaders.has(role)) this.foldEntry({ events: [{ type: "LeadershipTaken", role, epoch: 1, holder: "test" }] });
    const leader = this.state.leaders.get(role)!;
    return { role, epoch: leader.epoch, ordinal: leader.nextOrdinal };
  }

  register(job: Job, expectedJobModifyIndex?: number): Outcome {
    return this.fold({ type: "JobRegistered", job, expectedJobModifyIndex, submission: undefined }).outcomes[0]!;
  }

  node(spec: NodeSpec, inventory: readonly AllocationReport[] = []): Outcome {
    return this.fold({ type: "NodeRegistered", registration: { spec, secretHash: "s", inventory } }).outcomes[0]!;
  }

  commit(...plans: readonly Plan[]): Outcome {
    return this.fold({ type: "PlansCommitted", verifiedThrough: this.state.index, plans }).outcomes[0]!;
  }

  report(nodeId: string, reports: readonly AllocationReport[]): Outcome {
    const registrationIndex = this.state.node(nodeId)!.registrationIndex;
    return this.fold({ type: "AllocationsReported", nodeId, registrationIndex, reports }).outcomes[0]!;
  }

  down(nodeId: string): Outcome {
    const registrationIndex = this.state.node(nodeId)!.registrationIndex;
    return this.fold({ type: "NodesMarkedDown", nodes: [{ nodeId, registrationIndex }], reason: "heartbeat missed" }).outcomes[0]!;
  }
}

function roleOf(events: readonly LogEvent[]): Role | undefined {
  const [first] = events;
  if (first?.type === "PlansCommitted") return "applier";
  if (first?.type === "NodesMarkedDown" || first?.type === "Ticked" || first?.type === "ObjectsCollected") return "controller";
  return undefined;
}

/** A canonical job from a job file's text. */
export function jobOf(hcl: string): Job {
  const parsed = parseJobHcl(hcl);
  if (!parsed.ok) throw new Error(parsed.errors.map((error) => error.message).join("\n"));
  return canonicalize(parsed.job);
}

/** A service job with one group `g` of one task `t`. */
export function serviceJob(id: string, { count = 1, cpu = 500, memory = 256, image = "one", more = "" } = {}): Job {
  return jobOf(`job "${id}" {
    group "g" {
      count = ${count}
      task "t" {
        driver = "raw_exec"
        config { command = "${image}" }
        resources {
          cpu = ${cpu}
          memory = ${memory}
        }
      }
    }
    ${more}
  }`);
}

export function nodeSpec(id: string, { cpu = 4_000, memory = 8_192, disk = 100_000, datacenter = "dc1", meta = {} } = {}): NodeSpec {
  const driver = { Attributes: {}, Detected: true, Healthy: true, HealthDescription: "Healthy", UpdateTime: "2026-01-01T00:00:00Z" };
  return {
    ID: id,
    Name: id,
    Datacenter: datacenter,
    NodeClass: "",
    NodePool: "default",
    HTTPAddr: "",
    Attributes: { "kernel.name": "linux", "driver.raw_exec": "1", "driver.docker": "1" },
    Meta: meta,
    NodeResources: {
      Cpu: { CpuShares: cpu, TotalCpuCores: 4, ReservableCpuCores: [] },
      Memory: { MemoryMB: memory },
      Disk: { DiskMB: disk },
      Networks: [{ Mode: "host", Device: "lo", CIDR: "127.0.0.1/32", IP: "127.0.0.1", MBits: 1_000 }],
      NodeNetworks: [],
      MinDynamicPort: 20_000,
      MaxDynamicPort: 32_000,
    },
    ReservedResources: { Cpu: { CpuShares: 0 }, Memory: { MemoryMB: 0 }, Disk: { DiskMB: 0 }, Networks: { ReservedHostPorts: "" } },
    Drivers: { raw_exec: driver, docker: driver },
  };
}

export function report(allocationId: string, given: Partial<AllocationReport> = {}): AllocationReport {
  return { allocationId, revision: 1, clientStatus: "running", description: "", taskStates: {}, checks: [], ...given };
}

export const emptyMetric: Plan["placements"][number]["metric"] = {
  nodesEvaluated: 0,
  nodesFiltered: 0,
  nodesInPool: 0,
  nodesAvailable: {},
  classFiltered: {},
  constraintFiltered: {},
  nodesExhausted: 0,
  classExhausted: {},
  dimensionExhausted: {},
  closestShortfall: {},
  scores: [],
  coalescedFailures: 0,
};

/** A plan for the job's pending evaluation that places these name indexes on these nodes. */
export function planFor(state: State, jobId: string, { nodes = [] as readonly string[], more = {} as Partial<Plan> } = {}): Plan {
  const job = state.job("default", jobId)!;
  return {
    evaluationId: job.pendingEvaluationId,
    namespace: "default",
    jobId,
    decidedAt: job.decidedAt,
    snapshotIndex: state.index,
    allAtOnce: false,
    partial: false,
    placements: nodes.length === 0 ? [] : [placementsOn(state, job.versions[0]!.version, nodes)],
    stops: [],
    updates: [],
    deployments: [],
    followUps: [],
    failedGroups: {},
    queued: {},
    desiredUpdates: {},
    ...more,
  };
}

/** A row that no node ever has. */
const noNodeRow = 0xffff_fff0;

function placementsOn(state: State, jobVersion: number, nodes: readonly string[]): Plan["placements"][number] {
  return {
    group: "g",
    jobVersion,
    nameIndexes: Uint32Array.from(nodes, (_, i) => i),
    nodeRows: Uint32Array.from(nodes, (id) => state.node(id)?.row ?? noNodeRow),
    portsPerPlacement: 0,
    ports: new Uint16Array(0),
    previousIds: [],
    rescheduleDelaysMs: [],
    spareNodeIds: [],
    inDeployment: false,
    metric: emptyMetric,
  };
}
