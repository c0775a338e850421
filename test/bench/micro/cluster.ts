// A cluster for micro-benchmarks of the scheduler, in memory: entries go through the real fold, only JetStream and the
// services are left out. Machines are of three sizes in ten racks, a few MB apart as real ones are.
import { canonicalize } from "../../../libs/core/dist/jobspec/canonicalize.js";
import { parseJobHcl } from "../../../libs/core/dist/jobspec/parse-hcl.js";
import type { LogEvent } from "../../../libs/core/dist/model/entry.js";
import type { Job } from "../../../libs/core/dist/model/job.js";
import type { Plan } from "../../../libs/core/dist/model/plan.js";
import { schedule } from "../../../libs/core/dist/scheduling/schedule.js";
import { evolve } from "../../../libs/core/dist/state/evolve.js";
import type { JobRecord } from "../../../libs/core/dist/state/job-table.js";
import { State } from "../../../libs/core/dist/state/state.js";
import { nodeSpec } from "../../../libs/core/dist/testing/node-builder.js";

const nowMs = 1_800_000_000_000;
const sizes = [
  { cpuMhz: 16_000, memoryMb: 32_768 },
  { cpuMhz: 32_000, memoryMb: 65_536 },
  { cpuMhz: 64_000, memoryMb: 262_144 },
] as const;

export interface JobWishes {
  readonly count: number;
  readonly cpu?: number;
  readonly memory?: number;
  readonly rules?: string;
}

export class MicroCluster {
  readonly state = new State();
  private entries = 0;
  private jobs = 0;
  private readonly templates = new Map<string, Job>();

  constructor(nodes: number) {
    this.append([{ type: "LeadershipTaken", role: "applier", epoch: 1, holder: "bench" }]);
    for (let first = 0; first < nodes; first += 500)
      this.append(Array.from({ length: Math.min(500, nodes - first) }, (_, i) => this.registration(first + i)));
  }

  /** Registers a job like these wishes under a name of its own, as the log would bring it: a fresh object. */
  register(wishes: JobWishes): JobRecord {
    const key = JSON.stringify(wishes);
    let template = this.templates.get(key);
    if (template === undefined) this.templates.set(key, (template = jobOf(wishes)));
    const id = `job-${this.jobs++}`;
    const job: Job = { ...structuredClone(template), ID: id, Name: id };
    this.append([{ type: "JobRegistered", job, expectedJobModifyIndex: undefined, submission: undefined }]);
    return this.state.job("default", id)!;
  }

  plan(job: JobRecord): Plan {
    const evaluation = this.state.evaluations.get(job.pendingEvaluationId)!;
    return schedule(this.state, evaluation, { nowMs, seed: this.state.index, spares: 4, maxPlacements: 1_000 });
  }

  commit(plan: Plan): void {
    this.append([{ type: "PlansCommitted", verifiedThrough: this.state.index, plans: [plan] }], true);
  }

  /** Jobs of 1,000 small tasks of four shapes until so many allocations stand. */
  fill(allocations: number): void {
    for (let i = 0; this.state.allocations.size < allocations; i++) {
      const left = allocations - this.state.allocations.size;
      const job = this.register({ count: Math.min(1_000, left), cpu: 20 + 10 * (i % 4), memory: 32 << i % 4 });
      this.commit(this.plan(job));
    }
  }

  private registration(i: number): LogEvent {
    const size = sizes[i % 3]!;
    const spec = nodeSpec(uuidOf(i), {
      ...size,
      memoryMb: size.memoryMb - (i % 7),
      diskMb: 10_000_000,
      nodeClass: `size-${i % 3}`,
      meta: { rack: `rack-${i % 10}`, cell: `cell-${i % 100}` },
    });
    return { type: "NodeRegistered", registration: { spec, secretHash: "secret", inventory: [] } };
  }

  private append(events: readonly LogEvent[], isPlan = false): void {
    const leader = isPlan ? ({ role: "applier", epoch: 1, ordinal: this.state.leaders.get("applier")!.nextOrdinal } as const) : undefined;
    const n = ++this.entries;
    const ctx = evolve(this.state, { index: n, entry: { id: `entry-${n}`, timeMs: nowMs, actor: "bench", traces: [], level: 1, leader, events }, hash: { high: n, low: n } });
    for (const outcome of ctx.outcomes) if (outcome.kind === "refused") throw new Error(outcome.message);
  }
}

function uuidOf(i: number): string {
  return `${(Math.imul(i + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0")}-0000-4000-8000-${i.toString(16).padStart(12, "0")}`;
}

function jobOf({ count, cpu = 50, memory = 64, rules = "" }: JobWishes): Job {
  const parsed = parseJobHcl(`job "template" {
    update { max_parallel = 0 }
    group "g" {
      count = ${count}
      ${rules}
      ephemeral_disk { size = 150 }
      task "t" {
        driver = "docker"
        config { image = "x" }
        resources {
          cpu = ${cpu}
          memory = ${memory}
        }
      }
    }
  }`);
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join("\n"));
  return canonicalize(parsed.job);
}
