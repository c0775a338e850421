import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DriverStartError, type TaskHandle, type TaskStart } from "@berth/ports/driver";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { processesOfStart } from "./process-table.js";
import { RawExecDriver } from "./raw-exec-driver.js";
import { findCgroupRoot } from "./task-cgroup.js";
import { eventually } from "./testing/agent-fixture.js";

let dir: string;
let started: { driver: RawExecDriver; handle: TaskHandle }[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "berth-raw-exec-"));
  for (const name of ["state", "task", "alloc", "secrets"]) mkdirSync(join(dir, name));
  started = [];
});
afterEach(async () => {
  for (const { driver, handle } of started) await driver.destroy(handle);
  rmSync(dir, { recursive: true, force: true });
});

function task(script: string, over: Partial<TaskStart> = {}): TaskStart {
  return {
    startId: randomUUID(),
    stateDir: join(dir, "state"),
    allocationId: "a1",
    jobId: "j",
    namespace: "default",
    group: "g",
    task: "t",
    user: "",
    config: { command: "/bin/sh", args: ["-c", script] },
    env: { PATH: process.env["PATH"] ?? "" },
    allocDir: join(dir, "alloc"),
    taskDir: join(dir, "task"),
    secretsDir: join(dir, "secrets"),
    stdoutPath: join(dir, "out"),
    stderrPath: join(dir, "err"),
    cpuMhz: 100,
    memoryMb: 10,
    memoryMaxMb: 0,
    ports: [],
    ...over,
  };
}

async function start(driver: RawExecDriver, of: TaskStart): Promise<TaskHandle> {
  const handle = await driver.start(of);
  started.push({ driver, handle });
  return handle;
}

const never = new AbortController().signal;
const output = () => readFileSync(join(dir, "out"), "utf8");

describe.each([
  { how: "with a cgroup", cgroupRoot: findCgroupRoot() },
  { how: "without a cgroup", cgroupRoot: "" },
])("raw_exec $how", ({ how, cgroupRoot }) => {
  const driver = new RawExecDriver({ enabled: true, cgroupRoot });
  // Machines without a writable cgroup run the second row only.
  const possible = how === "without a cgroup" || cgroupRoot !== "";

  it.skipIf(!possible)("tells the exit code", async () => {
    const handle = await start(driver, task("echo out; echo err >&2; exit 7"));
    expect(await driver.wait(handle, never)).toEqual({ exitCode: 7, signal: 0, oomKilled: false, error: "" });
    expect(output()).toBe("out\n");
    expect(readFileSync(join(dir, "err"), "utf8")).toBe("err\n");
  });

  it.skipIf(!possible)("tells the signal, sent to the task alone", async () => {
    const handle = await start(driver, task("echo up; exec sleep 1000"));
    await eventually("output", () => existsSync(join(dir, "out")) && output() === "up\n");
    await driver.signal(handle, "SIGUSR1");
    expect(await driver.wait(handle, never)).toMatchObject({ signal: 10 });
  });

  it.skipIf(!possible)("lets a task end in its own way, and kills it when its time is over", async () => {
    const polite = await start(driver, task("trap 'exit 3' TERM; echo up; while :; do sleep 0.02; done"));
    await eventually("output", () => existsSync(join(dir, "out")) && output() === "up\n");
    await driver.stop(polite, "SIGTERM", 5000);
    expect(await driver.wait(polite, never)).toMatchObject({ exitCode: 3 });
    const stubborn = await start(driver, task("trap '' TERM; echo stubborn; while :; do sleep 0.02; done"));
    await eventually("output", () => output().includes("stubborn"));
    await driver.stop(stubborn, "SIGTERM", 100);
    expect(await driver.wait(stubborn, never)).toMatchObject({ signal: 9 });
  });

  it.skipIf(!possible)("leaves nothing behind, daemons in sessions of their own included", async () => {
    const of = task("setsid sh -c 'setsid sleep 1000 & sleep 1000' & echo up; exec sleep 1000");
    const handle = await start(driver, of);
    await eventually("all of it", () => processesOfStart(of.startId).length >= 5);
    await driver.stop(handle, "SIGINT", 1000);
    expect(processesOfStart(of.startId).filter((pid) => pid !== handle["supervisorPid"])).toEqual([]);
  });

  it.skipIf(!possible)("finds a start that nobody stored, and only once", async () => {
    const of = task("exec sleep 1000");
    const handle = await start(driver, of);
    await eventually("the claim of the supervisor", () => existsSync(join(String(handle["directory"]), "pid")));
    const adopted = await new RawExecDriver({ enabled: true, cgroupRoot }).adopt(of);
    expect(adopted).toMatchObject({ startId: of.startId, supervisorPid: handle["supervisorPid"] });
    expect(await driver.recover(adopted!)).toBe(true);
  });

  it.skipIf(!possible)("destroys what it started a moment ago", async () => {
    const of = task("exec sleep 1000");
    await driver.destroy(await driver.start(of));
    expect(processesOfStart(of.startId)).toEqual([]);
  });

  it.skipIf(!possible)("never begins a start that was declared void", async () => {
    const of = task("echo ran");
    expect(await driver.adopt(of)).toBeUndefined();
    await start(driver, of);
    await eventually("the end of the late supervisor", () => processesOfStart(of.startId).length === 0);
    expect(output()).toBe("");
    expect(await driver.adopt(of)).toBeUndefined();
  });

  it.skipIf(!possible)("is not fooled by a pid that now belongs to another process", async () => {
    const handle = await start(driver, task("exit 0"));
    await driver.wait(handle, never);
    rmSync(join(String(handle["directory"]), "exit"));
    expect(await driver.recover({ ...handle, supervisorPid: process.pid })).toBe(false);
  });

  it.skipIf(!possible)("runs a command beside the task, in its environment, and measures it", async () => {
    const handle = await start(driver, task("exec sleep 1000", { env: { PATH: process.env["PATH"] ?? "", COLOUR: "grün" } }));
    expect(await driver.exec(handle, ["/bin/sh", "-c", "echo $COLOUR; exit 4"], 5000)).toEqual({ exitCode: 4, output: "grün\n" });
    await expect(driver.exec(handle, ["/bin/sleep", "10"], 50)).rejects.toThrow("did not end within 50 ms");
    const usage = await driver.usage(handle);
    expect(usage?.pids).toHaveLength(1);
    expect(usage?.memoryRssBytes).toBeGreaterThan(100_000);
  });
});

describe("raw_exec refuses", () => {
  const driver = new RawExecDriver({ enabled: true });
  it.each([
    [{}, '"command" is missing'],
    [{ command: "/bin/sh", comand: "x" }, 'unknown field "comand"'],
    [{ command: "/bin/sh", args: "x" }, '"args" must be a list of strings'],
    [{ command: "no-such-program-here" }, "is not found or not executable"],
  ])("config %j", async (config, message) => {
    const failure = await driver.start(task("", { config })).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DriverStartError);
    expect(failure).toMatchObject({ recoverable: false, message: expect.stringContaining(message) });
  });
});
