// Configuration that the services of the control plane share beside the kit's own.
import { z } from "zod";
import { serviceConfigSchema } from "./service-config.js";

const milliseconds = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

export const clusterConfigSchema = serviceConfigSchema.extend({
  BERTH_REPLICAS: z.coerce.number().int().min(1).max(5).default(1).describe("copies of the cluster log; 3 in production"),
  BERTH_LOG_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(64 * 1024 * 1024)
    .default(8 * 1024 * 1024 * 1024)
    .describe("bound of the cluster log"),
  BERTH_LEASE_TTL_MS: milliseconds(1_000, 60_000).optional().describe("time to live of a leader's lease; 1000, or 3000 with several copies of the log"),
  BERTH_HEARTBEAT_TTL_MS: milliseconds(500, 600_000).default(10_000).describe("a node must be heard at least this often"),
  BERTH_HEARTBEAT_GRACE_MS: milliseconds(0, 600_000).default(10_000),
  BERTH_FAILOVER_TTL_MS: milliseconds(500, 3_600_000).default(30_000).describe("time for nodes to be heard after a new leader"),
  BERTH_SNAPSHOT_ENTRIES: z.coerce.number().int().min(1_000).default(200_000).describe("entries after which a snapshot is taken"),
  BERTH_SNAPSHOT_MS: milliseconds(1_000, 7 * 86_400_000).default(15 * 60_000).describe("time after which a snapshot is taken, if anything happened"),
  BERTH_SNAPSHOTS_KEPT: z.coerce.number().int().min(2).max(100).default(4).describe("verified snapshots that are kept"),
  BERTH_LOG_KEPT_ENTRIES: z.coerce.number().int().min(0).default(100_000).describe("entries kept in the log before the snapshots that could need them"),
  BERTH_SCHEDULER_WORKERS: z.coerce.number().int().min(1).max(64).default(1).describe("workers in this process"),
});

export type ClusterConfig = z.infer<typeof clusterConfigSchema>;

/** NATS' own elections take seconds: a lease that ends in the middle of one moves leaders for nothing. */
export function leaseTtlMsOf(config: Pick<ClusterConfig, "BERTH_LEASE_TTL_MS" | "BERTH_REPLICAS">): number {
  return config.BERTH_LEASE_TTL_MS ?? (config.BERTH_REPLICAS > 1 ? 3_000 : 1_000);
}

/** When nodes count as silent. Without a gateway's word for five seconds (or two TTLs) nobody does. */
export function silenceTermsOf(config: ClusterConfig) {
  return {
    ttlMs: config.BERTH_HEARTBEAT_TTL_MS,
    graceMs: config.BERTH_HEARTBEAT_GRACE_MS,
    failoverMs: config.BERTH_FAILOVER_TTL_MS,
    deafAfterMs: Math.max(3_000, Math.min(5_000, config.BERTH_HEARTBEAT_TTL_MS)),
  };
}

/** When snapshots are taken, and what is kept of them and of the log. */
export function upkeepTermsOf(config: ClusterConfig) {
  return {
    snapshots: { everyEntries: config.BERTH_SNAPSHOT_ENTRIES, everyMs: config.BERTH_SNAPSHOT_MS, leaderWaitsMs: 30_000 },
    log: { keepEntries: config.BERTH_LOG_KEPT_ENTRIES, keepSnapshots: config.BERTH_SNAPSHOTS_KEPT, leastTrimmed: 1_000, everyMs: 30_000 },
  };
}
