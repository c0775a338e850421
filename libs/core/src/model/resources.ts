/** What a task asks of a node (nomad.md 1.9): cpu in MHz, memory in MB. Disk is asked by the group's EphemeralDisk. */
import { z } from "zod";
import { block, blocks, type DeepReadonly, int, text, texts, ZERO_TEXT } from "./field.js";
import { networkSchema } from "./network.js";
import { affinitySchema, constraintSchema } from "./placement-rules.js";

export const deviceRequestSchema = z
  .object({
    Name: text("name", ZERO_TEXT),
    Count: int("count", { default: 1 }),
    /** Berth's own: thousandths of each instance; 0 = all of it. Others may have the rest. */
    ShareMilli: int("share_milli", { default: 0 }),
    Constraints: blocks("constraint", constraintSchema),
    Affinities: blocks("affinity", affinitySchema),
  })
  .meta({ id: "RequestedDevice" });
export type RequestedDevice = DeepReadonly<z.infer<typeof deviceRequestSchema>>;

export const numaSchema = z
  .object({ Affinity: text("affinity", { absent: "", default: "none" }), Devices: texts("devices") })
  .meta({ id: "NUMAResource" });
export type NumaResource = DeepReadonly<z.infer<typeof numaSchema>>;

export const resourcesSchema = z
  .object({
    /** MHz; 0 when whole cores are asked instead. */
    CPU: int("cpu"),
    Cores: int("cores", { default: 0 }),
    MemoryMB: int("memory", { default: 300 }),
    /** 0: no more than MemoryMB; -1: unlimited. */
    MemoryMaxMB: int("memory_max", { default: 0 }),
    SecretsMB: int("secrets", { default: 0 }),
    DiskMB: int("disk", { default: 0 }),
    IOPS: int("iops", { default: 0 }),
    Networks: blocks("network", networkSchema),
    Devices: blocks("device", deviceRequestSchema, { label: "Name" }),
    NUMA: block("numa", numaSchema),
  })
  .meta({ id: "Resources" });
export type Resources = DeepReadonly<z.infer<typeof resourcesSchema>>;
