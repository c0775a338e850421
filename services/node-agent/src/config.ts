// The node-agent's configuration from its environment: the kit's variables, and BERTH_AGENT_* for what the node is and
// offers. Parsed once; a wrong variable is named.
import { agentConfigSchema, type AgentConfig } from "@berth/core/agent/agent-config";
import { serviceConfigSchema } from "@berth/service-kit/service-config";
import { z } from "zod";

const amount = z.coerce.number().int().min(0).optional();
const port = z.coerce.number().int().min(1).max(65_535).optional();
const onOff = z.enum(["true", "false", "1", "0"]).transform((text) => text === "true" || text === "1");

/** `key=value` pairs, separated by commas. */
const pairs = z
  .string()
  .default("")
  .transform((text, ctx) => {
    const entries = text.split(",").filter((part) => part !== "");
    if (entries.some((part) => !part.includes("="))) ctx.addIssue("must be key=value pairs, separated by commas");
    return Object.fromEntries(entries.map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]));
  });

export const nodeAgentConfigSchema = serviceConfigSchema.extend({
  BERTH_AGENT_DATA_DIR: z.string().startsWith("/", "must be an absolute path").default("/var/lib/berth/agent"),
  BERTH_AGENT_NAME: z.string().default(""),
  BERTH_AGENT_DATACENTER: z.string().min(1).default("dc1"),
  BERTH_AGENT_CLASS: z.string().default(""),
  BERTH_AGENT_POOL: z.string().min(1).default("default"),
  BERTH_AGENT_META: pairs,
  BERTH_AGENT_IP: z.string().default("").describe("address at which tasks are reached; the default route's if not set"),
  BERTH_AGENT_CPU_MHZ: amount.describe("0 or not set: measured"),
  BERTH_AGENT_MEMORY_MB: amount,
  BERTH_AGENT_DISK_MB: amount,
  BERTH_AGENT_DEVICES_FILE: z.string().default("").describe("JSON list of the node's devices"),
  BERTH_AGENT_MIN_PORT: port,
  BERTH_AGENT_MAX_PORT: port,
  BERTH_AGENT_RAW_EXEC: onOff.default(false).describe("offer the driver raw_exec, which runs commands without isolation"),
  BERTH_AGENT_DOCKER: onOff.default(true).describe("offer the driver docker where an engine runs"),
  BERTH_AGENT_POLL_MS: z.coerce.number().int().min(100).max(15_000).optional(),
});

export type NodeAgentConfig = z.infer<typeof nodeAgentConfigSchema>;

export function agentConfigOf(config: NodeAgentConfig): AgentConfig {
  return agentConfigSchema.parse({
    dataDir: config.BERTH_AGENT_DATA_DIR,
    name: config.BERTH_AGENT_NAME,
    region: config.BERTH_REGION,
    datacenter: config.BERTH_AGENT_DATACENTER,
    nodeClass: config.BERTH_AGENT_CLASS,
    nodePool: config.BERTH_AGENT_POOL,
    meta: config.BERTH_AGENT_META,
    networkIp: config.BERTH_AGENT_IP,
    cpuTotalMhz: config.BERTH_AGENT_CPU_MHZ,
    memoryTotalMb: config.BERTH_AGENT_MEMORY_MB,
    diskTotalMb: config.BERTH_AGENT_DISK_MB,
    devicesFile: config.BERTH_AGENT_DEVICES_FILE,
    minDynamicPort: config.BERTH_AGENT_MIN_PORT,
    maxDynamicPort: config.BERTH_AGENT_MAX_PORT,
    rawExecEnabled: config.BERTH_AGENT_RAW_EXEC,
    pollWaitMs: config.BERTH_AGENT_POLL_MS,
  });
}
