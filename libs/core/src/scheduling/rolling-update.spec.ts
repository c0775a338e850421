import { describe, expect, it } from "vitest";
import type { JobRecord } from "../state/job-table.js";
import { StateBuilder } from "../testing/state-builder.js";
import { nodesOf } from "../testing/placed-nodes.js";

const web = ({ update = "max_parallel = 1", count = 3, image = "1", meta = "", tags = "[]" } = {}): string => `
job "web" {
  datacenters = ["dc1"]
  update { ${update} }
  group "g" {
    count = ${count}
    ${meta}
    task "t" {
      driver = "docker"
      config { image = "web:${image}" }
      resources { 
        cpu = 500 
        memory = 128
      }
      service { 
        name = "web"
        tags = ${tags} 
      }
    }
  }
}`;

function running(hcl = web(), nodes = 4): { builder: StateBuilder; job: JobRecord } {
  const builder = new StateBuilder().nodes(nodes);
  const job = builder.job(hcl);
  builder.settle(job);
  builder.allHealthy(job);
  if (builder.pending(job) !== undefined) builder.settle(job);
  return { builder, job };
}

const deploymentOf = (builder: StateBuilder, job: JobRecord) => builder.state.deployments.get(job.deploymentId)!;
const versions = (builder: StateBuilder, job: JobRecord) => builder.live(job).map(({ jobVersion }) => jobVersion);

describe("a deployment", () => {
  it("is successful when all is healthy, and marks the version stable", () => {
    const { builder, job } = running();
    expect(deploymentOf(builder, job)).toMatchObject({ status: "successful", statusDescription: "Deployment completed successfully" });
    expect(job.versions[0]!.stable).toBe(true);
    expect(job.waitingEvaluationIds.size).toBe(0);
  });

  it("goes one by one, waiting for health", () => {
    const { builder, job } = running();
    builder.job(web({ image: "2" }));
    const first = builder.settle(job);
    expect(first.stops).toMatchObject([{ description: "alloc is being updated due to job update" }]);
    expect(first.desiredUpdates["g"]).toMatchObject({ destructiveUpdate: 1, ignore: 2 });
    expect(versions(builder, job)).toEqual([1, 0, 0]);
    const waiting = builder.evaluate(job).settle(job);
    expect(waiting.stops).toEqual([]);
    expect(waiting.placements).toEqual([]);
    builder.allHealthy(job).settle(job);
    expect(versions(builder, job)).toEqual([1, 1, 0]);
    builder.allHealthy(job).settle(job);
    expect(versions(builder, job)).toEqual([1, 1, 1]);
    expect(deploymentOf(builder, job).status).toBe("running");
    builder.allHealthy(job).settle(job);
    expect(deploymentOf(builder, job)).toMatchObject({ status: "successful", jobVersion: 1 });
  });

  it("takes max_parallel at a time", () => {
    const { builder, job } = running(web({ update: "max_parallel = 2" }));
    builder.job(web({ update: "max_parallel = 2", image: "2" }));
    builder.settle(job);
    expect(versions(builder, job)).toEqual([1, 1, 0]);
    builder.report(builder.live(job)[0]!, "running", { healthy: true });
    builder.settle(job);
    expect(versions(builder, job)).toEqual([1, 1, 1]);
  });

  it("replaces everything at once without max_parallel, and needs no deployment", () => {
    const { builder, job } = running(web({ update: "max_parallel = 0" }));
    builder.job(web({ update: "max_parallel = 0", image: "2" }));
    const plan = builder.settle(job);
    expect(versions(builder, job)).toEqual([1, 1, 1]);
    expect(plan.deployments).toEqual([]);
  });

  it("holds while one is unhealthy, then fails at its progress deadline", () => {
    const { builder, job } = running();
    builder.job(web({ image: "2" }));
    builder.settle(job);
    builder.report(builder.live(job)[0]!, "running", { healthy: false });
    expect(builder.settle(job).stops).toEqual([]);
    const [judgement] = builder.waiting(job);
    expect(judgement).toMatchObject({ triggeredBy: "deployment-watcher", waitUntilMs: builder.nowMs + 600_000 });
    builder.settleWaiting(job);
    expect(deploymentOf(builder, job)).toMatchObject({ status: "failed", statusDescription: "Failed due to progress deadline" });
    expect(builder.evaluate(job).settle(job).placements).toEqual([]);
    expect(versions(builder, job)).toEqual([1, 0, 0]);
  });

  it("fails at once on the first unhealthy one when there is no progress deadline", () => {
    const update = `max_parallel = 1
      progress_deadline = "0s"`;
    const { builder, job } = running(web({ update }));
    builder.job(web({ update, image: "2" }));
    builder.settle(job);
    builder.report(builder.live(job)[0]!, "running", { healthy: false }).settle(job);
    expect(deploymentOf(builder, job)).toMatchObject({ status: "failed", statusDescription: "Failed due to unhealthy allocations" });
  });

  it("does not go on while what it placed fails, nor when that is placed again", () => {
    const { builder, job } = running(web(), 6);
    builder.job(web({ image: "2" }));
    builder.settle(job);
    builder.report(builder.live(job)[0]!, "failed");
    expect(builder.settle(job).stops).toEqual([]);
    const again = builder.settleWaiting(job);
    expect(again.stops).toMatchObject([{ rescheduled: true }]);
    expect(versions(builder, job)).toEqual([1, 0, 0]);
    builder.allHealthy(job).settle(job);
    expect(versions(builder, job)).toEqual([1, 1, 0]);
  });

  it("goes on although a name finds no node", () => {
    const rules = "constraint { distinct_hosts = true }";
    const { builder, job } = running(web({ meta: rules }), 2);
    builder.job(web({ meta: rules, image: "2" }));
    expect(builder.settle(job).queued).toEqual({ g: 1 });
    expect(versions(builder, job)).toEqual([1, 0]);
  });

  it("gives way to a newer version", () => {
    const { builder, job } = running();
    builder.job(web({ image: "2" }));
    builder.settle(job);
    builder.report(builder.live(job)[0]!, "running", { healthy: false }).settle(job);
    const overtaken = job.deploymentId;
    builder.job(web({ image: "3" }));
    const plan = builder.settle(job);
    expect(plan.deployments).toMatchObject([
      { kind: "update", id: overtaken, status: "cancelled", statusDescription: "Cancelled due to newer version of job" },
      { kind: "create", jobVersion: 2 },
    ]);
    expect(versions(builder, job)).toEqual([2, 0, 0]);
  });

  it("waits for an explicit stagger between batches, and says until when", () => {
    const update = `max_parallel = 1
      stagger = "30s"
      min_healthy_time = "1s"`;
    const { builder, job } = running(web({ update }));
    builder.job(web({ update, image: "2" }));
    builder.settle(job);
    const batchAtMs = builder.nowMs;
    builder.pass(10_000).allHealthy(job);
    const held = builder.settle(job);
    expect(held.placements).toEqual([]);
    expect(held.followUps).toContainEqual(expect.objectContaining({ triggeredBy: "rolling-update", waitUntilMs: batchAtMs + 30_000 }));
    const next = builder.settleWaiting(job);
    expect(next.deployments).toMatchObject([{ kind: "update", status: "running", batchedGroups: ["g"] }]);
    expect(versions(builder, job)).toEqual([1, 1, 0]);
    expect(deploymentOf(builder, job).groups["g"]!.lastBatchAtMs).toBe(batchAtMs + 30_000);
  });
});

describe("a changed job", () => {
  it("updates in place what need not be replaced", () => {
    const { builder, job } = running();
    const before = builder.live(job).map(({ id }) => id);
    builder.job(web({ tags: `["new"]` }));
    const plan = builder.settle(job);
    expect(plan.updates.map(({ jobVersion }) => jobVersion)).toEqual([1, 1, 1]);
    expect(plan.stops).toEqual([]);
    expect(builder.live(job).map(({ id }) => id)).toEqual(before);
    expect(deploymentOf(builder, job)).toMatchObject({ status: "running", groups: { g: { placed: 3, healthy: 0 } } });
    builder.allHealthy(job).settle(job);
    expect(deploymentOf(builder, job)).toMatchObject({ jobVersion: 1, status: "successful", groups: { g: { healthy: 3 } } });
  });

  it("waits for the health of what it kept and what had not started", () => {
    const builder = new StateBuilder().nodes(3);
    const job = builder.job(web());
    builder.settle(job);
    builder.job(web({ tags: `["new"]` }));
    builder.settle(job);
    for (const allocation of builder.live(job)) builder.report(allocation, "running");
    expect(builder.pending(job)).toBeUndefined();
    builder.allHealthy(job).settle(job);
    expect(deploymentOf(builder, job)).toMatchObject({ jobVersion: 1, status: "successful" });
  });

  it("fails when what it updated in place is not healthy any more", () => {
    const { builder, job } = running();
    builder.job(web({ tags: `["new"]` }));
    builder.settle(job);
    builder.report(builder.live(job)[0]!, "running", { healthy: false });
    builder.settle(job);
    if (deploymentOf(builder, job).status === "running") builder.settleWaiting(job);
    expect(deploymentOf(builder, job)).toMatchObject({ jobVersion: 1, status: "failed" });
  });

  it("moves off a node that it may not use any more", () => {
    const { builder, job } = running();
    const first = builder.live(job)[0]!.node!.id;
    const meta = `constraint { 
      attribute = "$\${node.unique.id}" 
      operator = "!=" 
      value = "${first}" 
    }`;
    builder.job(web({ meta }));
    const plan = builder.settle(job);
    expect(plan.stops).toHaveLength(1);
    expect(nodesOf(builder.state, plan)).not.toContain(first);
  });

  it("grows by new names and shrinks by the highest", () => {
    const { builder, job } = running();
    builder.job(web({ count: 5 }));
    builder.settle(job);
    expect(builder.live(job).map(({ nameIndex }) => nameIndex)).toEqual([0, 1, 2, 3, 4]);
    builder.job(web({ count: 2 }));
    const plan = builder.settle(job);
    expect(plan.stops.map(({ description }) => description)).toEqual(Array(3).fill("alloc not needed due to job update"));
    expect(builder.live(job).map(({ nameIndex }) => nameIndex)).toEqual([0, 1]);
    builder.job(web({ count: 0 }));
    builder.settle(job);
    expect(builder.live(job)).toEqual([]);
  });

  it("fills the lowest free name", () => {
    const { builder, job } = running();
    builder.append([{ type: "AllocationsStopRequested", allocationIds: [builder.live(job)[1]!.id] }]);
    const plan = builder.settle(job);
    expect([...plan.placements[0]!.nameIndexes]).toEqual([1]);
  });

  it("keeps the old allocation when its replacement finds no node", () => {
    const { builder, job } = running();
    builder.job(web({ image: "2" }).replace("cpu = 500", "cpu = 50000"));
    const plan = builder.settle(job);
    expect(plan.stops).toEqual([]);
    expect(plan.queued).toEqual({ g: 1 });
    expect(plan.failedGroups["g"]).toMatchObject({ nodesExhausted: 4, dimensionExhausted: { cpu: 4 }, closestShortfall: { cpu: 46_000 } });
    expect(plan.desiredUpdates["g"]).toMatchObject({ destructiveUpdate: 0, ignore: 3 });
    expect(versions(builder, job)).toEqual([0, 0, 0]);
    expect(job.blockedEvaluationId).not.toBe("");
  });

  it("stops groups that are gone", () => {
    const { builder, job } = running();
    builder.job(web().replace(`group "g"`, `group "h"`));
    builder.settle(job);
    expect(builder.live(job).map(({ group }) => group)).toEqual(["h", "h", "h"]);
  });
});
