// Driver raw_exec: a program on the host, without isolation. Each task has a small shell above it that survives the agent and
// writes down the exit code; output goes straight into files. The agent can be killed at any moment and finds the task
// again; a task that ends while no agent runs is known with its exit code.
import { spawn } from "node:child_process";
import { closeSync, openSync, watch, type FSWatcher } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isAbsolute, join } from "node:path";
import {
  type Driver,
  type DriverFingerprint,
  DriverStartError,
  type TaskExit,
  type TaskHandle,
  type TaskStart,
  type TaskUsage,
} from "@berth/ports/driver";
import { killWhole, livingProcesses, sendSignal, type TaskProcesses } from "./process-kill.js";
import { childrenOf, environmentOf, isAliveInStart, processesOfStart, processStat, TICKS_A_SECOND } from "./process-table.js";
import { findProgram, parseRawExecConfig } from "./raw-exec-config.js";
import { START_ID_VARIABLE, SUPERVISOR_SCRIPT } from "./raw-exec-script.js";
import { declareVoid, makeStartDirectory, recordedExit, removeStartDirectory, supervisorPid } from "./raw-exec-start.js";
import { runCommand } from "./run-command.js";
import { parseSignal } from "./signal-name.js";
import { findCgroupRoot, makeCgroup, removeCgroup, sweepCgroups } from "./task-cgroup.js";

interface RawExecHandle extends TaskProcesses {
  /** `<stateDir>/<startId>` */
  readonly directory: string;
  readonly taskDir: string;
}

export interface RawExecOptions {
  readonly enabled: boolean;
  /** Directory of cgroups, "" = use none; undefined = find one. */
  readonly cgroupRoot?: string | undefined;
}

const WATCH_EVERY_MS = 1000;
const ADOPT_PATIENCE_MS = 2000;
const FORK_PATIENCE_MS = 2000;
const OUTPUT_BYTES_MAX = 16 * 1024;

function read(handle: TaskHandle): RawExecHandle {
  const { startId, supervisorPid: pid, cgroup, directory, taskDir } = handle;
  if (typeof startId !== "string" || typeof pid !== "number" || typeof directory !== "string") {
    throw new TypeError("this is not a handle of the raw_exec driver");
  }
  return { startId, supervisorPid: pid, cgroup: String(cgroup ?? ""), directory, taskDir: String(taskDir ?? "/") };
}

export class RawExecDriver implements Driver {
  readonly name = "raw_exec";
  private readonly cgroupRoot: string;
  private readonly lastUsage = new Map<string, { ticks: number; timeMs: number }>();

  constructor(private readonly options: RawExecOptions) {
    this.cgroupRoot = options.cgroupRoot ?? findCgroupRoot();
    sweepCgroups(this.cgroupRoot);
  }

  fingerprint(): Promise<DriverFingerprint> {
    const { enabled } = this.options;
    return Promise.resolve({ detected: enabled, healthy: enabled, description: enabled ? "Healthy" : "disabled", attributes: {} });
  }

  async start(task: TaskStart): Promise<TaskHandle> {
    const config = parseRawExecConfig(task.config);
    const denied = new Set(config.deniedVariables);
    const env = Object.fromEntries(Object.entries(task.env).filter(([name]) => !denied.has(name)));
    const program = findProgram(config.command, task.taskDir, env["PATH"] ?? process.env["PATH"] ?? "");
    const directory = makeStartDirectory(task.stateDir, task.startId);
    const cgroup = makeCgroup(this.cgroupRoot, task.startId);
    const workDir = isAbsolute(config.workDir) ? config.workDir : join(task.taskDir, config.workDir);
    const command = [...this.asUser(task.user), program, ...config.args];
    const pid = await this.spawnSupervisor({ task, directory, cgroup, command, env, workDir });
    return { startId: task.startId, supervisorPid: pid, cgroup, directory, taskDir: task.taskDir };
  }

  async adopt(start: Pick<TaskStart, "startId" | "stateDir">): Promise<TaskHandle | undefined> {
    const directory = makeStartDirectory(start.stateDir, start.startId);
    const cgroup = this.cgroupRoot === "" ? "" : join(this.cgroupRoot, start.startId);
    const handle = (pid: number): TaskHandle => ({ startId: start.startId, supervisorPid: pid, cgroup, directory, taskDir: "/" });
    const giveUpAtMs = Date.now() + ADOPT_PATIENCE_MS;
    for (;;) {
      if (declareVoid(directory)) return undefined;
      const pid = supervisorPid(directory);
      if (pid !== undefined) return handle(pid);
      // Claimed but not written: the supervisor is at it this very moment, or was killed there.
      if (Date.now() > giveUpAtMs) break;
      await sleep(10);
    }
    const marked = processesOfStart(start.startId)[0];
    return marked === undefined ? undefined : handle(marked);
  }

  async recover(handle: TaskHandle): Promise<boolean> {
    const task = read(handle);
    if (recordedExit(task.directory) !== undefined || isAliveInStart(task.supervisorPid, task.startId)) return true;
    await killWhole(task);
    return false;
  }

  async wait(handle: TaskHandle, signal: AbortSignal): Promise<TaskExit> {
    const task = read(handle);
    const wake = new Wake(task.directory);
    try {
      for (;;) {
        signal.throwIfAborted();
        const alive = isAliveInStart(task.supervisorPid, task.startId);
        const exit = recordedExit(task.directory);
        if (exit !== undefined) return exit;
        if (!alive) return await this.supervisorLost(task);
        await wake.next(WATCH_EVERY_MS, signal);
      }
    } finally {
      wake.close();
    }
  }

  async stop(handle: TaskHandle, signal: string, timeoutMs: number): Promise<void> {
    const task = read(handle);
    const name = parseSignal(signal === "" ? "SIGINT" : signal);
    for (const pid of await this.mainProcesses(task)) sendSignal(pid, name);
    const ended = AbortSignal.timeout(timeoutMs);
    // The task may end on its own in time; whatever of it remains then, and all of it afterwards, is killed.
    await this.wait(handle, ended).catch((error: unknown) => {
      if (!ended.aborted) throw error;
    });
    await killWhole(task);
  }

  async signal(handle: TaskHandle, signal: string): Promise<void> {
    const name = parseSignal(signal);
    for (const pid of await this.mainProcesses(read(handle))) sendSignal(pid, name);
  }

  async destroy(handle: TaskHandle): Promise<void> {
    const task = read(handle);
    await killWhole(task);
    if (isAliveInStart(task.supervisorPid, task.startId)) {
      // It may be about to fork this very moment: without it nothing new can come. What it has forked may not have joined its
      // cgroup yet, so it is looked for by its mark.
      sendSignal(task.supervisorPid, "SIGKILL");
      await killWhole({ ...task, cgroup: "" });
      await killWhole(task);
    }
    removeCgroup(task.cgroup);
    removeStartDirectory(task.directory);
    this.lastUsage.delete(task.startId);
  }

  usage(handle: TaskHandle): Promise<TaskUsage | undefined> {
    const task = read(handle);
    const stats = livingProcesses(task).flatMap((pid) => processStat(pid) ?? []);
    if (stats.length === 0) return Promise.resolve(undefined);
    const timeMs = Date.now();
    const ticks = stats.reduce((sum, stat) => sum + stat.cpuTicks, 0);
    const before = this.lastUsage.get(task.startId);
    this.lastUsage.set(task.startId, { ticks, timeMs });
    const spanMs = before === undefined ? 0 : timeMs - before.timeMs;
    const usedMs = before === undefined ? 0 : Math.max(0, ticks - before.ticks) * (1000 / TICKS_A_SECOND);
    return Promise.resolve({
      cpuPercent: spanMs === 0 ? 0 : (usedMs / spanMs) * 100,
      memoryRssBytes: stats.reduce((sum, stat) => sum + stat.rssBytes, 0),
      pids: stats.map((stat) => stat.pid),
      timeMs,
    });
  }

  async exec(handle: TaskHandle, command: readonly string[], timeoutMs: number): Promise<{ readonly exitCode: number; readonly output: string }> {
    const task = read(handle);
    if ((await this.mainProcesses(task)).length === 0) throw new Error("the task is not running");
    // The supervisor's is the one the task was started with; the task's own is empty for a moment while it is being replaced.
    const env = environmentOf(task.supervisorPid);
    const cwd = env["NOMAD_TASK_DIR"] === undefined ? task.taskDir : join(env["NOMAD_TASK_DIR"], "..");
    return runCommand(command, { env, cwd, timeoutMs, outputBytesMax: OUTPUT_BYTES_MAX });
  }

  /** The task itself, below its supervisor; one that has just been started is waited for. */
  private async mainProcesses({ supervisorPid: pid, startId }: RawExecHandle): Promise<number[]> {
    const giveUpAtMs = Date.now() + FORK_PATIENCE_MS;
    while (isAliveInStart(pid, startId)) {
      const children = childrenOf(pid);
      if (children.length > 0 || Date.now() > giveUpAtMs) return children;
      await sleep(2);
    }
    return [];
  }

  private asUser(user: string): string[] {
    if (user === "") return [];
    if (process.getuid?.() !== 0) throw new DriverStartError(`user "${user}": only an agent that runs as root can start tasks of other users`, false);
    return ["/usr/bin/setpriv", `--reuid=${user}`, `--regid=${user}`, "--init-groups"];
  }

  private spawnSupervisor(launch: {
    task: TaskStart;
    directory: string;
    cgroup: string;
    command: readonly string[];
    env: Readonly<Record<string, string>>;
    workDir: string;
  }): Promise<number> {
    const { task, directory, cgroup, command, env, workDir } = launch;
    const stdout = openSync(task.stdoutPath, "a", 0o644);
    const stderr = openSync(task.stderrPath, "a", 0o644);
    const group = cgroup === "" ? "" : join(cgroup, "cgroup.procs");
    const child = spawn("/bin/sh", ["-c", SUPERVISOR_SCRIPT, "berth-task", directory, group, ...command], {
      cwd: workDir,
      env: { ...env, [START_ID_VARIABLE]: task.startId },
      detached: true,
      stdio: ["ignore", stdout, stderr],
    });
    closeSync(stdout);
    closeSync(stderr);
    return new Promise((resolve, reject) => {
      child.once("error", (error) => reject(new DriverStartError(`cannot start the task: ${error.message}`, true, { cause: error })));
      child.once("spawn", () => {
        child.unref();
        resolve(child.pid ?? 0);
      });
    });
  }

  /** Somebody killed the shell above the task: nobody can tell how the task ends, so it ends now. */
  private async supervisorLost(task: RawExecHandle): Promise<TaskExit> {
    await killWhole(task);
    return recordedExit(task.directory) ?? { exitCode: 137, signal: 9, oomKilled: false, error: "the task's supervisor was killed" };
  }
}

/** Wakes when a file appears in the start's directory; where the kernel has no watches left, time alone wakes. */
class Wake {
  private readonly watcher: FSWatcher | undefined;
  private stir: () => void = () => undefined;

  constructor(directory: string) {
    try {
      this.watcher = watch(directory, { persistent: false }, () => this.stir());
      this.watcher.on("error", () => this.watcher?.close());
    } catch {
      this.watcher = undefined;
    }
  }

  next(timeoutMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", abort);
        resolve();
      };
      const abort = (): void => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      const timer = setTimeout(done, this.watcher === undefined ? Math.min(timeoutMs, 100) : timeoutMs);
      this.stir = done;
      signal.addEventListener("abort", abort, { once: true });
    });
  }

  close(): void {
    this.watcher?.close();
  }
}
