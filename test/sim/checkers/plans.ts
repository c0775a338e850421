// Of all plans made for a job from one state at most one is committed, none from a state in which the job was another, and
// nothing is placed on a node that was not ready and eligible, or changed after the plan was checked.
import type { LogEntry } from "@berth/core/model/entry";
import type { FoldContext } from "@berth/core/state/fold/context";
import type { Fail, LogChecker, LogScene } from "../scene.ts";

const decisions = new Set(["JobRegistered", "JobDeregistered", "JobScaled"]);

export function plans(): LogChecker {
  const committed = new Set<string>();
  /** Last index at which a job was decided on, by our own book-keeping. */
  const decided = new Map<string, number>();
  return {
    name: "plans",
    folded(scene, ctx, fail) {
      const { entry, outcomes, index } = ctx;
      // A second copy changes nothing and got the first one's outcomes.
      if (outcomes.some((outcome) => outcome.index !== index)) return;
      for (const [i, event] of entry.events.entries()) {
        const outcome = outcomes[i]!;
        if (outcome.kind !== "applied") continue;
        // Stopping what is not there is granted and decides nothing.
        if (decisions.has(event.type) && outcome.evaluationId !== "") decided.set(jobOf(event), index);
        if (event.type !== "PlansCommitted") continue;
        for (const [k, plan] of event.plans.entries()) {
          if (outcome.plans?.[k]?.applied !== true) continue;
          const key = `${plan.namespace}\n${plan.jobId}`;
          const from = `${key}\n${plan.decidedAt}`;
          if (committed.has(from)) fail(`entry ${index}: a second plan for ${plan.jobId} decided at ${plan.decidedAt}`);
          committed.add(from);
          if ((decided.get(key) ?? 0) > plan.decidedAt) fail(`entry ${index}: a plan for ${plan.jobId} made before its decision ${decided.get(key)}, at ${plan.decidedAt}`);
          decided.set(key, index);
        }
        placements(scene, ctx, event.verifiedThrough, fail);
      }
    },
  };
}

function jobOf(event: LogEntry["events"][number]): string {
  if (event.type === "JobRegistered") return `${event.job.Namespace}\n${event.job.ID}`;
  return event.type === "JobDeregistered" || event.type === "JobScaled" ? `${event.namespace}\n${event.jobId}` : "";
}

function placements({ state }: LogScene, { allocations: rows, index }: FoldContext, verifiedThrough: number, fail: Fail): void {
  for (const row of rows) {
    if (state.allocations.createIndex.get(row) !== index) continue;
    const node = state.nodeOfAllocation(row);
    const id = state.allocations.idOf(row);
    if (node === undefined || node.status !== "ready") fail(`entry ${index}: ${id} placed on a node that is ${node?.status ?? "not there"}`);
    else if (node.eligibility !== "eligible") fail(`entry ${index}: ${id} placed on the ineligible node ${node.id}`);
    else if (node.changedAt > verifiedThrough) fail(`entry ${index}: ${id} placed on ${node.id}, which changed at ${node.changedAt}, after ${verifiedThrough}`);
  }
}
