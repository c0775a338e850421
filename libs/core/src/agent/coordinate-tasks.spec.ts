import { describe, expect, it } from "vitest";
import { coordinateTasks, type CoordinatedTask, type Coordination } from "./coordinate-tasks.js";

type Given = Partial<Pick<CoordinatedTask, "hook" | "sidecar" | "leader">> & { readonly phase?: CoordinatedTask["progress"]["phase"]; readonly failed?: boolean; readonly begun?: boolean };

function task(name: string, given: Given = {}): CoordinatedTask {
  const { phase = "waiting", failed = false } = given;
  const begun = given.begun ?? phase !== "waiting";
  return {
    name,
    hook: given.hook ?? "",
    sidecar: given.sidecar ?? false,
    leader: given.leader ?? false,
    progress: { phase, killed: false, state: { failed, startedAtMs: begun ? 1 : 0 } },
  };
}

const run: Coordination = { desired: "run", admitted: true };
const said = (tasks: CoordinatedTask[], coordination = run) =>
  coordinateTasks(tasks, coordination).map((order) => (order.kind === "admit" ? `start ${order.task}` : `kill ${order.task}: ${order.because?.type ?? "asked"}`));

describe("the order of an allocation's tasks", () => {
  it.each<[string, CoordinatedTask[], string[]]>([
    ["prestart goes first", [task("pre", { hook: "prestart" }), task("main"), task("post", { hook: "poststop" })], ["start pre"]],
    ["main waits for a running prestart task", [task("pre", { hook: "prestart", phase: "running" }), task("main")], []],
    ["main follows a finished prestart task", [task("pre", { hook: "prestart", phase: "dead" }), task("main")], ["start main"]],
    ["main follows a running prestart sidecar", [task("pre", { hook: "prestart", sidecar: true, phase: "running" }), task("main")], ["start main"]],
    ["poststart waits for main to run", [task("main", { phase: "starting" }), task("after", { hook: "poststart" })], []],
    ["poststart follows running mains", [task("main", { phase: "running" }), task("after", { hook: "poststart" })], ["start after"]],
    ["a failed task takes its siblings", [task("a", { phase: "dead", failed: true }), task("b", { phase: "running" })], ["kill b: Sibling Task Failed"]],
    ["a failed prestart task lets nobody begin", [task("pre", { hook: "prestart", phase: "dead", failed: true }), task("main")], ["kill main: Sibling Task Failed"]],
    ["a dead leader takes the rest", [task("a", { leader: true, phase: "dead" }), task("b", { phase: "running" })], ["kill b: Leader Task Dead"]],
    ["sidecars end with the mains", [task("m", { phase: "dead" }), task("s", { hook: "poststart", sidecar: true, phase: "running" })], ["kill s: Main Tasks Dead"]],
    ["poststop follows when all are dead", [task("m", { phase: "dead" }), task("p", { hook: "poststop" })], ["start p"]],
    ["nothing more when all are dead", [task("m", { phase: "dead" })], []],
  ])("%s", (_rule, tasks, expected) => {
    expect(said(tasks)).toEqual(expected);
  });

  it("starts nothing before the allocation is admitted", () => {
    expect(said([task("a")], { desired: "run", admitted: false })).toEqual([]);
  });

  it("stops the leader first, then the others, then runs poststop tasks", () => {
    const stop: Coordination = { desired: "stop", admitted: true };
    const tasks = (leader: Given["phase"], other: Given["phase"]) => [task("l", { leader: true, phase: leader }), task("o", { phase: other }), task("p", { hook: "poststop" })];
    expect(said(tasks("running", "running"), stop)).toEqual(["kill l: asked"]);
    expect(said(tasks("dead", "running"), stop)).toEqual(["kill o: asked"]);
    expect(said(tasks("dead", "dead"), stop)).toEqual(["start p"]);
  });

  it("has nothing to clean up after tasks that never began", () => {
    const tasks = [task("m", { phase: "dead", begun: false }), task("p", { hook: "poststop" })];
    expect(said(tasks, { desired: "stop", admitted: false })).toEqual(["kill p: asked"]);
  });
});
