// discovery-sync's configuration: the kit's variables, Consul's own, and the templates to render.
import { clusterConfigSchema } from "@berth/service-kit/cluster-config";
import { z } from "zod";

export const discoveryConfigSchema = clusterConfigSchema.extend({
  CONSUL_HTTP_ADDR: z.string().default("http://127.0.0.1:8500").describe("Consul's address"),
  CONSUL_HTTP_SSL: z.string().optional(),
  CONSUL_HTTP_TOKEN: z.string().optional(),
  BERTH_TEMPLATES: z.string().optional().describe("JSON file with the list of templates to render"),
});

export type DiscoveryConfig = z.infer<typeof discoveryConfigSchema>;
