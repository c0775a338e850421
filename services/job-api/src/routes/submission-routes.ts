/** What a job was submitted as, and how many evaluations there are: /v1/job/…/submission, /v1/evaluations/count */
import { evaluationView } from "@berth/core/api/evaluation-view";
import { evaluationAnswerSchema } from "@berth/core/api/schema/evaluation-answers";
import { jobSubmissionAnswerSchema } from "@berth/core/api/schema/job-answers";
import { visibleJob } from "@berth/core/api/visible-job";
import { z } from "zod";
import { HttpProblem, notFound } from "../http/http-problem.js";
import { listAnswer } from "../http/page.js";
import type { ReadRoute, Route } from "../http/route.js";

function versionOf(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new HttpProblem(400, `Failed to parse value of "version" (${text.slice(0, 40)}) as a uint64: it must be a whole number`);
  return Number(text);
}

const readSubmission: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/job/{jobId}/submission",
  summary: "Read the job file that a version was registered with; 404 when it was registered as JSON",
  tag: "jobs",
  tables: ["jobs"],
  query: { version: "Which version; absent: the newest" },
  answer: jobSubmissionAnswerSchema,
  read: (state, { namespace, params, query }) => {
    const wanted = versionOf(query["version"]);
    const job = visibleJob(state, namespace, params["jobId"]!);
    const version = job?.versions.find((one) => wanted === undefined || one.version === wanted);
    if (job === undefined || version?.submission === undefined) return { index: job?.modifyIndex ?? state.tableIndexes.jobs, body: notFound("job source") };
    const { source, format } = version.submission;
    const answer = { Source: source, Format: format, VariableFlags: null, Variables: "", Namespace: job.namespace, JobID: job.id, Version: version.version, JobModifyIndex: version.jobModifyIndex };
    return { index: job.modifyIndex, body: () => answer };
  },
};

const countEvaluations: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/evaluations/count",
  summary: "Count the evaluations, or those that a filter lets through",
  tag: "evaluations",
  tables: ["evals"],
  answer: z.object({ Count: z.int() }),
  read: (state, { namespace }, options) => {
    const all = () => [...state.evaluations.values()].filter((evaluation) => (namespace === "*" || evaluation.namespace === namespace) && evaluation.id.startsWith(options.prefix));
    const filtered = { schema: evaluationAnswerSchema, whole: (evaluation: ReturnType<typeof all>[number]) => evaluationView(state, evaluation) };
    const list = listAnswer({ all, tokenOf: ({ id }) => id, view: ({ id }) => id, filtered }, { ...options, perPage: 0, nextToken: "" });
    return { index: state.tableIndexes.evals, body: () => ({ Count: (list.body() as readonly string[]).length }) };
  },
};

export const submissionRoutes: readonly Route[] = [readSubmission, countEvaluations];
