// The checker itself: what it must see, and what it must let pass.
import { History } from "@berth/core/testing/history";
import { jobOf } from "@berth/core/testing/state-builder";
import type { LogEvent } from "@berth/core/model/entry";
import type { SkippedLaunches } from "@berth/core/model/periodic-launch";
import { beforeEach, describe, expect, it } from "vitest";
import type { Scene } from "../scene.ts";
import { launches } from "./launches.ts";

let history: History;
let checker: ReturnType<typeof launches>;
let wrong: string[];
let start: number;

function fold(event: LogEvent, leads: boolean): void {
  const ctx = history.foldEntry({ leader: leads ? history.stamp("controller") : undefined, events: [event] });
  checker.folded?.({ state: history.state } as Scene, ctx, (message) => wrong.push(message));
}

function launch(afterS: number, skipped: readonly SkippedLaunches[]): void {
  const { jobModifyIndex } = history.state.job("default", "clock")!;
  fold({ type: "PeriodicJobLaunched", namespace: "default", jobId: "clock", jobModifyIndex, dueMs: start + afterS * 1_000, skipped }, true);
}

beforeEach(() => {
  history = new History(1_700_000_020_000);
  checker = launches();
  wrong = [];
  start = history.nowMs;
  const job = jobOf('job "clock" {\n type = "batch"\n periodic {\n crons = ["*/10 * * * * * *"]\n }\n group "g" {\n task "t" {\n driver = "raw_exec"\n }\n }\n }');
  fold({ type: "JobRegistered", job, expectedJobModifyIndex: undefined, submission: undefined }, false);
  history.later(45_000);
});

describe("the launches checker", () => {
  it("lets pass what is launched in order, and what is skipped between", () => {
    launch(10, []);
    launch(40, [{ firstDueMs: start + 20_000, lastDueMs: start + 30_000, count: 2, reason: "missed" }]);
    expect(wrong).toEqual([]);
  });

  it("sees a due time that is left out", () => {
    launch(20, []);
    expect(wrong).toEqual([expect.stringContaining("and 1 were named")]);
  });

  it("sees a launch at a time that is not due", () => {
    launch(13, []);
    expect(wrong).toEqual([expect.stringContaining("were due")]);
  });

  it("sees, when all is well again, what is still not launched", () => {
    const scene = { state: history.state, world: { time: { nowMs: start - 1_700_000_000_000 + 90_000 } } } as Scene;
    expect(checker.unsettled?.(scene)).toContain("neither launched nor skipped");
    launch(40, [{ firstDueMs: start + 10_000, lastDueMs: start + 30_000, count: 3, reason: "missed" }]);
    expect(checker.unsettled?.(scene)).toBeUndefined();
  });
});
