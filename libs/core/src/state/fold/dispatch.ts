// Dispatching a parameterised job: the rules for payload and meta hold for the version that is there when the event is
// folded. A token that a known child was dispatched with names that child: nothing happens, and the caller is told of it.
import { isDispatchChildOf } from "../../dispatch/child-id.js";
import { dispatchProblem } from "../../dispatch/dispatch-rules.js";
import type { JobDispatched, Outcome } from "../../model/entry.js";
import type { Job } from "../../model/job.js";
import { registrationDisabledText } from "../../model/scheduler-configuration.js";
import { type JobRecord, currentVersion } from "../job-table.js";
import type { State } from "../state.js";
import { beginSchedule } from "./begin-schedule.js";
import { insertChild } from "./children.js";
import type { FoldContext } from "./context.js";

/** The child of this job that was dispatched with this token. */
export function childOfToken(state: State, parent: JobRecord, token: string): JobRecord | undefined {
  if (token === "") return undefined;
  for (const key of state.families.parents.get(parent.key)?.children ?? []) {
    const job = state.jobs.byKeyOrNone(key);
    if (job !== undefined && !job.purged && state.families.children.get(key)?.dispatched?.idempotencyToken === token) return job;
  }
  return undefined;
}

export function foldJobDispatched(ctx: FoldContext, event: JobDispatched): Outcome {
  const { state } = ctx;
  const { namespace, jobId, childId, payload, meta, idempotencyToken } = event;
  if (state.schedulerConfiguration.RejectJobRegistration) return ctx.refused("registration-disabled", registrationDisabledText);
  const parent = state.job(namespace, jobId);
  if (parent === undefined || parent.purged) return ctx.refused("unknown-job", "parameterized job not found");
  const spec = currentVersion(parent).job;
  if (spec.ParameterizedJob === null) return ctx.refused("invalid", `Specified job "${jobId}" is not a parameterized job`);
  if (parent.stopped) return ctx.refused("invalid", `Specified job "${jobId}" is stopped`);
  const problem = dispatchProblem(spec, event);
  if (problem !== undefined) return ctx.refused("invalid", problem);
  const known = childOfToken(state, parent, idempotencyToken);
  if (known !== undefined) return ctx.applied("", known.createIndex);
  if (!isDispatchChildOf(childId, jobId)) return ctx.refused("invalid", `"${childId}" cannot be the id of a dispatched job of "${jobId}"`);
  if (state.job(namespace, childId) !== undefined) return ctx.refused("exists", `job "${childId}" exists already`);
  const child: Job = {
    ...spec,
    ID: childId,
    Name: childId,
    Priority: event.priority === 0 ? spec.Priority : event.priority,
    Meta: Object.keys(meta).length === 0 ? spec.Meta : { ...spec.Meta, ...meta },
    ParameterizedJob: null,
  };
  const dispatched = { payload, idempotencyToken, parameterized: spec.ParameterizedJob };
  const evaluationId = insertChild(ctx, { parent, spec: child, dispatched, trigger: "job-register" });
  beginSchedule(ctx, state.job(namespace, childId)!);
  return ctx.applied(evaluationId, ctx.index);
}
