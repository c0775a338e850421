/** PUT /v1/job/…/plan: the real scheduler on the own replica, without any effect. */
import { planView } from "@berth/core/api/plan-view";
import { proposeJob } from "@berth/core/api/proposed-job";
import { planAnswerSchema } from "@berth/core/api/schema/evaluation-answers";
import { visibleJob } from "@berth/core/api/visible-job";
import type { Job } from "@berth/core/model/job";
import { schedule } from "@berth/core/scheduling/schedule";
import { HttpProblem } from "../http/http-problem.js";
import { parseBody } from "../http/request-body.js";
import type { Route, RouteRequest, WriteAnswer, WriteRoute } from "../http/route.js";
import type { JobApiContext } from "../job-api-context.js";
import { admitOrThrow, readJobJson } from "../jobs/admission.js";
import { warningText } from "../jobs/job-texts.js";
import { planBodySchema } from "../jobs/register-request.js";

/** Plans larger than this are cut: a dry run answers whether and where, not all of a million places. */
const maxPlannedPlacements = 50_000;
const dryRunEvaluationId = "00000000-0000-0000-0000-000000000000";

/** A periodic or parameterised job is not placed itself; the plan says what one of its launches would do. */
function asRun(job: Job): Job {
  return { ...job, Periodic: null, ParameterizedJob: null };
}

async function plan(context: JobApiContext, request: RouteRequest): Promise<WriteAnswer> {
  const { log, clock } = context;
  const body = parseBody(request.text, planBodySchema);
  const { query } = request;
  const wanted = { region: query["region"] || body.Region, namespace: query["namespace"] || body.Namespace };
  const { job, warnings } = admitOrThrow(context, readJobJson(body.Job), wanted);
  if (job.ID !== request.params["jobId"]) throw new HttpProblem(400, "Job ID does not match");
  await log.catchUp();
  const { state } = log;
  const known = visibleJob(state, job.Namespace, job.ID);
  const { state: proposed, evaluation } = proposeJob(state, asRun(job), dryRunEvaluationId);
  const made = schedule(proposed, evaluation, { nowMs: clock.nowMs(), seed: 0, spares: 0, maxPlacements: maxPlannedPlacements });
  const answer = planView(proposed, {
    job,
    known,
    plan: made,
    evaluation,
    withDiff: body.Diff === true,
    nowMs: clock.nowMs(),
    warnings: warningText(warnings),
  });
  return { index: answer.Index, body: answer };
}

const planJob: WriteRoute = {
  kind: "write",
  method: "PUT",
  path: "/v1/job/{jobId}/plan",
  summary: "Say what registering a job would do, without doing it",
  tag: "jobs",
  body: planBodySchema,
  answer: planAnswerSchema,
  write: plan,
};

export const jobPlanRoutes: readonly Route[] = [planJob];
