// Node descriptions for tests: an ordinary Linux machine unless the test says otherwise.
import type { NodeSpec } from "../model/node.js";

export interface NodeWishes {
  readonly cpuMhz?: number;
  readonly memoryMb?: number;
  readonly diskMb?: number;
  readonly datacenter?: string;
  readonly pool?: string;
  readonly nodeClass?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly meta?: Readonly<Record<string, string>>;
  /** Names of healthy drivers. */
  readonly drivers?: readonly string[];
  readonly reserved?: { readonly cpuMhz?: number; readonly memoryMb?: number; readonly diskMb?: number; readonly ports?: string };
  readonly dynamicPorts?: { readonly min: number; readonly max: number };
}

function driverInfos(names: readonly string[]): NodeSpec["Drivers"] {
  const info = { Attributes: {}, Detected: true, Healthy: true, HealthDescription: "Healthy", UpdateTime: "2026-01-01T00:00:00Z" };
  return Object.fromEntries(names.map((name) => [name, info]));
}

export function nodeSpec(id: string, wishes: NodeWishes = {}): NodeSpec {
  const { reserved = {}, dynamicPorts = { min: 20_000, max: 32_000 } } = wishes;
  return {
    ID: id,
    Name: `name-of-${id}`,
    Datacenter: wishes.datacenter ?? "dc1",
    NodeClass: wishes.nodeClass ?? "",
    NodePool: wishes.pool ?? "default",
    HTTPAddr: "127.0.0.1:4646",
    Attributes: { "kernel.name": "linux", "cpu.arch": "amd64", ...wishes.attributes },
    Meta: wishes.meta ?? {},
    NodeResources: {
      Cpu: { CpuShares: wishes.cpuMhz ?? 4000, TotalCpuCores: 4, ReservableCpuCores: [0, 1, 2, 3] },
      Memory: { MemoryMB: wishes.memoryMb ?? 8192 },
      Disk: { DiskMB: wishes.diskMb ?? 100_000 },
      Networks: [{ Mode: "host", Device: "eth0", CIDR: "10.0.0.1/32", IP: "10.0.0.1", MBits: 1000 }],
      NodeNetworks: [],
      MinDynamicPort: dynamicPorts.min,
      MaxDynamicPort: dynamicPorts.max,
    },
    ReservedResources: {
      Cpu: { CpuShares: reserved.cpuMhz ?? 0 },
      Memory: { MemoryMB: reserved.memoryMb ?? 0 },
      Disk: { DiskMB: reserved.diskMb ?? 0 },
      Networks: { ReservedHostPorts: reserved.ports ?? "" },
    },
    Drivers: driverInfos(wishes.drivers ?? ["docker", "raw_exec"]),
  };
}
