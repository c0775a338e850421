import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { regionAnswerSchema } from "@berth/core/api/schema/region-answers";
import { stateHash } from "@berth/core/state/state-hash";
import { decodeSnapshotFile } from "@berth/contracts/snapshot-file";
import { MemorySnapshotStore } from "@berth/runtime/snapshots/memory-snapshot-store";
import { verifySnapshot } from "@berth/runtime/snapshots/read-snapshot";
import { startApi, type TestApi } from "./testing/api-for-test.js";

const job = (id: string): string =>
  JSON.stringify({ Job: { ID: id, Name: id, Type: "service", Datacenters: ["dc1"], TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Driver: "raw_exec", Config: { command: "true" } }] }] } });

let api: TestApi;
let file: Uint8Array;

beforeAll(async () => {
  api = await startApi();
  expect((await fetch(`${api.url}/v1/jobs`, { method: "PUT", body: job("one") })).status).toBe(200);
  file = new Uint8Array(await (await fetch(`${api.url}/v1/operator/snapshot`)).arrayBuffer());
});

afterAll(() => api.close());

async function* cut(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

describe("a snapshot file", () => {
  it.each([7, 4_096])("holds the state, however it arrives (%i bytes at a time)", async (length) => {
    const { header, blocks } = await decodeSnapshotFile(cut(file, length));
    const store = new MemorySnapshotStore();
    await store.write(header.id, blocks);
    expect(stateHash(await verifySnapshot(store, header))).toBe(stateHash(api.log.state));
  });

  it("is sent again by its id", async () => {
    const [newest] = (await (await fetch(`${api.url}/v1/operator/snapshots`)).json()) as { ID: string }[];
    const again = await fetch(`${api.url}/v1/operator/snapshot?id=${newest!.ID}`);
    expect(Buffer.compare(Buffer.from(await again.arrayBuffer()), Buffer.from(file))).toBe(0);
    expect((await fetch(`${api.url}/v1/operator/snapshot?id=none`)).status).toBe(404);
  });

  it("is not restored over jobs unless one insists, nor when it is cut off", async () => {
    const put = (body: Uint8Array, force: string): Promise<Response> =>
      fetch(`${api.url}/v1/operator/snapshot?force=${force}`, { method: "PUT", body: Buffer.from(body) });
    const refused = await put(file, "false");
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("this region has 1 jobs");
    const broken = await put(file.subarray(0, file.length - 10), "true");
    expect(broken.status).toBe(400);
    expect(await broken.text()).toContain("cut off");
    expect((await put(new TextEncoder().encode("no snapshot at all"), "true")).status).toBe(400);
    expect(api.desk.restored).toEqual([]);
    const done = await put(file, "true");
    expect(await done.json()).toMatchObject({ StateHash: stateHash(api.log.state), Incarnation: "second" });
  });
});

describe("the region", () => {
  it("shows leaders, replicas, projectors, the log and snapshots", async () => {
    const answer = regionAnswerSchema.parse(await (await fetch(`${api.url}/v1/operator/region`)).json());
    expect(answer.Replicas).toMatchObject([{ Service: "scheduler", Behind: 0 }]);
    expect(answer.Projectors).toMatchObject([{ Name: "history", Behind: api.log.state.index - 1 }]);
    expect(answer.Log).toMatchObject({ Incarnation: "first", UsedPercent: 10 });
    expect(answer.Snapshots.length).toBeGreaterThan(0);
  });

  it("takes no new job while the log is nearly full, and still stops those that are there", async () => {
    api.logFill = "nearly-full";
    const refused = await fetch(`${api.url}/v1/jobs`, { method: "PUT", body: job("two") });
    expect(refused.status).toBe(429);
    expect(await refused.text()).toContain("more than 75 % full");
    expect((await fetch(`${api.url}/v1/job/one`, { method: "DELETE" })).status).toBe(200);
    api.logFill = "filling";
    expect((await fetch(`${api.url}/v1/jobs`, { method: "PUT", body: job("two") })).status).toBe(200);
  });
});
