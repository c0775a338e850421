// Children of periodic and parameterised jobs: an ordinary job whose specification is made from the parent's, so that an
// entry names the parent only. A child is inserted where none of its name is known, which makes each launch happen once.
import type { EvaluationTrigger } from "../../model/evaluation.js";
import type { Job } from "../../model/job.js";
import type { Dispatch } from "../family-table.js";
import type { JobRecord } from "../job-table.js";
import type { FoldContext } from "./context.js";
import { requestEvaluation } from "./evaluations.js";
import { addVersion, decided } from "./jobs.js";

export interface Birth {
  readonly parent: JobRecord;
  readonly spec: Job;
  readonly dispatched: Dispatch | undefined;
  readonly trigger: EvaluationTrigger;
}

/** Nobody of this name may be known. Returns the id of its evaluation, "" when it is itself periodic. */
export function insertChild(ctx: FoldContext, { parent, spec, dispatched, trigger }: Birth): string {
  const { state } = ctx;
  const job = state.jobs.insert(parent.namespace, spec.ID, ctx.index);
  addVersion(ctx, job, { job: spec, submission: undefined });
  decided(ctx, job);
  state.families.addChild(job.key, { parentId: parent.id, parentKey: parent.key, dispatched });
  ctx.touchJob(parent);
  return requestEvaluation(ctx, job, trigger);
}
