// A job that begins to be periodic, by registration, after a stop, or by dispatch: what would have been due before is not
// its business. One that is parameterised too begins with each job that is dispatched from it.
import type { Job } from "../../model/job.js";
import { type JobRecord, currentVersion } from "../job-table.js";
import type { FoldContext } from "./context.js";

/** Due times are its own. */
export function isScheduled({ Periodic: periodic, ParameterizedJob: parameterized }: Job): boolean {
  return periodic !== null && parameterized === null;
}

export function beginSchedule(ctx: FoldContext, job: JobRecord): void {
  if (!isScheduled(currentVersion(job).job)) return;
  ctx.state.families.parent(job.key).launchedThroughMs = ctx.nowMs;
}
