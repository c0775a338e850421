import { randomBytes } from "node:crypto";
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.js";
import { stopLeftover } from "./leftover.js";
import { type Account, commandAs, postgresAccount } from "./postgres-account.js";
import { locatePostgres, type PostgresBinaries } from "./postgres-binaries.js";
import type { Progress } from "./progress.js";
import { runOrThrow } from "./run-command.js";
import { type ServerProcess, startServer } from "./server-process.js";

export interface PostgresOptions {
  /** Holds the cluster, its password and its log; the same directory again continues the same databases. */
  readonly dataDir: string;
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** false: no fsync at all. For tests that do not test crashes. */
  readonly durable?: boolean;
  readonly onProgress?: Progress;
}

export interface Postgres {
  /** Contains the password: never print it. */
  readonly url: string;
  readonly pid: number;
  readonly port: number;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const USER = "berth";
const DATABASE = "berth";
const ATTEMPTS = 8;

interface Cluster {
  readonly directory: string;
  readonly data: string;
  readonly passwordFile: string;
  readonly binaries: PostgresBinaries;
  readonly account: Account | undefined;
}

/** Starts a Postgres on the loopback address, with a database `berth`; the cluster is made at the first start. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const cluster = await openCluster(resolve(options.dataDir));
  if (!(await isInitialised(cluster.data))) {
    options.onProgress?.("making a new Postgres cluster");
    await initialise(cluster);
  }
  // A postmaster of an earlier run that was killed hard may still hold the data; SIGINT is Postgres' fast and clean shutdown.
  const pidFile = join(cluster.data, "postmaster.pid");
  if (await stopLeftover({ pidFile, commandLineHas: cluster.data, signal: "SIGINT" })) {
    options.onProgress?.("ended a Postgres that an earlier run left behind");
  }
  const password = (await readFile(cluster.passwordFile, "utf8")).trim();
  for (let attempt = 1; ; attempt++) {
    const port = options.port || (await freePort());
    try {
      const server = await launch(cluster, port, options.durable !== false);
      return { url: `postgresql://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`, port, ...server };
    } catch (error) {
      const said = error instanceof Error ? error.message : "";
      const taken = said.includes("Address already in use") && !options.port;
      // Backends of a postmaster killed hard need a moment to notice; until then Postgres rightly refuses to start.
      const stillHeld = said.includes("pre-existing shared memory block");
      if ((!taken && !stillHeld) || attempt === ATTEMPTS) throw error;
      if (stillHeld) await sleep(500);
    }
  }
}

async function openCluster(directory: string): Promise<Cluster> {
  await mkdir(directory, { recursive: true });
  const account = await postgresAccount();
  const binaries = await locatePostgres(account);
  return { directory, data: join(directory, "data"), passwordFile: join(directory, "password"), binaries, account };
}

async function isInitialised(data: string): Promise<boolean> {
  return stat(join(data, "PG_VERSION")).then(
    () => true,
    () => false,
  );
}

/** The cluster is made beside its place and renamed when complete: a start killed in the middle of it begins again. */
async function initialise(cluster: Cluster): Promise<void> {
  const fresh = join(cluster.directory, "data.new");
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(cluster.passwordFile, `${randomBytes(18).toString("hex")}\n`, { mode: 0o600 });
  if (cluster.account !== undefined) {
    await chown(fresh, cluster.account.uid, cluster.account.gid);
    await chown(cluster.passwordFile, cluster.account.uid, cluster.account.gid);
  }
  const initdbFlags = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"];
  await runAs(cluster, [cluster.binaries.initdb, "-D", fresh, "-U", USER, `--pwfile=${cluster.passwordFile}`, ...initdbFlags]);
  await runAs(cluster, [cluster.binaries.postgres, "--single", "-D", fresh, "postgres"], `CREATE DATABASE ${DATABASE};\n`);
  await rename(fresh, cluster.data);
}

async function runAs(cluster: Cluster, command: readonly [string, ...string[]], stdin?: string): Promise<void> {
  const as = await commandAs(cluster.account, command, [command[0], cluster.passwordFile]);
  await runOrThrow(as.command, as.args, { cwd: "/", uid: as.uid, gid: as.gid, env: serverEnvironment(), stdin });
}

async function launch(cluster: Cluster, port: number, durable: boolean): Promise<ServerProcess> {
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "shared_buffers=64MB"];
  if (!durable) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
  const flags = settings.flatMap((setting) => ["-c", setting]);
  const program = cluster.binaries.postgres;
  const as = await commandAs(cluster.account, [program, "-D", cluster.data, "-p", String(port), ...flags], [program, cluster.data]);
  return startServer({
    name: "postgres",
    ...as,
    cwd: "/",
    env: serverEnvironment(),
    logFile: join(cluster.directory, "postgres.log"),
    pidFile: join(cluster.directory, "postgres.pid"),
    stopSignal: "SIGINT",
    stopTimeoutMs: 15_000,
    readyTimeoutMs: 60_000,
    isReady: (pid) => postmasterSaysReady(cluster.data, pid),
  });
}

/** Line 1 of postmaster.pid is the pid, line 8 the state; the postmaster writes "ready" there when it takes connections. */
async function postmasterSaysReady(data: string, pid: number): Promise<boolean> {
  const lines = (await readFile(join(data, "postmaster.pid"), "utf8")).split("\n");
  return lines[0]?.trim() === String(pid) && lines[7]?.trim() === "ready";
}

/** Neither the caller's PG* settings nor its language may reach the server. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("PG") && !name.startsWith("LC_"));
  return { ...Object.fromEntries(kept), LC_ALL: "C", TZ: "UTC" };
}
