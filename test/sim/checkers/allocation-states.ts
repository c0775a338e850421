// States only move forward: what has ended does not come back, only a node's whole inventory brings back what was thought
// lost, and nothing that was to stop is wanted again.
import { clientCode, desiredCode } from "@berth/core/state/allocation-table";
import type { LogChecker } from "../scene.ts";

interface Known {
  client: number;
  desired: number;
}

export function allocationStates(): LogChecker {
  const known = new Map<string, Known>();
  return {
    name: "allocation states",
    folded({ state }, ctx, fail) {
      const isInventory = ctx.entry.events.some((event) => event.type === "NodeRegistered");
      for (const row of ctx.allocations) {
        if (!state.allocations.isLive(row)) continue;
        const id = state.allocations.idOf(row);
        const now = { client: state.allocations.client.get(row), desired: state.allocations.desired.get(row) };
        const before = known.get(id);
        known.set(id, now);
        if (before === undefined) continue;
        if (before.desired !== desiredCode.run && now.desired === desiredCode.run) fail(`entry ${ctx.index}: ${id} was to stop and is wanted again`);
        if (before.client === now.client) continue;
        const ended = before.client === clientCode.complete || before.client === clientCode.failed;
        if (ended || (before.client === clientCode.lost && !isInventory)) fail(`entry ${ctx.index}: ${id} went from ${before.client} to ${now.client}`);
      }
      for (const { id } of ctx.removedAllocations) known.delete(id);
    },
  };
}
