// `berth dev`: a whole region on one machine. NATS and Postgres are started for it, agents are processes, everything
// that dies is started again, everything stands in one data directory and comes back from it.
import { mkdir, open, type FileHandle } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { startNatsServer } from "@berth/embedded/nats-server";
import { startPostgres } from "@berth/embedded/postgres";
import { lineLogger } from "@berth/service-kit/line-logger";
import { clusterConfigSchema } from "@berth/service-kit/cluster-config";
import type { DevAgent, DevOptions, RunningDev } from "./dev-options.js";
import { startAllInOne } from "./all-in-one.js";
import { startAgents } from "./dev-agents.js";
import { type DevServices, startServices } from "./dev-services.js";
import { PortBook } from "./port-book.js";
import { Supervised } from "./supervised.js";

/** What was started so far, to be stopped in reverse. */
class Started {
  private readonly steps: (() => Promise<void>)[] = [];
  private stopping: Promise<void> | undefined;

  add(stop: () => Promise<void>): void {
    this.steps.push(stop);
  }

  /** Once, however often it is asked for. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) await step();
  }
}

export async function startDev(options: DevOptions): Promise<RunningDev> {
  const started = new Started();
  try {
    return await start(options, started);
  } catch (error) {
    await started.stop();
    throw error;
  }
}

async function start(options: DevOptions, started: Started): Promise<RunningDev> {
  const { dataDir, onProgress } = options;
  const logDir = join(dataDir, "logs");
  await mkdir(logDir, { recursive: true });
  const lock = await lockData(dataDir);
  started.add(() => lock.close());
  // Children do not keep this process alive by themselves, and apart nothing else would.
  const alive = setInterval(() => undefined, 60_000);
  started.add(async () => clearInterval(alive));
  const ports = await PortBook.open(join(dataDir, "ports.json"));
  // Beside NATS, since a first start of Postgres takes seconds. Never rejects; awaited before anything is stopped.
  const history = options.history ? startHistory(options, ports, started) : Promise.resolve(undefined);
  started.add(async () => void (await history));
  const nats = await startNats(options, ports, started);
  const natsUrl = `nats://127.0.0.1:${await ports.portOf("nats")}`;
  const postgres = await history;
  const env = { ...serviceEnvironment(options, natsUrl), ...(postgres === undefined ? {} : { DATABASE_URL: postgres.url }) };
  const plane = options.separate ? await startServices(options, env, ports) : await startInThisProcess(options, env);
  started.add(plane.stop);
  onProgress(`control plane at ${plane.httpUrl}`);
  const agents = await startAgents(options, env, ports);
  started.add(agents.stop);
  // Before the agents: it would take the ones that stop for lost and move their allocations.
  started.add(plane.stop);
  return {
    httpUrl: plane.httpUrl,
    natsUrl,
    logDir,
    agents: agents.list satisfies readonly DevAgent[],
    processes: [nats, ...(postgres === undefined ? [] : [postgres.process]), ...plane.processes, ...agents.processes],
    stop: () => started.stop(),
  };
}

/** Two clusters on one data directory would destroy each other's data. */
async function lockData(dataDir: string): Promise<FileHandle> {
  const file = join(dataDir, "dev.pid");
  const handle = await open(file, "a+");
  const pid = Number((await handle.readFile("utf8")).trim());
  if (pid > 0 && pid !== process.pid && (await isBerth(pid))) {
    await handle.close();
    throw new Error(`another Berth (process ${pid}) is using ${dataDir}; stop it or choose another --data-dir`);
  }
  await handle.truncate(0);
  await handle.write(String(process.pid));
  return handle;
}

async function isBerth(pid: number): Promise<boolean> {
  const commandLine = await open(`/proc/${pid}/cmdline`).then(
    async (handle) => {
      const text = await handle.readFile("utf8");
      await handle.close();
      return text;
    },
    () => "",
  );
  return commandLine.includes("apps/cli/dist/main.js");
}

async function startNats(options: DevOptions, ports: PortBook, started: Started): Promise<Supervised> {
  const { dataDir, onProgress } = options;
  const port = await ports.portOf("nats");
  const start = () => startNatsServer({ dataDir: join(dataDir, "nats"), port, onProgress });
  const nats = new Supervised({ name: "nats-server", start, onProgress });
  await nats.start();
  started.add(() => nats.stop());
  return nats;
}

/** Postgres for the history, unless DATABASE_URL names one. A machine on which it cannot run goes on without a history. */
async function startHistory(options: DevOptions, ports: PortBook, started: Started) {
  const { dataDir, onProgress, env } = options;
  if (env["DATABASE_URL"] !== undefined) return undefined;
  const port = await ports.portOf("postgres");
  let url = "";
  const start = async () => {
    const server = await startPostgres({ dataDir: join(dataDir, "postgres"), port, onProgress });
    url = server.url;
    return server;
  };
  const postgres = new Supervised({ name: "postgres", start, onProgress });
  try {
    await postgres.start();
  } catch (error) {
    onProgress(`no history is kept: ${(error as Error).message}`);
    return undefined;
  }
  started.add(() => postgres.stop());
  return { url, process: postgres };
}

function serviceEnvironment(options: DevOptions, natsUrl: string): NodeJS.ProcessEnv {
  const { region, heartbeat, workers, env } = options;
  return {
    ...env,
    BERTH_NATS_URL: natsUrl,
    BERTH_REGION: region,
    BERTH_HTTP_HOST: "127.0.0.1",
    BERTH_LEASE_TTL_MS: "1000",
    BERTH_HEARTBEAT_TTL_MS: String(heartbeat.ttlMs),
    BERTH_HEARTBEAT_GRACE_MS: String(heartbeat.graceMs),
    BERTH_FAILOVER_TTL_MS: String(heartbeat.failoverMs),
    BERTH_SCHEDULER_WORKERS: String(workers),
  };
}

async function startInThisProcess(options: DevOptions, env: NodeJS.ProcessEnv): Promise<DevServices> {
  const config = clusterConfigSchema.parse({ ...env, BERTH_HTTP_PORT: String(options.httpPort) });
  const file = createWriteStream(join(options.dataDir, "logs", "berth.log"), { flags: "a" });
  const write = (line: string): void => void file.write(line);
  const logger = lineLogger({ service: "berth", level: config.BERTH_LOG_LEVEL, format: "json", nowMs: () => Date.now(), write });
  const plane = await startAllInOne(config, env, logger);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await plane.stop();
    file.end();
  };
  return { httpUrl: plane.url, processes: [], stop: () => (stopping ??= stop()) };
}
