// A committed whole plan leaves no more wanted allocations of a group than its count, and no two of the same name.
import { desiredCode } from "@berth/core/state/allocation-table";
import type { JobRecord } from "@berth/core/state/job-table";
import type { Checker, Scene } from "../scene.ts";

export const counts: Checker = {
  name: "counts",
  folded(scene, ctx, fail) {
    for (const [i, event] of ctx.entry.events.entries()) {
      const outcome = ctx.outcomes[i]!;
      if (event.type !== "PlansCommitted" || outcome.kind !== "applied" || outcome.index !== ctx.index) continue;
      for (const [k, plan] of event.plans.entries()) {
        const job = scene.state.job(plan.namespace, plan.jobId);
        if (outcome.plans?.[k]?.applied !== true || job === undefined || plan.partial) continue;
        const wrong = wrongWith(scene, job);
        if (wrong !== undefined) fail(`entry ${ctx.index}: job ${plan.jobId}: ${wrong}`);
      }
    }
  },
};

function wrongWith({ state }: Scene, job: JobRecord): string | undefined {
  const spec = state.specOf(job);
  for (const group of spec.TaskGroups) {
    const wanted = [...state.allocationsOfJob(job)].filter(
      (row) => state.groupOfAllocation(row) === group.Name && state.allocations.desired.get(row) === desiredCode.run && !state.allocations.isClientTerminal(row),
    );
    const isSystem = spec.Type === "system" || spec.Type === "sysbatch";
    const limit = job.stopped ? 0 : isSystem ? state.nodes.size : group.Count;
    if (wanted.length > limit) return `${wanted.length} allocations of ${group.Name} are wanted, its count is ${limit}`;
    const names = new Set(wanted.map((row) => (isSystem ? state.allocations.node.get(row) : state.allocations.nameIndex.get(row))));
    if (names.size !== wanted.length) return `two allocations of ${group.Name} have the same ${isSystem ? "node" : "name"}`;
  }
  return undefined;
}
