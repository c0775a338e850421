/** Changing jobs: register, stop, look again, scale. */
import { jobDeregisterAnswerSchema, jobRegisterAnswerSchema } from "@berth/core/api/schema/job-answers";
import { visibleJob } from "@berth/core/api/visible-job";
import { isActiveDeployment } from "@berth/core/model/deployment";
import { currentVersion } from "@berth/core/state/job-table";
import type { State } from "@berth/core/state/state";
import type { z } from "zod";
import { HttpProblem } from "../http/http-problem.js";
import { boolValue } from "../http/query-values.js";
import { parseBody } from "../http/request-body.js";
import type { Route, RouteRequest, WriteRoute } from "../http/route.js";
import { checkJobId } from "../jobs/admission.js";
import { registerAnswer, registerJob } from "../jobs/register-job.js";
import { evaluateBodySchema, registerBodySchema, scaleBodySchema } from "../jobs/register-request.js";
import { appliedOrThrow, readMeta, writeMeta } from "./common-answers.js";

const register: WriteRoute = {
  kind: "write",
  method: "PUT",
  path: "/v1/jobs",
  summary: "Register a job: {Job} as JSON, or a job file with Content-Type application/hcl",
  tag: "jobs",
  body: registerBodySchema,
  answer: jobRegisterAnswerSchema,
  write: (context, request) => registerJob(context, request),
};

const update: WriteRoute = {
  ...register,
  path: "/v1/job/{jobId}",
  summary: "Register a new version of a job",
  write: (context, request) => registerJob(context, request, request.params["jobId"]!),
};

const stop: WriteRoute = {
  kind: "write",
  method: "DELETE",
  path: "/v1/job/{jobId}",
  summary: "Stop a job",
  tag: "jobs",
  query: { purge: "true: forget it when its allocations have ended", global: "Accepted for compatibility" },
  answer: jobDeregisterAnswerSchema,
  write: async ({ log }, request) => {
    const purge = boolValue(request.query, "purge");
    const jobId = request.params["jobId"]!;
    checkJobId(jobId);
    const event = { type: "JobDeregistered", namespace: request.namespace, jobId, purge } as const;
    const applied = appliedOrThrow(await log.submit(event, request.trace));
    return {
      index: applied.index,
      body: {
        EvalID: applied.evaluationId,
        EvalCreateIndex: applied.evaluationId === "" ? 0 : applied.index,
        JobModifyIndex: applied.detail,
        VolumeEvalID: "",
        VolumeEvalIndex: 0,
        ...writeMeta(applied.index),
      },
    };
  },
};

const evaluate: WriteRoute = {
  kind: "write",
  method: "PUT",
  path: "/v1/job/{jobId}/evaluate",
  summary: "Have the scheduler look at a job again",
  tag: "jobs",
  body: evaluateBodySchema,
  answer: jobRegisterAnswerSchema,
  write: async ({ log }, request) => {
    const jobId = request.params["jobId"]!;
    const body = request.text === "" ? {} : parseBody(request.text, evaluateBodySchema);
    if (body.JobID !== undefined && body.JobID !== jobId) throw new HttpProblem(400, "JobID not same as url job id");
    const outcome = await log.submit({ type: "JobEvaluationForced", namespace: request.namespace, jobId }, request.trace);
    const applied = appliedOrThrow(outcome);
    return { index: applied.index, body: registerAnswer(applied, "") };
  },
};

type ScaleBody = z.infer<typeof scaleBodySchema>;

/** What Nomad's scaling refuses before it reaches the log (nomad.md 3.3). */
function scaledGroup(state: State, request: RouteRequest, body: ScaleBody): string {
  const jobId = request.params["jobId"]!;
  const name = body.Target?.["Group"] ?? body.Target?.["group"] ?? "";
  if (name === "") throw new HttpProblem(400, "missing task group name for scaling action");
  if (body.Error === true && body.Count !== undefined)
    throw new HttpProblem(400, "scaling action should not contain count if error is true");
  const job = visibleJob(state, request.namespace, jobId);
  if (job === undefined) throw new HttpProblem(404, `job "${jobId}" not found`);
  const group = currentVersion(job).job.TaskGroups.find((candidate) => candidate.Name === name);
  if (group === undefined) throw new HttpProblem(400, `task group "${name}" specified for scaling does not exist in job`);
  const { Count: count } = body;
  if (count === undefined) return name;
  if (count < 0) throw new HttpProblem(400, "scaling action count can't be negative");
  const [min, max] = [group.Scaling?.Min ?? 0, group.Scaling?.Max ?? Infinity];
  if (count < min) throw new HttpProblem(400, `group count was less than scaling policy minimum: ${count} < ${min}`);
  if (count > max) throw new HttpProblem(400, `group count was greater than scaling policy maximum: ${count} > ${max}`);
  const deployment = state.deployments.get(job.deploymentId);
  if (deployment !== undefined && isActiveDeployment(deployment.status))
    throw new HttpProblem(400, "job scaling blocked due to active deployment");
  return name;
}

const scale: WriteRoute = {
  kind: "write",
  method: "PUT",
  path: "/v1/job/{jobId}/scale",
  summary: "Change the count of one group",
  tag: "jobs",
  body: scaleBodySchema,
  answer: jobRegisterAnswerSchema,
  write: async (context, request) => {
    const { log } = context;
    const body = parseBody(request.text, scaleBodySchema);
    const jobId = request.params["jobId"]!;
    await log.catchUp();
    const group = scaledGroup(log.state, request, body);
    if (body.Count === undefined) {
      const job = visibleJob(log.state, request.namespace, jobId)!;
      const unchanged = { kind: "applied", index: log.state.index, evaluationId: "", detail: job.jobModifyIndex } as const;
      const warning = "the count was not given, so nothing was changed; scaling events are not kept";
      return { index: unchanged.index, body: { ...registerAnswer(unchanged, warning), ...readMeta(context, unchanged.index) } };
    }
    const event = { type: "JobScaled", namespace: request.namespace, jobId, group, count: body.Count } as const;
    const applied = appliedOrThrow(await log.submit(event, request.trace), (refused) =>
      refused.code === "unknown-job" ? new HttpProblem(404, `job "${jobId}" not found`) : new HttpProblem(400, refused.message),
    );
    return { index: applied.index, body: { ...registerAnswer(applied, ""), ...readMeta(context, applied.index) } };
  },
};

export const jobWriteRoutes: readonly Route[] = [register, update, stop, evaluate, scale];
