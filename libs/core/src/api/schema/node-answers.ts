/** Answers about nodes (nomad.md 3.4). */
import { z } from "zod";
import { index, legacyResourcesSchema, textMap, timeText } from "./common.js";

export const driverAnswerSchema = z
  .object({
    Attributes: textMap.nullable(),
    Detected: z.boolean(),
    Healthy: z.boolean(),
    HealthDescription: z.string(),
    UpdateTime: timeText,
  })
  .meta({ id: "DriverInfo" });

export const nodeDeviceSchema = z
  .object({
    Vendor: z.string(),
    Type: z.string(),
    Name: z.string(),
    Attributes: z.record(z.string(), z.looseObject({ Unit: z.string().optional() })).nullable(),
    Instances: z.array(
      z.object({ ID: z.string(), Healthy: z.boolean(), HealthDescription: z.string(), Locality: z.object({ PciBusID: z.string() }).nullable() }),
    ),
  })
  .meta({ id: "NodeDeviceResource" });

export const nodeResourcesSchema = z
  .object({
    Cpu: z.object({
      CpuShares: z.int(),
      TotalCpuCores: z.int(),
      ReservableCpuCores: z.array(z.int()).nullable(),
    }),
    Memory: z.object({ MemoryMB: z.int() }),
    Disk: z.object({ DiskMB: z.int() }),
    Networks: z.array(z.looseObject({ Mode: z.string(), Device: z.string(), IP: z.string() })).nullable(),
    NodeNetworks: z.array(z.looseObject({ Mode: z.string(), Device: z.string() })).nullable(),
    Devices: z.array(nodeDeviceSchema).nullable(),
    MinDynamicPort: z.int(),
    MaxDynamicPort: z.int(),
  })
  .meta({ id: "NodeResources" });

export const nodeReservedResourcesSchema = z
  .object({
    Cpu: z.object({ CpuShares: z.int(), ReservedCpuCores: z.array(z.int()).nullable() }),
    Memory: z.object({ MemoryMB: z.int() }),
    Disk: z.object({ DiskMB: z.int() }),
    Networks: z.object({ ReservedHostPorts: z.string() }),
  })
  .meta({ id: "NodeReservedResources" });

const sharedShape = {
  ID: z.string(),
  Name: z.string(),
  Datacenter: z.string(),
  NodeClass: z.string(),
  NodePool: z.string(),
  Drain: z.boolean(),
  SchedulingEligibility: z.string(),
  Status: z.string(),
  StatusDescription: z.string(),
  Drivers: z.record(z.string(), driverAnswerSchema),
  HostVolumes: z.null(),
  LastDrain: z.null(),
  CreateIndex: index,
  ModifyIndex: index,
};

export const nodeStubSchema = z
  .object({
    ...sharedShape,
    Address: z.string(),
    Version: z.string(),
    Attributes: textMap.optional(),
    NodeResources: nodeResourcesSchema.optional(),
    ReservedResources: nodeReservedResourcesSchema.optional(),
  })
  .meta({ id: "NodeListStub" });
export type NodeStub = z.infer<typeof nodeStubSchema>;

export const nodeAnswerSchema = z
  .object({
    ...sharedShape,
    SecretID: z.literal(""),
    HTTPAddr: z.string(),
    TLSEnabled: z.boolean(),
    Attributes: textMap,
    Resources: legacyResourcesSchema.extend({ Networks: z.unknown().nullable() }),
    Reserved: legacyResourcesSchema,
    NodeResources: nodeResourcesSchema,
    ReservedResources: nodeReservedResourcesSchema,
    Links: z.null(),
    Meta: textMap,
    CgroupParent: z.string(),
    ComputedClass: z.string(),
    DrainStrategy: z.null(),
    StatusUpdatedAt: z.int(),
    Events: z
      .array(
        z.object({
          Message: z.string(),
          Subsystem: z.string(),
          Details: textMap.nullable(),
          Timestamp: timeText,
          CreateIndex: index,
        }),
      )
      .nullable(),
    HostNetworks: z.null(),
    CSIControllerPlugins: z.null(),
    CSINodePlugins: z.null(),
    NodeMaxAllocs: z.int(),
    GCVolumesOnNodeGC: z.boolean(),
  })
  .meta({ id: "Node" });
export type NodeAnswer = z.infer<typeof nodeAnswerSchema>;

export const nodeUpdateAnswerSchema = z
  .object({
    EvalIDs: z.array(z.string()).nullable(),
    EvalCreateIndex: index,
    NodeModifyIndex: index,
    Index: index,
  })
  .meta({ id: "NodeUpdateResponse" });
export type NodeUpdateAnswer = z.infer<typeof nodeUpdateAnswerSchema>;
