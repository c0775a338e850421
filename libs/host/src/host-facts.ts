// Reads the machine: processors, memory, disk, kernel, operating system, network, under Nomad's attribute names (nomad.md 5.2).
// What the configuration claims goes before what is measured.
import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { arch, cpus, hostname, networkInterfaces, release, totalmem, version } from "node:os";
import type { AgentConfig } from "@berth/core/agent/agent-config";
import { parseDevicesFile } from "@berth/core/agent/devices-file";
import type { NodeNetwork } from "@berth/core/model/node";
import type { HostFacts, HostFingerprint } from "@berth/ports/host-fingerprint";
import { SIGNAL_NAMES } from "./signal-name.js";

/** What tools that ask for Nomad's version are told: the release whose API this speaks. */
const COMPATIBLE_NOMAD_VERSION = "1.9.0";
const MEBIBYTE = 1024 * 1024;
const FALLBACK_MHZ = 1000;

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Go's names, which job files use in constraints. */
function goArchitecture(): string {
  const names: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };
  return names[arch()] ?? arch();
}

interface Processor {
  readonly cores: number;
  readonly mhz: number;
  readonly model: string;
}

function readProcessor(): Processor {
  const all = cpus();
  const khz = Number(readOrEmpty("/sys/devices/system/cpu/cpu0/cpufreq/base_frequency") || readOrEmpty("/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq"));
  const mhz = khz > 0 ? Math.floor(khz / 1000) : Math.floor(all[0]?.speed ?? 0);
  return { cores: Math.max(1, all.length), mhz: mhz > 0 ? mhz : FALLBACK_MHZ, model: all[0]?.model.trim() ?? "" };
}

function readSystem(): { name: string; version: string } {
  const fields = new Map(readOrEmpty("/etc/os-release").split("\n").map((line) => [line.split("=")[0] ?? "", line.slice(line.indexOf("=") + 1).replaceAll('"', "")]));
  return { name: fields.get("ID") ?? "linux", version: fields.get("VERSION_ID") ?? "" };
}

function defaultInterface(): string {
  const routes = readOrEmpty("/proc/net/route").split("\n").slice(1).map((line) => line.split("\t"));
  return routes.find((route) => route[1] === "00000000")?.[0] ?? "";
}

interface Address {
  readonly device: string;
  readonly ip: string;
  readonly cidr: string;
  readonly mac: string;
  readonly family: "ipv4" | "ipv6";
}

function readAddress(config: AgentConfig): Address {
  const all = Object.entries(networkInterfaces()).flatMap(([device, addresses]) => (addresses ?? []).map((address) => ({ device, ...address })));
  const wanted = config.networkInterface || defaultInterface();
  const measured =
    all.find((address) => address.device === wanted && address.family === "IPv4") ?? all.find((address) => !address.internal && address.family === "IPv4") ?? all[0];
  const ip = config.networkIp || (measured?.address ?? "127.0.0.1");
  const exact = all.find((address) => address.address === ip);
  const family = ip.includes(":") ? ("ipv6" as const) : ("ipv4" as const);
  const prefix = family === "ipv4" ? 32 : 128;
  return { device: exact?.device ?? measured?.device ?? "lo", ip, cidr: exact?.cidr ?? `${ip}/${prefix}`, mac: exact?.mac ?? "", family };
}

function nodeNetwork(address: Address, config: AgentConfig): NodeNetwork {
  return {
    Mode: "host",
    Device: address.device,
    MacAddress: address.mac,
    Speed: 1000,
    Addresses: [{ Family: address.family, Alias: "default", Address: address.ip, ReservedPorts: config.reserved.ports, Gateway: "" }],
  };
}

interface Measured {
  readonly processor: Processor;
  readonly address: Address;
  readonly memoryMb: number;
  readonly diskTotalBytes: number;
  readonly diskFreeBytes: number;
}

function attributesOf(measured: Measured, totals: { cpuMhz: number; memoryMb: number }, config: AgentConfig): Record<string, string> {
  const { processor, address } = measured;
  const system = readSystem();
  return {
    "nomad.version": COMPATIBLE_NOMAD_VERSION,
    "nomad.service_discovery": "true",
    "cpu.arch": goArchitecture(),
    "cpu.modelname": processor.model,
    "cpu.numcores": String(processor.cores),
    "cpu.reservablecores": String(processor.cores),
    "cpu.frequency": String(processor.mhz),
    "cpu.totalcompute": String(totals.cpuMhz),
    "cpu.usablecompute": String(Math.max(0, totals.cpuMhz - config.reserved.cpuMhz)),
    "kernel.name": "linux",
    "kernel.arch": arch() === "x64" ? "x86_64" : arch(),
    "kernel.version": release(),
    "kernel.build": version(),
    "memory.totalbytes": String(totals.memoryMb * MEBIBYTE),
    "os.name": system.name,
    "os.version": system.version,
    "os.signals": SIGNAL_NAMES.join(","),
    "unique.hostname": hostname(),
    "unique.network.ip-address": address.ip,
    "unique.storage.volume": config.dataDir,
    "unique.storage.bytestotal": String(measured.diskTotalBytes),
    "unique.storage.bytesfree": String(measured.diskFreeBytes),
  };
}

async function measure(config: AgentConfig): Promise<Measured> {
  const disk = await statfs(config.dataDir);
  return {
    processor: readProcessor(),
    address: readAddress(config),
    memoryMb: Math.floor(totalmem() / MEBIBYTE),
    diskTotalBytes: disk.blocks * disk.bsize,
    diskFreeBytes: disk.bavail * disk.bsize,
  };
}

/** A devices file that is wrong must be mended: a node without its devices would be given other work. */
function readDevices(file: string): HostFacts["NodeResources"]["Devices"] {
  if (file === "") return undefined;
  const parsed = parseDevicesFile(readFileSync(file, "utf8"));
  if (!parsed.ok) throw new Error(`the devices file ${file} is wrong, ${parsed.problem}`);
  return parsed.devices;
}

export class MeasuredHost implements HostFingerprint {
  /** Free space moves with every log line; what the node offers is fixed when the agent starts. */
  private diskMb: number | undefined;

  constructor(
    private readonly config: AgentConfig,
    private readonly berthVersion: string,
  ) {}

  async read(): Promise<HostFacts> {
    const { config } = this;
    const measured = await measure(config);
    const { processor, address } = measured;
    const cpuMhz = config.cpuTotalMhz || processor.cores * processor.mhz;
    const memoryMb = config.memoryTotalMb || measured.memoryMb;
    this.diskMb ??= config.diskTotalMb || Math.floor(measured.diskFreeBytes / MEBIBYTE);
    return {
      Name: config.name || hostname(),
      Datacenter: config.datacenter,
      NodeClass: config.nodeClass,
      NodePool: config.nodePool,
      // Empty: clients are to ask the API, which asks the agent; agents open no port.
      HTTPAddr: "",
      Attributes: { "berth.version": this.berthVersion, ...attributesOf(measured, { cpuMhz, memoryMb }, config) },
      Meta: config.meta,
      NodeResources: {
        Cpu: { CpuShares: cpuMhz, TotalCpuCores: processor.cores, ReservableCpuCores: Array.from({ length: processor.cores }, (_, core) => core) },
        Memory: { MemoryMB: memoryMb },
        Disk: { DiskMB: this.diskMb },
        Networks: [{ Mode: "host", Device: address.device, CIDR: address.cidr, IP: address.ip, MBits: 1000 }],
        NodeNetworks: [nodeNetwork(address, config)],
        Devices: readDevices(config.devicesFile),
        MinDynamicPort: config.minDynamicPort,
        MaxDynamicPort: config.maxDynamicPort,
      },
      ReservedResources: {
        Cpu: { CpuShares: config.reserved.cpuMhz },
        Memory: { MemoryMB: config.reserved.memoryMb },
        Disk: { DiskMB: config.reserved.diskMb },
        Networks: { ReservedHostPorts: config.reserved.ports },
      },
    };
  }
}
