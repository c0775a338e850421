/** Launching jobs from others: a periodic job now, a parameterised job with a payload and meta. */
import { jobDispatchAnswerSchema, periodicForceAnswerSchema } from "@berth/core/api/schema/job-answers";
import { dispatchChildId } from "@berth/core/dispatch/child-id";
import { base64Bytes, base64Fault, maxPayloadBytes } from "@berth/core/dispatch/dispatch-rules";
import { childOfToken } from "@berth/core/state/fold/dispatch";
import { z } from "zod";
import { HttpProblem } from "../http/http-problem.js";
import { parseBody } from "../http/request-body.js";
import type { Route, RouteRequest, WriteAnswer, WriteRoute } from "../http/route.js";
import type { JobApiContext } from "../job-api-context.js";
import { checkJobId } from "../jobs/admission.js";
import { refuseWhenNearlyFull } from "../jobs/log-room.js";
import { appliedOrThrow } from "./common-answers.js";

const force: WriteRoute = {
  kind: "write",
  method: "PUT",
  path: "/v1/job/{jobId}/periodic/force",
  summary: "Launch a periodic job now",
  tag: "jobs",
  answer: periodicForceAnswerSchema,
  write: async (context, request) => {
    refuseWhenNearlyFull(context);
    const { log, clock } = context;
    const jobId = request.params["jobId"]!;
    checkJobId(jobId);
    const event = { type: "PeriodicJobForced", namespace: request.namespace, jobId, atMs: clock.nowMs() } as const;
    const applied = appliedOrThrow(await log.submit(event, request.trace));
    const evaluated = { EvalID: applied.evaluationId, EvalCreateIndex: applied.evaluationId === "" ? 0 : applied.index };
    return { index: applied.index, body: { ...evaluated, Index: applied.index } };
  },
};

const mostTextChars = 128;
const mostMetaKeys = 128;
const mostMetaChars = 16_384;

const dispatchBodySchema = z
  .object({
    JobID: z.string().optional(),
    Payload: z.string().nullish(),
    Meta: z.record(z.string(), z.string()).nullish(),
    IdPrefixTemplate: z.string().optional(),
    Priority: z.int().nonnegative().optional(),
  })
  .meta({ id: "JobDispatchRequest" });

function payloadOf(given: string): string {
  const fault = base64Fault(given);
  if (fault !== undefined) throw new HttpProblem(400, `illegal base64 data at input byte ${fault}`);
  const bytes = base64Bytes(given);
  if (bytes > maxPayloadBytes) throw new HttpProblem(500, `Payload exceeds maximum size; ${bytes} > ${maxPayloadBytes}`);
  return given;
}

function metaOf(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(given);
  const chars = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  if (entries.length > mostMetaKeys || chars > mostMetaChars)
    throw new HttpProblem(400, `Meta is too large: at most ${mostMetaKeys} keys and ${mostMetaChars} characters; put the rest into the payload`);
  return given;
}

function shortText(what: string, text: string): string {
  if (text.length > mostTextChars) throw new HttpProblem(400, `${what} is longer than ${mostTextChars} characters`);
  return text;
}

function prefixOf(template: string): string {
  if (!/^[\w.-]*$/.test(template)) throw new HttpProblem(400, `IdPrefixTemplate "${template.slice(0, 40)}" may hold letters, digits, - _ and . only`);
  return shortText("IdPrefixTemplate", template);
}

async function dispatch(context: JobApiContext, request: RouteRequest): Promise<WriteAnswer> {
  refuseWhenNearlyFull(context);
  const { log, clock, rng } = context;
  const jobId = request.params["jobId"]!;
  checkJobId(jobId);
  const body = request.text === "" ? {} : parseBody(request.text, dispatchBodySchema);
  if (body.JobID !== undefined && body.JobID !== "" && body.JobID !== jobId) throw new HttpProblem(400, "Job ID does not match");
  const suffix = Math.floor(rng.next() * 0x1_0000_0000).toString(16).padStart(8, "0");
  const idempotencyToken = shortText("idempotency_token", request.query["idempotency_token"] ?? "");
  const childId = dispatchChildId({ parentId: jobId, prefix: prefixOf(body.IdPrefixTemplate ?? ""), atMs: clock.nowMs(), suffix });
  const { namespace, trace } = request;
  const given = { payload: payloadOf(body.Payload ?? ""), meta: metaOf(body.Meta ?? {}), priority: body.Priority ?? 0 };
  const applied = appliedOrThrow(await log.submit({ type: "JobDispatched", namespace, jobId, childId, idempotencyToken, ...given }, trace));
  const isNew = applied.detail === applied.index;
  const parent = log.state.job(namespace, jobId);
  const known = isNew || parent === undefined ? undefined : childOfToken(log.state, parent, idempotencyToken);
  return {
    index: applied.index,
    body: {
      DispatchedJobID: known?.id ?? childId,
      EvalID: applied.evaluationId,
      EvalCreateIndex: applied.evaluationId === "" ? 0 : applied.index,
      JobCreateIndex: applied.detail,
      Index: applied.index,
    },
  };
}

const dispatchJob: WriteRoute = {
  kind: "write",
  method: "PUT",
  path: "/v1/job/{jobId}/dispatch",
  summary: "Run a parameterised job with a payload and meta",
  tag: "jobs",
  query: { idempotency_token: "Dispatch once: the job that was dispatched with this token is named again, as long as it is known" },
  body: dispatchBodySchema,
  answer: jobDispatchAnswerSchema,
  write: dispatch,
};

export const launchRoutes: readonly Route[] = [force, dispatchJob];
