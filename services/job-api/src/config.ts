// job-api's configuration: the kit's variables, and what it tells others of itself.
import { hostname } from "node:os";
import { clusterConfigSchema } from "@berth/service-kit/cluster-config";
import { z } from "zod";
import type { JobApiSettings } from "./job-api-context.js";

/** Nomad's port: clients look there when they are told nothing else. */
export const defaultPort = 4646;

export const jobApiConfigSchema = clusterConfigSchema.extend({
  BERTH_DATACENTER: z.string().min(1).default("dc1").describe("datacenter this server says it is in"),
  BERTH_SERVER_NAME: z.string().min(1).optional().describe("name of this server; the host's name if not set"),
  BERTH_ADVERTISE_HOST: z.string().min(1).optional().describe("address at which clients reach this server"),
});

export type JobApiConfig = z.infer<typeof jobApiConfigSchema>;

const anyAddress = new Set(["0.0.0.0", "::"]);

export function settingsOf(config: JobApiConfig, version: string): JobApiSettings {
  const listensOn = config.BERTH_HTTP_HOST;
  const reachable = anyAddress.has(listensOn) ? hostname() : listensOn;
  return {
    region: config.BERTH_REGION,
    datacenter: config.BERTH_DATACENTER,
    serverName: config.BERTH_SERVER_NAME ?? hostname(),
    advertiseHost: config.BERTH_ADVERTISE_HOST ?? reachable,
    advertisePort: config.BERTH_HTTP_PORT ?? defaultPort,
    version,
  };
}
