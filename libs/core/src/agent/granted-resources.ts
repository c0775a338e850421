// What a task may use on its node, from what it asked and what its allocation got: the MHz of its cores, and its
// `memory_max` where the region allows it, never more than the node has (nomad.md 1.9). 0 as the most memory: no more than it asked.
import type { Assignment } from "../model/agent-protocol.js";
import type { Task } from "../model/job.js";
import type { NodeSpec } from "../model/node.js";
import { coreMhzOf } from "../scheduling/units/unit-offer.js";

export interface GrantedResources {
  readonly cpuMhz: number;
  readonly memoryMb: number;
  readonly memoryMaxMb: number;
  /** Ids of its own cores; empty: it shares the others. */
  readonly cores: readonly number[];
}

const unlimited = -1;

function mostMemory({ oversubscribes }: Assignment, { MemoryMaxMB: wanted }: Task["Resources"], { NodeResources: has, ReservedResources: keeps }: NodeSpec): number {
  if (oversubscribes !== true || wanted === 0) return 0;
  const most = has.Memory.MemoryMB - keeps.Memory.MemoryMB;
  return wanted === unlimited ? most : Math.min(wanted, most);
}

export function grantedResources(assignment: Assignment, task: Task, node: NodeSpec): GrantedResources {
  const cores = (assignment.holding?.cores ?? []).filter((held) => held.task === task.Name).flatMap(({ ids }) => ids);
  return {
    cpuMhz: task.Resources.CPU + cores.length * coreMhzOf(node),
    memoryMb: task.Resources.MemoryMB,
    memoryMaxMb: mostMemory(assignment, task.Resources, node),
    cores,
  };
}

/** As cpusets are written: "0-2,7". */
export function rangesOf(ids: readonly number[]): string {
  const parts: string[] = [];
  const sorted = ids.toSorted((a, b) => a - b);
  for (let from = 0, to = 0; from < sorted.length; from = ++to) {
    while (to + 1 < sorted.length && sorted[to + 1] === sorted[to]! + 1) to++;
    parts.push(from === to ? `${sorted[from]}` : `${sorted[from]}-${sorted[to]}`);
  }
  return parts.join(",");
}
