import { describe, expect, it } from "vitest";
import type { SnapshotHeader } from "@berth/core/snapshots/header";
import { advanceChain } from "@berth/core/state/chain";
import { evolve } from "@berth/core/state/evolve";
import { rebase } from "@berth/core/state/snapshot/rebase";
import { State } from "@berth/core/state/state";
import { stateHash } from "@berth/core/state/state-hash";
import { storyOf } from "@berth/core/state/testing/chance-story";
import { decodeEntry, encodeEntry, hashEntry } from "@berth/contracts/entry";
import type { Logger } from "@berth/ports/logger";
import { MemoryLog } from "@berth/testkit/simulated/memory-log";
import { silentLogger } from "@berth/testkit/silent-logger";
import { systemEnvironment } from "@berth/testkit/system-environment";
import { Replica, type ReplicaOptions } from "../log/replica.js";
import { captureState, encodeCaptured } from "./copy-state.js";
import { MemorySnapshotStore } from "./memory-snapshot-store.js";
import { pressSnapshot } from "./press-snapshot.js";
import { findStartingPoint } from "./starting-point.js";

const { clock } = systemEnvironment;
const entries = storyOf(
  Array.from({ length: 60 }, (_, i) => ({ kind: (["node", "register", "place", "report", "stop"] as const)[i % 5]!, job: i % 3, node: i % 2, size: 1 + (i % 4) })),
).entries.map((entry, i) => ({ id: `e-${i}`, data: encodeEntry(entry) }));

class Recorded implements Logger {
  readonly said: string[] = [];
  readonly debug = (): void => undefined;
  readonly info = (message: string): void => void this.said.push(message);
  readonly warn = this.info;
  readonly error = this.info;
  readonly child = (): Logger => this;
}

function foldAll(log: MemoryLog): State {
  const state = new State();
  for (const { index, data } of log.records) evolve(state, { index, entry: decodeEntry(data), hash: hashEntry(data) });
  return state;
}

async function scene() {
  const log = new MemoryLog(() => clock.nowMs());
  const store = new MemorySnapshotStore();
  const logger = new Recorded();
  const halts: string[] = [];
  const replicaWith = (options: Partial<ReplicaOptions> = {}): Replica =>
    new Replica({ log, clock, logger, onHalted: (reason) => halts.push(reason), startingPoint: () => findStartingPoint({ log, snapshots: store, logger }), ...options });
  const writer = replicaWith();
  await writer.start();
  const write = async (count: number): Promise<void> => {
    const from = log.records.length;
    for (const { id, data } of entries.slice(from, from + count)) await log.append(id, data);
    await writer.reached(log.records.length);
  };
  const take = async (unique: string): Promise<SnapshotHeader> =>
    pressSnapshot(store, await encodeCaptured(captureState(writer, { takenBy: "test", nowMs: 1, unique, isIdle: true }), clock));
  return { log, store, logger, halts, replicaWith, write, take };
}

/** One bit of its last block. */
function damage(store: MemorySnapshotStore, id: string): void {
  const block = store.blocks.get(id)!.at(-1)!;
  block[block.length >> 1]! ^= 1;
}

describe("a replica that starts with snapshots", () => {
  it("begins at the newest one and goes on with the rest of the log, to the state of the whole log", async () => {
    const { log, store, replicaWith, write, take, logger } = await scene();
    await write(20);
    await take("first000");
    await write(10);
    const newest = await take("second00");
    await write(7);
    const replica = replicaWith();
    await replica.start();
    expect(stateHash(replica.state)).toBe(stateHash(foldAll(log)));
    expect((await store.list())[0]).toEqual(newest);
    expect(logger.said).toContain("starting from a snapshot");
  });

  it("needs nothing that was trimmed behind it", async () => {
    const { log, replicaWith, write, take } = await scene();
    await write(30);
    await take("first000");
    await write(5);
    await log.trim(31);
    const replica = replicaWith();
    await replica.start();
    expect(stateHash(replica.state)).toBe(stateHash(foldAll(log)));
  });

  it("turns to the one before when the newest is damaged, and says so", async () => {
    const { log, store, replicaWith, write, take, logger } = await scene();
    await write(20);
    const older = await take("first000");
    await write(10);
    damage(store, (await take("second00")).id);
    const point = await findStartingPoint({ log, snapshots: store, logger });
    expect(point.header?.id).toBe(older.id);
    expect(logger.said).toContain("a snapshot cannot be used; turning to the one before");
    const replica = replicaWith();
    await replica.start();
    expect(stateHash(replica.state)).toBe(stateHash(foldAll(log)));
  });

  it("folds the whole log when all are damaged, and refuses when that has no beginning any more", async () => {
    const { log, store, replicaWith, write, take, halts } = await scene();
    await write(20);
    damage(store, (await take("first000")).id);
    const replica = replicaWith();
    await replica.start();
    expect(stateHash(replica.state)).toBe(stateHash(foldAll(log)));
    await log.trim(5);
    await expect(replicaWith().start()).rejects.toThrow("begins at entry 5 and no whole snapshot");
    expect(halts.filter((reason) => !reason.includes("trimmed"))).toEqual([]);
  });

  it("refuses a log that ends before the snapshot", async () => {
    const { log, replicaWith, write, take } = await scene();
    await write(20);
    await take("first000");
    log.records.length = 15;
    await expect(replicaWith().start()).rejects.toThrow("ends at entry 15");
  });

  it("refuses a log in which another entry stands at the snapshot's index", async () => {
    const { log, replicaWith, write, take, halts } = await scene();
    await write(20);
    await take("first000");
    log.records[19] = { ...log.records[19]!, data: entries[30]!.data };
    await expect(replicaWith().start()).rejects.toThrow("entry 20 of the log is not the one that the snapshot was taken at");
    expect(halts).toHaveLength(1);
  });

  it("pays no attention to a snapshot of another log", async () => {
    const { log, store, write, take } = await scene();
    await write(20);
    const header = await take("first000");
    await store.publish({ ...header, incarnation: "another" });
    expect((await findStartingPoint({ log, snapshots: store, logger: silentLogger })).header).toBeUndefined();
  });

  it("looks for another snapshot when the log is trimmed while it starts", async () => {
    const { log, store, replicaWith, write, take } = await scene();
    await write(20);
    const old = await take("first000");
    await write(10);
    await take("second00");
    let asked = 0;
    const startingPoint: ReplicaOptions["startingPoint"] = async () => {
      const point = await findStartingPoint({ log, snapshots: store, logger: silentLogger }, asked++ === 0 ? old.index : undefined);
      await log.trim(28);
      return point;
    };
    const replica = replicaWith({ startingPoint });
    await replica.start();
    expect(asked).toBe(2);
    expect(stateHash(replica.state)).toBe(stateHash(foldAll(log)));
  });
});

describe("a snapshot", () => {
  it("is not published when what is read back is not what was copied", async () => {
    const { store, write, take } = await scene();
    await write(20);
    const read = store.read.bind(store);
    store.read = async function* (id) {
      damage(store, id);
      yield* read(id);
    };
    await expect(take("first000")).rejects.toThrow(/damaged/);
    expect(await store.list()).toEqual([]);
    expect(store.blocks.size).toBe(0);
  });

  it("in a restored log goes on at higher indexes and epochs", async () => {
    const { log } = await scene();
    for (const { id, data } of entries) await log.append(id, data);
    const state = foldAll(log);
    const epochs = [...state.leaders.values()].map(({ epoch }) => epoch);
    rebase(state, 1_000_050);
    expect(state.index).toBe(1_000_050);
    expect([...state.leaders.values()].every(({ epoch }, i) => epoch > epochs[i]! + 10_000)).toBe(true);
  });

  it("names the entries that are skipped: who starts from the log alone skips them by the operator's word", async () => {
    const { log, replicaWith, write } = await scene();
    await write(20);
    const before = foldAll(log);
    const chainHash = `${before.chainHigh.toString(16).padStart(8, "0")}${before.chainLow.toString(16).padStart(8, "0")}`;
    await log.append("poison", new Uint8Array([255, 255, 255]));
    const failing = replicaWith();
    await expect(failing.start()).rejects.toThrow("entry 21 cannot be folded");
    const skipping = replicaWith({ quarantine: async () => [{ index: 21, chainHash, reason: "poison" }] });
    await skipping.start();
    advanceChain(before, 21, hashEntry(new Uint8Array([255, 255, 255])));
    expect(stateHash(skipping.state)).toBe(stateHash(before));
  });
});
