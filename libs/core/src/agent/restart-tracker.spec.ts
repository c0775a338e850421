import { describe, expect, it } from "vitest";
import { decideRestart, FRESH_RESTART_TRACKER, type RestartQuestion, type RestartTracker } from "./restart-tracker.js";

const SECOND = 1_000_000_000;
const policy = { Attempts: 2, Interval: 60 * SECOND, Delay: 15 * SECOND, Mode: "fail" as const };
const failure: RestartQuestion = { policy, end: { kind: "exited", success: false }, restartsAfterSuccess: true, nowMs: 1000, draw: 0 };

function ask(tracker: RestartTracker, over: Partial<RestartQuestion> = {}) {
  return decideRestart(tracker, { ...failure, ...over });
}

describe("the restart tracker", () => {
  it("allows as many attempts as the policy says, then fails with Nomad's words", () => {
    const first = ask(FRESH_RESTART_TRACKER);
    const second = ask(first.tracker, { nowMs: 20_000 });
    const third = ask(second.tracker, { nowMs: 40_000 });
    expect([first.kind, second.kind, third.kind]).toEqual(["restart", "restart", "failed"]);
    expect(third).toMatchObject({ reason: 'Exceeded allowed attempts 2 in interval 1m0s and mode is "fail"' });
  });

  it("forgets the count once the interval has passed since the first failure", () => {
    const second = ask(ask(FRESH_RESTART_TRACKER).tracker, { nowMs: 20_000 });
    expect(ask(second.tracker, { nowMs: 61_000 }).kind).toBe("failed");
    expect(ask(second.tracker, { nowMs: 61_001 })).toMatchObject({ kind: "restart", tracker: { count: 1, windowStartMs: 61_001 } });
  });

  it("waits the delay and up to a quarter more", () => {
    expect(ask(FRESH_RESTART_TRACKER, { draw: 0 })).toMatchObject({ delayMs: 15_000, reason: "" });
    expect(ask(FRESH_RESTART_TRACKER, { draw: 0.999_999 })).toMatchObject({ delayMs: 18_749 });
  });

  it("in mode delay waits for the rest of the interval instead of failing", () => {
    const delay = { ...policy, Mode: "delay" as const };
    const third = [1000, 20_000, 40_000].reduce(
      (verdict, nowMs) => ask(verdict.tracker, { policy: delay, nowMs }),
      ask(FRESH_RESTART_TRACKER, { policy: delay, nowMs: 1000, end: { kind: "requested" } }),
    );
    expect(third).toMatchObject({ kind: "restart", delayMs: 21_000, reason: "Exceeded allowed attempts, applying a delay" });
  });

  it.each([
    ["a batch task's success", { end: { kind: "exited", success: true }, restartsAfterSuccess: false }, { kind: "completed" }],
    ["a service's success", { end: { kind: "exited", success: true } }, { kind: "restart", tracker: { count: 1 } }],
    ["no attempts", { policy: { ...policy, Attempts: 0 } }, { kind: "failed", reason: "Policy allows no restarts" }],
    ["an unrecoverable start", { end: { kind: "start-failed", recoverable: false } }, { kind: "failed", reason: "Error was unrecoverable" }],
    ["a recoverable start", { end: { kind: "start-failed", recoverable: true } }, { kind: "restart", delayMs: 15_000 }],
    ["a person's wish", { end: { kind: "requested" }, policy: { ...policy, Attempts: 0 } }, { kind: "restart", delayMs: 0, tracker: { count: 0 } }],
    ["a failed check", { end: { kind: "unhealthy", reason: "sick" } }, { kind: "restart", reason: "sick", tracker: { count: 1 } }],
    ["a policy without a mode", { policy: { ...policy, Mode: null, Attempts: 1 }, end: { kind: "exited", success: false } }, { kind: "restart" }],
  ] as const)("judges %s", (_what, over, expected) => {
    expect(ask(FRESH_RESTART_TRACKER, over as Partial<RestartQuestion>)).toMatchObject(expected);
  });

  it("takes a policy without a mode for mode fail", () => {
    const once = { ...policy, Mode: null, Attempts: 1 };
    expect(ask(ask(FRESH_RESTART_TRACKER, { policy: once }).tracker, { policy: once }).kind).toBe("failed");
  });
});
