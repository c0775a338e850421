import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AcceptedPlans } from "../plan/accepted-plans.js";
import { checkPlan } from "../plan/check-plan.js";
import { portRequestsOfGroup, shapeOfGroup } from "../model/group-demand.js";
import type { Plan } from "../model/plan.js";
import type { JobRecord } from "../state/job-table.js";
import { StateBuilder } from "../testing/state-builder.js";
import { schedule } from "./schedule.js";

interface Wish {
  readonly job: number;
  readonly type: "service" | "batch" | "system";
  readonly count: number;
  readonly cpu: number;
  readonly image: number;
  readonly parallel: number;
  readonly staticPort: boolean;
  readonly distinct: boolean;
}

type Step =
  | { readonly kind: "register"; readonly wish: Wish }
  | { readonly kind: "stop"; readonly job: number }
  | { readonly kind: "down" | "up" | "ineligible"; readonly node: number }
  | { readonly kind: "report"; readonly which: number; readonly status: "running" | "healthy" | "unhealthy" | "failed" | "complete" }
  | { readonly kind: "ended" }
  | { readonly kind: "pass"; readonly seconds: number };

const nodeCount = 5;
const types = ["service", "batch", "system"] as const;

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("register" as const),
    wish: fc
      .record({
        job: fc.integer({ min: 0, max: 2 }),
        count: fc.integer({ min: 0, max: 7 }),
        cpu: fc.constantFrom(100, 400, 900),
        image: fc.integer({ min: 1, max: 3 }),
        parallel: fc.integer({ min: 0, max: 2 }),
        staticPort: fc.boolean(),
        distinct: fc.boolean(),
      })
      .map((wish) => ({ ...wish, type: types[wish.job]! })),
  }),
  fc.record({ kind: fc.constant("stop" as const), job: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ kind: fc.constantFrom("down" as const, "up" as const, "ineligible" as const), node: fc.integer({ min: 0, max: nodeCount - 1 }) }),
  fc.record({
    kind: fc.constant("report" as const),
    which: fc.nat({ max: 50 }),
    status: fc.constantFrom("running", "healthy", "healthy", "unhealthy", "failed", "complete"),
  }),
  fc.record({ kind: fc.constant("ended" as const) }),
  fc.record({ kind: fc.constant("pass" as const), seconds: fc.integer({ min: 1, max: 700 }) }),
);

function specOf(wish: Wish): string {
  const update = wish.type === "batch" ? "" : `update { max_parallel = ${wish.parallel} }`;
  const port = wish.staticPort ? `port "admin" { static = 8080 }` : "";
  return `job "job-${wish.job}" {
    type = "${wish.type}"
    ${update}
    group "g" {
      count = ${wish.type === "system" ? Math.min(1, wish.count) : wish.count}
      ${wish.distinct && wish.type !== "system" ? "constraint { distinct_hosts = true }" : ""}
      network {
        port "http" {}
        ${port}
      }
      task "t" {
        driver = "docker"
        config { image = "x:${wish.image}" }
        resources {
          cpu = ${wish.cpu}
          memory = 100
        }
      }
    }
  }`;
}

class Walk {
  readonly builder = new StateBuilder().nodes(nodeCount, (i) => ({
    cpuMhz: 1000 + 300 * i,
    dynamicPorts: { min: 20_000, max: 20_004 },
    reserved: { ports: i === 0 ? "8080" : "" },
  }));

  private jobs(): JobRecord[] {
    return [...this.builder.state.jobs.all()];
  }

  take(step: Step): void {
    const { builder } = this;
    switch (step.kind) {
      case "register":
        builder.job(specOf(step.wish));
        break;
      case "stop": {
        const job = builder.state.job("default", `job-${step.job}`);
        if (job !== undefined) builder.stop(job);
        break;
      }
      case "down":
        if (builder.state.node(`node-${step.node}`)!.status === "ready") builder.down(`node-${step.node}`);
        break;
      case "up":
        builder.register(builder.state.node(`node-${step.node}`)!.spec);
        break;
      case "ineligible":
        builder.ineligible(`node-${step.node}`);
        break;
      case "report":
        this.report(step.which, step.status);
        break;
      case "ended":
        this.endStopped();
        break;
      case "pass":
        builder.pass(step.seconds * 1000);
        this.lookAtWaiting();
    }
    for (const job of this.jobs()) this.settle(job);
    this.checkState();
  }

  private report(which: number, status: (Step & { kind: "report" })["status"]): void {
    const live = this.jobs().flatMap((job) => this.builder.live(job).filter(({ node }) => node?.status === "ready"));
    const allocation = live[which % Math.max(1, live.length)];
    if (allocation === undefined) return;
    const isHealth = status === "healthy" || status === "unhealthy";
    this.builder.report(allocation, isHealth ? "running" : status, isHealth ? { healthy: status === "healthy" } : {});
  }

  private endStopped(): void {
    for (const job of this.jobs())
      for (const allocation of this.builder.allocations(job))
        if (allocation.desired !== "run" && allocation.node?.status === "ready" && ["pending", "running"].includes(allocation.client))
          this.builder.report(allocation, "complete");
  }

  private lookAtWaiting(): void {
    for (const job of this.jobs())
      for (const evaluation of this.builder.waiting(job))
        if (evaluation.waitUntilMs <= this.builder.nowMs && this.builder.state.evaluations.get(evaluation.id)?.status === "pending") {
          const plan = this.builder.plan(job, { evaluation });
          this.check(job, plan);
          this.builder.commit(plan);
        }
  }

  private settle(job: JobRecord): void {
    for (let i = 0; job.pendingEvaluationId !== ""; i++) {
      expect(i, "the job comes to rest").toBeLessThan(10);
      const evaluation = this.builder.pending(job)!;
      const options = { nowMs: this.builder.nowMs, seed: 3, spares: 2 };
      const plan = schedule(this.builder.state, evaluation, options);
      expect(schedule(this.builder.state, evaluation, options)).toEqual(plan);
      this.check(job, plan);
      this.builder.commit(plan);
    }
  }

  private check(job: JobRecord, plan: Plan): void {
    this.checkCapacity(job, plan);
    const { state } = this.builder;
    // The applier sees the same state: it must accept the plan as it is.
    expect(checkPlan(state, new AcceptedPlans(state), plan)).toEqual({ kind: "accepted", plan, moved: 0, rejected: 0 });
    const spec = job.versions[0]!.job;
    const group = spec.TaskGroups[0]!;
    if (job.stopped || group.Count === 0) {
      expect(plan.placements).toEqual([]);
      expect(plan.deployments.every(({ kind }) => kind === "update")).toBe(true);
    }
    const most = group.Update?.MaxParallel ?? 0;
    if (most > 0) expect(plan.desiredUpdates["g"]?.destructiveUpdate ?? 0).toBeLessThanOrEqual(most);
    for (const placements of plan.placements) {
      expect(placements.nodeRows.length).toBe(placements.nameIndexes.length);
      for (const id of [...Array.from(placements.nodeRows, (row) => state.nodes.at(row)!.id), ...placements.spareNodeIds])
        expect(this.builder.state.node(id)).toMatchObject({ status: "ready", eligibility: "eligible" });
    }
    const stopped = plan.stops.map(({ allocationId }) => allocationId);
    expect(new Set(stopped).size).toBe(stopped.length);
    const failed = Object.keys(plan.failedGroups).length > 0;
    expect(failed).toBe(Object.values(plan.queued).some((queued) => queued > 0) || (failed && spec.Type === "system"));
  }

  /** What is used now, less what the plan stops, plus what it places, fits; and so do the ports. */
  private checkCapacity(job: JobRecord, plan: Plan): void {
    const { state } = this.builder;
    const group = job.versions[0]!.job.TaskGroups[0]!;
    const shape = shapeOfGroup(group);
    const stopping = new Set(plan.stops.map(({ allocationId }) => allocationId));
    const views = this.jobs().flatMap((other) => this.builder.allocations(other));
    for (const placements of plan.placements) {
      const width = portRequestsOfGroup(group).length;
      expect(placements.ports.length).toBe(placements.nameIndexes.length * width);
      for (const row of new Set(placements.nodeRows)) {
        const node = state.nodes.at(row)!;
        const staying = views.filter((view) => view.node === node && !stopping.has(view.id) && ["pending", "running"].includes(view.client));
        const here = [...placements.nodeRows.keys()].filter((i) => placements.nodeRows[i] === row);
        const cpu = staying.reduce((sum, view) => sum + view.shape.cpuMhz, 0) + here.length * shape.cpuMhz;
        expect(cpu).toBeLessThanOrEqual(state.nodes.cpuCapacity[node.row]!);
        const portsOf = (held: typeof staying) => new Set(held.flatMap((view) => (view.extras.ports ?? []).map(({ value }) => value)));
        const held = portsOf(staying);
        const wanted = portsOf(staying.filter(({ desired }) => desired === "run"));
        const ports = here.flatMap((i) => [...placements.ports.subarray(i * width, (i + 1) * width)]);
        expect(new Set(ports).size).toBe(ports.length);
        // Two replacements in a row may hand a static port on while the first holder is still stopping.
        expect(ports.filter((port) => wanted.has(port) || (port >= 20_000 && held.has(port)))).toEqual([]);
        if (node.id === "node-0") expect(ports).not.toContain(8080);
      }
    }
  }

  private checkState(): void {
    for (const job of this.jobs()) {
      const live = this.builder.live(job);
      const spec = job.versions[0]!.job;
      if (job.stopped) expect(live).toEqual([]);
      const names = live.map(({ nameIndex, node }) => (spec.Type === "system" ? `${node?.id} ${nameIndex}` : `${nameIndex}`));
      expect(new Set(names).size).toBe(names.length);
      if (spec.Type !== "system") expect(live.length).toBeLessThanOrEqual(spec.TaskGroups[0]!.Count);
      expect(live.every(({ node }) => node?.status === "ready")).toBe(true);
    }
  }
}

describe("whatever happens", () => {
  it("no plan over-commits a node, uses a port twice, exceeds a count, or differs the second time", () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 30 }), (walk) => {
        const cluster = new Walk();
        for (const step of walk) cluster.take(step);
      }),
      { numRuns: 150 },
    );
  });
});
