/** Words that all answers use. The schemas give the types of the views, the typed client and the OpenAPI document. */
import { z } from "zod";

export const index = z.int().nonnegative();
/** Unix nanoseconds; above 2^53, so the last digits are rounded. */
export const timeNs = z.number();
/** RFC 3339 */
export const timeText = z.string();
export const textMap = z.record(z.string(), z.string());
export const counts = z.record(z.string(), z.int());

/** What wraps most answers that are objects made for the API. */
export const queryMetaShape = {
  Index: index,
  LastContact: z.int(),
  KnownLeader: z.boolean(),
};

/** Nomad's older summary of what a task or an allocation takes. */
export const legacyPortSchema = z
  .object({ Label: z.string(), Value: z.int(), To: z.int(), HostNetwork: z.string() })
  .meta({ id: "AssignedPort" });

export const legacyNetworkSchema = z
  .object({
    Mode: z.string(),
    Device: z.string(),
    CIDR: z.string(),
    IP: z.string(),
    MBits: z.int(),
    DNS: z.null(),
    ReservedPorts: z.array(legacyPortSchema).nullable(),
    DynamicPorts: z.array(legacyPortSchema).nullable(),
  })
  .meta({ id: "AssignedNetwork" });
export type LegacyNetwork = z.infer<typeof legacyNetworkSchema>;

export const assignedDeviceSchema = z
  .object({
    Vendor: z.string(),
    Type: z.string(),
    Name: z.string(),
    DeviceIDs: z.array(z.string()),
    /** Berth's own: thousandths of each, where it is a share. */
    ShareMilli: z.int().optional(),
  })
  .meta({ id: "AllocatedDeviceResource" });

export const legacyResourcesSchema = z
  .object({
    CPU: z.int(),
    Cores: z.int(),
    MemoryMB: z.int(),
    MemoryMaxMB: z.int(),
    DiskMB: z.int(),
    IOPS: z.int(),
    Networks: z.array(legacyNetworkSchema).nullable(),
    Devices: z.null(),
  })
  .meta({ id: "LegacyResources" });
export type LegacyResources = z.infer<typeof legacyResourcesSchema>;
