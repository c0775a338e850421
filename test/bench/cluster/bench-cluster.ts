// A region for benchmarks as production runs it: a real nats-server (files, fsync before each acknowledgement), every
// service a process of its own, a fleet of simulated nodes, and a replica of the benchmark's own that sees the log.
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@berth/embedded/free-port";
import { startNatsServer } from "@berth/embedded/nats-server";
import { startServer } from "@berth/embedded/server-process";
import { type Member, joinCluster } from "@berth/nats/member";
import { noMetrics } from "@berth/ports/metrics";
import { noTracing } from "@berth/ports/tracing";
import type { Replica } from "@berth/runtime/log/replica";
import { silentLogger } from "@berth/testkit/silent-logger";
import { systemEnvironment } from "@berth/testkit/system-environment";
import { Fleet } from "../fleet/fleet.ts";
import { type MachineTerms, evenMachines } from "../fleet/machine.ts";
import { type Usage, usageOf } from "./process-usage.ts";

export interface HeartbeatTerms {
  readonly ttlMs: number;
  readonly graceMs: number;
  /** Time for nodes to be heard after a new leader. */
  readonly failoverMs: number;
}

export interface ClusterTerms {
  readonly nodes: number;
  readonly machines?: MachineTerms;
  /** Scheduler processes, and workers in each. */
  readonly schedulers?: number;
  readonly workers?: number;
  readonly heartbeat?: HeartbeatTerms;
  /** How long fleet nodes gather changes before they report them (default 100). */
  readonly reportDelayMs?: number;
  /** Directory for CPU profiles, "" for none. */
  readonly profile: string;
  readonly progress: (text: string) => void;
}

export interface BenchProcess {
  readonly name: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface BenchCluster {
  readonly natsUrl: string;
  readonly dataDir: string;
  readonly httpUrl: string;
  /** Of each service's own HTTP, by name. */
  readonly urls: ReadonlyMap<string, string>;
  readonly fleet: Fleet;
  readonly replica: Replica;
  /** NATS, services, fleet, and this process. */
  readonly processes: readonly BenchProcess[];
  usage(): Promise<ReadonlyMap<string, Usage>>;
  stop(): Promise<void>;
}

export const benchRegion = "bench";
/** Long: an overloaded machine must not look like dead nodes. */
const patient: HeartbeatTerms = { ttlMs: 30_000, graceMs: 60_000, failoverMs: 120_000 };

function entryPoint(service: string): string {
  return fileURLToPath(new URL(`../../../services/${service}/dist/main.js`, import.meta.url));
}

export function profileArguments(profile: string, name: string): readonly string[] {
  return profile === "" ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${name}.cpuprofile`];
}

export interface ServiceTerms {
  readonly dataDir: string;
  readonly natsUrl: string;
  readonly workers: number;
  readonly profile: string;
  readonly heartbeat?: HeartbeatTerms;
  /** Beside what all benchmarks set. */
  readonly env?: Readonly<Record<string, string>>;
}

/** `name` is unique; its service is what comes before a dot. */
export async function startService(name: string, terms: ServiceTerms): Promise<BenchProcess & { readonly url: string; readonly ended: Promise<string> }> {
  const { dataDir, natsUrl, workers, profile, heartbeat = patient, env } = terms;
  const service = name.split(".")[0]!;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const running = await startServer({
    name,
    command: process.execPath,
    args: [...profileArguments(profile, name), entryPoint(service)],
    logFile: join(dataDir, `${name}.log`),
    pidFile: join(dataDir, `${name}.pid`),
    env: {
      ...process.env,
      BERTH_NATS_URL: natsUrl,
      BERTH_REGION: benchRegion,
      BERTH_HTTP_HOST: "127.0.0.1",
      BERTH_HTTP_PORT: String(port),
      BERTH_LOG_FORMAT: "json",
      BERTH_LOG_LEVEL: "warn",
      BERTH_LEASE_TTL_MS: "1000",
      BERTH_HEARTBEAT_TTL_MS: String(heartbeat.ttlMs),
      BERTH_HEARTBEAT_GRACE_MS: String(heartbeat.graceMs),
      BERTH_FAILOVER_TTL_MS: String(heartbeat.failoverMs),
      BERTH_SCHEDULER_WORKERS: String(workers),
      ...env,
    },
    stopTimeoutMs: 30_000,
    readyTimeoutMs: 120_000,
    isReady: async () => (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok,
  });
  return { name, url, pid: running.pid, ended: running.ended, stop: () => running.stop() };
}

function serviceNames(schedulers: number): readonly string[] {
  const several = Array.from({ length: schedulers }, (_, i) => `scheduler.${i + 1}`);
  return ["plan-applier", "evaluation-broker", ...several, "controller-manager", "node-gateway", "job-api"];
}

export async function joinAsReader(natsUrl: string): Promise<Member> {
  return joinCluster({
    settings: { url: natsUrl, region: benchRegion, replicas: 1, maxLogBytes: 16 * 1024 ** 3, leaseTtlMs: 3_000 },
    telemetry: { service: "bench", logger: silentLogger, tracing: noTracing },
    environment: systemEnvironment,
    metrics: noMetrics,
    onHalted: (reason) => {
      throw new Error(`the benchmark's replica halted: ${reason}`);
    },
    onReadiness: () => undefined,
  });
}

export async function startBenchCluster(terms: ClusterTerms): Promise<BenchCluster> {
  const { nodes, machines = evenMachines, schedulers = 1, workers = 1, reportDelayMs = 100, heartbeat = patient, profile, progress } = terms;
  const dataDir = await mkdtemp(join(tmpdir(), "berth-bench-"));
  // Also when the benchmark is interrupted.
  const clear = (): void => rmSync(dataDir, { recursive: true, force: true });
  process.once("exit", clear);
  const stops: (() => Promise<void>)[] = [
    async () => {
      process.off("exit", clear);
      await rm(dataDir, { recursive: true, force: true });
    },
  ];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).toReversed()) await step();
  };
  try {
    if (profile !== "") await mkdir(profile, { recursive: true });
    const nats = await startNatsServer({ dataDir: join(dataDir, "nats"), onProgress: progress });
    stops.push(() => nats.stop());
    const member = await joinAsReader(nats.url);
    stops.push(() => member.close());
    const services = await Promise.all(serviceNames(schedulers).map((name) => startService(name, { dataDir, natsUrl: nats.url, workers, profile, heartbeat })));
    stops.push(async () => void (await Promise.all(services.map((service) => service.stop()))));
    progress(`${services.length} services run`);
    const fleet = await Fleet.start({
      natsUrl: nats.url,
      region: benchRegion,
      nodes,
      machines,
      startDelayMs: 0,
      reportDelayMs,
      nodeArguments: profileArguments(profile, "fleet"),
      progress,
    });
    stops.push(() => fleet.stop());
    const processes: BenchProcess[] = [
      { name: "nats-server", pid: nats.pid, stop: () => nats.stop() },
      ...services,
      { name: "fleet", pid: fleet.pid, stop: () => fleet.stop() },
      { name: "bench", pid: process.pid, stop: () => Promise.resolve() },
    ];
    return {
      natsUrl: nats.url,
      dataDir,
      httpUrl: services.find(({ name }) => name === "job-api")!.url,
      urls: new Map(services.map(({ name, url }) => [name, url])),
      fleet,
      replica: member.parts.replica,
      processes,
      usage: async () => new Map(await Promise.all(processes.map(async ({ name, pid }) => [name, await usageOf(pid)] as const))),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
