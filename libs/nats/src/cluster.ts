// Everything a process of the region needs of NATS, opened in order: the control connection, the cluster log, leases,
// snapshots, notes, questions; and a second connection for bytes that a task's output can grow.
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { type Subjects, subjectsOf } from "@berth/contracts/rpc";
import type { ByteStreams } from "@berth/ports/byte-stream";
import type { Lease } from "@berth/ports/lease";
import type { Logger } from "@berth/ports/logger";
import type { RegionNotes } from "@berth/ports/region-notes";
import type { SnapshotStore } from "@berth/ports/snapshot-store";
import type { Tracing } from "@berth/ports/tracing";
import { connectNats, type NatsLink } from "./nats-connection.js";
import { openNatsLease } from "./nats-lease.js";
import { type NatsLog, openNatsLog } from "./nats-log.js";
import { openNatsRegionNotes } from "./nats-region-notes.js";
import { NatsRpc } from "./nats-rpc.js";
import { NatsStreamPipe } from "./nats-stream-pipe.js";
import { openNatsSnapshotStore } from "./snapshots/nats-snapshot-store.js";

export interface ClusterSettings {
  readonly url: string;
  readonly region: string;
  readonly replicas: number;
  /** Bound of the cluster log; at 75 % new registrations are refused. */
  readonly maxLogBytes: number;
  readonly leaseTtlMs: number;
}

export interface ClusterLink {
  readonly link: NatsLink;
  readonly subjects: Subjects;
  readonly rpc: NatsRpc;
  /** Unique in the region: host, process, and a random part for restarts under the same process id. */
  readonly instance: string;
  close(): Promise<void>;
}

export interface Cluster extends ClusterLink {
  readonly log: NatsLog;
  readonly lease: Lease;
  readonly snapshots: SnapshotStore;
  readonly notes: RegionNotes;
}

export interface Telemetry {
  readonly service: string;
  readonly logger: Logger;
  readonly tracing: Tracing;
}

/** For processes that only ask and answer, such as agents: no access to the log. */
export async function openClusterLink(settings: Pick<ClusterSettings, "url" | "region">, telemetry: Telemetry): Promise<ClusterLink> {
  const { service, logger, tracing } = telemetry;
  const link = await connectNats(settings.url, { name: service, logger });
  return {
    link,
    subjects: subjectsOf(settings.region),
    rpc: new NatsRpc({ link, logger, tracing, bounds: { concurrency: 20_000, waitingMax: 4_096 } }),
    instance: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
    close: () => link.close(),
  };
}

export async function openCluster(settings: ClusterSettings, telemetry: Telemetry): Promise<Cluster> {
  const base = await openClusterLink(settings, telemetry);
  const { link, subjects } = base;
  const { logger } = telemetry;
  const { replicas, maxLogBytes: maxBytes } = settings;
  try {
    const log = await openNatsLog({ connection: link, subjects, logger, create: { incarnation: randomUUID(), maxBytes, replicas } });
    const [lease, snapshots, notes] = await Promise.all([
      openNatsLease({ link, subjects, logger, ttlMs: settings.leaseTtlMs, replicas }),
      openNatsSnapshotStore({ link, subjects, logger, replicas }),
      openNatsRegionNotes({ link, subjects, replicas }),
    ]);
    return {
      ...base,
      log,
      lease,
      snapshots,
      notes,
      close: async () => {
        await log.close();
        await link.close();
      },
    };
  } catch (error) {
    await link.close();
    throw error;
  }
}

/** For operators' tools that must work while no service can start. Creates nothing but the bucket. */
export async function openRegionNotes(settings: Pick<ClusterSettings, "url" | "region">, logger: Logger): Promise<{ readonly notes: RegionNotes; close(): Promise<void> }> {
  const link = await connectNats(settings.url, { name: "operator", logger });
  try {
    return { notes: await openNatsRegionNotes({ link, subjects: subjectsOf(settings.region), replicas: 1 }), close: () => link.close() };
  } catch (error) {
    await link.close();
    throw error;
  }
}

export interface StreamsLink {
  readonly streams: ByteStreams;
  close(): Promise<void>;
}

export async function openStreams(url: string, { service, logger }: Omit<Telemetry, "tracing">): Promise<StreamsLink> {
  const link = await connectNats(url, { name: `${service} (streams)`, logger });
  return { streams: new NatsStreamPipe({ link, logger }), close: () => link.close() };
}
