// The simulated fleet against the real services: its nodes are taken for real ones, from registration to death.
import { afterEach, expect, it } from "vitest";
import { type BenchCluster, startBenchCluster } from "../cluster/bench-cluster.ts";
import { bodyOf } from "../load/bench-jobs.ts";
import { runningIn } from "../load/placement-watch.ts";
import { Submitter } from "../load/submit.ts";
import { writeUuid } from "@berth/core/common/uuid-bytes";
import { AllocationList, standing } from "./allocation-list.ts";
import { nameOfMachine, uuidOf } from "./machine.ts";

const limitMs = 120_000;
let cluster: BenchCluster | undefined;

afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
}, limitMs);

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + 60_000;
  while (!(await isSo())) {
    if (performance.now() > deadlineMs) throw new Error(`it did not happen within 60 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it(
  "nodes run what they are given, and what dead ones ran is placed elsewhere",
  async () => {
    const heartbeat = { ttlMs: 2_000, graceMs: 500, failoverMs: 4_000 };
    cluster = await startBenchCluster({ nodes: 12, heartbeat, profile: "", progress: () => undefined });
    const { fleet, replica } = cluster;
    expect(replica.state.nodes.size).toBe(12);
    const submitter = new Submitter(cluster.httpUrl, 1);
    await submitter.submit(bodyOf({ id: "spread", tasks: 24, cpuMhz: 100, memoryMb: 64, nodeClass: "" }));
    await until("24 tasks run", () => runningIn(replica.state) === 24);
    expect(await fleet.counts()).toMatchObject({ registered: 12, assigned: 24, running: 24, ended: 0, failures: 0 });

    const holding = Array.from({ length: 12 }, (_, i) => i).filter((i) => replica.state.node(uuidOf(nameOfMachine(i)))!.firstAllocation >= 0);
    const victims = holding.slice(0, 1);
    expect(victims.length).toBe(1);
    fleet.kill(victims);
    const isDown = (i: number): boolean => replica.state.node(uuidOf(nameOfMachine(i)))!.status === "down";
    await until("the dead node is down, and no other", () => victims.every(isDown));
    await until("24 tasks run again", () => runningIn(replica.state) === 24);
    expect(Array.from({ length: 12 }, (_, i) => i).filter(isDown)).toEqual(victims);
    submitter.close();
  },
  limitMs,
);

it("a node's list of allocations is found, changed and taken from", () => {
  const list = new AllocationList();
  const ids = Array.from({ length: 50 }, (_, i) => uuidOf(`allocation ${i}`));
  for (const id of ids) {
    const bytes = new Uint8Array(16);
    expect(writeUuid(id, bytes, 0)).toBe(true);
    list.add(bytes, 0, standing.starting);
    expect(list.idOf(list.rowOfBytes(bytes, 0))).toBe(id);
  }
  expect(ids.map((id) => list.idOf(list.rowOf(id)))).toEqual(ids);
  list.setStanding(list.rowOf(ids[7]!), standing.running);
  list.remove(list.rowOf(ids[3]!));
  expect(list.size).toBe(49);
  expect(list.rowOf(ids[3]!)).toBe(-1);
  expect(list.standingOf(list.rowOf(ids[7]!))).toBe(standing.running);
  expect(list.standingOf(list.rowOf(ids[49]!))).toBe(standing.starting);
  expect(list.rowOf(uuidOf("unknown"))).toBe(-1);
});
