// The scheduler configuration is set, as a whole; compare-and-set on its modify index. A change of what may push out what,
// or of the algorithm, may matter to whoever waits for room: blocked jobs look again.
import type { Outcome, SchedulerConfigured } from "../../model/entry.js";
import type { FoldContext } from "./context.js";
import { unblock } from "./evaluations.js";
import { wakePreempting } from "./waking.js";

export function foldSchedulerConfigured(ctx: FoldContext, event: SchedulerConfigured): Outcome {
  const { state } = ctx;
  const { CreateIndex: createIndex, ModifyIndex: modifyIndex, ...before } = state.schedulerConfiguration;
  if (event.expectedModifyIndex !== undefined && event.expectedModifyIndex !== modifyIndex)
    return ctx.refused("stale-index", `the scheduler configuration is at modify index ${modifyIndex}, not ${event.expectedModifyIndex}`);
  const created = createIndex === 0 ? ctx.index : createIndex;
  state.schedulerConfiguration = { ...event.configuration, CreateIndex: created, ModifyIndex: ctx.index };
  const mattersToWaiting = JSON.stringify(before.PreemptionConfig) !== JSON.stringify(event.configuration.PreemptionConfig);
  if (mattersToWaiting) {
    wakePreempting(ctx);
    for (const job of state.blockedJobs.all()) unblock(ctx, job);
  }
  return ctx.applied("", ctx.index);
}
