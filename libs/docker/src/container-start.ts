// Creates and starts a task's container. The name `<task>-<allocation>` is the guard against two containers of one task:
// when it is taken, an agent before us got this far and was killed. Its container is kept when it runs and belongs to
// this very start, else it is replaced.
import * as fs from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { DriverStartError, type TaskStart } from "@berth/ports/driver";
import type { Logger } from "@berth/ports/logger";
import type Dockerode from "dockerode";
import { configError } from "./config-reader.js";
import { ALLOCATION_LABEL, START_LABEL, TASK_LABEL } from "./container-spec.js";
import { classifyEngineError, engineMessage } from "./engine-error.js";

const CREATE_ATTEMPTS = 5;
const CREATE_PAUSE_MS = 200;

export class ContainerStart {
  constructor(
    private readonly engine: Dockerode,
    private readonly logger: Logger,
  ) {}

  async create(spec: Dockerode.ContainerCreateOptions, imageId: string, task: TaskStart): Promise<Dockerode.Container> {
    await refuseEscapes(spec, task);
    // By id: what was pulled or found is what runs, even when the tag moves meanwhile.
    const request = { ...spec, Image: imageId };
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.engine.createContainer(request);
      } catch (error) {
        if (classifyEngineError(error) !== "conflict" || attempt >= CREATE_ATTEMPTS) throw createError(error);
        const kept = await this.settleLeftover(spec.name ?? "", task);
        if (kept !== undefined) return kept;
        await pause(CREATE_PAUSE_MS * (attempt - 1));
      }
    }
  }

  /** The leftover when it is the container we want, else undefined after it was removed. */
  private async settleLeftover(name: string, task: TaskStart): Promise<Dockerode.Container | undefined> {
    try {
      const found = await this.engine.getContainer(name).inspect();
      const labels = found.Config.Labels;
      if (labels[ALLOCATION_LABEL] !== task.allocationId || labels[TASK_LABEL] !== task.task) {
        throw new DriverStartError(`docker: the name ${name} is taken by a container that is not this task's; remove it with: docker rm -f ${name}`, false);
      }
      const container = this.engine.getContainer(found.Id);
      if (found.State.Running && labels[START_LABEL] === task.startId) {
        this.logger.info("this task's container runs already; it is kept", { container: found.Id, task: task.task });
        return container;
      }
      await container.remove({ force: true, v: true });
      return undefined;
    } catch (error) {
      if (error instanceof DriverStartError) throw error;
      // Gone in the meantime, or its removal is under way: the next attempt tells.
      if (["absent", "conflict"].includes(classifyEngineError(error))) return undefined;
      throw createError(error);
    }
  }

  /**
   * The container that a killed agent's start left behind, running or ended. One that was made but never started is
   * removed, so that this start never begins.
   */
  async find(start: Pick<TaskStart, "startId">): Promise<Dockerode.ContainerInspectInfo | undefined> {
    const filters = { label: [`${START_LABEL}=${start.startId}`] };
    const [found] = await this.engine.listContainers({ all: true, filters });
    if (found === undefined) return undefined;
    const container = this.engine.getContainer(found.Id);
    const state = await container.inspect();
    if (state.State.Status !== "created") return state;
    await container.remove({ force: true, v: true });
    return undefined;
  }

  async run(container: Dockerode.Container): Promise<void> {
    try {
      await container.start();
    } catch (error) {
      if (classifyEngineError(error) === "unchanged") return;
      await container.remove({ force: true, v: true }).catch(() => undefined);
      throw runError(error);
    }
  }
}

/** A task writes into its own directories, so a link there could lead a relative bind anywhere on the host. */
async function refuseEscapes(spec: Dockerode.ContainerCreateOptions, task: TaskStart): Promise<void> {
  const own = [task.allocDir, task.taskDir, task.secretsDir];
  const roots = await Promise.all(own.map((directory) => fs.realpath(directory).catch(() => directory)));
  const binds = (spec.HostConfig?.Binds ?? []).map((bind) => bind.split(":")[0] ?? "");
  const mounts = (spec.HostConfig?.Mounts ?? []).filter((mount) => mount.Type === "bind").map((mount) => mount.Source);
  for (const source of [...binds, ...mounts]) {
    if (!own.some((directory) => source.startsWith(`${directory}/`))) continue;
    const real = await fs.realpath(source).catch(() => source);
    const inside = [...roots, ...own].some((root) => real === root || real.startsWith(`${root}/`));
    if (!inside) throw configError(`the volume source "${source}" is a link that leaves the task's directory`);
  }
}

function createError(error: unknown): DriverStartError {
  const said = engineMessage(error);
  const failure = classifyEngineError(error);
  if (failure === "bad-request") return new DriverStartError(`docker: the engine refuses this container: ${said}`, false, { cause: error });
  if (failure === "unreachable" || failure === "timed-out") return new DriverStartError(`docker: the engine does not answer: ${said}`, true, { cause: error });
  return new DriverStartError(`docker: cannot create the container: ${said}`, true, { cause: error });
}

const NEVER_STARTS = /executable file not found|no such file or directory|permission denied|exec format error|unknown or invalid runtime|invalid mount config/i;
const PORT_TAKEN = /port is already allocated|address already in use/i;

function runError(error: unknown): DriverStartError {
  const said = engineMessage(error);
  if (PORT_TAKEN.test(said)) return new DriverStartError(`docker: a port of this task is in use on the node: ${said}`, true, { cause: error });
  if (NEVER_STARTS.test(said)) return new DriverStartError(`docker: the container cannot be started: ${said}; check config.command, config.entrypoint and the image`, false, { cause: error });
  return new DriverStartError(`docker: the container cannot be started: ${said}`, true, { cause: error });
}
