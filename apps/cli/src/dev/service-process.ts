// One of Berth's services as a child process: its output in a log file, a pid file to find it again after a crash of
// ours, ready when its own /readyz says so.
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startServer } from "@berth/embedded/server-process";
import { stopLeftover } from "@berth/embedded/leftover";
import type { Running } from "./supervised.js";

export interface ServiceProcessOptions {
  /** Folder under services/. */
  readonly service: string;
  /** Unique in this dev cluster, for example "node-agent-1". */
  readonly name: string;
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly httpPort: number;
  readonly stopTimeoutMs?: number;
}

const readyTimeoutMs = 60_000;

function entryPoint(service: string): string {
  const path = fileURLToPath(new URL(`../../../../services/${service}/dist/main.js`, import.meta.url));
  if (!existsSync(path)) throw new Error(`${path} is missing; build first: npm run build`);
  return path;
}

export async function startServiceProcess(options: ServiceProcessOptions): Promise<Running> {
  const { service, name, dataDir, httpPort } = options;
  const directory = join(dataDir, "run");
  await mkdir(directory, { recursive: true });
  const pidFile = join(directory, `${name}.pid`);
  const marker = `--berth-dev=${join(directory, name)}`;
  await stopLeftover({ pidFile, commandLineHas: marker, signal: "SIGTERM" });
  return startServer({
    name,
    command: process.execPath,
    args: ["--enable-source-maps", entryPoint(service), marker],
    logFile: join(dataDir, "logs", `${name}.log`),
    pidFile,
    env: {
      ...options.env,
      BERTH_HTTP_PORT: String(httpPort),
      BERTH_LOG_FORMAT: "json",
      // Compiled code is kept between starts: a fifth of each process's start.
      NODE_COMPILE_CACHE: join(dataDir, "run", "compile-cache"),
    },
    stopTimeoutMs: options.stopTimeoutMs ?? 15_000,
    readyTimeoutMs,
    isReady: async () => {
      const answer = await fetch(`http://127.0.0.1:${httpPort}/readyz`, { signal: AbortSignal.timeout(1_000) });
      return answer.ok;
    },
  });
}
