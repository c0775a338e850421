import { describe, expect, it } from "vitest";
import type { ReschedulePolicy } from "../../model/job.js";
import { nextReschedule } from "./reschedule-policy.js";

const s = 1_000_000_000;
const unlimited: ReschedulePolicy = { Attempts: 0, Interval: 0, Delay: 30 * s, DelayFunction: "exponential", MaxDelay: 3600 * s, Unlimited: true };
const event = (timeMs: number, delayMs: number) => ({ timeMs, delayMs, previousAllocationId: "", previousNodeId: "" });

/** The delays of a series of failures, each right after the allocation was placed. */
function series(policy: ReschedulePolicy, length: number): (number | undefined)[] {
  const events: ReturnType<typeof event>[] = [];
  let nowMs = 1_000_000;
  return Array.from({ length }, () => {
    const terms = nextReschedule(policy, events, nowMs);
    if (terms === undefined) return undefined;
    nowMs = terms.atMs;
    events.push(event(nowMs, terms.delayMs));
    return terms.delayMs / 1000;
  });
}

describe("reschedule delays", () => {
  it("double", () => {
    expect(series(unlimited, 9)).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
  });

  it("stay", () => {
    expect(series({ ...unlimited, DelayFunction: "constant" }, 3)).toEqual([30, 30, 30]);
  });

  it("add up", () => {
    expect(series({ ...unlimited, DelayFunction: "fibonacci", Delay: 5 * s, MaxDelay: 60 * s }, 8)).toEqual([5, 5, 10, 15, 25, 40, 60, 60]);
  });

  it("start anew after a quiet time longer than the maximum", () => {
    const policy = { ...unlimited, MaxDelay: 60 * s };
    const events = [event(0, 30_000), event(100_000, 60_000)];
    expect(nextReschedule(policy, events, 150_000)?.delayMs).toBe(60_000);
    expect(nextReschedule(policy, events, 200_000)?.delayMs).toBe(30_000);
  });
});

describe("reschedule attempts", () => {
  const limited: ReschedulePolicy = { Attempts: 2, Interval: 600 * s, Delay: 5 * s, DelayFunction: "constant", MaxDelay: 0, Unlimited: false };

  it("end within the interval and come back after it", () => {
    expect(series(limited, 4)).toEqual([5, 5, undefined, undefined]);
    const events = [event(0, 5000), event(10_000, 5000)];
    expect(nextReschedule(limited, events, 20_000)).toBeUndefined();
    expect(nextReschedule(limited, events, 605_000)).toEqual({ delayMs: 5000, atMs: 610_000 });
  });

  it("are none when disabled", () => {
    expect(nextReschedule({ ...limited, Attempts: 0 }, [], 0)).toBeUndefined();
    expect(nextReschedule(null, [], 0)).toBeUndefined();
  });
});
