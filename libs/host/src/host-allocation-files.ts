// The directories of allocations under `<dataDir>/alloc`, and the rotation of their logs.
//
//   <id>/alloc/{logs,data,tmp}            shared by the tasks
//   <id>/<task>/{local,secrets,tmp}       a task's own
//   <id>/.berth/<task>/                   the agent's and the driver's files, 0700
import { chmodSync, mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { AllocationFiles, TaskDirectories, TaskLogLimits } from "@berth/ports/allocation-files";
import type { Logger } from "@berth/ports/logger";
import { LogRotation } from "./log-rotation.js";
import { writePayloadFile } from "./payload-file.js";

const ROTATION_INTERVAL_MS = 1000;
const NAME = /^[^/\\\0]+$/;

/** Names come from job files: none may lead out of the directory. */
export function safeName(name: string, what: string): string {
  if (!NAME.test(name) || name === "." || name === ".." || name.length > 255) throw new Error(`${what} "${name}" cannot be a directory's name`);
  return name;
}

export class HostAllocationFiles implements AllocationFiles {
  private readonly rotations = new Map<string, Map<string, readonly LogRotation[]>>();
  private readonly timer: NodeJS.Timeout;
  private round: Promise<void> | undefined;

  constructor(
    /** Absolute. */
    readonly root: string,
    private readonly logger: Logger,
    rotationIntervalMs = ROTATION_INTERVAL_MS,
  ) {
    mkdirSync(root, { recursive: true, mode: 0o711 });
    this.timer = setInterval(() => {
      if (this.round === undefined) void this.checkAll();
    }, rotationIntervalMs);
    this.timer.unref();
  }

  allocationPath(allocationId: string): string {
    return join(this.root, safeName(allocationId, "allocation"));
  }

  prepare(allocationId: string, task: string, limits: TaskLogLimits): Promise<TaskDirectories> {
    const directories = this.directories(allocationId, task);
    const { allocDir, taskDir, localDir, secretsDir, stateDir } = directories;
    const shared = ["logs", "data", "tmp"].map((name) => join(allocDir, name));
    for (const path of [...shared, localDir, join(taskDir, "tmp")]) mkdirSync(path, { recursive: true });
    // Tasks of any user share these, as /tmp does.
    for (const path of [...shared.slice(1), localDir, join(taskDir, "tmp")]) chmodSync(path, 0o777);
    mkdirSync(secretsDir, { recursive: true, mode: 0o700 });
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    this.rotate({ allocationId, task }, directories, limits);
    return Promise.resolve(directories);
  }

  writePayload(localDir: string, file: string, payloadBase64: string): Promise<void> {
    return writePayloadFile(localDir, file, payloadBase64);
  }

  settle(allocationId: string): void {
    this.rotations.delete(allocationId);
  }

  async remove(allocationId: string): Promise<void> {
    this.settle(allocationId);
    await rm(this.allocationPath(allocationId), { recursive: true, force: true });
  }

  close(): void {
    clearInterval(this.timer);
    this.rotations.clear();
  }

  /** Rotates what is full now; called by the clock, and by tests that do not want to wait for it. */
  async checkAll(): Promise<void> {
    await this.round;
    this.round = this.checkOnce().finally(() => {
      this.round = undefined;
    });
    await this.round;
  }

  private async checkOnce(): Promise<void> {
    const all = [...this.rotations.values()].flatMap((tasks) => [...tasks.values()].flat());
    for (const rotation of all) {
      try {
        await rotation.check();
      } catch (error) {
        this.logger.warn("cannot rotate a log", { error: error instanceof Error ? error.message : String(error) });
      }
    }
  }

  private directories(allocationId: string, task: string): TaskDirectories {
    const path = this.allocationPath(allocationId);
    const taskDir = join(path, safeName(task, "task"));
    const stateDir = join(path, ".berth", task);
    return {
      allocDir: join(path, "alloc"),
      taskDir,
      localDir: join(taskDir, "local"),
      secretsDir: join(taskDir, "secrets"),
      stateDir,
      stdoutPath: join(stateDir, "stdout"),
      stderrPath: join(stateDir, "stderr"),
    };
  }

  private rotate({ allocationId, task }: { allocationId: string; task: string }, directories: TaskDirectories, limits: TaskLogLimits): void {
    const tasks = this.rotations.get(allocationId) ?? new Map<string, readonly LogRotation[]>();
    this.rotations.set(allocationId, tasks);
    if (tasks.has(task)) return;
    const logs = join(directories.allocDir, "logs");
    const streams = [
      { base: join(logs, `${task}.stdout`), active: directories.stdoutPath },
      { base: join(logs, `${task}.stderr`), active: directories.stderrPath },
    ];
    const rotations = streams.map((stream) => new LogRotation(stream, limits));
    for (const rotation of rotations) rotation.prepare();
    tasks.set(task, rotations);
  }
}
