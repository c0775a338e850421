import { setTimeout as sleep } from "node:timers/promises";
import { beforeHistory } from "@berth/ports/history-store";
import { noMetrics } from "@berth/ports/metrics";
import type { Log } from "@berth/ports/log";
import { evolve } from "@berth/core/state/evolve";
import { State } from "@berth/core/state/state";
import { decodeEntry, encodeEntry, hashEntry } from "@berth/contracts/entry";
import { decodeSnapshot, encodeSnapshot } from "@berth/contracts/snapshot";
import type { History } from "@berth/core/testing/history";
import { MemoryLog } from "@berth/testkit/simulated/memory-log";
import { systemEnvironment } from "@berth/testkit/system-environment";
import { describe, expect, it } from "vitest";
import type { BatchLimits } from "./history-fold.js";
import { HistoryProjector, type HistoryProjectorParts } from "./history-projector.js";
import { levelledLines } from "./testing/levelled-lines.js";
import { MemoryHistoryStore } from "./testing/memory-history-store.js";
import { lifeOfAJob, stopAndCollect, storyOf } from "./testing/written-history.js";

const { clock } = systemEnvironment;

async function logOf(history: History, incarnation = "first"): Promise<MemoryLog> {
  const log = new MemoryLog(() => clock.nowMs(), incarnation);
  for (const entry of history.entries) await log.append(entry.id, encodeEntry(entry));
  return log;
}

async function until(condition: () => boolean): Promise<void> {
  for (const startedMs = clock.monotonicMs(); !condition(); await sleep(1))
    if (clock.monotonicMs() - startedMs > 10_000) throw new Error("did not happen within ten seconds");
}

interface Running {
  readonly lines: ReturnType<typeof levelledLines>["lines"];
  stop(): Promise<void>;
}

function start(log: Log, store: MemoryHistoryStore, limits: Partial<BatchLimits> = {}, parts: Partial<HistoryProjectorParts> = {}): Running {
  const { logger, lines } = levelledLines();
  const stopping = new AbortController();
  const terms = { gatherMs: 0, retryDelayMs: () => 1, limits: { entries: 3, rows: 1_000, bytes: 1_000_000, ...limits } };
  const running = new HistoryProjector({ log, store, clock, logger, metrics: noMetrics, ...parts }, terms).run(stopping.signal);
  return {
    lines,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function projected(history: History, store = new MemoryHistoryStore()): Promise<MemoryHistoryStore> {
  const log = await logOf(history);
  const run = start(log, store);
  await until(() => store.checkpoint.index === log.records.length);
  await run.stop();
  return store;
}

describe("projecting", () => {
  it("follows the log to its end and on, in batches", async () => {
    const history = lifeOfAJob();
    const log = await logOf(history);
    const store = new MemoryHistoryStore();
    const run = start(log, store);
    await until(() => store.checkpoint.index === log.records.length);
    const known = history.entries.length;
    stopAndCollect(history, "web");
    for (const entry of history.entries.slice(known)) await log.append(entry.id, encodeEntry(entry));
    await until(() => store.checkpoint.index === log.records.length);
    await run.stop();
    expect(store.writes).toBeGreaterThan(3);
    expect(store.dump()).toEqual((await projected(history)).dump());
    expect(store.clears).toBe(1);
  });

  it("goes on after a restart where it stood", async () => {
    const log = await logOf(lifeOfAJob());
    const store = new MemoryHistoryStore();
    store.fates.push("stored", "stored", ...Array.from({ length: 1_000 }, () => "failed" as const));
    const first = start(log, store);
    await until(() => store.writes === 2);
    await first.stop();
    const { index } = store.checkpoint;
    expect(index).toBeLessThan(log.records.length);
    store.fates.length = 0;
    const second = start(log, store);
    await until(() => store.checkpoint.index === log.records.length);
    await second.stop();
    expect(store.clears).toBe(1);
    expect(store.dump()).toEqual((await projected(lifeOfAJob())).dump());
  });

  it("neither loses nor doubles rows when writes fail or their answers are lost", async () => {
    const store = new MemoryHistoryStore();
    store.fates.push("failed", "answer-lost", "failed", "failed", "answer-lost", "answer-lost", "stored", "failed");
    const log = await logOf(lifeOfAJob());
    const run = start(log, store);
    await until(() => store.checkpoint.index === log.records.length);
    await run.stop();
    expect(store.dump()).toEqual((await projected(lifeOfAJob())).dump());
    expect(store.clears).toBe(1);
    expect(run.lines.filter(({ message }) => message.startsWith("projecting history"))).toHaveLength(1);
  });

  it("asks of the log no more than may wait while the store is away", async () => {
    const story = storyOf(Array.from({ length: 50 }, () => ({ kind: "tick", job: "a", node: "n1", size: 1 }) as const));
    const log = await logOf(story);
    const store = new MemoryHistoryStore();
    store.fates.push(...Array.from({ length: 20 }, () => "failed" as const));
    const seen: number[] = [];
    const counted: Log = Object.assign(Object.create(log) as Log, {
      follow: (after: number, follower: Parameters<Log["follow"]>[1]) => {
        seen.push(after);
        return log.follow(after, follower);
      },
    });
    const run = start(counted, store, { entries: 5 });
    await until(() => store.fates.length < 10);
    // What is being written, and what waits behind it.
    expect(Math.max(...seen)).toBeLessThanOrEqual(10);
    await until(() => store.checkpoint.index === log.records.length);
    await run.stop();
    expect(store.dump()["entries"]).toHaveLength(log.records.length);
  });
});

describe("a store that does not belong to this log", () => {
  it("is built again when it lost its data", async () => {
    const history = lifeOfAJob();
    const log = await logOf(history);
    const store = new MemoryHistoryStore();
    const run = start(log, store);
    await until(() => store.checkpoint.index === log.records.length);
    store.loseEverything();
    history.fold({ type: "Ticked" });
    for (const entry of history.entries.slice(log.records.length)) await log.append(entry.id, encodeEntry(entry));
    await until(() => store.checkpoint.index === log.records.length);
    await run.stop();
    expect(store.dump()).toEqual((await projected(history)).dump());
  });

  it.each([
    ["another incarnation", "second", lifeOfAJob],
    ["another history under the same indexes", "first", () => storyOf(Array.from({ length: 30 }, () => ({ kind: "tick", job: "a", node: "n1", size: 1 }) as const))],
    ["a shorter log", "first", () => storyOf([])],
  ])("is thrown away loudly: %s", async (_name, incarnation, other) => {
    const store = await projected(lifeOfAJob());
    const log = await logOf(other(), incarnation);
    const run = start(log, store);
    await until(() => store.clears === 2 && store.checkpoint.index === log.records.length);
    await run.stop();
    expect(run.lines.filter((line) => line.level === "error")).toHaveLength(1);
    expect(store.checkpoint.incarnation).toBe(incarnation);
    expect(store.dump()["entries"]).toHaveLength(log.records.length);
  });

  it("is left alone by one that no longer leads", async () => {
    const log = await logOf(lifeOfAJob());
    const store = new MemoryHistoryStore();
    const [old, next] = [start(log, store, { entries: 1 }), start(log, store, { entries: 2 })];
    await until(() => store.checkpoint.index === log.records.length);
    await Promise.all([old.stop(), next.stop()]);
    expect(store.dump()).toEqual((await projected(lifeOfAJob())).dump());
  });
});

describe("a log whose beginning is trimmed away", () => {
  const stateAt = (log: MemoryLog, index: number): State => {
    const state = new State();
    for (const { index: at, data } of log.records.slice(0, index)) evolve(state, { index: at, entry: decodeEntry(data), hash: hashEntry(data) });
    return decodeSnapshot(encodeSnapshot(state));
  };

  it("is projected on from the checkpoint, with a snapshot for what is gone", async () => {
    const history = lifeOfAJob();
    const log = await logOf(history);
    const store = new MemoryHistoryStore();
    const first = start(log, store);
    await until(() => store.checkpoint.index === log.records.length);
    await first.stop();
    const base = log.records.length - 2;
    history.fold({ type: "Ticked" });
    for (const entry of history.entries.slice(log.records.length)) await log.append(entry.id, encodeEntry(entry));
    await log.trim(base + 1);
    const told: number[] = [];
    const startingPoint = async (atMost: number) => ({ state: stateAt(log, Math.min(atMost, base)), header: undefined });
    const again = start(log, store, {}, { startingPoint, onCheckpoint: ({ index }) => told.push(index) });
    await until(() => store.checkpoint.index === log.records.length);
    await again.stop();
    expect(store.clears).toBe(1);
    expect(told).toEqual([base + 2, log.records.length]);
    expect(store.dump()["entries"]).toEqual((await projected(history)).dump()["entries"]);
  });

  it("begins after the snapshot in a store that holds nothing, and says so", async () => {
    const log = await logOf(lifeOfAJob());
    await log.trim(6);
    const store = new MemoryHistoryStore();
    const run = start(log, store, {}, { startingPoint: async () => ({ state: stateAt(log, 6), header: undefined }) });
    await until(() => store.checkpoint.index === log.records.length);
    await run.stop();
    expect(store.dump()["entries"]).toHaveLength(log.records.length - 6);
    expect(run.lines.some(({ message }) => message.startsWith("the beginning of the log is trimmed away"))).toBe(true);
  });
});

describe("an entry that cannot be folded", () => {
  it("stops the projection before it, and what came before is written", async () => {
    const log = await logOf(lifeOfAJob());
    const { length } = log.records;
    await log.append("broken", new Uint8Array([255, 255, 255]));
    const store = new MemoryHistoryStore();
    const run = start(log, store, { entries: 1_000 });
    await until(() => store.checkpoint.index === length && run.lines.some((line) => line.level === "warn"));
    await run.stop();
    expect(store.checkpoint).not.toEqual(beforeHistory);
    expect(store.dump()["entries"]).toHaveLength(length);
  });
});
