import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fetchAptPackage, unpackedEnvironment } from "./apt-package.js";
import { addDockerBridge } from "./docker-bridge.js";
import { dockerRequest } from "./docker-request.js";
import { findExecutable } from "./find-executable.js";
import { stopLeftover } from "./leftover.js";
import { type Progress, silent } from "./progress.js";
import { type ServerProcess, startServer } from "./server-process.js";
import { runCommand } from "./run-command.js";
import { ServerUnavailable } from "./server-unavailable.js";

const HINT = "Install and start Docker, or set DOCKER_HOST to an engine that runs.";

export interface DockerdOptions {
  /** Holds images and containers, the log and the pid file. */
  readonly dataRoot: string;
  readonly onProgress?: Progress;
}

export interface Dockerd {
  /** Value for DOCKER_HOST. */
  readonly dockerHost: string;
  readonly socketPath: string;
  readonly pid: number;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

interface DockerdBinary {
  readonly path: string;
  /** dockerd looks for containerd, runc and its proxy on PATH. */
  readonly env: NodeJS.ProcessEnv;
}

/** dockerd from PATH, else Debian's package with all it needs, unpacked into the cache. */
export async function locateDockerd(options: { readonly onProgress?: Progress } = {}): Promise<DockerdBinary> {
  const onPath = await findExecutable("dockerd");
  if (onPath !== undefined) {
    const path = `${process.env["PATH"] ?? ""}:/usr/local/sbin:/usr/sbin:/sbin`;
    return { path: onPath, env: { ...process.env, PATH: path } };
  }
  const onProgress = options.onProgress ?? silent;
  const directory = await fetchAptPackage({ name: "docker.io", suite: "system", withDependencies: true, onProgress });
  return { path: join(directory, "usr/sbin/dockerd"), env: await unpackedEnvironment(directory) };
}

/** Starts an engine on its own socket, bridge and data root, beside any other. Throws `ServerUnavailable` where none can run. */
export async function startDockerd(options: DockerdOptions): Promise<Dockerd> {
  if (process.platform !== "linux") throw new ServerUnavailable("dockerd runs on Linux only", HINT);
  if (process.getuid?.() !== 0) throw new ServerUnavailable("dockerd can be started by root only", HINT);
  const binary = await locateDockerd(options);
  const dataRoot = resolve(options.dataRoot);
  await mkdir(dataRoot, { recursive: true });
  const pidFile = join(dataRoot, "berth-dockerd.pid");
  await stopLeftover({ pidFile, commandLineHas: dataRoot, signal: "SIGTERM" });
  // Socket paths are limited to 107 bytes: the run directory is short whatever the data root is.
  const runDirectory = await mkdtemp(join(tmpdir(), "berth-dockerd-"));
  const bridge = await addDockerBridge().catch((cause: unknown) => {
    throw new ServerUnavailable(`no network bridge can be made here: ${said(cause)}`, HINT, cause);
  });
  const cleanUp = async (): Promise<void> => {
    await bridge.remove();
    // Left mounted by the engine once a container has used the host's network; nothing is mounted otherwise.
    await runCommand("umount", [join(runDirectory, "exec", "netns", "default")]);
    await rm(runDirectory, { recursive: true, force: true });
  };
  try {
    const server = await launch({ binary, dataRoot, runDirectory, pidFile, bridge: bridge.name });
    const socketPath = join(runDirectory, "docker.sock");
    const stop = async (): Promise<void> => {
      await server.stop();
      await cleanUp();
    };
    return { dockerHost: `unix://${socketPath}`, socketPath, pid: server.pid, ended: server.ended, stop };
  } catch (cause) {
    await cleanUp();
    throw new ServerUnavailable(`dockerd does not run here: ${said(cause)}`, HINT, cause);
  }
}

interface Launch {
  readonly binary: DockerdBinary;
  readonly dataRoot: string;
  readonly runDirectory: string;
  readonly pidFile: string;
  readonly bridge: string;
}

function launch(parts: Launch): Promise<ServerProcess> {
  const socketPath = join(parts.runDirectory, "docker.sock");
  const paths = ["--data-root", join(parts.dataRoot, "docker"), "--exec-root", join(parts.runDirectory, "exec")];
  return startServer({
    name: "dockerd",
    command: parts.binary.path,
    args: ["--host", `unix://${socketPath}`, ...paths, "--pidfile", join(parts.runDirectory, "dockerd.pid"), "--bridge", parts.bridge],
    env: parts.binary.env,
    logFile: join(parts.dataRoot, "dockerd.log"),
    pidFile: parts.pidFile,
    stopTimeoutMs: 30_000,
    readyTimeoutMs: 60_000,
    isReady: async () => (await dockerRequest({ socketPath, path: "/_ping" })).status === 200,
  });
}

function said(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
