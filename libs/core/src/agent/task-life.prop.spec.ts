import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { receivedTask, stepTask, type TaskInput, type TaskProgress, type TaskRules } from "./task-life.js";
import { TASK_EVENTS_KEPT, taskEvents } from "./task-events.js";

const rules: TaskRules = {
  policy: { Attempts: 2, Interval: 10_000 * 1_000_000, Delay: 5 * 1_000_000, Mode: "fail", RenderTemplates: false },
  restartsAfterSuccess: true,
  killTimeoutMs: 5000,
  shutdownDelayMs: 0,
};

let ids = 0;
const freshId = () => `start-${(ids += 1)}`;

const inputs: fc.Arbitrary<TaskInput> = fc.oneof(
  fc.constant(null).map((): TaskInput => ({ kind: "admit", startId: freshId() })),
  fc.constant<TaskInput>({ kind: "started" }),
  fc.constant(null).map((): TaskInput => ({ kind: "not-begun", startId: freshId() })),
  fc.boolean().map((recoverable): TaskInput => ({ kind: "start-failed", recoverable, message: "no" })),
  fc.integer({ min: 0, max: 3 }).map((exitCode): TaskInput => ({ kind: "exited", exitCode, signal: 0, oomKilled: false, error: "" })),
  fc.constant(null).map((): TaskInput => ({ kind: "delay-passed", startId: freshId() })),
  fc.constant<TaskInput>({ kind: "kill", because: undefined }),
  fc.constant<TaskInput>({ kind: "restart", end: { kind: "requested" }, reason: "wish" }),
  fc.constant<TaskInput>({ kind: "vanished", message: "gone" }),
  fc.constant<TaskInput>({ kind: "note", event: taskEvents.setup() }),
);

describe("the life of a task, for any series of inputs", () => {
  it("never leaves death, never forgets a kill, never starts twice at once", () => {
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 60 }), (series) => {
        let progress: TaskProgress = receivedTask(1000);
        let up = false;
        const started = new Set<string>();
        for (const [i, input] of series.entries()) {
          const before = progress;
          const step = stepTask(progress, input, { rules, nowMs: 2000 + i * 100, draw: 0.5 });
          progress = step.progress;
          if (before.phase === "dead") expect(step).toEqual({ progress: before, effect: "none" });
          if (before.killed) expect(progress.killed).toBe(true);
          if (step.effect === "start") {
            expect(before.killed).toBe(false);
            // A start under way is only followed by another when it is known to have never begun.
            if (up) expect(input.kind).toBe("not-begun");
            expect(started.has(progress.startId)).toBe(false);
            started.add(progress.startId);
          }
          up = progress.phase === "starting" || progress.phase === "running" || progress.phase === "stopping";
          expect(progress.state.events.length).toBeLessThanOrEqual(TASK_EVENTS_KEPT);
          expect(progress.state.state === "dead").toBe(progress.phase === "dead");
          expect(progress.state.state === "running").toBe(progress.phase === "running" || progress.phase === "stopping");
          if (progress.phase === "backoff") expect(progress.untilMs).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("survives being written down between any two steps", () => {
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 40 }), (series) => {
        let live: TaskProgress = receivedTask(1000);
        let stored: TaskProgress = live;
        for (const [i, input] of series.entries()) {
          const at = { rules, nowMs: 2000 + i * 100, draw: 0.25 };
          live = stepTask(live, input, at).progress;
          stored = stepTask(JSON.parse(JSON.stringify(stored)) as TaskProgress, input, at).progress;
          expect(stored).toEqual(live);
        }
      }),
    );
  });
});
