// A process that follows the cluster log: connection, replica caught up, and what its loops need.
import type { Environment } from "@berth/ports/environment";
import type { Metrics } from "@berth/ports/metrics";
import { type LoopContext, type ReplicaParts, replicaParts } from "@berth/runtime/control-plane";
import { Presence } from "@berth/runtime/operator/presence";
import { readQuarantine } from "@berth/runtime/operator/quarantine";
import { type Cluster, type ClusterSettings, openCluster, type Telemetry } from "./cluster.js";

export interface MemberOptions {
  readonly settings: ClusterSettings;
  readonly telemetry: Telemetry;
  readonly environment: Environment;
  readonly metrics: Metrics;
  /** The replica cannot go on: the process must end and start again from the log. */
  readonly onHalted: (reason: string) => void;
  /** Tells the process why it is not ready, undefined when it is. */
  readonly onReadiness: (name: string, whyNotReady: () => string | undefined) => void;
}

export interface Member {
  readonly cluster: Cluster;
  readonly context: LoopContext;
  readonly parts: ReplicaParts;
  close(): Promise<void>;
}

export async function joinCluster(options: MemberOptions): Promise<Member> {
  const { settings, telemetry, environment, metrics, onHalted, onReadiness } = options;
  const cluster = await openCluster(settings, telemetry);
  const { logger, tracing } = telemetry;
  const quarantine = () => readQuarantine(cluster.notes);
  const context: LoopContext = { ...cluster, environment, logger, metrics, tracing, quarantine };
  const parts = replicaParts(context, onHalted);
  onReadiness("nats", () => (cluster.link.isUp() ? undefined : `no connection to NATS at ${cluster.link.address}`));
  onReadiness("replica", () => (parts.replica.isReady ? undefined : "the replica is not following the cluster log"));
  try {
    await parts.replica.start();
  } catch (error) {
    await cluster.close();
    throw error;
  }
  const presence = new Presence({ notes: cluster.notes, replica: parts.replica, clock: environment.clock, service: telemetry.service, instance: cluster.instance });
  presence.start();
  return {
    cluster,
    context,
    parts,
    close: async () => {
      await presence.stop();
      await parts.replica.stop();
      await cluster.close();
    },
  };
}
