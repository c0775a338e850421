// All loops of the control plane on one shared replica, in one process: what `berth dev` and the simulator run. The
// classes are the ones that the services run apart.
import type { SilenceTerms } from "@berth/core/heartbeats/silence";
import type { LogEntry, Role } from "@berth/core/model/entry";
import type { Quarantined } from "@berth/core/snapshots/header";
import type { Subjects } from "@berth/contracts/rpc";
import type { CommandLog } from "@berth/ports/command-log";
import type { Environment } from "@berth/ports/environment";
import type { Lease } from "@berth/ports/lease";
import type { Log } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import type { Metrics } from "@berth/ports/metrics";
import type { Rpc } from "@berth/ports/rpc";
import type { SnapshotStore } from "@berth/ports/snapshot-store";
import type { Tracing } from "@berth/ports/tracing";
import { PlanApplier } from "./applier/plan-applier.js";
import { Broker } from "./broker/broker.js";
import { HeartbeatMonitor } from "./controller/heartbeat-monitor.js";
import { Collector } from "./controller/collector.js";
import { PeriodicLauncher } from "./controller/periodic-launcher.js";
import { tick } from "./controller/ticker.js";
import { NodeGateway } from "./gateway/node-gateway.js";
import { EntryWriter } from "./log/entry-writer.js";
import { GroupCommit } from "./log/group-commit.js";
import { Leadership, type Lead } from "./log/leadership.js";
import { Replica } from "./log/replica.js";
import { SchedulerWorker } from "./scheduler/scheduler-worker.js";
import { findStartingPoint } from "./snapshots/starting-point.js";

/** What every loop needs of its process. */
export interface LoopContext {
  readonly log: Log;
  readonly lease: Lease;
  readonly rpc: Rpc;
  readonly subjects: Subjects;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** Unique in the region, for example a host name and a process id. */
  readonly instance: string;
  /** See ReplicaOptions. */
  readonly decode?: ((data: Uint8Array) => LogEntry) | undefined;
  /** Absent: replicas fold the log from its beginning. */
  readonly snapshots?: SnapshotStore | undefined;
  /** Entries to skip, by an operator's word. */
  readonly quarantine?: (() => Promise<readonly Quarantined[]>) | undefined;
}

export const evaluationAckTimeoutMs = 60_000;

/** How long a client's change may wait for the log before its caller is told that its fate is unknown. */
export const commitTimeoutMs = 30_000;

export interface ReplicaParts {
  readonly replica: Replica;
  readonly writer: EntryWriter;
}

export function replicaParts(context: LoopContext, onHalted: (reason: string) => void): ReplicaParts {
  const { log, environment, logger, decode, snapshots, quarantine } = context;
  const startingPoint = snapshots === undefined ? undefined : () => findStartingPoint({ log, snapshots, logger });
  const replica = new Replica({ log, clock: environment.clock, logger, onHalted, decode, startingPoint, quarantine });
  return { replica, writer: new EntryWriter({ log, replica, clock: environment.clock, logger, metrics: context.metrics }) };
}

export function commandsOf(context: LoopContext, { replica, writer }: ReplicaParts, service: string): GroupCommit {
  const actor = `${service}/${context.instance}`;
  return new GroupCommit({ replica, writer, environment: context.environment, actor, timeoutMs: commitTimeoutMs });
}

export function leadershipOf(
  context: LoopContext,
  { replica, writer }: ReplicaParts,
  { role, service, lead }: { readonly role: Role; readonly service: string; readonly lead: Lead },
): Leadership {
  const { lease, environment, logger } = context;
  return new Leadership({ role, holder: `${service}/${context.instance}`, lease, replica, writer, environment, logger, lead });
}

export function leadBroker(context: LoopContext, parts: ReplicaParts): Leadership {
  const lead: Lead = (writer) => new Broker({ ...context, replica: parts.replica, ackTimeoutMs: evaluationAckTimeoutMs }).lead(writer);
  return leadershipOf(context, parts, { role: "broker", service: "evaluation-broker", lead });
}

export function leadApplier(context: LoopContext, parts: ReplicaParts): Leadership {
  const lead: Lead = (writer) => new PlanApplier({ ...context, replica: parts.replica }).lead(writer);
  return leadershipOf(context, parts, { role: "applier", service: "plan-applier", lead });
}

export function leadController(context: LoopContext, parts: ReplicaParts, terms: SilenceTerms): Leadership {
  const { replica } = parts;
  const lead: Lead = async (writer) => {
    const monitor = new HeartbeatMonitor({ ...context, replica, terms });
    const collector = new Collector({ ...context, replica });
    const launcher = new PeriodicLauncher({ ...context, replica });
    await Promise.all([monitor.lead(writer), collector.lead(writer), launcher.lead(writer), tick(writer, { replica, environment: context.environment })]);
  };
  return leadershipOf(context, parts, { role: "controller", service: "controller-manager", lead });
}

/** Next best nodes in each plan: as many as there may be workers, at least four. */
export function sparesFor(workers: number): number {
  return Math.max(4, workers);
}

export function schedulerWorker(context: LoopContext, { replica }: ReplicaParts, workers: number): SchedulerWorker {
  return new SchedulerWorker({ ...context, replica, worker: `scheduler/${context.instance}`, spares: sparesFor(workers) });
}

export function nodeGateway(
  context: LoopContext,
  { replica }: ReplicaParts,
  given: { readonly commands: CommandLog; readonly heartbeatTtlMs: number },
): NodeGateway {
  return new NodeGateway({ ...context, replica, ...given });
}

export interface ControlPlaneOptions extends LoopContext {
  /** The replica is started already, and stopped by who started it. */
  readonly parts: ReplicaParts;
  readonly terms: SilenceTerms;
  readonly workers: number;
}

export interface ControlPlane {
  readonly replica: Replica;
  readonly commands: GroupCommit;
  stop(): Promise<void>;
}

export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const { parts } = options;
  const commands = commandsOf(options, parts, "job-api");
  const leaders = [leadBroker(options, parts), leadApplier(options, parts), leadController(options, parts, options.terms)];
  const gateway = nodeGateway(options, parts, { commands, heartbeatTtlMs: options.terms.ttlMs });
  await gateway.start();
  const workers = Array.from({ length: options.workers }, () => schedulerWorker(options, parts, options.workers));
  for (const leader of leaders) leader.start();
  for (const worker of workers) worker.start();
  return {
    replica: parts.replica,
    commands,
    stop: async () => {
      await gateway.stop();
      // Together: a broker that ends answers the workers that wait at it.
      await Promise.all([...workers, ...leaders].map((loop) => loop.stop()));
      commands.stop();
    },
  };
}
