// What a node tells about itself, in the API's own shape (field names as in Nomad's node object), and
// what the cluster decided about it. A NodeSpec is a document: written by the agent's fingerprint, carried
// through the log as it is, shown by the API as it is. It never holds a secret in the clear.
import type { AllocationReport } from "./report.js";

export type NodeStatus = "initializing" | "ready" | "down" | "disconnected";
export type Eligibility = "eligible" | "ineligible";

export interface DriverInfo {
  readonly Attributes: Readonly<Record<string, string>>;
  readonly Detected: boolean;
  readonly Healthy: boolean;
  readonly HealthDescription: string;
  /** RFC 3339 */
  readonly UpdateTime: string;
}

export interface NodeNetworkAddress {
  readonly Family: "ipv4" | "ipv6";
  readonly Alias: string;
  readonly Address: string;
  readonly ReservedPorts: string;
  readonly Gateway: string;
}

export interface NodeNetwork {
  readonly Mode: string;
  readonly Device: string;
  readonly MacAddress: string;
  readonly Speed: number;
  readonly Addresses: readonly NodeNetworkAddress[];
}

/** One of the first four is set. */
export interface DeviceAttribute {
  readonly Int?: number | null;
  readonly Float?: number | null;
  readonly String?: string | null;
  readonly Bool?: boolean | null;
  readonly Unit?: string;
}

/** Devices of one vendor, type and model. */
export interface NodeDeviceGroup {
  readonly Vendor: string;
  readonly Type: string;
  readonly Name: string;
  readonly Attributes: Readonly<Record<string, DeviceAttribute>>;
  readonly Instances: readonly {
    readonly ID: string;
    readonly Healthy: boolean;
    readonly HealthDescription: string;
    readonly Locality?: { readonly PciBusID: string } | null;
  }[];
}

export interface NodeResources {
  readonly Cpu: {
    /** MHz over all cores */
    readonly CpuShares: number;
    readonly TotalCpuCores: number;
    readonly ReservableCpuCores: readonly number[];
  };
  readonly Memory: { readonly MemoryMB: number };
  readonly Disk: { readonly DiskMB: number };
  readonly Networks: readonly {
    readonly Mode: string;
    readonly Device: string;
    readonly CIDR: string;
    readonly IP: string;
    readonly MBits: number;
  }[];
  readonly NodeNetworks: readonly NodeNetwork[];
  /** Absent: none. */
  readonly Devices?: readonly NodeDeviceGroup[];
  /** Dynamic port range, both ends included. Nomad's default: 20000-32000. */
  readonly MinDynamicPort: number;
  readonly MaxDynamicPort: number;
}

export interface NodeReservedResources {
  readonly Cpu: {
    readonly CpuShares: number;
    /** Reservable cores that the machine keeps for itself; absent: none. */
    readonly ReservedCpuCores?: readonly number[];
  };
  readonly Memory: { readonly MemoryMB: number };
  readonly Disk: { readonly DiskMB: number };
  /** Port list in Nomad's notation, for example "22,80,8000-8100". */
  readonly Networks: { readonly ReservedHostPorts: string };
}

export interface NodeSpec {
  readonly ID: string;
  readonly Name: string;
  readonly Datacenter: string;
  readonly NodeClass: string;
  readonly NodePool: string;
  readonly HTTPAddr: string;
  readonly Attributes: Readonly<Record<string, string>>;
  readonly Meta: Readonly<Record<string, string>>;
  readonly NodeResources: NodeResources;
  readonly ReservedResources: NodeReservedResources;
  readonly Drivers: Readonly<Record<string, DriverInfo>>;
}

/** What an agent sends when it (re)joins: who it is, what it has, and all that it still runs. */
export interface NodeRegistration {
  readonly spec: NodeSpec;
  /** SHA-256 hex of the node's secret: the first registration sets it, later ones must match it. */
  readonly secretHash: string;
  readonly inventory: readonly AllocationReport[];
  /** Counted by the agent's own store, higher with each attempt: an older one that was delayed must not count. Absent: unknown. */
  readonly counter?: number;
}
