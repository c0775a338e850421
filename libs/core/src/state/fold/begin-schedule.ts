// A job that begins to be periodic, by registration, after a stop, or by dispatch: what would have been due before is not
// its business.
import { type JobRecord, currentVersion } from "../job-table.js";
import type { FoldContext } from "./context.js";

export function beginSchedule(ctx: FoldContext, job: JobRecord): void {
  if (currentVersion(job).job.Periodic === null) return;
  ctx.state.families.parent(job.key).launchedThroughMs = ctx.nowMs;
}
