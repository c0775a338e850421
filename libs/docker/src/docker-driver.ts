// The docker driver: one container a task. Containers belong to the engine, not to this process, so an agent that dies
// leaves them alone and finds them again by id and label.
//
//   start:   config -> image -> create (a leftover under the same name is adopted or replaced) -> start -> follow log
//   adopt:   the container that carries the start's id, for an agent that was killed before it stored the handle
//   recover: the container of the handle carries this allocation's label -> follow its log where it was left
//   wait:    engine's wait, asked again when the connection breaks, then the last output, then the exit
//   stop:    signal, time limit, kill. destroy: remove container and note.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Driver, type DriverFingerprint, DriverStartError, type TaskExit, type TaskHandle, type TaskStart, type TaskUsage } from "@berth/ports/driver";
import type { Logger } from "@berth/ports/logger";
import type Dockerode from "dockerode";
import { containerExit } from "./container-exit.js";
import { execInContainer, type ExecResult } from "./container-exec.js";
import { ContainerLog } from "./container-log.js";
import { ALLOCATION_LABEL, containerSpec, STDERR_LABEL, STDOUT_LABEL, TASK_LABEL } from "./container-spec.js";
import { ContainerStart } from "./container-start.js";
import { cpuSample, type CpuSample, taskUsage } from "./container-usage.js";
import { connectEngine, engineEndpoint } from "./engine-connection.js";
import { classifyEngineError, engineMessage } from "./engine-error.js";
import { engineFacts, type EngineFacts, healthyFingerprint, unhealthyFingerprint } from "./engine-fingerprint.js";
import type { DockerSettings } from "./settings.js";
import { readTaskConfig } from "./task-config.js";
import { type DockerTaskHandle, fromTaskHandle, toTaskHandle } from "./task-handle.js";
import { TaskImages } from "./task-image.js";

const RETRY_PAUSE_MS = 1_000;
const RECOVER_PATIENCE_MS = 5_000;
const DRAIN_TIMEOUT_MS = 5_000;
const KILL_TIMEOUT_MS = 10_000;

export interface DockerDriverOptions {
  readonly settings: DockerSettings;
  readonly logger: Logger;
  readonly environment: NodeJS.ProcessEnv;
}

export class DockerDriver implements Driver {
  readonly name = "docker";
  private readonly engine: Dockerode;
  private readonly endpoint: string;
  private readonly images: TaskImages;
  private readonly starts: ContainerStart;
  private readonly logs = new Map<string, ContainerLog>();
  private readonly samples = new Map<string, CpuSample>();
  private facts: EngineFacts | undefined;

  constructor(private readonly options: DockerDriverOptions) {
    this.endpoint = engineEndpoint(options.settings.endpoint, options.environment);
    this.engine = connectEngine(this.endpoint, options.environment);
    this.images = new TaskImages({ engine: this.engine, settings: options.settings, logger: options.logger, nowMs: () => performance.now() });
    this.starts = new ContainerStart(this.engine, options.logger);
  }

  async fingerprint(): Promise<DriverFingerprint> {
    try {
      this.facts = await engineFacts(this.engine);
      return healthyFingerprint(this.facts, this.options.settings);
    } catch (error) {
      return unhealthyFingerprint(error, this.endpoint, this.facts !== undefined);
    }
  }

  async start(task: TaskStart): Promise<TaskHandle> {
    const config = readTaskConfig(task.config, this.options.settings);
    const processors = config.cpu_hard_limit === true ? (await this.knownFacts()).processors : 0;
    const spec = containerSpec(task, config, { settings: this.options.settings, processors });
    const imageId = await this.images.ensure(task, config);
    const container = await this.starts.create(spec, imageId, task);
    const handle = { ...logPaths(task), containerId: container.id, allocationId: task.allocationId, task: task.task, terminal: config.tty ?? false, pid: 0 };
    const log = this.openLog(handle);
    await log.prepare();
    await this.starts.run(container).catch(async (error: unknown) => {
      await this.dropLog(handle);
      throw error;
    });
    log.follow();
    const pid = await container.inspect().then((state) => state.State.Pid, () => 0);
    return toTaskHandle({ ...handle, pid });
  }

  async adopt(start: Pick<TaskStart, "startId" | "stateDir" | "allocationId" | "task">): Promise<TaskHandle | undefined> {
    const found = await this.starts.find(start);
    if (found === undefined) return undefined;
    const labels = found.Config.Labels;
    const paths = { stateDir: start.stateDir, stdoutPath: labels[STDOUT_LABEL] ?? "", stderrPath: labels[STDERR_LABEL] ?? "" };
    const handle = { ...logPaths(paths), containerId: found.Id, allocationId: start.allocationId, task: start.task, terminal: found.Config.Tty, pid: found.State.Pid };
    return (await this.recover(handle)) ? toTaskHandle(handle) : undefined;
  }

  async recover(handle: TaskHandle): Promise<boolean> {
    const own = fromTaskHandle(handle);
    if (own === undefined) return false;
    const deadlineMs = performance.now() + RECOVER_PATIENCE_MS;
    for (;;) {
      try {
        const found = await this.engine.getContainer(own.containerId).inspect();
        if (found.Config.Labels[ALLOCATION_LABEL] !== own.allocationId || found.Config.Labels[TASK_LABEL] !== own.task) return false;
        await this.followAgain(own);
        return true;
      } catch (error) {
        if (classifyEngineError(error) === "absent") return false;
        if (performance.now() > deadlineMs) return this.recoverUnseen(own, error);
        await pause(RETRY_PAUSE_MS / 4);
      }
    }
  }

  /** A silent engine proves nothing about the task: it counts as there until the engine says otherwise to wait(). */
  private async recoverUnseen(own: DockerTaskHandle, error: unknown): Promise<boolean> {
    this.options.logger.warn("the docker engine does not answer; the task is taken as running until it does", { container: own.containerId, reason: engineMessage(error) });
    await this.followAgain(own);
    return true;
  }

  async wait(handle: TaskHandle, signal: AbortSignal): Promise<TaskExit> {
    const own = requireOwn(handle);
    const container = this.engine.getContainer(own.containerId);
    for (;;) {
      signal.throwIfAborted();
      try {
        await container.wait({ abortSignal: signal });
        const ended = await container.inspect();
        if (ended.State.Running) continue;
        await this.logs.get(own.containerId)?.drained(DRAIN_TIMEOUT_MS);
        return containerExit(ended.State);
      } catch (error) {
        signal.throwIfAborted();
        if (classifyEngineError(error) === "absent") return { exitCode: 137, signal: 0, oomKilled: false, error: "the container was removed by somebody else" };
        await pause(RETRY_PAUSE_MS, undefined, { signal });
      }
    }
  }

  async stop(handle: TaskHandle, signal: string, timeoutMs: number): Promise<void> {
    const container = this.engine.getContainer(requireOwn(handle).containerId);
    const gone = this.untilStopped(container, timeoutMs);
    try {
      await container.kill({ signal: signal === "" ? await stopSignal(container) : signal });
      if (await gone) return;
      await container.kill({ signal: "SIGKILL" });
    } catch (error) {
      if (isOver(error)) return;
      throw new Error(`docker: cannot stop the container: ${engineMessage(error)}`, { cause: error });
    }
    if (await this.untilStopped(container, KILL_TIMEOUT_MS)) return;
    throw new Error(`docker: the container is still there ${KILL_TIMEOUT_MS} ms after SIGKILL`);
  }

  async signal(handle: TaskHandle, signal: string): Promise<void> {
    try {
      await this.engine.getContainer(requireOwn(handle).containerId).kill({ signal });
    } catch (error) {
      throw new Error(`docker: cannot send ${signal}: ${engineMessage(error)}`, { cause: error });
    }
  }

  async destroy(handle: TaskHandle): Promise<void> {
    const own = requireOwn(handle);
    const log = this.logs.get(own.containerId);
    const container = this.engine.getContainer(own.containerId);
    await container.kill({ signal: "SIGKILL" }).catch(() => undefined);
    await log?.drained(DRAIN_TIMEOUT_MS);
    try {
      await container.remove({ force: true, v: true });
    } catch (error) {
      if (!isOver(error)) throw new Error(`docker: cannot remove the container: ${engineMessage(error)}`, { cause: error });
    }
    await this.dropLog(own);
    this.samples.delete(own.containerId);
  }

  async usage(handle: TaskHandle): Promise<TaskUsage | undefined> {
    const own = requireOwn(handle);
    try {
      const stats = await this.engine.getContainer(own.containerId).stats({ stream: false, "one-shot": true });
      // A container that ended answers with zeros and no time.
      if (Date.parse(stats.read) <= 0) return undefined;
      const usage = taskUsage(stats, this.samples.get(own.containerId), own.pid);
      this.samples.set(own.containerId, cpuSample(stats));
      return usage;
    } catch {
      return undefined;
    }
  }

  async exec(handle: TaskHandle, command: readonly string[], timeoutMs: number): Promise<ExecResult> {
    try {
      return await execInContainer(this.engine.getContainer(requireOwn(handle).containerId), command, timeoutMs);
    } catch (error) {
      throw new Error(`docker: cannot run "${command[0] ?? ""}" in the container: ${engineMessage(error)}`, { cause: error });
    }
  }

  /** Lets go of all log followers; containers run on. */
  async close(): Promise<void> {
    await Promise.all([...this.logs.values()].map((log) => log.close()));
    this.logs.clear();
  }

  private async knownFacts(): Promise<EngineFacts> {
    try {
      this.facts ??= await engineFacts(this.engine);
      return this.facts;
    } catch (error) {
      throw new DriverStartError(`docker: the engine at ${this.endpoint} does not answer: ${engineMessage(error)}`, true, { cause: error });
    }
  }

  private openLog(paths: Pick<DockerTaskHandle, "containerId" | "terminal" | "stdoutPath" | "stderrPath" | "logPositionPath">): ContainerLog {
    const known = this.logs.get(paths.containerId);
    if (known !== undefined) return known;
    const log = new ContainerLog({
      container: this.engine.getContainer(paths.containerId),
      terminal: paths.terminal,
      stdoutPath: paths.stdoutPath,
      stderrPath: paths.stderrPath,
      positionPath: paths.logPositionPath,
      logger: this.options.logger,
    });
    this.logs.set(paths.containerId, log);
    return log;
  }

  private async dropLog(own: DockerTaskHandle): Promise<void> {
    await this.logs.get(own.containerId)?.close();
    this.logs.delete(own.containerId);
    if (own.logPositionPath !== "") await fs.rm(own.logPositionPath, { force: true });
  }

  private async followAgain(own: DockerTaskHandle): Promise<void> {
    const log = this.openLog(own);
    await log.prepare();
    log.follow();
  }

  /** True when the container ended within timeoutMs. */
  private async untilStopped(container: Dockerode.Container, timeoutMs: number): Promise<boolean> {
    try {
      await container.wait({ abortSignal: AbortSignal.timeout(Math.max(1, timeoutMs)) });
      return true;
    } catch (error) {
      return isOver(error);
    }
  }
}

function requireOwn(handle: TaskHandle): DockerTaskHandle {
  const own = fromTaskHandle(handle);
  if (own === undefined) throw new Error("docker: this task handle was not written by the docker driver");
  return own;
}

/** The container is gone or does not run: what was asked has come true. */
function isOver(error: unknown): boolean {
  const failure = classifyEngineError(error);
  return failure === "absent" || failure === "conflict" || failure === "unchanged";
}

async function stopSignal(container: Dockerode.Container): Promise<string> {
  const asked: unknown = Reflect.get((await container.inspect()).Config, "StopSignal");
  return typeof asked === "string" && asked !== "" ? asked : "SIGTERM";
}

function logPaths(task: Pick<TaskStart, "stateDir" | "stdoutPath" | "stderrPath">): Pick<DockerTaskHandle, "stdoutPath" | "stderrPath" | "logPositionPath"> {
  return { stdoutPath: task.stdoutPath, stderrPath: task.stderrPath, logPositionPath: path.join(task.stateDir, "docker-log-position.json") };
}
