// Brings a task's image to the engine. As in Nomad an image with a fixed tag is pulled only when it is absent, and one
// tagged "latest" (or force_pull) is refreshed before each start. Unlike Nomad, a registry that is away or says no does
// not stop a task whose image is here: the local one is used, unless force_pull insists. One pull an image at a time;
// a refresh that just ended, well or badly, is not repeated for a minute.
import { createReadStream } from "node:fs";
import * as path from "node:path";
import { DriverStartError, type TaskStart } from "@berth/ports/driver";
import type { Logger } from "@berth/ports/logger";
import type Dockerode from "dockerode";
import { configError } from "./config-reader.js";
import { classifyEngineError, engineMessage } from "./engine-error.js";
import { type ImageReference, parseImageReference } from "./image-reference.js";
import type { DockerSettings } from "./settings.js";
import { type DockerTaskConfig, parseDurationMs } from "./task-config.js";

const REFRESH_PAUSE_MS = 60_000;

interface PullTerms {
  readonly timeoutMs: number;
  /** The engine has some image of this name already. */
  readonly here: boolean;
}

export interface TaskImagesOptions {
  readonly engine: Dockerode;
  readonly settings: DockerSettings;
  readonly logger: Logger;
  readonly nowMs: () => number;
}

export class TaskImages {
  private readonly pulls = new Map<string, Promise<void>>();
  private readonly refreshedAtMs = new Map<string, number>();

  constructor(private readonly options: TaskImagesOptions) {}

  /** Resolves to the image's id once it is at the engine. Throws DriverStartError. */
  async ensure(task: TaskStart, config: DockerTaskConfig): Promise<string> {
    if (config.load !== undefined && config.load !== "") await this.load(task, config.load);
    const reference = parseImageReference(config.image);
    const local = await this.localId(reference);
    if (local === undefined) {
      await this.pull(reference, config, { timeoutMs: this.pullTimeoutMs(config), here: false });
    } else if (config.force_pull === true) {
      await this.pull(reference, config, { timeoutMs: this.pullTimeoutMs(config), here: true });
    } else if (reference.version === "latest" && config.load === undefined) {
      await this.refresh(reference, config);
    }
    const id = await this.localId(reference);
    if (id === undefined) throw new DriverStartError(`docker: image "${reference.full}" was pulled but the engine does not have it`, true);
    return id;
  }

  private pullTimeoutMs(config: DockerTaskConfig): number {
    return parseDurationMs(config.image_pull_timeout ?? "") ?? this.options.settings.pullTimeoutMs;
  }

  private async localId(reference: ImageReference): Promise<string | undefined> {
    try {
      return (await this.options.engine.getImage(reference.full).inspect()).Id;
    } catch (error) {
      const failure = classifyEngineError(error);
      if (failure === "absent") return undefined;
      if (failure === "bad-request") throw configError(`config.image "${reference.full}" is not an image's name: ${engineMessage(error)}`);
      throw new DriverStartError(`docker: the engine did not answer about image "${reference.full}": ${engineMessage(error)}`, true, { cause: error });
    }
  }

  private async refresh(reference: ImageReference, config: DockerTaskConfig): Promise<void> {
    const last = this.refreshedAtMs.get(reference.full) ?? Number.NEGATIVE_INFINITY;
    if (this.options.nowMs() - last < REFRESH_PAUSE_MS) return;
    try {
      await this.pull(reference, config, { timeoutMs: this.options.settings.refreshTimeoutMs, here: true });
    } catch (error) {
      this.options.logger.warn("could not look for a newer image; the local one is used", {
        image: reference.full,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
    this.refreshedAtMs.set(reference.full, this.options.nowMs());
  }

  private async pull(reference: ImageReference, config: DockerTaskConfig, terms: PullTerms): Promise<void> {
    const running = this.pulls.get(reference.full);
    if (running !== undefined) return running;
    const pull = this.pullOnce(reference, config, terms).finally(() => this.pulls.delete(reference.full));
    this.pulls.set(reference.full, pull);
    return pull;
  }

  private async pullOnce(reference: ImageReference, config: DockerTaskConfig, terms: PullTerms): Promise<void> {
    const deadline = AbortSignal.timeout(terms.timeoutMs);
    try {
      const auth = registryLogin(config);
      const stream = await this.options.engine.createImage({
        ...(auth === undefined ? {} : { authconfig: auth }),
        fromImage: reference.repository,
        tag: reference.version,
        abortSignal: deadline,
      });
      await this.followPull(stream);
    } catch (error) {
      throw pullError(reference, error, { ...terms, timedOut: deadline.aborted });
    }
  }

  /** The engine answers 200 and tells of failures in the stream that follows. */
  private followPull(stream: NodeJS.ReadableStream): Promise<void> {
    return new Promise((resolve, reject) => {
      this.options.engine.modem.followProgress(stream, (error: Error | null) => (error === null || error === undefined ? resolve() : reject(error)));
    });
  }

  private async load(task: TaskStart, archive: string): Promise<void> {
    const local = path.join(task.taskDir, "local");
    const file = path.resolve(local, archive);
    if (path.relative(local, file).startsWith("..")) throw configError("config.load leaves the task's local directory");
    try {
      const answer = await this.options.engine.loadImage(createReadStream(file), { quiet: true });
      await this.followPull(answer);
    } catch (error) {
      throw new DriverStartError(`docker: cannot load the image from config.load "${archive}": ${engineMessage(error)}`, false, { cause: error });
    }
  }
}

function registryLogin(config: DockerTaskConfig): Dockerode.AuthConfig | undefined {
  const auth = config.auth;
  if (auth === undefined) return undefined;
  if ((auth.username ?? "") === "" && config.auth_soft_fail === true) return undefined;
  return { username: auth.username ?? "", password: auth.password ?? "", serveraddress: auth.server_address ?? "", email: auth.email ?? "" };
}

const REFUSED = /not found|does not exist|manifest unknown|invalid reference format|no matching manifest|unsupported/i;
const UNREACHABLE = /no such host|connection refused|i\/o timeout|network is unreachable|timeout|TLS handshake|EOF|server misbehaving|no route to host/i;
const DENIED = /unauthorized|denied|authentication required|incorrect username/i;

export function pullError(reference: ImageReference, error: unknown, terms: PullTerms & { readonly timedOut: boolean }): DriverStartError {
  const said = engineMessage(error);
  const image = `image "${reference.full}" ${terms.here ? "" : "is not on this node and "}cannot be pulled`;
  if (terms.timedOut) {
    return new DriverStartError(`docker: ${image}: no end after ${terms.timeoutMs} ms; raise config.image_pull_timeout or pull it on the node beforehand`, true, { cause: error });
  }
  if (UNREACHABLE.test(said)) {
    return new DriverStartError(`docker: ${image}: its registry cannot be reached (${said}); check the node's network and name server, or load the image on the node`, true, { cause: error });
  }
  if (REFUSED.test(said) || classifyEngineError(error) === "absent") {
    return new DriverStartError(`docker: ${image}: the registry does not have it or does not show it to us (${said}); check config.image and config.auth`, false, { cause: error });
  }
  if (DENIED.test(said)) {
    return new DriverStartError(`docker: ${image}: the registry refused the login (${said}); check config.auth`, false, { cause: error });
  }
  return new DriverStartError(`docker: ${image}: ${said}`, true, { cause: error });
}
