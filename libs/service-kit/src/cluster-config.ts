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
  BERTH_LEASE_TTL_MS: milliseconds(1_000, 60_000).default(3_000),
  BERTH_HEARTBEAT_TTL_MS: milliseconds(500, 600_000).default(10_000).describe("a node must be heard at least this often"),
  BERTH_HEARTBEAT_GRACE_MS: milliseconds(0, 600_000).default(10_000),
  BERTH_FAILOVER_TTL_MS: milliseconds(500, 3_600_000).default(30_000).describe("time for nodes to be heard after a new leader"),
  BERTH_SCHEDULER_WORKERS: z.coerce.number().int().min(1).max(64).default(1).describe("workers in this process"),
});

export type ClusterConfig = z.infer<typeof clusterConfigSchema>;

/** When nodes count as silent. Without a gateway's word for five seconds (or two TTLs) nobody does. */
export function silenceTermsOf(config: ClusterConfig) {
  return {
    ttlMs: config.BERTH_HEARTBEAT_TTL_MS,
    graceMs: config.BERTH_HEARTBEAT_GRACE_MS,
    failoverMs: config.BERTH_FAILOVER_TTL_MS,
    deafAfterMs: Math.max(3_000, Math.min(5_000, config.BERTH_HEARTBEAT_TTL_MS)),
  };
}
