import { subjectsOf } from "@berth/contracts/rpc";
import type { Job } from "@berth/core/model/job";
import { clientCode, desiredCode } from "@berth/core/state/allocation-table";
import { jobStatus } from "@berth/core/state/state";
import { nodeSpec, serviceJob } from "@berth/core/testing/history";
import { noMetrics } from "@berth/ports/metrics";
import { noTracing } from "@berth/ports/tracing";
import { MemoryLog } from "@berth/testkit/simulated/memory-log";
import { ObedientAgent } from "@berth/testkit/simulated/obedient-agent";
import { silentLogger } from "@berth/testkit/silent-logger";
import { systemEnvironment } from "@berth/testkit/system-environment";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type ControlPlane, replicaParts, startControlPlane } from "./control-plane.js";
import { RpcGateway } from "./gateway/rpc-gateway.js";
import { LocalLease } from "./log/local-lease.js";
import { LocalRpc } from "./log/local-rpc.js";

const started: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const loop of started.splice(0).toReversed()) await loop.stop();
});

async function cluster(agents: readonly string[], outcome?: ConstructorParameters<typeof ObedientAgent>[2]) {
  const rpc = new LocalRpc(undefined);
  const subjects = subjectsOf("test");
  const log = new MemoryLog(() => Date.now());
  const context = {
    log,
    lease: new LocalLease(),
    rpc,
    subjects,
    environment: systemEnvironment,
    logger: silentLogger,
    metrics: noMetrics,
    tracing: noTracing,
    instance: "one",
  };
  const parts = replicaParts(context, (reason) => {
    throw new Error(reason);
  });
  await parts.replica.start();
  started.push(parts.replica);
  const terms = { ttlMs: 400, graceMs: 200, failoverMs: 600, deafAfterMs: 3_000 };
  const plane = await startControlPlane({ ...context, parts, terms, workers: 2 });
  started.push(plane);
  const fleet = agents.map((name) => new ObedientAgent(new RpcGateway(rpc, subjects), nodeSpec(name), outcome));
  for (const agent of fleet) {
    agent.start();
    started.push({ stop: () => agent.kill() });
  }
  await vi.waitFor(() => expect(plane.replica.state.nodes.size).toBe(agents.length));
  return { plane, fleet, rpc };
}

const register = (plane: ControlPlane, job: Job) =>
  plane.commands.submit({ type: "JobRegistered", job, expectedJobModifyIndex: undefined, submission: undefined }, "");

function wantedAndRunning(plane: ControlPlane, jobId: string): number {
  const { state } = plane.replica;
  const rows = [...state.allocationsOfJob(state.job("default", jobId)!)];
  return rows.filter((row) => state.allocations.desired.get(row) === desiredCode.run && state.allocations.client.get(row) === clientCode.running).length;
}

describe("the control plane in one process", () => {
  it("takes a job to running allocations and a successful deployment", async () => {
    const { plane } = await cluster(["n1", "n2", "n3"]);
    const outcome = await register(plane, serviceJob("web", { count: 5 }));
    expect(outcome.kind).toBe("applied");
    await vi.waitFor(() => expect(wantedAndRunning(plane, "web")).toBe(5));
    await vi.waitFor(() => {
      const { state } = plane.replica;
      expect(state.deployments.get(state.job("default", "web")!.deploymentId)?.status).toBe("successful");
    });
  });

  it("replaces the allocations of a node that falls silent", async () => {
    const { plane, fleet } = await cluster(["n1", "n2"]);
    await register(plane, serviceJob("web", { count: 4, cpu: 900 }));
    await vi.waitFor(() => expect(wantedAndRunning(plane, "web")).toBe(4));
    const victim = fleet.find((agent) => agent.allocationIds.length > 0)!;
    await victim.kill();
    await vi.waitFor(
      () => {
        const { state } = plane.replica;
        expect([...state.nodes.all()].filter((node) => node.status === "down")).toHaveLength(1);
        expect(wantedAndRunning(plane, "web")).toBe(4);
      },
      { timeout: 10_000 },
    );
  });

  it("rolls a changed version out one at a time and never below the floor", async () => {
    const { plane } = await cluster(["n1", "n2"]);
    await register(plane, serviceJob("web", { count: 4, more: "update { max_parallel = 1 }" }));
    await vi.waitFor(() => expect(wantedAndRunning(plane, "web")).toBe(4));
    let lowest = 4;
    plane.replica.onFolded(() => {
      lowest = Math.min(lowest, wantedAndRunning(plane, "web"));
    });
    await register(plane, serviceJob("web", { count: 4, image: "two", more: "update { max_parallel = 1 }" }));
    await vi.waitFor(() => {
      const { state } = plane.replica;
      const job = state.job("default", "web")!;
      expect(state.deployments.get(job.deploymentId)).toMatchObject({ jobVersion: 1, status: "successful" });
    });
    expect(wantedAndRunning(plane, "web")).toBe(4);
    expect(lowest).toBeGreaterThanOrEqual(3);
  });

  it("keeps a job that fits nowhere blocked with the reason, until a node comes", async () => {
    const { plane } = await cluster(["n1"]);
    await register(plane, serviceJob("big", { count: 2, memory: 6_000 }));
    const { state } = plane.replica;
    await vi.waitFor(() => expect(state.job("default", "big")!.blockedEvaluationId).not.toBe(""));
    const blocked = state.evaluations.get(state.job("default", "big")!.blockedEvaluationId)!;
    expect(blocked.failedGroups["g"]?.dimensionExhausted).toEqual({ memory: 1 });
    await plane.commands.submit({ type: "NodeRegistered", registration: { spec: nodeSpec("n2"), secretHash: "n2", inventory: [] } }, "");
    await vi.waitFor(() => expect(state.job("default", "big")!.liveCount).toBe(2));
  });

  it("stops a job and forgets it when asked to collect", async () => {
    const { plane, rpc } = await cluster(["n1"]);
    await register(plane, serviceJob("web", { count: 2 }));
    await vi.waitFor(() => expect(wantedAndRunning(plane, "web")).toBe(2));
    await plane.commands.submit({ type: "JobDeregistered", namespace: "default", jobId: "web", purge: false }, "");
    await vi.waitFor(() => expect(plane.replica.state.job("default", "web")!.liveCount).toBe(0));
    await vi.waitFor(() => expect(jobStatus(plane.replica.state, plane.replica.state.job("default", "web")!)).toBe("dead"));
    await rpc.request(subjectsOf("test").leader("controller", "collect"), new Uint8Array(), 5_000);
    expect(plane.replica.state.job("default", "web")).toBeUndefined();
  });
});
