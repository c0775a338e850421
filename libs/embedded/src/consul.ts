import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fetchAptPackage } from "./apt-package.js";
import { findExecutable } from "./find-executable.js";
import { freePorts } from "./free-port.js";
import { stopLeftover } from "./leftover.js";
import { type Progress, silent } from "./progress.js";
import { startServer } from "./server-process.js";
import { ServerUnavailable } from "./server-unavailable.js";

const HINT = "Install consul and put it on PATH, name it with BERTH_CONSUL=/path/to/consul, or point at a running one.";

export interface ConsulOptions {
  /** Holds the log and the pid file. The agent keeps everything in memory: a new start is a Consul that lost its data. */
  readonly dataDir: string;
  /** Of the HTTP API; 0 or absent: a free one. */
  readonly port?: number;
  readonly onProgress?: Progress;
}

export interface Consul {
  readonly url: string;
  readonly pid: number;
  readonly port: number;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export async function locateConsul(options: { readonly onProgress?: Progress } = {}): Promise<string> {
  const named = process.env["BERTH_CONSUL"];
  if (named) return named;
  const onPath = await findExecutable("consul");
  if (onPath !== undefined) return onPath;
  if (process.platform !== "linux") throw new ServerUnavailable("no consul was found", HINT);
  // The last Debian release that carries Consul.
  const directory = await fetchAptPackage({ name: "consul", suite: "bullseye", onProgress: options.onProgress ?? silent });
  return join(directory, "usr/bin/consul");
}

/** A development agent (one server, memory only) with every port moved, on the loopback address. */
export async function startConsul(options: ConsulOptions): Promise<Consul> {
  const binary = await locateConsul(options);
  const directory = resolve(options.dataDir);
  await mkdir(directory, { recursive: true });
  const [http, server, serfLan, serfWan] = await freePorts(4);
  const port = options.port || (http ?? 0);
  const pidFile = join(directory, "consul.pid");
  const marker = `-node=berth-${port}`;
  await stopLeftover({ pidFile, commandLineHas: marker, signal: "SIGTERM" });
  const ports = [`-http-port=${port}`, `-server-port=${server}`, `-serf-lan-port=${serfLan}`, `-serf-wan-port=${serfWan}`];
  const url = `http://127.0.0.1:${port}`;
  const running = await startServer({
    name: "consul",
    command: binary,
    args: ["agent", "-dev", "-bind=127.0.0.1", "-client=127.0.0.1", marker, ...ports, "-dns-port=-1", "-grpc-port=-1"],
    logFile: join(directory, "consul.log"),
    pidFile,
    isReady: () => hasLeader(url),
  });
  return { url, port, ...running };
}

/** The API answers before the agent may write; only an elected leader takes registrations into the catalogue. */
async function hasLeader(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/v1/status/leader`, { signal: AbortSignal.timeout(1_000) });
  return answer.ok && /^"[^"]+"/.test((await answer.text()).trim());
}
