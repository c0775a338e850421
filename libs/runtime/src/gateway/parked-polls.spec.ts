import type { PollRequest } from "@berth/core/model/agent-protocol";
import { describe, expect, it } from "vitest";
import { SimulatedTime } from "../agent/testing/simulated-node.js";
import { usualPace, type PaceTerms } from "./answer-pace.js";
import { ParkedPolls } from "./parked-polls.js";

const request = (nodeId: string): PollRequest => ({ nodeId, registrationIndex: 1, incarnation: "i", sinceIndex: 0, waitMs: 0 });

function desk(terms: Partial<PaceTerms> = {}) {
  const time = new SimulatedTime();
  const news = new Map<string, Uint8Array>();
  const told: { nodeId: string; atMs: number; isNews: boolean }[] = [];
  let timers = 0;
  const after = (delayMs: number, run: () => void) => {
    timers++;
    let isOver = false;
    const end = (): void => {
      if (!isOver) timers--;
      isOver = true;
    };
    const timer = time.after(delayMs, () => {
      end();
      run();
    });
    return {
      cancel: () => {
        end();
        timer.cancel();
      },
    };
  };
  const clock = { nowMs: () => time.nowMs, monotonicMs: () => time.nowMs, after, sleep: () => Promise.resolve() };
  const parked = new ParkedPolls(
    clock,
    {
      newsFor: ({ nodeId }) => {
        const bytes = news.get(nodeId);
        return bytes === undefined ? undefined : { bytes, isCut: false };
      },
      nothingNewFor: () => new Uint8Array(0),
    },
    { ...usualPace, ...terms },
  );
  const until = async (atMs: number): Promise<void> => {
    const over = new AbortController();
    time.after(atMs - time.nowMs, () => over.abort());
    while (!over.signal.aborted && (await time.step()));
  };
  return {
    ...{ time, news, told, parked, until },
    timers: () => timers,
    poll: (nodeId: string, waitMs = 10_000) => {
      void parked.park(request(nodeId), waitMs).then((bytes) => told.push({ nodeId, atMs: time.nowMs, isNews: bytes.length > 0 }));
    },
    changed: (nodeId: string, bytes = 1) => {
      news.set(nodeId, new Uint8Array(bytes));
      parked.wake(nodeId);
    },
  };
}

describe("parked polls", () => {
  it("are told at once what changed, and nothing when their time is over", async () => {
    const { time, poll, changed, until, told } = desk();
    const beganMs = time.nowMs;
    poll("a");
    poll("b", 1_000);
    changed("a");
    await until(beganMs + 1);
    expect(told).toHaveLength(1);
    await until(beganMs + 1_100);
    expect(told).toMatchObject([
      { nodeId: "a", isNews: true },
      { nodeId: "b", isNews: false },
    ]);
    expect(told[1]!.atMs - beganMs).toBeGreaterThanOrEqual(1_000);
  });

  it("of a node that was answered a moment ago wait, so that one answer says more", async () => {
    const { time, poll, changed, until, told } = desk();
    const beganMs = time.nowMs;
    poll("a");
    changed("a");
    await until(beganMs + 10);
    poll("a");
    changed("a");
    changed("a");
    await until(beganMs + 200);
    expect(told).toHaveLength(1);
    await until(beganMs + 300);
    expect(told).toHaveLength(2);
    expect(told[1]!.isNews).toBe(true);
  });

  it("are answered in the order of their changes, no more at once than is allowed", async () => {
    const { time, poll, changed, until, told, parked } = desk({ answersUnderWay: 2 });
    const beganMs = time.nowMs;
    const nodes = ["a", "b", "c", "d"];
    for (const node of nodes) poll(node);
    for (const node of nodes.toReversed()) changed(node);
    await until(beganMs + 1);
    expect(told.map(({ nodeId }) => nodeId)).toEqual(["d", "c"]);
    poll("d");
    await until(beganMs + 2);
    expect(told.map(({ nodeId }) => nodeId)).toEqual(["d", "c", "b"]);
    // Nobody polls again: after a while their answers count as lost, and the rest is told.
    await until(beganMs + usualPace.lostAfterMs + 3_000);
    expect(told.slice(0, 4).map(({ nodeId }) => nodeId)).toEqual(["d", "c", "b", "a"]);
    parked.close();
  });

  it("do not wait for bytes that are under way to others for ever, nor send them all at once", async () => {
    const { time, poll, changed, until, told } = desk({ bytesUnderWay: 100 });
    const beganMs = time.nowMs;
    for (const node of ["a", "b", "c"]) poll(node);
    for (const node of ["a", "b", "c"]) changed(node, 60);
    await until(beganMs + 1);
    expect(told).toHaveLength(2);
    poll("a");
    await until(beganMs + 2);
    expect(told.map(({ nodeId }) => nodeId)).toEqual(["a", "b", "c"]);
  });

  it("are answered a few at a time, and all in the end", async () => {
    const { time, poll, changed, until, told } = desk();
    const beganMs = time.nowMs;
    const nodes = Array.from({ length: 170 }, (_, n) => `n${n}`);
    for (const node of nodes) poll(node);
    for (const node of nodes) changed(node);
    await until(beganMs + 10);
    expect(told.map(({ nodeId }) => nodeId)).toEqual(nodes);
  });

  it("of ten thousand nodes stand under one timer", async () => {
    const { time, poll, until, told, timers } = desk();
    for (let n = 0; n < 10_000; n++) poll(`n${n}`, 1_000);
    expect(timers()).toBe(1);
    await until(time.nowMs + 1_200);
    expect(told).toHaveLength(10_000);
    expect(timers()).toBe(0);
  });

  it("are all handed back at the end", async () => {
    const { time, poll, until, told, parked } = desk();
    for (const node of ["a", "b"]) poll(node);
    parked.close();
    await until(time.nowMs + 1);
    expect(told.map(({ isNews }) => isNews)).toEqual([false, false]);
    expect(parked.size).toBe(0);
  });
});
