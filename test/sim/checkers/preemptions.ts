// Who has to go goes for a plan that needed it: evicted in the entry of a plan that names it, for an allocation of a job at
// least ten priorities higher that was placed on the same node in the same entry, and never for nothing.
import type { FoldContext } from "@berth/core/state/fold/context";
import { desiredCode } from "@berth/core/state/allocation-table";
import type { Checker, Fail, Scene } from "../scene.ts";

export function preemptions(): Checker {
  const known = new Set<string>();
  return {
    name: "preemptions",
    folded(scene, ctx, fail) {
      const { allocations } = scene.state;
      const named = namedIn(ctx);
      for (const row of ctx.allocations) {
        if (!allocations.isLive(row) || allocations.desired.get(row) !== desiredCode.evict) continue;
        const id = allocations.idOf(row);
        if (known.has(id)) continue;
        known.add(id);
        if (!named.has(id)) fail(`entry ${ctx.index}: ${id} is evicted, and no plan of the entry says so`);
        judge(scene, ctx, { row, id, fail });
      }
      for (const { id } of ctx.removedAllocations) known.delete(id);
    },
  };
}

function namedIn({ entry, outcomes }: FoldContext): ReadonlySet<string> {
  const named = new Set<string>();
  for (const [i, event] of entry.events.entries()) {
    const outcome = outcomes[i]!;
    if (event.type !== "PlansCommitted" || outcome.kind !== "applied") continue;
    for (const [k, plan] of event.plans.entries())
      if (outcome.plans?.[k]?.applied === true)
        for (const { preemptions: planned = [] } of plan.placements) for (const { allocationIds } of planned) for (const id of allocationIds) named.add(id);
  }
  return named;
}

function judge({ state }: Scene, ctx: FoldContext, { row, id, fail }: { readonly row: number; readonly id: string; readonly fail: Fail }): void {
  const { allocations } = state;
  const by = allocations.rowOf(allocations.extras.get(row)?.preemptedById ?? "");
  if (by < 0) return fail(`entry ${ctx.index}: ${id} is evicted for nobody`);
  if (allocations.createIndex.get(by) !== ctx.index) fail(`entry ${ctx.index}: ${id} is evicted for ${allocations.idOf(by)}, which was there before`);
  if (allocations.node.get(by) !== allocations.node.get(row)) fail(`entry ${ctx.index}: ${id} is evicted for ${allocations.idOf(by)} on another node`);
  const [high, low] = [state.specOf(state.jobOfAllocation(by)).Priority, state.specOf(state.jobOfAllocation(row)).Priority];
  if (low > high - 10) fail(`entry ${ctx.index}: ${id} of priority ${low} is evicted for priority ${high}`);
}
