import { describe, expect, it } from "vitest";
import type { SnapshotHeader } from "./header.js";
import { snapshotDue } from "./due.js";
import { logFill } from "./log-fill.js";
import { planRetention } from "./retention.js";

function headerAt(index: number, resumeAfter = 0): SnapshotHeader {
  const hash = "0".repeat(16);
  return {
    ...{ id: `s-${index}`, index, timeMs: 0, takenAtMs: index, takenBy: "test", incarnation: "first", chainHash: hash, entryHash: hash, stateHash: hash },
    ...{ level: 1, blocks: 1, bytes: 1, digest: "", quarantined: [], resumeAfter },
  };
}

const terms = { keepEntries: 10, keepSnapshots: 2, leastTrimmed: 5 };

describe("what of the log may go", () => {
  it.each([
    ["nothing without a snapshot", [], [], undefined],
    ["nothing behind the only snapshot", [100], [], undefined],
    ["what is behind the second newest and its window", [100, 200], [], 91],
    ["nothing that the projector has not passed", [100, 200], [99], undefined],
    ["what is behind the newest snapshot but one that every projector has passed", [100, 200, 300], [250, 150], 91],
    ["never what is behind the newest, though the projector is past it", [100, 200], [500], 91],
    ["nothing when it would be too little", [12, 200], [], undefined],
  ])("%s", (_what, indexes, checkpoints, trimBefore) => {
    const plan = planRetention({ snapshots: indexes.map((index) => headerAt(index)), firstIndex: 1, checkpoints }, terms);
    expect(plan.trimBefore).toBe(trimBefore);
    expect(plan.reason === "").toBe(trimBefore !== undefined);
  });

  it("forgets snapshots that are older than the base, beyond those that are kept", () => {
    const snapshots = [100, 200, 300, 400].map((index) => headerAt(index));
    expect(planRetention({ snapshots, firstIndex: 1, checkpoints: [] }, terms).forget).toEqual(["s-100", "s-200"]);
    expect(planRetention({ snapshots, firstIndex: 1, checkpoints: [] }, { ...terms, keepSnapshots: 3 }).forget).toEqual(["s-100"]);
    expect(planRetention({ snapshots, firstIndex: 1, checkpoints: [150] }, terms).forget).toEqual([]);
  });

  it("keeps what a restored log began with until two snapshots of its own stand", () => {
    const began = headerAt(50, 1_000_050);
    expect(planRetention({ snapshots: [began, headerAt(1_000_100)], firstIndex: 1_000_051, checkpoints: [] }, terms).trimBefore).toBeUndefined();
    const plan = planRetention({ snapshots: [began, headerAt(1_000_100), headerAt(1_000_200)], firstIndex: 1_000_051, checkpoints: [] }, terms);
    expect(plan).toEqual({ trimBefore: 1_000_091, forget: ["s-50"], reason: "" });
  });
});

describe("a snapshot is due", () => {
  const due = { everyEntries: 100, everyMs: 1_000, leaderWaitsMs: 0 };
  it.each([
    ["never of an empty log", { index: 0, nowMs: 9_000, newest: undefined }, false],
    ["after enough entries", { index: 150, nowMs: 10, newest: { index: 50, takenAtMs: 0 } }, true],
    ["not before", { index: 149, nowMs: 10, newest: { index: 50, takenAtMs: 0 } }, false],
    ["after enough time, if there was one entry", { index: 51, nowMs: 1_000, newest: { index: 50, takenAtMs: 0 } }, true],
    ["not when nothing happened", { index: 50, nowMs: 99_000, newest: { index: 50, takenAtMs: 0 } }, false],
  ])("%s", (_when, scene, expected) => {
    expect(snapshotDue({ ...scene, beganAtMs: 0 }, due)).toBe(expected);
  });
});

it("the log is filling up from 60 % on, and nearly full from 75 %", () => {
  expect([0, 59, 60, 74, 75, 100].map((bytes) => logFill({ bytes, maxBytes: 100 }))).toEqual(["roomy", "roomy", "filling", "filling", "nearly-full", "nearly-full"]);
  expect(logFill({ bytes: 1e12, maxBytes: Infinity })).toBe("roomy");
});
