// The configuration of a node-agent: parsed once at the start, trusted afterwards. Totals that are not set are measured; several
// agents on one machine each claim their share by setting them, and take disjoint port ranges.
import { z } from "zod";

const DYNAMIC_PORT_FIRST = 20_000;
const DYNAMIC_PORT_LAST = 32_000;

const port = z.int().min(1).max(65_535);
const amount = z.int().min(0);

export const agentConfigSchema = z
  .object({
    /** Absolute. Holds the store and `alloc/`. */
    dataDir: z.string().startsWith("/", "must be an absolute path"),
    /** "" = the host's name. */
    name: z.string().max(255).default(""),
    region: z.string().min(1).default("global"),
    datacenter: z.string().min(1).default("dc1"),
    nodeClass: z.string().default(""),
    nodePool: z.string().min(1).default("default"),
    meta: z.record(z.string(), z.string()).default({}),
    /** Address at which tasks are reached; "" = the first one of the default interface. */
    networkIp: z.union([z.literal(""), z.ipv4(), z.ipv6()]).default(""),
    /** Interface whose address is taken; "" = that of the default route. */
    networkInterface: z.string().default(""),
    /** 0 = measured. */
    cpuTotalMhz: amount.default(0),
    memoryTotalMb: amount.default(0),
    diskTotalMb: amount.default(0),
    reserved: z
      .object({ cpuMhz: amount.default(0), memoryMb: amount.default(0), diskMb: amount.default(0), ports: z.string().default("") })
      .prefault({}),
    /** A file that lists the node's devices as `NodeResources.Devices` has them; "" = none. */
    devicesFile: z.union([z.literal(""), z.string().startsWith("/", "must be an absolute path")]).default(""),
    minDynamicPort: port.default(DYNAMIC_PORT_FIRST),
    maxDynamicPort: port.default(DYNAMIC_PORT_LAST),
    maxKillTimeoutMs: z.int().min(100).default(30_000),
    fingerprintIntervalMs: z.int().min(100).default(30_000),
    pollWaitMs: z.int().min(100).max(15_000).default(15_000),
    /** Ended allocations whose logs stay on the node. */
    endedAllocationsKept: amount.default(50),
    rawExecEnabled: z.boolean().default(false),
  })
  .strict()
  .refine((config) => config.minDynamicPort <= config.maxDynamicPort, {
    path: ["maxDynamicPort"],
    message: "must not be less than minDynamicPort",
  });

export type AgentConfig = Readonly<z.infer<typeof agentConfigSchema>>;
export type AgentConfigInput = z.input<typeof agentConfigSchema>;
