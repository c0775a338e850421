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

type Quantity = "cpuMhz" | "memoryMb" | "diskMb";

const NAMES: Readonly<Record<Quantity, string>> = { cpuMhz: "cpu (MHz)", memoryMb: "memory (MB)", diskMb: "disk (MB)" };

function offered({ NodeResources: total, ReservedResources: reserved }: NodeSpec): Readonly<Record<Quantity, number>> {
  return {
    cpuMhz: total.Cpu.CpuShares - reserved.Cpu.CpuShares,
    memoryMb: total.Memory.MemoryMB - reserved.Memory.MemoryMB,
    diskMb: total.Disk.DiskMB - reserved.Disk.DiskMB,
  };
}

export const fitsBeside: Fits = (node, held, asked) => {
  const offer = offered(node);
  const free = (quantity: Quantity) => offer[quantity] - held.reduce((sum, demand) => sum + demand[quantity], 0);
  const short = (["cpuMhz", "memoryMb", "diskMb"] as const).find((quantity) => asked[quantity] > free(quantity));
  if (short !== undefined) return `${NAMES[short]}: ${asked[short]} asked, ${free(short)} free`;
  const portOf = (port: AssignedPort) => `${port.hostIp}:${port.value}`;
  const taken = new Set(held.flatMap((demand) => demand.ports.map(portOf)));
  const collision = asked.ports.find((port) => port.value > 0 && taken.has(portOf(port)));
  return collision === undefined ? undefined : `port ${portOf(collision)} is still in use`;
};
