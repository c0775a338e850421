// May an allocation begin on this node beside what really still runs there? The cluster decided by its own view; a task that
// refuses to die is seen here first. Judged by the fit function that scheduler and applier use. An allocation that has begun holds its share until all its tasks are dead and is never asked again.
import type { AssignedPort, Assignment } from "../model/agent-protocol.js";
import { amountsOfGroup, shapeOfGroup } from "../model/group-demand.js";
import { type Holding, countUnits } from "../model/holding.js";
import type { TaskGroup } from "../model/job.js";
import type { NodeSpec } from "../model/node.js";
import { fits, holdingMisfit } from "../scheduling/fit.js";
import { coreMhzOf, unitOfferOf } from "../scheduling/units/unit-offer.js";
import type { Shape } from "../state/interned.js";

export interface Demand {
  readonly allocationId: string;
  readonly cpuMhz: number;
  readonly memoryMb: number;
  readonly diskMb: number;
  readonly ports: readonly AssignedPort[];
  readonly holding: Holding | undefined;
  /** Whole ones that it holds: their MHz are each node's own. */
  readonly cores: number;
}

/** Undefined when it fits, otherwise what is missing, for people. */
export type Fits = (node: NodeSpec, held: readonly Demand[], asked: Demand) => string | undefined;

export function demandOf({ allocationId, ports, holding }: Assignment, group: TaskGroup): Demand {
  // Placed before cores were given out by name: it took no cpu for them.
  const { cores = 0, ...amounts } = holding === undefined ? amountsOfGroup(group) : shapeOfGroup(group);
  return { allocationId, ...amounts, ports, holding, cores };
}

function cpuOn(node: NodeSpec, { cpuMhz, cores }: Demand): number {
  return cores === 0 ? cpuMhz : cpuMhz + cores * coreMhzOf(node);
}

/** The first core or device that another one still has; what the node offers was the cluster's to judge. */
function unitStillHeld(node: NodeSpec, held: readonly Demand[], asked: Holding): string | undefined {
  const counts = new Map<string, number>();
  for (const { holding } of held) if (holding !== undefined) countUnits(counts, holding, 1);
  const misfit = holdingMisfit(unitOfferOf(node).keys, (key) => counts.get(key) ?? 0, asked);
  return misfit === undefined ? undefined : `${misfit.dimension}: still in use, or not offered any more`;
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
    used.cpuMhz += cpuOn(node, demand);
    used.memoryMb += demand.memoryMb;
    used.diskMb += demand.diskMb;
  }
  const misfit = fits(offered(node), used, { ...asked, cpuMhz: cpuOn(node, asked) });
  if (misfit !== undefined) return `${misfit.dimension}: ${misfit.shortfall} too few`;
  const unit = asked.holding === undefined ? undefined : unitStillHeld(node, held, asked.holding);
  if (unit !== undefined) return unit;
  const portOf = (port: AssignedPort) => `${port.hostIp}:${port.value}`;
  const taken = new Set(held.flatMap((demand) => demand.ports.map(portOf)));
  const collision = asked.ports.find((port) => port.value > 0 && taken.has(portOf(port)));
  return collision === undefined ? undefined : `port ${portOf(collision)} is still in use`;
};
