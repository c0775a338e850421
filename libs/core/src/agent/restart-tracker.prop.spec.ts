import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideRestart, FRESH_RESTART_TRACKER, type RestartTracker } from "./restart-tracker.js";

const MS = 1_000_000;

/** The rule said plainly: look back over all failures and walk the windows anew each time. */
function naiveVerdict(failuresMs: readonly number[], attempts: number, intervalMs: number): "restart" | "exceeded" {
  let windowStartMs = failuresMs[0]!;
  let inWindow = 0;
  for (const atMs of failuresMs) {
    if (atMs - windowStartMs > intervalMs) {
      windowStartMs = atMs;
      inWindow = 0;
    }
    inWindow += 1;
  }
  return inWindow <= attempts ? "restart" : "exceeded";
}

describe("the restart tracker against a naive model", () => {
  it("agrees for any series of failures", () => {
    const series = fc.record({
      gapsMs: fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 40 }),
      attempts: fc.integer({ min: 1, max: 5 }),
      intervalMs: fc.integer({ min: 1, max: 10_000 }),
      delayMs: fc.integer({ min: 0, max: 20_000 }),
      mode: fc.constantFrom("fail" as const, "delay" as const),
      draw: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(series, ({ gapsMs, attempts, intervalMs, delayMs, mode, draw }) => {
        const policy = { Attempts: attempts, Interval: intervalMs * MS, Delay: delayMs * MS, Mode: mode };
        let tracker: RestartTracker = FRESH_RESTART_TRACKER;
        let nowMs = 1_000_000;
        const failuresMs: number[] = [];
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          failuresMs.push(nowMs);
          const verdict = decideRestart(tracker, { policy, end: { kind: "exited", success: false }, restartsAfterSuccess: true, nowMs, draw });
          const expected = naiveVerdict(failuresMs, attempts, intervalMs);
          expect(verdict.kind).toBe(expected === "restart" || mode === "delay" ? "restart" : "failed");
          if (verdict.kind === "restart" && expected === "restart") {
            expect(verdict.delayMs).toBeGreaterThanOrEqual(delayMs);
            expect(verdict.delayMs).toBeLessThanOrEqual(delayMs * 1.25);
          }
          if (verdict.kind === "failed") return;
          tracker = verdict.tracker;
        }
      }),
    );
  });
});
