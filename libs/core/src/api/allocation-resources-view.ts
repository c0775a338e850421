// What an allocation holds, three times over as Nomad tells it: AllocatedResources (today's form), and the legacy
// Resources, TaskResources and SharedResources, which its CLI still reads without looking whether they are there.
import type { AssignedPort } from "../model/agent-protocol.js";
import { shapeOfGroup } from "../model/group-demand.js";
import { type Holding, noHolding, wholeUnit } from "../model/holding.js";
import type { NetworkResource, Task, TaskGroup } from "../model/job.js";
import type { AllocatedResources } from "./schema/allocation-answers.js";
import type { LegacyNetwork, LegacyResources } from "./schema/common.js";

const nothing: LegacyResources = {
  CPU: 0,
  Cores: 0,
  MemoryMB: 0,
  MemoryMaxMB: 0,
  DiskMB: 0,
  IOPS: 0,
  Networks: null,
  Devices: null,
};

/** The ports a network asked for, with the numbers it got. */
function assignedNetworks(
  networks: readonly NetworkResource[] | null,
  ports: readonly AssignedPort[],
): LegacyNetwork[] | null {
  const network = networks?.[0];
  if (network === undefined) return null;
  const assigned = (asked: NetworkResource["DynamicPorts"]): LegacyNetwork["DynamicPorts"] => {
    if (asked === null || asked.length === 0) return null;
    return asked.map((port) => {
      const got = ports.find((candidate) => candidate.label === port.Label);
      return { Label: port.Label, Value: got?.value ?? port.Value, To: got?.to ?? port.To, HostNetwork: port.HostNetwork };
    });
  };
  return [
    {
      Mode: network.Mode,
      Device: network.Device,
      CIDR: network.CIDR,
      IP: ports[0]?.hostIp ?? network.IP,
      MBits: network.MBits,
      DNS: null,
      ReservedPorts: assigned(network.ReservedPorts),
      DynamicPorts: assigned(network.DynamicPorts),
    },
  ];
}

function networksOfTask(task: Task, ports: readonly AssignedPort[]): LegacyNetwork[] | null {
  return assignedNetworks(task.Resources.Networks, ports.filter((port) => port.task === task.Name));
}

function networksOfGroup(group: TaskGroup, ports: readonly AssignedPort[]): LegacyNetwork[] | null {
  return assignedNetworks(group.Networks, ports.filter((port) => port.task === ""));
}

/** What the allocation got on its node beside what its group asks. */
export interface Granted {
  readonly ports: readonly AssignedPort[];
  readonly holding?: Holding | undefined;
  /** MHz of one core there. */
  readonly coreMhz: number;
  /** `memory_max` counts. */
  readonly oversubscribes: boolean;
}

function coresOf(task: Task, { holding = noHolding }: Granted): number[] {
  return holding.cores.filter((held) => held.task === task.Name).flatMap(({ ids }) => ids);
}

function devicesOf(task: Task, { holding = noHolding }: Granted): AllocatedResources["Tasks"][string]["Devices"] {
  const devices = holding.devices.filter((held) => held.task === task.Name);
  if (devices.length === 0) return null;
  return devices.map(({ vendor, type, name, ids, milli }) => ({
    Vendor: vendor,
    Type: type,
    Name: name,
    DeviceIDs: [...ids],
    ...(milli === wholeUnit ? {} : { ShareMilli: milli }),
  }));
}

function cpuSharesOf(task: Task, granted: Granted): number {
  return task.Resources.CPU + coresOf(task, granted).length * granted.coreMhz;
}

export function allocatedResourcesView(group: TaskGroup, granted: Granted): AllocatedResources {
  const { ports } = granted;
  const reserved = (task: Task): number[] | null => (coresOf(task, granted).length === 0 ? null : coresOf(task, granted));
  const shared = ports.filter((port) => port.task === "");
  return {
    Tasks: Object.fromEntries(
      group.Tasks.map((task) => [
        task.Name,
        {
          Cpu: { CpuShares: cpuSharesOf(task, granted), ReservedCores: reserved(task) },
          Memory: { MemoryMB: task.Resources.MemoryMB, MemoryMaxMB: granted.oversubscribes ? task.Resources.MemoryMaxMB : 0 },
          Networks: networksOfTask(task, ports),
          Devices: devicesOf(task, granted),
        },
      ]),
    ),
    TaskLifecycles: Object.fromEntries(
      group.Tasks.map((task) => [
        task.Name,
        task.Lifecycle === null ? null : { Hook: task.Lifecycle.Hook, Sidecar: task.Lifecycle.Sidecar },
      ]),
    ),
    Shared: {
      DiskMB: group.EphemeralDisk.SizeMB,
      Networks: networksOfGroup(group, ports),
      Ports:
        shared.length === 0
          ? null
          : shared.map((port) => ({
              Label: port.label,
              Value: port.value,
              To: port.to,
              HostIP: port.hostIp,
              IgnoreCollision: false,
            })),
    },
  };
}

export function legacyTaskResources(group: TaskGroup, granted: Granted): Record<string, LegacyResources> {
  return Object.fromEntries(
    group.Tasks.map((task) => [
      task.Name,
      {
        ...nothing,
        CPU: cpuSharesOf(task, granted),
        Cores: task.Resources.Cores,
        MemoryMB: task.Resources.MemoryMB,
        MemoryMaxMB: granted.oversubscribes ? task.Resources.MemoryMaxMB : 0,
        Networks: networksOfTask(task, granted.ports),
      },
    ]),
  );
}

export function legacySharedResources(group: TaskGroup, ports: readonly AssignedPort[]): LegacyResources {
  return { ...nothing, DiskMB: group.EphemeralDisk.SizeMB, Networks: networksOfGroup(group, ports) };
}

export function legacyResources(group: TaskGroup, { ports, coreMhz }: Granted): LegacyResources {
  const { cores = 0, ...shape } = shapeOfGroup(group);
  const networks = [
    ...(networksOfGroup(group, ports) ?? []),
    ...group.Tasks.flatMap((task) => networksOfTask(task, ports) ?? []),
  ];
  return {
    ...nothing,
    CPU: shape.cpuMhz + cores * coreMhz,
    Cores: cores,
    MemoryMB: shape.memoryMb,
    MemoryMaxMB: shape.memoryMb,
    DiskMB: shape.diskMb,
    Networks: networks.length === 0 ? null : networks,
  };
}
