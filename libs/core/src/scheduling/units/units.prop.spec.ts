import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Holding, countUnits, wholeUnit } from "../../model/holding.js";
import type { NodeSpec } from "../../model/node.js";
import type { Plan } from "../../model/plan.js";
import { AcceptedPlans } from "../../plan/accepted-plans.js";
import { checkPlan } from "../../plan/check-plan.js";
import type { JobRecord } from "../../state/job-table.js";
import { dumpState, restoreState } from "../../state/snapshot/snapshot.js";
import { stateHash } from "../../state/state-hash.js";
import { nodeSpec } from "../../testing/node-builder.js";
import { StateBuilder } from "../../testing/state-builder.js";
import { schedule } from "../schedule.js";
import { unitOfferOf } from "./unit-offer.js";

interface Wish {
  readonly job: number;
  readonly count: number;
  readonly cores: number;
  readonly gpus: number;
  readonly milli: number;
  readonly model: boolean;
  readonly system: boolean;
}

type Step =
  | { readonly kind: "register"; readonly wish: Wish }
  | { readonly kind: "stop"; readonly job: number }
  | { readonly kind: "end"; readonly which: number }
  | { readonly kind: "sick" | "well" | "fewer-cores" | "down"; readonly node: number };

const nodeCount = 4;
const node = fc.nat({ max: nodeCount - 1 });
const wishes: fc.Arbitrary<Wish> = fc.record({
  job: fc.nat({ max: 4 }),
  count: fc.integer({ min: 1, max: 5 }),
  cores: fc.constantFrom(0, 0, 1, 2),
  gpus: fc.constantFrom(0, 1, 1, 2),
  milli: fc.constantFrom(0, 300, 500, 1_000),
  model: fc.boolean(),
  system: fc.constantFrom(false, false, true),
});
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("register" as const), wish: wishes }) },
  fc.record({ kind: fc.constant("stop" as const), job: fc.nat({ max: 4 }) }),
  fc.record({ kind: fc.constant("end" as const), which: fc.nat({ max: 40 }) }),
  fc.record({ kind: fc.constantFrom("sick" as const, "well" as const, "fewer-cores" as const, "down" as const), node }),
);

/** Two cards and four cores; a sick card, or half of the cores, when asked. */
function specOfNode(i: number, { sick = false, fewerCores = false } = {}): NodeSpec {
  const spec = nodeSpec(`node-${i}`, { cpuMhz: 4_000, memoryMb: 8_000 });
  const { NodeResources: has } = spec;
  const Instances = [0, 1].map((card) => ({ ID: `card-${card}`, Healthy: !(sick && card === 0), HealthDescription: "" }));
  const Devices = i === 0 ? [] : [{ Vendor: "nvidia", Type: "gpu", Name: i % 2 === 0 ? "big" : "small", Attributes: { memory: { Int: 16, Unit: "GiB" } }, Instances }];
  return { ...spec, NodeResources: { ...has, Cpu: { ...has.Cpu, ReservableCpuCores: fewerCores ? [0, 1] : [0, 1, 2, 3] }, Devices } };
}

function jobFile({ job, count, cores, gpus, milli, model, system }: Wish): string {
  const share = milli === 0 ? "" : `share_milli = ${milli}`;
  const device = `device "nvidia/gpu" {
    count = ${gpus}
    ${share}
    ${model ? `constraint {\n attribute = "$\${device.attr.memory}"\n operator = ">="\n value = "15000 MiB"\n }` : ""}
  }`;
  return `job "job-${job}-${system ? "system" : "service"}" {
    type = "${system ? "system" : "service"}"
    group "g" {
      ${system ? "" : `count = ${count}`}
      task "t" {
        driver = "docker"
        config { image = "x" }
        resources {
          ${cores > 0 ? `cores = ${cores}` : "cpu = 100"}
          memory = 100
          ${gpus > 0 ? device : ""}
        }
      }
    }
  }`;
}

class Walk {
  readonly builder = new StateBuilder();

  constructor() {
    for (let i = 0; i < nodeCount; i++) this.builder.register(specOfNode(i));
  }

  get jobs(): JobRecord[] {
    return [...this.builder.state.jobs.all()];
  }

  take(step: Step): void {
    const { builder } = this;
    switch (step.kind) {
      case "register":
        builder.job(jobFile(step.wish));
        break;
      case "stop":
        for (const job of this.jobs) if (job.id.startsWith(`job-${step.job}-`)) builder.stop(job);
        break;
      case "end": {
        const held = this.jobs.flatMap((job) => builder.allocations(job)).filter((view) => view.node?.status === "ready" && view.client === "pending");
        const ended = held[step.which % Math.max(1, held.length)];
        if (ended !== undefined) builder.report(ended, "complete");
        break;
      }
      case "down":
        if (builder.state.node(`node-${step.node}`)!.status === "ready") builder.down(`node-${step.node}`);
        break;
      case "sick":
        builder.register(specOfNode(step.node, { sick: true }));
        break;
      case "fewer-cores":
        builder.register(specOfNode(step.node, { fewerCores: true }));
        break;
      case "well":
        builder.register(specOfNode(step.node));
    }
  }

  planFor(job: JobRecord): Plan {
    return schedule(this.builder.state, this.builder.pending(job)!, { nowMs: this.builder.nowMs, seed: 5, spares: 2 });
  }

  /** Applied one after the other. */
  settle(): void {
    const { builder } = this;
    const { state } = builder;
    for (let rounds = 0; rounds < 30; rounds++) {
      const due = this.jobs.find((job) => job.pendingEvaluationId !== "");
      if (due === undefined) return;
      const plan = this.planFor(due);
      expect(this.planFor(due)).toEqual(plan);
      expect(checkPlan(state, new AcceptedPlans(state), plan)).toEqual({ kind: "accepted", plan, moved: 0, rejected: 0 });
      builder.commit(plan);
      this.check();
    }
  }

  /** All made from one state, and checked on top of each other. */
  settleAtOnce(): void {
    const { builder } = this;
    const { state } = builder;
    const accepted = new AcceptedPlans(state);
    const due = this.jobs.filter((job) => job.pendingEvaluationId !== "");
    const verdicts = due.map((job) => checkPlan(state, accepted, this.planFor(job)));
    const plans = verdicts.flatMap((verdict) => (verdict.kind === "accepted" ? [verdict.plan] : []));
    builder.commit(...plans);
    this.check();
  }

  /** What is held, by what allocations that have not ended say. */
  check(): void {
    const { builder } = this;
    const { nodes } = builder.state;
    for (const record of nodes.all()) {
      const views = this.jobs.flatMap((job) => builder.allocations(job)).filter((view) => view.node === record && !["complete", "failed", "lost"].includes(view.client));
      const held = sumOf(views.flatMap(({ extras }) => extras.holding ?? []));
      expect(new Map(record.units.sorted())).toEqual(new Map([...held].sort(([a], [b]) => (a < b ? -1 : 1))));
      // The plan's own stops lend their room; what is wanted never holds a unit twice.
      const wanted = sumOf(views.filter(({ desired }) => desired === "run").flatMap(({ extras }) => extras.holding ?? []));
      for (const [key, milli] of wanted) expect(milli, key).toBeLessThanOrEqual(wholeUnit);
      const cpu = views.reduce((sum, view) => sum + nodes.askOn(record.row, view.shape).cpuMhz, 0);
      expect(nodes.cpuUsed[record.row]).toBe(cpu);
    }
  }
}

function sumOf(holdings: readonly Holding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const holding of holdings) countUnits(counts, holding, 1);
  return counts;
}

describe("cores and devices", () => {
  it("are never given out twice, and freed when they are held no more; scheduler and applier agree", () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 20 }), (walk) => {
        const cluster = new Walk();
        for (const step of walk) {
          cluster.take(step);
          cluster.settle();
        }
      }),
      { numRuns: 60 },
    );
  });

  it("are never given out twice by plans that did not know of each other", () => {
    fc.assert(
      fc.property(fc.array(wishes, { minLength: 2, maxLength: 8 }), (jobs) => {
        const cluster = new Walk();
        for (const [i, wish] of jobs.entries()) cluster.take({ kind: "register", wish: { ...wish, job: i } });
        cluster.settleAtOnce();
        cluster.settle();
      }),
      { numRuns: 60 },
    );
  });

  it("are in a snapshot: the state that comes back is the same, and plans the same", () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 12 }), wishes, (walk, last) => {
        const cluster = new Walk();
        for (const step of walk) {
          cluster.take(step);
          cluster.settle();
        }
        const { builder } = cluster;
        const job = builder.job(jobFile({ ...last, job: 9 }));
        const restored = restoreState(dumpState(builder.state));
        expect(stateHash(restored)).toBe(stateHash(builder.state));
        const options = { nowMs: builder.nowMs, seed: 3, spares: 2 };
        expect(schedule(restored, builder.pending(job)!, options)).toEqual(schedule(builder.state, builder.pending(job)!, options));
      }),
      { numRuns: 40 },
    );
  });

  it("come from what the node offers", () => {
    fc.assert(
      fc.property(wishes, fc.boolean(), fc.boolean(), (wish, sick, fewerCores) => {
        const builder = new StateBuilder();
        for (let i = 0; i < nodeCount; i++) builder.register(specOfNode(i, { sick, fewerCores }));
        const job = builder.job(jobFile(wish));
        builder.settle(job);
        for (const { node: on, extras } of builder.live(job))
          for (const key of sumOf([extras.holding ?? { cores: [], devices: [] }]).keys()) expect(unitOfferOf(on!.spec).keys.has(key), key).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
