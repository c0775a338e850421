import { describe, expect, it } from "vitest";
import { History, nodeSpec, planFor, serviceJob } from "../testing/history.js";
import { StateBuilder } from "../testing/state-builder.js";
import { schedule } from "./schedule.js";

const web = (extra = "", count = 5, version = "1"): string => `
job "my-service" {
  datacenters = ["dc1", "dc2"]
  update { max_parallel = 1 }
  group "webs" {
    count = ${count}
    ${extra}
    task "frontend" {
      driver = "docker"
      config { image = "web:${version}" }
      resources { 
        cpu = 500 
        memory = 128
        network { dynamic_ports = ["http", "https"] }
      }
    }
  }
}`;

const byNode = (builder: StateBuilder, job: Parameters<StateBuilder["live"]>[0]) =>
  builder.live(job).map((allocation) => allocation.node!.id);

describe("a service job", () => {
  it("is placed whole, each name once, and comes with a deployment", () => {
    const builder = new StateBuilder().nodes(4);
    const job = builder.job(web());
    const plan = builder.plan(job);
    expect([...plan.placements[0]!.nameIndexes]).toEqual([0, 1, 2, 3, 4]);
    expect(plan.placements[0]!.portsPerPlacement).toBe(2);
    expect(plan.deployments).toMatchObject([{ kind: "create", groups: { webs: { desiredTotal: 5 } } }]);
    builder.commit(plan);
    expect(builder.live(job)).toHaveLength(5);
    expect(builder.pending(job)).toBeUndefined();
    expect(builder.state.deployments.get(job.deploymentId)?.groups["webs"]?.placed).toBe(5);
  });

  it("ends even when the node of what is stopping dies", () => {
    const history = new History();
    history.node(nodeSpec("n1"));
    history.register(serviceJob("web"));
    history.commit(planFor(history.state, "web", { nodes: ["n1"] }));
    const look = () => schedule(history.state, history.state.evaluations.get(history.state.job("default", "web")!.pendingEvaluationId)!, { nowMs: history.nowMs, seed: 1, spares: 0 });
    history.fold({ type: "JobDeregistered", namespace: "default", jobId: "web", purge: false });
    history.commit(look());
    expect(history.state.job("default", "web")!.liveCount).toBe(1);
    history.down("n1");
    history.commit(look());
    expect(history.state.job("default", "web")!.liveCount).toBe(0);
  });

  it("is wholly stopped", () => {
    const builder = new StateBuilder().nodes(4);
    const job = builder.job(web());
    builder.settle(job);
    const plan = builder.stop(job).settle(job);
    expect(plan.stops).toHaveLength(5);
    expect(plan.placements).toEqual([]);
    expect(plan.deployments).toMatchObject([{ status: "cancelled", statusDescription: "Cancelled because job is stopped" }]);
    expect(builder.live(job)).toEqual([]);
  });

  it("loses allocations with their node and gets them back under the same names elsewhere", () => {
    const builder = new StateBuilder().nodes(4);
    const job = builder.job(web());
    builder.settle(job);
    const victim = builder.live(job)[0]!;
    const lostNames = builder.live(job).filter(({ node }) => node!.id === victim.node!.id).map(({ nameIndex }) => nameIndex);
    const plan = builder.down(victim.node!.id).settle(job);
    expect(plan.stops.every((stop) => stop.clientStatus === "lost" && stop.description === "alloc is lost since its node is down")).toBe(true);
    expect(Array.from(plan.placements[0]!.nameIndexes).sort()).toEqual(lostNames);
    expect(plan.placements[0]!.previousIds).toContain(victim.id);
    expect(byNode(builder, job)).not.toContain(victim.node!.id);
    expect(builder.live(job).map(({ nameIndex }) => nameIndex)).toEqual([0, 1, 2, 3, 4]);
  });

  it("gives new names beside those of replacements", () => {
    const builder = new StateBuilder().nodes(4);
    const job = builder.job(web());
    builder.settle(job);
    const victim = builder.live(job)[1]!.node!.id;
    builder.job(web("", 7));
    builder.down(victim).settle(job);
    expect(builder.live(job).map(({ nameIndex }) => nameIndex)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it("reschedules a failed allocation on another node after the delay", () => {
    const builder = new StateBuilder().nodes(2);
    const job = builder.job(web("", 1));
    builder.settle(job);
    const [failed] = builder.live(job);
    builder.report(failed!, "failed");
    const waiting = builder.settle(job);
    expect(waiting.placements).toEqual([]);
    expect(waiting.followUps).toContainEqual({
      waitUntilMs: builder.nowMs + 30_000,
      triggeredBy: "alloc-reschedule",
      description: "created for delayed rescheduling",
      allocationIds: [failed!.id],
    });
    const plan = builder.settleWaiting(job);
    expect(plan.stops).toEqual([
      { allocationId: failed!.id, description: "alloc was rescheduled because it failed", clientStatus: "", rescheduled: true },
    ]);
    expect(plan.placements[0]!.rescheduleDelaysMs).toEqual([30_000]);
    expect(byNode(builder, job)).not.toContain(failed!.node!.id);
  });
});
