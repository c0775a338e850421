// Nodes as the API shows them: the fingerprint as the agent told it, with what the cluster decided. A node's secret is
// never in the state (only its hash), and SecretID is always blank.
import type { NodeDeviceGroup } from "../model/node.js";
import type { NodeRecord } from "../state/node-table.js";
import { writable } from "./job-view.js";
import type { NodeAnswer, NodeStub } from "./schema/node-answers.js";
import { rfc3339 } from "./time.js";

function shared(node: NodeRecord) {
  const { spec } = node;
  return {
    ID: node.id,
    Name: spec.Name,
    Datacenter: spec.Datacenter,
    NodeClass: spec.NodeClass,
    NodePool: spec.NodePool,
    Drain: false,
    SchedulingEligibility: node.eligibility,
    Status: node.status,
    StatusDescription: node.statusDescription,
    Drivers: writable(spec.Drivers),
    HostVolumes: null,
    LastDrain: null,
    CreateIndex: node.createIndex,
    ModifyIndex: node.modifyIndex,
  };
}

/** null as Nomad has it, where there are none. */
function devicesOf(groups: readonly NodeDeviceGroup[]): NodeAnswer["NodeResources"]["Devices"] {
  if (groups.length === 0) return null;
  return groups.map(({ Vendor, Type, Name, Attributes, Instances }) => ({
    Vendor,
    Type,
    Name,
    Attributes: Object.fromEntries(Object.entries(Attributes).map(([name, attribute]) => [name, { ...attribute }])),
    Instances: Instances.map(({ ID, Healthy, HealthDescription, Locality = null }) => ({ ID, Healthy, HealthDescription, Locality })),
  }));
}

function nodeResources(node: NodeRecord): NodeAnswer["NodeResources"] {
  const { NodeResources: has } = node.spec;
  return {
    Cpu: { ...has.Cpu, ReservableCpuCores: [...has.Cpu.ReservableCpuCores] },
    Memory: { MemoryMB: has.Memory.MemoryMB },
    Disk: { DiskMB: has.Disk.DiskMB },
    Networks: has.Networks.map((network) => ({ ...network, DNS: null, DynamicPorts: null, ReservedPorts: null })),
    NodeNetworks: has.NodeNetworks.map((network) => ({ ...network })),
    Devices: devicesOf(has.Devices ?? []),
    MinDynamicPort: has.MinDynamicPort,
    MaxDynamicPort: has.MaxDynamicPort,
  };
}

function reservedResources(node: NodeRecord): NodeAnswer["ReservedResources"] {
  const { ReservedResources: keeps } = node.spec;
  return {
    Cpu: { CpuShares: keeps.Cpu.CpuShares, ReservedCpuCores: keeps.Cpu.ReservedCpuCores === undefined ? null : [...keeps.Cpu.ReservedCpuCores] },
    Memory: { MemoryMB: keeps.Memory.MemoryMB },
    Disk: { DiskMB: keeps.Disk.DiskMB },
    Networks: { ReservedHostPorts: keeps.Networks.ReservedHostPorts },
  };
}

/** Address of the node for people: where its agent answers, or its first network's. */
function addressOf(node: NodeRecord): string {
  const { HTTPAddr: http, NodeResources: has, Attributes: attributes } = node.spec;
  const host = http.replace(/:\d+$/, "");
  return host !== "" ? host : (attributes["unique.network.ip-address"] ?? has.Networks[0]?.IP ?? "");
}

export interface NodeStubOptions {
  readonly resources: boolean;
  readonly os: boolean;
}

export function nodeStubView(node: NodeRecord, options: NodeStubOptions): NodeStub {
  const { Attributes: attributes } = node.spec;
  const osName = attributes["os.name"] ?? "";
  return {
    ...shared(node),
    Address: addressOf(node),
    Version: attributes["berth.version"] ?? attributes["nomad.version"] ?? "",
    Attributes: options.os ? { "os.name": osName } : undefined,
    NodeResources: options.resources ? nodeResources(node) : undefined,
    ReservedResources: options.resources ? reservedResources(node) : undefined,
  };
}

export function nodeView(node: NodeRecord): NodeAnswer {
  const { spec } = node;
  const resources = nodeResources(node);
  const reserved = reservedResources(node);
  const legacy = { Cores: 0, MemoryMaxMB: 0, IOPS: 0, Devices: null, Networks: null };
  return {
    ...shared(node),
    SecretID: "",
    HTTPAddr: spec.HTTPAddr,
    TLSEnabled: false,
    Attributes: { ...spec.Attributes },
    Resources: {
      ...legacy,
      CPU: resources.Cpu.CpuShares,
      MemoryMB: resources.Memory.MemoryMB,
      DiskMB: resources.Disk.DiskMB,
      Networks: resources.Networks,
    },
    Reserved: {
      ...legacy,
      CPU: reserved.Cpu.CpuShares,
      MemoryMB: reserved.Memory.MemoryMB,
      DiskMB: reserved.Disk.DiskMB,
    },
    NodeResources: resources,
    ReservedResources: reserved,
    Links: null,
    Meta: { ...spec.Meta },
    CgroupParent: "",
    ComputedClass: node.computedClass,
    DrainStrategy: null,
    StatusUpdatedAt: Math.floor(node.statusUpdatedAtMs / 1000),
    Events: node.events.length === 0 ? null : node.events.map((event) => ({
      Message: event.message,
      Subsystem: event.subsystem,
      Details: null,
      Timestamp: rfc3339(event.timeMs),
      CreateIndex: event.createIndex,
    })),
    HostNetworks: null,
    CSIControllerPlugins: null,
    CSINodePlugins: null,
    NodeMaxAllocs: 0,
    GCVolumesOnNodeGC: false,
  };
}
