// Snapshots, trimming and notes on a real server.
import { Readable } from "node:stream";
import { afterAll, describe, expect, it } from "vitest";
import { stateHash } from "@berth/core/state/state-hash";
import { storyOf } from "@berth/core/state/testing/chance-story";
import { encodeEntry } from "@berth/contracts/entry";
import { noMetrics } from "@berth/ports/metrics";
import { noTracing } from "@berth/ports/tracing";
import { pressSnapshot } from "@berth/runtime/snapshots/press-snapshot";
import { captureState, encodeCaptured } from "@berth/runtime/snapshots/copy-state";
import { LogKeeper } from "@berth/runtime/snapshots/log-keeper";
import { leaveCheckpoint } from "@berth/runtime/snapshots/checkpoints";
import { until } from "@berth/testkit/contracts/log-contract";
import { killableNats } from "@berth/testkit/servers/killable-nats";
import { silentLogger } from "@berth/testkit/silent-logger";
import { systemEnvironment } from "@berth/testkit/system-environment";
import { joinCluster, type Member } from "../member.js";
import { NatsOperatorDesk } from "../nats-operator-desk.js";

const server = killableNats();
const members: Member[] = [];

afterAll(async () => {
  for (const member of members) await member.close();
});

async function join(region: string, halts: string[] = []): Promise<Member> {
  const member = await joinCluster({
    settings: { url: server.url, region, replicas: 1, maxLogBytes: 64 * 1024 * 1024, leaseTtlMs: 1_000 },
    telemetry: { service: "test", logger: silentLogger, tracing: noTracing },
    environment: systemEnvironment,
    metrics: noMetrics,
    onHalted: (reason) => halts.push(reason),
    onReadiness: () => undefined,
  });
  members.push(member);
  return member;
}

const moves = Array.from({ length: 400 }, (_, i) => ({ kind: (["node", "register", "place", "report", "stop"] as const)[i % 5]!, job: i % 3, node: i % 2, size: 1 + (i % 4) }));
const entries = storyOf(moves).entries.map((entry, i) => ({ id: `e-${i}`, data: encodeEntry(entry) }));

async function write({ cluster, parts }: Member, from: number, to: number): Promise<void> {
  for (const { id, data } of entries.slice(from, to)) await cluster.log.append(id, data);
  await parts.replica.reached(to);
}

async function take({ cluster, parts }: Member) {
  const captured = captureState(parts.replica, { takenBy: "test", nowMs: Date.now(), unique: crypto.randomUUID(), isIdle: true });
  return pressSnapshot(cluster.snapshots, await encodeCaptured(captured, systemEnvironment.clock));
}

describe("a cluster on NATS", () => {
  it("starts from the newest snapshot, and its log is trimmed behind the one before when history is past it", async () => {
    const writer = await join("trimmed");
    const { log, snapshots, notes } = writer.cluster;
    await write(writer, 0, 100);
    const first = await take(writer);
    await write(writer, 100, 200);
    const second = await take(writer);
    expect((await snapshots.list()).map(({ id }) => id)).toEqual([second.id, first.id]);
    const keeper = new LogKeeper(
      { log, store: snapshots, notes, environment: systemEnvironment, logger: silentLogger, metrics: noMetrics },
      { keepEntries: 0, keepSnapshots: 2, leastTrimmed: 1, everyMs: 1_000 },
    );
    await leaveCheckpoint(notes, { projector: "history", index: 50, incarnation: await log.incarnation(), atMs: 0 });
    await keeper.keep();
    expect((await log.bounds()).first).toBe(1);
    await leaveCheckpoint(notes, { projector: "history", index: 200, incarnation: await log.incarnation(), atMs: 0 });
    await keeper.keep();
    expect((await log.bounds()).first).toBe(101);
    await write(writer, 200, 210);
    const reader = await join("trimmed");
    expect(stateHash(reader.parts.replica.state)).toBe(stateHash(writer.parts.replica.state));
    await snapshots.remove(second.id);
    expect((await snapshots.list()).map(({ id }) => id)).toEqual([first.id]);
    const again = await join("trimmed");
    expect(stateHash(again.parts.replica.state)).toBe(stateHash(writer.parts.replica.state));
  });

  it("is restored from a file into an empty region: the same state, higher indexes, another incarnation", async () => {
    const source = await join("source");
    await write(source, 0, 150);
    const header = await take(source);
    const file: Uint8Array[] = [];
    for await (const part of new NatsOperatorDesk(source.cluster).snapshotFile(header)) file.push(part);
    const halts: string[] = [];
    const empty = await join("empty", halts);
    await write(empty, 0, 3);
    const before = await empty.cluster.log.incarnation();
    const report = await new NatsOperatorDesk(empty.cluster).restore(Readable.from(file));
    expect(report.header.stateHash).toBe(stateHash(source.parts.replica.state));
    expect(report.resumeAfter).toBe(150 + 1_000_000);
    await until(() => halts.length > 0, "the process that followed the old log ends");
    expect(halts[0]).toContain("created anew");
    const restored = await join("empty");
    expect(await restored.cluster.log.incarnation()).toBe(report.incarnation);
    expect(report.incarnation).not.toBe(before);
    const { state } = restored.parts.replica;
    expect(state.index).toBe(report.resumeAfter);
    expect([state.jobs.size, state.allocations.size]).toEqual([source.parts.replica.state.jobs.size, source.parts.replica.state.allocations.size]);
    const appended = await restored.cluster.log.append("next", entries[150]!.data);
    expect(appended).toEqual({ kind: "stored", index: report.resumeAfter + 1 });
    await restored.parts.replica.reached(report.resumeAfter + 1);
    await take(restored);
    const again = await join("empty");
    expect(stateHash(again.parts.replica.state)).toBe(stateHash(restored.parts.replica.state));
  });

  it("keeps notes, and forgets those that have run out", async () => {
    const { notes } = (await join("noted")).cluster;
    await notes.put("word.one", "1");
    await notes.put("word.two", "2", 1_000);
    expect(await notes.get("word.one")).toBe("1");
    let left = 2;
    while (left > 1) left = (await notes.list("word")).size;
    expect(await notes.list("word")).toEqual(new Map([["word.one", "1"]]));
    await expect(notes.put("no such key!", "")).rejects.toThrow(RangeError);
  });
});
