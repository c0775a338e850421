import { describe, expect, it } from "vitest";
import type { NodeSpec } from "../model/node.js";
import { decideHealth, type HealthQuestion } from "./allocation-health.js";
import type { CheckPlan } from "./check-plan.js";
import { checkDelayMs, freshCheck, judgeCheck, stepCheck } from "./check-state.js";
import { clientStatus } from "./client-status.js";
import { durationText } from "./duration-text.js";
import { interpolate, interpolateDeep, type InterpolationScope } from "./interpolate.js";
import { portVariables } from "./port-variables.js";
import { taskEvents, withEvents } from "./task-events.js";
import { receivedTask, stepTask } from "./task-life.js";

describe("durations", () => {
  it.each([
    [0, "0s"],
    [250, "250ms"],
    [15_300, "15.3s"],
    [5000, "5s"],
    [60_000, "1m0s"],
    [1_800_000, "30m0s"],
    [86_400_000, "24h0m0s"],
    [90_500, "1m30.5s"],
  ])("%i ms is %s", (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

describe("the client status", () => {
  const standing = (state: "pending" | "running" | "dead", over: { failed?: boolean; hook?: "" | "prestart" | "poststop"; begun?: boolean } = {}) => ({
    hook: over.hook ?? ("" as const),
    state: { state, failed: over.failed ?? false, startedAtMs: (over.begun ?? state !== "pending") ? 1 : 0 },
  });
  it.each([
    [[standing("running"), standing("dead", { failed: true })], "failed", "Failed tasks"],
    [[standing("running"), standing("pending")], "running", "Tasks are running"],
    [[standing("dead"), standing("pending")], "pending", "No tasks have started"],
    [[standing("dead"), standing("dead")], "complete", "All tasks have completed"],
    [[standing("dead", { hook: "prestart" }), standing("pending")], "pending", "No tasks have started"],
    [[standing("dead"), standing("pending", { hook: "poststop" })], "running", "Tasks are running"],
  ] as const)("%#", (tasks, status, description) => {
    expect(clientStatus(tasks)).toEqual({ status, description });
  });
});

describe("events", () => {
  it("have Nomad's words", () => {
    expect(taskEvents.terminated({ exitCode: 137, signal: 9, oomKilled: true, error: "" })).toMatchObject({ message: "Exit Code: 137, Signal: 9", details: { oom_killed: "true" } });
    expect(taskEvents.terminated({ exitCode: 1, signal: 0, oomKilled: false, error: "boom" }).message).toBe('Exit Code: 1, Exit Message: "boom"');
    expect(taskEvents.restarting(15_300, "").message).toBe("Task restarting in 15.3s");
    expect(taskEvents.siblingFailed("x").message).toBe('Task\'s sibling "x" failed');
  });
  it("are kept to the newest ten", () => {
    const state = { state: "pending" as const, failed: false, restarts: 0, lastRestartMs: 0, startedAtMs: 0, finishedAtMs: 0, events: [] };
    const many = withEvents(state, Array.from({ length: 14 }, (_, i) => taskEvents.driverFailure(String(i))), 5);
    expect(many.events.map((event) => event.message)).toEqual(["4", "5", "6", "7", "8", "9", "10", "11", "12", "13"]);
  });
});

describe("a task that is gone without a trace when the agent comes back", () => {
  const rules = { policy: { Attempts: 0, Interval: 1, Delay: 15_000_000_000, Mode: "fail" as const, RenderTemplates: false }, restartsAfterSuccess: true, killTimeoutMs: 5000, shutdownDelayMs: 0 };
  const at = { rules, nowMs: 5000, draw: 0.5 };
  const running = [{ kind: "admit", startId: "s" } as const, { kind: "started" } as const].reduce((progress, input) => stepTask(progress, input, at).progress, receivedTask(1));
  it("is started again at once: the machine lost it, the task did not fail", () => {
    const { progress, effect } = stepTask(running, { kind: "vanished", message: "gone" }, at);
    expect({ effect, phase: progress.phase, untilMs: progress.untilMs, count: progress.tracker.count }).toEqual({ effect: "wait-until", phase: "backoff", untilMs: 5000, count: 0 });
  });
  it("is dead when it was to be killed", () => {
    const killed = stepTask(running, { kind: "kill", because: undefined }, at).progress;
    expect(stepTask(killed, { kind: "vanished", message: "gone" }, at).progress).toMatchObject({ phase: "dead", state: { failed: false } });
  });
});

describe("interpolation", () => {
  const node = { ID: "n1", Name: "box", Datacenter: "dc", NodeClass: "big", NodePool: "default", Attributes: { "kernel.name": "linux" }, Meta: { rack: "r1" } };
  const scope: InterpolationScope = { node: node as unknown as NodeSpec, region: "us", env: { NOMAD_PORT_http: "8080", HOME: "/root" } };
  it.each([
    ["${NOMAD_PORT_http}", "8080"],
    ['${env["HOME"]}', "/root"],
    ["${node.unique.id}/${node.unique.name}/${node.datacenter}/${node.region}/${node.class}/${node.pool}", "n1/box/dc/us/big/default"],
    ["${attr.kernel.name}-${meta.rack}", "linux-r1"],
    ["${unknown} ${node.nothing} ${attr.nothing} $HOME ${}", "${unknown} ${node.nothing} ${attr.nothing} $HOME ${}"],
    ["${constructor} ${__proto__}", "${constructor} ${__proto__}"],
  ])("%s", (text, expected) => {
    expect(interpolate(text, scope)).toBe(expected);
  });
  it("reaches into configurations", () => {
    expect(interpolateDeep({ args: ["-p", "${NOMAD_PORT_http}", 7], map: { "${meta.rack}": true } }, scope)).toEqual({ args: ["-p", "8080", 7], map: { r1: true } });
  });
});

describe("port variables", () => {
  const port = { label: "my-http", value: 23_456, to: 8080, hostIp: "10.0.0.5", task: "" };
  it("map ports only for drivers that do", () => {
    expect(portVariables([port], "web", true)).toMatchObject({ NOMAD_PORT_my_http: "8080", NOMAD_HOST_PORT_my_http: "23456", NOMAD_ADDR_my_http: "10.0.0.5:23456" });
    expect(portVariables([port], "web", false)).toMatchObject({ NOMAD_PORT_my_http: "23456" });
  });
  it("tell siblings of a task's own port", () => {
    expect(portVariables([{ ...port, task: "web" }], "db", false)).toEqual({ NOMAD_IP_web_my_http: "10.0.0.5", NOMAD_PORT_web_my_http: "23456", NOMAD_ADDR_web_my_http: "10.0.0.5:23456" });
    expect(portVariables([{ ...port, hostIp: "::1" }], "db", false)["NOMAD_ADDR_my_http"]).toBe("[::1]:23456");
  });
});

const plan: CheckPlan = {
  id: "s/c", service: "s", name: "c", task: "t", provider: "consul", intervalMs: 10_000, timeoutMs: 1000, startsPassing: false,
  successesToPass: 1, failuresToFail: 1, restartLimit: 0, restartGraceMs: 0, ignoredByHealth: false, probe: { type: "tcp", host: "h", port: 1 },
};

describe("a check", () => {
  it.each([
    [{ kind: "http", status: 204, body: "" }, "consul", true],
    [{ kind: "http", status: 302, body: "" }, "consul", false],
    [{ kind: "http", status: 302, body: "" }, "nomad", true],
    [{ kind: "script", exitCode: 2, output: "no" }, "consul", false],
    [{ kind: "connected" }, "consul", true],
    [{ kind: "failed", message: "refused" }, "consul", false],
  ] as const)("judges %j of provider %s", (result, provider, passing) => {
    expect(judgeCheck(result, provider).passing).toBe(passing);
  });

  it("is tried soon at first, and later by its interval; early failures are not held against it", () => {
    let check = freshCheck(plan, 0);
    const delays: number[] = [];
    for (const nowMs of [100, 300, 700]) {
      delays.push(checkDelayMs(check, plan));
      check = stepCheck(check, { passing: false, output: "refused" }, { plan, nowMs, taskStartedAtMs: 0 }).progress;
    }
    expect(delays).toEqual([100, 200, 400]);
    expect(check).toMatchObject({ status: "pending", output: "refused", failures: 0 });
    const passing = stepCheck(check, { passing: true, output: "ok" }, { plan, nowMs: 1500, taskStartedAtMs: 0 }).progress;
    expect(passing).toMatchObject({ status: "passing", passingSinceMs: 1500 });
    expect(checkDelayMs(passing, plan)).toBe(10_000);
    expect(stepCheck(passing, { passing: false, output: "x" }, { plan, nowMs: 11_500, taskStartedAtMs: 0 }).progress).toMatchObject({ status: "critical", passingSinceMs: 0 });
  });

  it("asks for a restart at its limit, after the grace, and counts anew", () => {
    const strict = { ...plan, restartLimit: 2, restartGraceMs: 15_000 };
    let check = freshCheck(strict, 0);
    const reasons: string[] = [];
    for (const nowMs of [10_000, 20_000, 30_000, 40_000, 50_000]) {
      const step = stepCheck(check, { passing: false, output: "x" }, { plan: strict, nowMs, taskStartedAtMs: 0 });
      check = step.progress;
      reasons.push(step.restartReason);
    }
    expect(reasons).toEqual(["", "", 'healthcheck: check "c" unhealthy', "", 'healthcheck: check "c" unhealthy']);
  });
});

describe("health", () => {
  const running = { hook: "" as const, sidecar: false, state: { state: "running" as const, failed: false, startedAtMs: 1000 } };
  const question: HealthQuestion = {
    policy: { mode: "checks", minHealthyMs: 10_000, deadlineMs: 60_000 },
    tasks: [running],
    checks: [{ passingSinceMs: 3000, ignored: false }],
    watchedSinceMs: 0,
    nowMs: 12_999,
  };
  it.each<[string, Partial<HealthQuestion>, object]>([
    ["waits for the last to have been up long enough", {}, { kind: "undecided", askAgainAtMs: 13_000 }],
    ["comes then", { nowMs: 13_000 }, { kind: "healthy" }],
    ["does not ask checks when only task states count", { policy: { ...question.policy, mode: "task_states" }, nowMs: 11_000 }, { kind: "healthy" }],
    ["is never said by hand-checked deployments", { policy: { ...question.policy, mode: "manual" }, nowMs: 99_000 }, { kind: "undecided", askAgainAtMs: Number.POSITIVE_INFINITY }],
    ["is denied by a failed task", { tasks: [{ ...running, state: { state: "dead", failed: true, startedAtMs: 1 } }] }, { kind: "unhealthy", reason: "Unhealthy because of failed task" }],
    ["is denied at the deadline", { checks: [{ passingSinceMs: 0, ignored: false }], nowMs: 60_000 }, { kind: "unhealthy", reason: "Services not healthy by deadline: only 0 out of 1 checks registered and passing" }],
    ["names tasks that did not run", { tasks: [{ ...running, state: { state: "pending", failed: false, startedAtMs: 0 } }], nowMs: 60_000 }, { kind: "unhealthy", reason: "Task not running for min_healthy_time of 10s by healthy_deadline of 1m0s" }],
    ["ignores checks that ask for it", { checks: [{ passingSinceMs: 0, ignored: true }], nowMs: 11_000 }, { kind: "healthy" }],
    ["counts a finished prestart task as up", { tasks: [running, { hook: "prestart", sidecar: false, state: { state: "dead", failed: false, startedAtMs: 500 } }], nowMs: 13_000 }, { kind: "healthy" }],
  ])("%s", (_what, over, expected) => {
    expect(decideHealth({ ...question, ...over })).toEqual(expected);
  });
});
