// A host port belongs to one allocation of a node at a time. Only the successor that the same plan placed there, and who it
// has to make room for, may be given the port of an allocation that is still stopping.
import { desiredCode } from "@berth/core/state/allocation-table";
import type { NodeRecord } from "@berth/core/state/node-table";
import type { LogChecker, LogScene } from "../scene.ts";

export function ports(): LogChecker {
  /** Allocations that a plan of another job counted on leaving. */
  const preempted = new Set<string>();
  return {
    name: "ports",
    folded(scene, ctx, fail) {
      for (const event of ctx.entry.events)
        for (const plan of event.type === "PlansCommitted" ? event.plans : [])
          for (const { preemptions = [] } of plan.placements) for (const { allocationIds } of preemptions) for (const id of allocationIds) preempted.add(id);
      for (const node of ctx.assignedNodes) {
        const twice = portTakenTwice(scene, node, preempted);
        if (twice !== undefined) fail(`entry ${ctx.index}: port ${twice} of node ${node.id} belongs to two allocations`);
      }
    },
  };
}

function portTakenTwice({ state }: LogScene, node: NodeRecord, preempted: ReadonlySet<string>): number | undefined {
  const { allocations } = state;
  const taken = new Map<number, number>();
  const isWanted = (row: number): boolean => allocations.desired.get(row) === desiredCode.run;
  const isPreempted = (row: number): boolean => preempted.has(allocations.idOf(row));
  for (const row of state.allocationsOnNode(node)) {
    if (allocations.isClientTerminal(row)) continue;
    for (const { value } of allocations.extras.get(row)?.ports ?? []) {
      const other = taken.get(value);
      const isOne = (holds: (each: number) => boolean): boolean => other !== undefined && (holds(row) || holds(other));
      const mayShare = isOne((each) => !isWanted(each)) && (isOne(isPreempted) || state.jobOfAllocation(other!) === state.jobOfAllocation(row));
      if (other !== undefined && !mayShare) return value;
      taken.set(value, row);
    }
  }
  return undefined;
}
