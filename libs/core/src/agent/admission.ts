// May an allocation begin on this node beside what really still runs there? The cluster decided by its own view; a task that
// refuses to die is seen here first. Judged by the fit function that scheduler and applier use. An allocation that has begun holds its share until all its tasks are dead and is never asked again.
import type { AssignedPort } from "../model/agent-protocol.js";
import { shapeOfGroup } from "../model/group-demand.js";
import type { TaskGroup } from "../model/job.js";
import type { NodeSpec } from "../model/node.js";
import { fits } from "../scheduling/fit.js";
import type { Shape } from "../state/interned.js";

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

function offered({ NodeResources: total, ReservedResources: reserved }: NodeSpec): Shape {
  return {
    cpuMhz: total.Cpu.CpuShares - reserved.Cpu.CpuShares,
    memoryMb: total.Memory.MemoryMB - reserved.Memory.MemoryMB,
    diskMb: total.Disk.DiskMB - reserved.Disk.DiskMB,
  };
}

export const fitsBeside: Fits = (node, held, asked) => {
  const used = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  for (const demand of held) {
    used.cpuMhz += demand.cpuMhz;
    used.memoryMb += demand.memoryMb;
    used.diskMb += demand.diskMb;
  }
  const misfit = fits(offered(node), used, asked);
  if (misfit !== undefined) return `${misfit.dimension}: ${misfit.shortfall} too few`;
  const portOf = (port: AssignedPort) => `${port.hostIp}:${port.value}`;
  const taken = new Set(held.flatMap((demand) => demand.ports.map(portOf)));
  const collision = asked.ports.find((port) => port.value > 0 && taken.has(portOf(port)));
  return collision === undefined ? undefined : `port ${portOf(collision)} is still in use`;
};
