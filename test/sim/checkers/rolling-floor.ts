// A rolling update replaces at most max_parallel allocations that have not shown yet that they are healthy.
import { clientCode, desiredCode, healthCode } from "@berth/core/state/allocation-table";
import type { Checker, Scene } from "../scene.ts";

const updating = "alloc is being updated due to job update";

export const rollingFloor: Checker = {
  name: "rolling floor",
  folded(scene, ctx, fail) {
    for (const [i, event] of ctx.entry.events.entries()) {
      const outcome = ctx.outcomes[i]!;
      if (event.type !== "PlansCommitted" || outcome.kind !== "applied" || outcome.index !== ctx.index) continue;
      for (const [k, plan] of event.plans.entries()) {
        if (outcome.plans?.[k]?.applied !== true) continue;
        const replaced = plan.stops.filter((stop) => stop.description === updating && wasUp(scene, stop.allocationId)).map((stop) => stop.allocationId);
        const updated = new Set(plan.updates.map((update) => update.allocationId));
        if (replaced.length > 0) check(scene, { index: ctx.index, namespace: plan.namespace, jobId: plan.jobId, replaced, updated }, fail);
      }
    }
  },
};

function wasUp({ state }: Scene, id: string): boolean {
  const row = state.allocations.rowOf(id);
  return row >= 0 && state.allocations.client.get(row) === clientCode.running;
}

interface Batch {
  readonly index: number;
  readonly namespace: string;
  readonly jobId: string;
  readonly replaced: readonly string[];
  /** In place, by the same plan: they were not waited for when it was made. */
  readonly updated: ReadonlySet<string>;
}

function check({ state }: Scene, { index, namespace, jobId, replaced, updated }: Batch, fail: (message: string) => void): void {
  const job = state.job(namespace, jobId);
  if (job === undefined || job.stopped) return;
  for (const group of state.specOf(job).TaskGroups) {
    const most = group.Update?.MaxParallel ?? 0;
    if (most <= 0) continue;
    const now = replaced.filter((id) => state.groupOfAllocation(state.allocations.rowOf(id)) === group.Name).length;
    if (now === 0) continue;
    const version = job.versions[0]!.version;
    let unsettled = 0;
    for (const row of state.allocationsOfJob(job)) {
      if (state.groupOfAllocation(row) !== group.Name || state.allocations.jobVersion.get(row) !== version) continue;
      if (state.allocations.desired.get(row) !== desiredCode.run || state.allocations.createIndex.get(row) === index) continue;
      if (job.deploymentId === "" || state.allocations.deploymentOf(row) !== job.deploymentId || state.allocations.isClientTerminal(row)) continue;
      if (updated.has(state.allocations.idOf(row))) continue;
      if (state.allocations.health.get(row) !== healthCode.healthy) unsettled++;
    }
    if (now + unsettled > most) fail(`entry ${index}: job ${jobId}.${group.Name}: replaces ${now} while ${unsettled} are not healthy yet; max_parallel is ${most}`);
  }
}
