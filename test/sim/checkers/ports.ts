// A host port belongs to one allocation of a node at a time. Only the successor that the same plan placed there may be given
// the port of an allocation that is still stopping.
import { desiredCode } from "@berth/core/state/allocation-table";
import type { NodeRecord } from "@berth/core/state/node-table";
import type { Checker, Scene } from "../scene.ts";

export const ports: Checker = {
  name: "ports",
  folded(scene, ctx, fail) {
    for (const node of ctx.assignedNodes) {
      const twice = portTakenTwice(scene, node);
      if (twice !== undefined) fail(`entry ${ctx.index}: port ${twice} of node ${node.id} belongs to two allocations`);
    }
  },
};

function portTakenTwice({ state }: Scene, node: NodeRecord): number | undefined {
  const taken = new Map<number, number>();
  for (const row of state.allocationsOnNode(node)) {
    if (state.allocations.isClientTerminal(row)) continue;
    for (const { value } of state.allocations.extras.get(row)?.ports ?? []) {
      const other = taken.get(value);
      const isHandedOn = other !== undefined && state.jobOfAllocation(other) === state.jobOfAllocation(row) && !(isWanted(row) && isWanted(other));
      if (other !== undefined && !isHandedOn) return value;
      taken.set(value, row);
    }
  }
  return undefined;

  function isWanted(row: number): boolean {
    return state.allocations.desired.get(row) === desiredCode.run;
  }
}
