// What a simulated node says of itself: the full description that a real agent's fingerprint sends.
import { createHash } from "node:crypto";
import type { NodeSpec } from "@berth/core/model/node";

export interface MachineSize {
  readonly cpuMhz: number;
  readonly memoryMb: number;
}

export interface MachineTerms {
  readonly datacenters: number;
  readonly classes: number;
  readonly racks: number;
  /** Given to the nodes in turn. */
  readonly sizes: readonly MachineSize[];
}

export const evenMachines: MachineTerms = { datacenters: 1, classes: 4, racks: 50, sizes: [{ cpuMhz: 166_400, memoryMb: 262_144 }] };

/** A version-4 UUID out of the name: the same node in every run. */
export function uuidOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function nameOfMachine(i: number): string {
  return `fleet-${String(i).padStart(5, "0")}`;
}

export function machineSpec(i: number, terms: MachineTerms): NodeSpec {
  const { cpuMhz, memoryMb } = terms.sizes[i % terms.sizes.length]!;
  const cores = Math.max(1, Math.round(cpuMhz / 2_600));
  const address = `10.${(i >>> 16) & 255}.${(i >>> 8) & 255}.${i & 255}`;
  const driver = { Attributes: {}, Detected: true, Healthy: true, HealthDescription: "Healthy", UpdateTime: "2026-01-01T00:00:00Z" };
  return {
    ID: uuidOf(nameOfMachine(i)),
    Name: nameOfMachine(i),
    Datacenter: `dc${(i % terms.datacenters) + 1}`,
    NodeClass: `class-${Math.floor(i / terms.datacenters) % terms.classes}`,
    NodePool: "default",
    HTTPAddr: `${address}:4646`,
    Attributes: {
      "kernel.name": "linux",
      "kernel.version": "6.1.0",
      "os.name": "debian",
      "os.version": "12",
      "cpu.arch": "amd64",
      "cpu.numcores": String(cores),
      "cpu.totalcompute": String(cpuMhz),
      "memory.totalbytes": String(memoryMb * 1024 * 1024),
      "unique.hostname": nameOfMachine(i),
      "unique.network.ip-address": address,
      "driver.raw_exec": "1",
      "driver.docker": "1",
    },
    Meta: { rack: `rack-${i % terms.racks}` },
    NodeResources: {
      Cpu: { CpuShares: cpuMhz, TotalCpuCores: cores, ReservableCpuCores: [] },
      Memory: { MemoryMB: memoryMb },
      Disk: { DiskMB: 1_000_000 },
      Networks: [{ Mode: "host", Device: "eth0", CIDR: `${address}/8`, IP: address, MBits: 10_000 }],
      NodeNetworks: [],
      MinDynamicPort: 20_000,
      MaxDynamicPort: 32_000,
    },
    ReservedResources: { Cpu: { CpuShares: 0 }, Memory: { MemoryMB: 0 }, Disk: { DiskMB: 0 }, Networks: { ReservedHostPorts: "22" } },
    Drivers: { raw_exec: driver, docker: driver },
  };
}
