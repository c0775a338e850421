import { mkdir } from "node:fs/promises";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { fetchAptPackage, unpackedEnvironment } from "./apt-package.js";
import { findExecutable } from "./find-executable.js";
import { stopLeftover } from "./leftover.js";
import { type Progress, silent } from "./progress.js";
import { lastLines, runCommand } from "./run-command.js";
import { sendSignal, startServer } from "./server-process.js";
import { ServerUnavailable } from "./server-unavailable.js";

const HINT = "Install haproxy and put it on PATH, or name it with BERTH_HAPROXY=/path/to/haproxy.";

export interface HaproxyBinary {
  readonly path: string;
  /** Where it finds the libraries that were fetched with it. */
  readonly env: NodeJS.ProcessEnv;
}

export interface HaproxyOptions {
  /** The caller's configuration; it names the addresses to listen on. */
  readonly configFile: string;
  /** Holds the log and the pid file. */
  readonly dataDir: string;
  /** A port of the configuration on the loopback address; started means that it accepts connections. */
  readonly readyPort: number;
  readonly onProgress?: Progress;
}

export interface Haproxy {
  readonly pid: number;
  readonly ended: Promise<string>;
  /** Checks the configuration file and loads it without dropping connections; throws with HAProxy's own words when it is wrong. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

export async function locateHaproxy(options: { readonly onProgress?: Progress } = {}): Promise<HaproxyBinary> {
  const found = process.env["BERTH_HAPROXY"] || (await findExecutable("haproxy"));
  if (found) return { path: found, env: process.env };
  if (process.platform !== "linux") throw new ServerUnavailable("no haproxy was found", HINT);
  const onProgress = options.onProgress ?? silent;
  const directory = await fetchAptPackage({ name: "haproxy", suite: "system", withDependencies: true, onProgress });
  return { path: join(directory, "usr/sbin/haproxy"), env: await unpackedEnvironment(directory) };
}

/** HAProxy in master-worker mode in the foreground, so that a reload keeps the pid. */
export async function startHaproxy(options: HaproxyOptions): Promise<Haproxy> {
  const binary = await locateHaproxy(options);
  const directory = resolve(options.dataDir);
  const configFile = resolve(options.configFile);
  await mkdir(directory, { recursive: true });
  await checkConfig(binary, configFile);
  const pidFile = join(directory, "haproxy.pid");
  await stopLeftover({ pidFile, commandLineHas: configFile, signal: "SIGTERM" });
  const running = await startServer({
    name: "haproxy",
    command: binary.path,
    args: ["-W", "-db", "-f", configFile],
    env: binary.env,
    logFile: join(directory, "haproxy.log"),
    pidFile,
    isReady: () => accepts(options.readyPort),
  });
  const reload = async (): Promise<void> => {
    await checkConfig(binary, configFile);
    sendSignal(running.pid, "SIGUSR2");
  };
  return { ...running, reload };
}

async function checkConfig(binary: HaproxyBinary, configFile: string): Promise<void> {
  const check = await runCommand(binary.path, ["-c", "-f", configFile], { env: binary.env });
  if (check.code !== 0) throw new Error(`haproxy refuses ${configFile}:\n${lastLines(check.stderr, 8)}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolveAccepts) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: 1_000 });
    const answer = (accepted: boolean): void => {
      socket.destroy();
      resolveAccepts(accepted);
    };
    socket.on("connect", () => answer(true));
    socket.on("error", () => answer(false));
    socket.on("timeout", () => answer(false));
  });
}
