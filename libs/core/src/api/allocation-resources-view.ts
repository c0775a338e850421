// What an allocation holds, three times over as Nomad tells it: AllocatedResources (today's form), and the legacy
// Resources, TaskResources and SharedResources, which its CLI still reads without looking whether they are there.
import type { AssignedPort } from "../model/agent-protocol.js";
import { shapeOfGroup } from "../model/group-demand.js";
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

export function allocatedResourcesView(group: TaskGroup, ports: readonly AssignedPort[]): AllocatedResources {
  const shared = ports.filter((port) => port.task === "");
  return {
    Tasks: Object.fromEntries(
      group.Tasks.map((task) => [
        task.Name,
        {
          Cpu: { CpuShares: task.Resources.CPU, ReservedCores: null },
          Memory: { MemoryMB: task.Resources.MemoryMB, MemoryMaxMB: task.Resources.MemoryMaxMB },
          Networks: networksOfTask(task, ports),
          Devices: null,
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

export function legacyTaskResources(group: TaskGroup, ports: readonly AssignedPort[]): Record<string, LegacyResources> {
  return Object.fromEntries(
    group.Tasks.map((task) => [
      task.Name,
      {
        ...nothing,
        CPU: task.Resources.CPU,
        Cores: task.Resources.Cores,
        MemoryMB: task.Resources.MemoryMB,
        MemoryMaxMB: task.Resources.MemoryMaxMB,
        Networks: networksOfTask(task, ports),
      },
    ]),
  );
}

export function legacySharedResources(group: TaskGroup, ports: readonly AssignedPort[]): LegacyResources {
  return { ...nothing, DiskMB: group.EphemeralDisk.SizeMB, Networks: networksOfGroup(group, ports) };
}

export function legacyResources(group: TaskGroup, ports: readonly AssignedPort[]): LegacyResources {
  const shape = shapeOfGroup(group);
  const networks = [
    ...(networksOfGroup(group, ports) ?? []),
    ...group.Tasks.flatMap((task) => networksOfTask(task, ports) ?? []),
  ];
  return {
    ...nothing,
    CPU: shape.cpuMhz,
    MemoryMB: shape.memoryMb,
    MemoryMaxMB: shape.memoryMb,
    DiskMB: shape.diskMb,
    Networks: networks.length === 0 ? null : networks,
  };
}
