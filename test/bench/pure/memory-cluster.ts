// A cluster's state built in memory, without NATS or processes: entries go through `evolve`, plans through `schedule`
// and the applier's `checkPlan`, so what is measured is the product's own code and nothing around it.
import type { Job } from "@berth/core/model/job";
import type { GroupPlacements, Plan } from "@berth/core/model/plan";
import { AcceptedPlans } from "@berth/core/plan/accepted-plans";
import { checkPlan } from "@berth/core/plan/check-plan";
import { schedule } from "@berth/core/scheduling/schedule";
import type { JobRecord } from "@berth/core/state/job-table";
import { StateBuilder, jobOf } from "@berth/core/testing/state-builder";
import { maxPlacementsPerPlan } from "@berth/runtime/scheduler/scheduler-worker";
import { type MachineTerms, machineSpec } from "../fleet/machine.ts";

/** Of this process, all threads: what others do on the machine at the same time does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

export interface PlacingCost {
  placed: number;
  scheduleMs: number;
  checkMs: number;
  commitMs: number;
}

export function noCost(): PlacingCost {
  return { placed: 0, scheduleMs: 0, checkMs: 0, commitMs: 0 };
}

/** Microseconds of CPU a placement, all three steps. */
export function microsOf({ placed, scheduleMs, checkMs, commitMs }: PlacingCost): number {
  return ((scheduleMs + checkMs + commitMs) * 1_000) / Math.max(1, placed);
}

export function perSecond(cost: PlacingCost): number {
  return Math.round(1_000_000 / microsOf(cost));
}

/** Allocations of one filling plan. */
const fillerSize = 1_000;

export class MemoryCluster {
  readonly builder: StateBuilder;
  /** As the applier has them: one for all plans, emptied when a plan is folded. */
  private readonly accepted: AcceptedPlans;
  private fillers = 0;

  constructor(nodes: number, machines: MachineTerms, builder = new StateBuilder()) {
    this.builder = builder;
    this.accepted = new AcceptedPlans(builder.state);
    for (let i = 0; i < nodes; i++) this.builder.register(machineSpec(i, machines));
  }

  /** Registers the job and commits chunk after chunk until it is settled; returns what the chunks cost. */
  place(job: Job, cost = noCost()): PlacingCost {
    return this.settle(this.builder.job(job), cost);
  }

  /** A blocked job's evaluation comes back when a node joins: goes on with it. */
  settle(record: JobRecord, cost = noCost()): PlacingCost {
    const { builder, accepted } = this;
    const { state } = builder;
    for (let chunk = 0; record.pendingEvaluationId !== ""; chunk++) {
      if (chunk > 1_000) throw new Error(`job ${record.id} does not come to rest`);
      const evaluation = builder.pending(record)!;
      const startMs = cpuMs();
      const plan = schedule(state, evaluation, { nowMs: builder.nowMs, seed: 7 + chunk, spares: 4, maxPlacements: maxPlacementsPerPlan });
      const scheduledMs = cpuMs();
      const verdict = checkPlan(state, accepted, plan);
      const checkedMs = cpuMs();
      if (verdict.kind !== "accepted") throw new Error(`the plan of ${record.id} was not accepted: ${verdict.reason}`);
      const before = state.allocations.size;
      builder.commit(verdict.plan);
      accepted.drop(accepted.seal());
      cost.commitMs += cpuMs() - checkedMs;
      cost.scheduleMs += scheduledMs - startMs;
      cost.checkMs += checkedMs - scheduledMs;
      cost.placed += state.allocations.size - before;
    }
    return cost;
  }

  /** Allocations all over the nodes, without asking the scheduler: for a cluster that is busy already. */
  fill(allocations: number, job: Job): void {
    const { builder } = this;
    const rows = Array.from(builder.state.nodes.all(), ({ row }) => row);
    for (let left = allocations; left > 0; left -= fillerSize) {
      const count = Math.min(left, fillerSize);
      const record = builder.job(renamed({ ...job, TaskGroups: [{ ...job.TaskGroups[0]!, Count: count }] }, `filler-${this.fillers}`));
      const plan = this.spreadPlan(record, { count, rows, first: this.fillers * fillerSize });
      builder.commit(plan);
      this.fillers++;
    }
  }

  private spreadPlan(record: JobRecord, { count, rows, first }: { readonly count: number; readonly rows: readonly number[]; readonly first: number }): Plan {
    const { builder } = this;
    const plan = schedule(builder.state, builder.pending(record)!, { nowMs: builder.nowMs, seed: 1, spares: 0, maxPlacements: 1 });
    const [sample] = plan.placements;
    if (sample === undefined) throw new Error("the filling job fits nowhere");
    const group: GroupPlacements = {
      ...sample,
      nameIndexes: Uint32Array.from({ length: count }, (_, i) => i),
      nodeRows: Uint32Array.from({ length: count }, (_, i) => rows[(first + i) % rows.length]!),
    };
    return { ...plan, partial: false, placements: [group], queued: {}, failedGroups: {} };
  }
}

export function renamed(job: Job, id: string): Job {
  return { ...job, ID: id, Name: id };
}

export interface JobWishes {
  readonly count: number;
  readonly cpuMhz?: number;
  readonly memoryMb?: number;
  /** Blocks of the job file inside of the group. */
  readonly group?: string;
}

/** A canonical job of one group; `count` tasks. */
export function benchJob(id: string, { count, cpuMhz = 100, memoryMb = 128, group = "" }: JobWishes): Job {
  return jobOf(`job "${id}" {
    datacenters = ["*"]
    group "g" {
      count = ${count}
      ${group}
      ephemeral_disk { size = 10 }
      update { max_parallel = 0 }
      task "t" {
        driver = "raw_exec"
        config { command = "sleep" }
        logs {
          max_files = 1
          max_file_size = 1
        }
        resources {
          cpu = ${cpuMhz}
          memory = ${memoryMb}
        }
      }
    }
  }`);
}
