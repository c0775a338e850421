// May an allocation begin on this node beside what really still runs there? The cluster decided by its own view; a task that
// refuses to die is seen here first. The fit function itself is an argument: the agent is given the one that scheduler and
// applier use. An allocation that has begun holds its share until all its tasks are dead and is never asked again.
import type { AssignedPort } from "../model/agent-protocol.js";
import { shapeOfGroup } from "../model/group-demand.js";
import type { TaskGroup } from "../model/job.js";
import type { NodeSpec } from "../model/node.js";

export interface Demand {
  readonly allocationId: string;
  readonly cpuMhz: number;
  readonly memoryMb: number;
  readonly diskMb: number;
  readonly ports: readonly AssignedPort[];
}

/** Undefined when it fits, otherwise what is missing, for people. */
export type Fits = (node: NodeSpec, held: readonly Demand[], asked: Demand) => string | undefined;

export function demandOf(allocationId: string, group: TaskGroup, ports: readonly AssignedPort[]): Demand {
  return { allocationId, ...shapeOfGroup(group), ports };
}

function shortage(name: string, have: number, held: readonly number[], asked: number): string | undefined {
  const free = have - held.reduce((sum, value) => sum + value, 0);
  return asked > free ? `${name}: ${asked} asked, ${free} free` : undefined;
}

export const fitsBeside: Fits = (node, held, asked) => {
  const { NodeResources: total, ReservedResources: reserved } = node;
  const portOf = (port: AssignedPort) => `${port.hostIp}:${port.value}`;
  const taken = new Set(held.flatMap((demand) => demand.ports.map(portOf)));
  const collision = asked.ports.find((port) => port.value > 0 && taken.has(portOf(port)));
  return (
    shortage("cpu (MHz)", total.Cpu.CpuShares - reserved.Cpu.CpuShares, held.map((demand) => demand.cpuMhz), asked.cpuMhz) ??
    shortage("memory (MB)", total.Memory.MemoryMB - reserved.Memory.MemoryMB, held.map((demand) => demand.memoryMb), asked.memoryMb) ??
    shortage("disk (MB)", total.Disk.DiskMB - reserved.Disk.DiskMB, held.map((demand) => demand.diskMb), asked.diskMb) ??
    (collision === undefined ? undefined : `port ${portOf(collision)} is still in use`)
  );
};
