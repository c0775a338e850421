// Registering: the job goes into the log as one event, with the compare-and-set that the client asked for; the fold
// decides, and the answer is made from its outcome.
import type { JobRegisterAnswer } from "@berth/core/api/schema/job-answers";
import { visibleJob } from "@berth/core/api/visible-job";
import type { JobSubmission } from "@berth/core/model/entry";
import type { Job } from "@berth/core/model/job";
import { currentVersion } from "@berth/core/state/job-table";
import { HttpProblem } from "../http/http-problem.js";
import { parseBody } from "../http/request-body.js";
import type { RouteRequest, WriteAnswer } from "../http/route.js";
import type { JobApiContext } from "../job-api-context.js";
import { appliedOrThrow, type Applied, writeMeta } from "../routes/common-answers.js";
import { type Admission, admitOrThrow, readJobHcl, readJobJson } from "./admission.js";
import { refuseWhenNearlyFull } from "./log-room.js";
import { warningText } from "./job-texts.js";
import { type RegisterBody, registerBodySchema } from "./register-request.js";

const hclTypes = new Set(["application/hcl", "text/hcl", "application/vnd.hcl"]);
const submissionFormats = new Set(["hcl1", "hcl2", "json"]);

interface Registration {
  readonly admission: Admission;
  readonly expectedJobModifyIndex: number | undefined;
  readonly submission: JobSubmission | undefined;
}

function submissionOf(body: RegisterBody): JobSubmission | undefined {
  const source = body.Submission?.Source;
  if (source === undefined || source === "") return undefined;
  const format = body.Submission?.Format ?? "hcl2";
  if (!submissionFormats.has(format))
    throw new HttpProblem(400, `Submission.Format must be hcl1, hcl2 or json, not "${format.slice(0, 40)}"`);
  return { source, format: format as JobSubmission["format"] };
}

function registrationOf(context: JobApiContext, request: RouteRequest): Registration {
  const { query } = request;
  if (hclTypes.has(request.contentType)) {
    const parsed = readJobHcl({ source: request.text });
    return {
      admission: admitOrThrow(context, parsed, { region: query["region"], namespace: query["namespace"] }),
      expectedJobModifyIndex: undefined,
      submission: { source: request.text, format: "hcl2" },
    };
  }
  const body = parseBody(request.text, registerBodySchema);
  const wanted = { region: query["region"] || body.Region, namespace: query["namespace"] || body.Namespace };
  const admission = admitOrThrow(context, readJobJson(body.Job), wanted);
  const { job } = admission;
  return {
    admission: {
      ...admission,
      job: body.PreserveCounts === true ? withKeptCounts(context, job) : job,
      warnings: [...admission.warnings, ...wrapperWarnings(body)],
    },
    expectedJobModifyIndex: body.EnforceIndex === true ? (body.JobModifyIndex ?? 0) : undefined,
    submission: submissionOf(body),
  };
}

export function registerAnswer(applied: Applied, warnings: string): JobRegisterAnswer {
  return {
    EvalID: applied.evaluationId,
    EvalCreateIndex: applied.evaluationId === "" ? 0 : applied.index,
    JobModifyIndex: applied.detail,
    Warnings: warnings,
    ...writeMeta(applied.index),
  };
}

/** PreserveCounts: groups that are there already keep the count that they have, whatever the job file says. */
function withKeptCounts(context: JobApiContext, job: Job): Job {
  const known = visibleJob(context.log.state, job.Namespace, job.ID);
  if (known === undefined) return job;
  const counts = new Map(currentVersion(known).job.TaskGroups.map((group) => [group.Name, group.Count]));
  return { ...job, TaskGroups: job.TaskGroups.map((group) => ({ ...group, Count: counts.get(group.Name) ?? group.Count })) };
}

function wrapperWarnings(body: RegisterBody): readonly string[] {
  return body.EvalPriority === undefined ? [] : ["EvalPriority is accepted but Berth does not act on it yet"];
}

/** `pathId`: the id in the path, which must be the job's. */
export async function registerJob(context: JobApiContext, request: RouteRequest, pathId?: string): Promise<WriteAnswer> {
  refuseWhenNearlyFull(context);
  const { admission, expectedJobModifyIndex, submission } = registrationOf(context, request);
  const { job } = admission;
  if (pathId !== undefined && job.ID !== pathId) throw new HttpProblem(400, "Job ID does not match name");
  if (!context.log.state.namespaces.has(job.Namespace))
    throw new HttpProblem(500, `job "${job.ID}" is in nonexistent namespace "${job.Namespace}"`);
  const outcome = await context.log.submit({ type: "JobRegistered", job, expectedJobModifyIndex, submission }, request.trace);
  const applied = appliedOrThrow(outcome);
  return { index: applied.index, body: registerAnswer(applied, warningText(admission.warnings)) };
}
