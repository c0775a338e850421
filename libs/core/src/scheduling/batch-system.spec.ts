import { describe, expect, it } from "vitest";
import { StateBuilder } from "../testing/state-builder.js";
import { nodesOf } from "../testing/placed-nodes.js";

const job = (type: string, extra = "", image = "1"): string => `
job "j" {
  type = "${type}"
  datacenters = ["*"]
  group "g" {
    ${extra}
    task "t" {
      driver = "docker"
      config { image = "x:${image}" }
      resources { 
        cpu = 500 
        memory = 128
      }
    }
  }
}`;

describe("a batch job", () => {
  it("counts what completed as done", () => {
    const builder = new StateBuilder().nodes(2);
    const record = builder.job(job("batch", "count = 3"));
    const plan = builder.settle(record);
    expect(plan.deployments).toEqual([]);
    for (const allocation of builder.live(record)) builder.report(allocation, "complete");
    expect(builder.evaluate(record).settle(record).placements).toEqual([]);
  });

  it("is placed again for a newer version, old successes or not", () => {
    const builder = new StateBuilder().nodes(2);
    const record = builder.job(job("batch"));
    builder.settle(record);
    builder.report(builder.live(record)[0]!, "complete");
    builder.job(job("batch", "", "2"));
    expect(builder.settle(record).placements[0]!.jobVersion).toBe(1);
  });

  it("tries a failed one once more, 5 s later, then leaves it", () => {
    const builder = new StateBuilder().nodes(3);
    const record = builder.job(job("batch"));
    builder.settle(record);
    builder.report(builder.live(record)[0]!, "failed").settle(record);
    const again = builder.settleWaiting(record);
    expect(again.placements[0]!.rescheduleDelaysMs).toEqual([5000]);
    const last = builder.report(builder.live(record)[0]!, "failed").settle(record);
    expect(last.placements).toEqual([]);
    expect(last.followUps).toEqual([]);
  });
});

describe("a system job", () => {
  it("runs once on each eligible node that may run it, also on those that come later", () => {
    const builder = new StateBuilder().nodes(3).node("tired").ineligible("tired").node("bare", { drivers: [] });
    const record = builder.job(job("system"));
    const plan = builder.settle(record);
    expect(nodesOf(builder.state, plan)).toEqual(["node-0", "node-1", "node-2"]);
    expect([...plan.placements[0]!.nameIndexes]).toEqual([0, 0, 0]);
    expect(plan.failedGroups).toEqual({});
    expect(plan.queued).toEqual({ g: 0 });
    builder.node("late");
    expect(nodesOf(builder.state, builder.settle(record))).toEqual(["late"]);
  });

  it("fails a node without room, and only that one", () => {
    const builder = new StateBuilder().nodes(2).node("small", { cpuMhz: 100 });
    const record = builder.job(job("system"));
    const plan = builder.settle(record);
    expect(nodesOf(builder.state, plan)).toHaveLength(2);
    expect(plan.failedGroups["g"]).toMatchObject({ nodesExhausted: 1, dimensionExhausted: { cpu: 1 }, closestShortfall: { cpu: 400 } });
  });

  it("says so when every node is filtered", () => {
    const builder = new StateBuilder().nodes(2, () => ({ drivers: [] }));
    const plan = builder.settle(builder.job(job("system")));
    expect(plan.failedGroups["g"]).toMatchObject({ nodesFiltered: 2, constraintFiltered: { "missing drivers": 2 } });
  });

  it("does not replace what was lost with its node, nor what just failed", () => {
    const builder = new StateBuilder().nodes(2);
    const record = builder.job(job("system"));
    builder.settle(record);
    const plan = builder.down("node-0").settle(record);
    expect(plan.stops).toMatchObject([{ clientStatus: "lost" }]);
    expect(plan.placements).toEqual([]);
    const after = builder.report(builder.live(record)[0]!, "failed").settle(record);
    expect(after.placements).toEqual([]);
    expect(builder.evaluate(record).settle(record).placements).toHaveLength(1);
  });

  it("replaces at most max_parallel at a time, on the same nodes", () => {
    const builder = new StateBuilder().nodes(3);
    const record = builder.job(job("system"));
    builder.settle(record);
    builder.job(job("system", "", "2"));
    const plan = builder.settle(record);
    expect(plan.stops).toHaveLength(1);
    expect(nodesOf(builder.state, plan)).toHaveLength(1);
    expect(plan.followUps).toMatchObject([{ triggeredBy: "rolling-update", waitUntilMs: builder.nowMs + 30_000 }]);
    for (const allocation of builder.live(record)) builder.report(allocation, "running");
    builder.settleWaiting(record);
    expect(builder.live(record).map(({ jobVersion }) => jobVersion).sort()).toEqual([0, 1, 1]);
    expect(new Set(builder.live(record).map(({ node }) => node!.id)).size).toBe(3);
  });

  it("is done once for sysbatch", () => {
    const builder = new StateBuilder().nodes(2);
    const record = builder.job(job("sysbatch"));
    builder.settle(record);
    for (const allocation of builder.live(record)) builder.report(allocation, "complete");
    expect(builder.evaluate(record).settle(record).placements).toEqual([]);
  });
});
