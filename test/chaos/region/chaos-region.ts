// A region under chaos: real NATS, two of each leader service and of each service that clients and agents ask, all as
// processes that are started again when they end, a fleet of simulated nodes, and a replica of the run's own.
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sendSignal } from "@berth/embedded/server-process";
import { joinCluster, type Member } from "@berth/nats/member";
import { noMetrics } from "@berth/ports/metrics";
import { noTracing } from "@berth/ports/tracing";
import { silentLogger } from "@berth/testkit/silent-logger";
import { systemEnvironment } from "@berth/testkit/system-environment";
import { Supervised } from "../../../apps/cli/src/dev/supervised.ts";
import { benchRegion, startService } from "../../bench/cluster/bench-cluster.ts";
import { Fleet } from "../../bench/fleet/fleet.ts";
import { type NatsCluster, startNatsCluster } from "./nats-cluster.ts";

export interface RegionTerms {
  readonly replicas: number;
  readonly nodes: number;
  readonly progress: (text: string) => void;
  /** The run's own replica cannot go on: the log is not what it was. */
  readonly onHalted: (reason: string) => void;
}

export interface ChaosRegion {
  readonly dataDir: string;
  readonly nats: NatsCluster;
  readonly services: readonly Supervised[];
  /** Of each job-api as it runs now, by name. */
  readonly apis: ReadonlyMap<string, string>;
  readonly member: Member;
  readonly fleet: Fleet;
  /** Another replica's connection, of the log as it stands. */
  join(onHalted: (reason: string) => void): Promise<Member>;
  stop(): Promise<void>;
}

const names = ["plan-applier", "evaluation-broker", "controller-manager", "scheduler", "node-gateway", "job-api"].flatMap((service) => [`${service}.1`, `${service}.2`]);

/** Small machines: the jobs nearly fill them, so that a plan made twice would not fit. */
const machines = { datacenters: 1, classes: 1, racks: 4, sizes: [{ cpuMhz: 2_000, memoryMb: 4_096 }] };

function environmentOf(replicas: number): Readonly<Record<string, string>> {
  return {
    BERTH_REPLICAS: String(replicas),
    // Its own default in production.
    BERTH_LEASE_TTL_MS: replicas > 1 ? "3000" : "1000",
    // Restarts begin at snapshots, too; and the log keeps all for the check at the end.
    BERTH_SNAPSHOT_MS: "20000",
    BERTH_LOG_KEPT_ENTRIES: "1000000000",
  };
}

function joinRegion(natsUrl: string, replicas: number, onHalted: (reason: string) => void): Promise<Member> {
  return joinCluster({
    settings: { url: natsUrl, region: benchRegion, replicas, maxLogBytes: 8 * 1024 ** 3, leaseTtlMs: replicas > 1 ? 3_000 : 1_000 },
    telemetry: { service: "chaos", logger: silentLogger, tracing: noTracing },
    environment: systemEnvironment,
    metrics: noMetrics,
    onHalted,
    onReadiness: () => undefined,
  });
}

export async function startChaosRegion(terms: RegionTerms): Promise<ChaosRegion> {
  const { replicas, nodes, progress, onHalted } = terms;
  const dataDir = await mkdtemp(join(tmpdir(), "berth-chaos-"));
  let supervised: readonly Supervised[] = [];
  const clear = (): void => {
    // A paused process hears no signal to end.
    for (const { pid } of supervised) if (pid > 0) sendSignal(pid, "SIGCONT");
    rmSync(dataDir, { recursive: true, force: true });
  };
  process.once("exit", clear);
  const stops: (() => Promise<unknown>)[] = [async () => void process.off("exit", clear), () => rm(dataDir, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).toReversed()) await step();
  };
  try {
    const nats = await startNatsCluster(dataDir, replicas, progress);
    stops.push(() => Promise.all(nats.nodes.map((node) => node.process.stop())));
    const join = (halted: (reason: string) => void): Promise<Member> => joinRegion(nats.url, replicas, halted);
    const member = await join(onHalted);
    stops.push(() => member.close());
    const apis = new Map<string, string>();
    const services = names.map((name) => {
      const start = async () => {
        const service = await startService(name, { dataDir, natsUrl: nats.url, workers: 1, profile: "", env: environmentOf(replicas) });
        if (name.startsWith("job-api")) apis.set(name, service.url);
        return service;
      };
      return new Supervised({ name, start, onProgress: progress });
    });
    stops.push(() => Promise.all(services.map((service) => service.stop())));
    supervised = [...nats.nodes.map((node) => node.process), ...services];
    await Promise.all(services.map((service) => service.start()));
    progress(`${services.length} services on ${replicas} NATS ${replicas === 1 ? "server" : "servers"} run`);
    const fleet = await Fleet.start({ natsUrl: nats.url, region: benchRegion, nodes, machines, startDelayMs: 0, reportDelayMs: 50, nodeArguments: [], progress });
    stops.push(() => fleet.stop());
    return { dataDir, nats, services, apis, member, fleet, join, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Every process of the product. */
export function processesOf({ nats, services }: ChaosRegion): readonly Supervised[] {
  return [...nats.nodes.map((node) => node.process), ...services];
}
