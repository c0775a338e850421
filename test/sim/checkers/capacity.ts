// No node is over-committed in any dimension by a plan, and what the state says is used is what its allocations hold. A
// plan may lend its placements the room of what it stops on the same node; nobody else may use it before it is free.
import type { Plan } from "@berth/core/model/plan";
import type { FoldContext } from "@berth/core/state/fold/context";
import { desiredCode } from "@berth/core/state/allocation-table";
import type { NodeRecord } from "@berth/core/state/node-table";
import type { LogChecker, LogScene } from "../scene.ts";

interface Held {
  cpuMhz: number;
  memoryMb: number;
  diskMb: number;
}

function heldOn({ state }: LogScene, node: NodeRecord, counts: (row: number) => boolean): Held {
  const sum = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  for (const row of state.allocationsOnNode(node)) {
    if (state.allocations.isClientTerminal(row) || !counts(row)) continue;
    const shape = state.shapes.shape(state.allocations.shape.get(row));
    sum.cpuMhz += shape.cpuMhz;
    sum.memoryMb += shape.memoryMb;
    sum.diskMb += shape.diskMb;
  }
  return sum;
}

/** Nodes that got a new allocation of each job in this entry. */
function placedOn({ state }: LogScene, { allocations: rows, index }: FoldContext): ReadonlyMap<string, ReadonlySet<number>> {
  const placed = new Map<string, Set<number>>();
  for (const row of rows) {
    if (!state.allocations.isLive(row) || state.allocations.createIndex.get(row) !== index) continue;
    const key = state.jobOfAllocation(row).key;
    placed.set(key, (placed.get(key) ?? new Set()).add(state.allocations.node.get(row)));
  }
  return placed;
}

/** What a plan stops of its own job, and of others that have to make room for it. */
function leaving({ stops, placements }: Plan): string[] {
  const preempted = placements.flatMap(({ preemptions = [] }) => preemptions.flatMap(({ allocationIds }) => allocationIds));
  return [...stops.map(({ allocationId }) => allocationId), ...preempted];
}

export function capacity(): LogChecker {
  const lent = new Set<string>();
  return {
    name: "capacity",
    folded(scene, ctx, fail) {
      const { state } = scene;
      const { nodes } = state;
      const placed = placedOn(scene, ctx);
      for (const event of ctx.entry.events)
        for (const plan of event.type === "PlansCommitted" ? event.plans : [])
          for (const allocationId of leaving(plan)) {
            const row = state.allocations.rowOf(allocationId);
            if (row >= 0 && placed.get(`${plan.namespace}\n${plan.jobId}`)?.has(state.allocations.node.get(row)) === true) lent.add(allocationId);
          }
      const grown = new Set([...placed.values()].flatMap((rows) => [...rows]));
      for (const node of new Set([...ctx.assignedNodes, ...ctx.nodes])) {
        if (state.node(node.id) !== node) continue;
        const all = heldOn(scene, node, () => true);
        if (all.cpuMhz !== nodes.cpuUsed[node.row] || all.memoryMb !== nodes.memoryUsed[node.row] || all.diskMb !== nodes.diskUsed[node.row])
          fail(`entry ${ctx.index}: node ${node.id} counts ${nodes.cpuUsed[node.row]} MHz, ${nodes.memoryUsed[node.row]} MB, its allocations hold ${JSON.stringify(all)}`);
        if (!grown.has(node.row)) continue;
        const held = heldOn(scene, node, (row) => state.allocations.desired.get(row) === desiredCode.run || !lent.has(state.allocations.idOf(row)));
        if (held.cpuMhz > nodes.cpuCapacity[node.row]! || held.memoryMb > nodes.memoryCapacity[node.row]! || held.diskMb > nodes.diskCapacity[node.row]!)
          fail(`entry ${ctx.index}: a plan over-commits node ${node.id}: ${JSON.stringify(held)} of ${nodes.cpuCapacity[node.row]} MHz, ${nodes.memoryCapacity[node.row]} MB, ${nodes.diskCapacity[node.row]} MB`);
      }
    },
  };
}
