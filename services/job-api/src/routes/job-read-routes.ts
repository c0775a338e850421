/** Reading jobs: /v1/jobs, /v1/job/… */
import { allocationStubView } from "@berth/core/api/allocation-view";
import { deploymentView, evaluationView } from "@berth/core/api/evaluation-view";
import { jobDiff } from "@berth/core/api/job-diff";
import { jobScaleView, jobStubView, jobSummaryView, jobVersionView, jobView } from "@berth/core/api/job-view";
import { allocationStubSchema } from "@berth/core/api/schema/allocation-answers";
import { deploymentAnswerSchema, evaluationAnswerSchema } from "@berth/core/api/schema/evaluation-answers";
import {
  jobAnswerSchema,
  jobScaleStatusSchema,
  jobStubSchema,
  jobSummarySchema,
  jobVersionsAnswerSchema,
} from "@berth/core/api/schema/job-answers";
import {
  jobAnswerIndex,
  newestAllocationIndex,
  newestDeploymentIndex,
  newestEvaluationIndex,
  visibleJob,
  visibleJobs,
} from "@berth/core/api/visible-job";
import { type JobRecord, jobKey } from "@berth/core/state/job-table";
import type { State, Table } from "@berth/core/state/state";
import { z } from "zod";
import { HttpProblem, notFound } from "../http/http-problem.js";
import { listAnswer } from "../http/page.js";
import { boolValue } from "../http/query-values.js";
import type { ReadAnswer, ReadRoute, Route, RouteRequest } from "../http/route.js";
import { stubOptions } from "./allocation-rows.js";

/** Status and summary follow from all three. */
const jobTables: readonly Table[] = ["jobs", "allocs", "evals"];

/** The newest of several tables: an answer about something that is not there changes with any of them. */
export function newestTable(state: State, tables: readonly Table[]): number {
  return Math.max(...tables.map((table) => state.tableIndexes[table]));
}

function jobOf(state: State, request: RouteRequest): JobRecord | undefined {
  return visibleJob(state, request.namespace, request.params["jobId"]!);
}

function keyOf(request: RouteRequest): string {
  return jobKey(request.namespace, request.params["jobId"]!);
}

const listJobs: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/jobs",
  summary: "List the jobs",
  tag: "jobs",
  tables: jobTables,
  query: { prefix: "Only ids that begin so", meta: "true: with the jobs' meta" },
  answer: z.array(jobStubSchema),
  read: (state, { namespace, query }, options) => {
    const withMeta = boolValue(query, "meta");
    const list = listAnswer<JobRecord>(
      {
        all: () => visibleJobs(state, namespace, options.prefix),
        tokenOf: (job) => `${job.namespace}.${job.id}`,
        view: (job) => jobStubView(state, job, withMeta),
        filtered: { schema: jobAnswerSchema, whole: (job) => jobView(state, job) },
      },
      options,
    );
    return { index: newestTable(state, jobTables), ...list };
  },
};

function aboutJob(
  route: Pick<ReadRoute, "path" | "summary" | "answer" | "tables" | "query">,
  answer: (state: State, job: JobRecord, request: RouteRequest) => ReadAnswer,
  missing: HttpProblem = notFound("job"),
): ReadRoute {
  return {
    ...route,
    kind: "read",
    method: "GET",
    tag: "jobs",
    read: (state, request) => {
      const job = jobOf(state, request);
      return job === undefined ? { index: newestTable(state, route.tables), body: missing } : answer(state, job, request);
    },
  };
}

const readJob = aboutJob(
  { path: "/v1/job/{jobId}", summary: "Read one job", tables: jobTables, answer: jobAnswerSchema },
  (state, job) => ({ index: jobAnswerIndex(state, job), body: () => jobView(state, job) }),
);

const readSummary = aboutJob(
  { path: "/v1/job/{jobId}/summary", summary: "Count a job's allocations by status", tables: ["jobs", "allocs"], answer: jobSummarySchema },
  (state, job) => ({
    index: Math.max(job.modifyIndex, newestAllocationIndex(state, job)),
    body: () => jobSummaryView(state, job),
  }),
);

const readScale = aboutJob(
  { path: "/v1/job/{jobId}/scale", summary: "Read the counts of a job's groups", tables: ["jobs", "allocs"], answer: jobScaleStatusSchema },
  (state, job) => ({
    index: Math.max(job.modifyIndex, newestAllocationIndex(state, job)),
    body: () => jobScaleView(state, job),
  }),
);

const readVersions = aboutJob(
  {
    path: "/v1/job/{jobId}/versions",
    summary: "List the versions of a job that are kept, newest first",
    tables: ["jobs"],
    query: { diffs: "true: with what changed from each version to the next" },
    answer: jobVersionsAnswerSchema,
  },
  (state, job, { query, knownLeader }) => {
    const withDiffs = boolValue(query, "diffs");
    const diffs = (): unknown => job.versions.slice(0, -1).map((version, at) => jobDiff(job.versions[at + 1]!.job, version.job));
    return {
      index: job.modifyIndex,
      body: () => ({
        Versions: job.versions.map((version) => jobVersionView(state, job, version)),
        Diffs: withDiffs ? diffs() : null,
        Index: job.modifyIndex,
        LastContact: 0,
        KnownLeader: knownLeader,
      }),
    };
  },
  new HttpProblem(404, "job versions not found"),
);

const jobAllocations: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/job/{jobId}/allocations",
  summary: "List a job's allocations",
  tag: "jobs",
  tables: ["allocs"],
  query: { all: "true: also of an earlier job with the same id" },
  answer: z.array(allocationStubSchema),
  read: (state, request) => {
    // A purged job's allocations stay visible until they have ended.
    const job = state.job(request.namespace, request.params["jobId"]!);
    const rows = job === undefined ? [] : [...state.allocationsOfJob(job)].reverse();
    const options = stubOptions(request.query);
    return {
      index: job === undefined || rows.length === 0 ? state.tableIndexes.allocs : newestAllocationIndex(state, job),
      body: () => rows.map((row) => allocationStubView(state, row, options)),
    };
  },
};

const jobEvaluations: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/job/{jobId}/evaluations",
  summary: "List a job's evaluations",
  tag: "jobs",
  tables: ["evals"],
  answer: z.array(evaluationAnswerSchema),
  read: (state, request) => {
    const ids = state.evaluationsOfJob.get(keyOf(request)) ?? [];
    const found = ids.map((id) => state.evaluations.get(id)).filter((evaluation) => evaluation !== undefined);
    return {
      index: newestEvaluationIndex(state, keyOf(request)) || state.tableIndexes.evals,
      body: () => found.map((evaluation) => evaluationView(state, evaluation)),
    };
  },
};

function deploymentsOf(state: State, request: RouteRequest) {
  const ids = state.deploymentsOfJob.get(keyOf(request)) ?? [];
  return ids.map((id) => state.deployments.get(id)).filter((deployment) => deployment !== undefined);
}

const jobDeployments: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/job/{jobId}/deployments",
  summary: "List a job's deployments",
  tag: "jobs",
  tables: ["deployment"],
  answer: z.array(deploymentAnswerSchema),
  read: (state, request) => ({
    index: newestDeploymentIndex(state, keyOf(request)) || state.tableIndexes.deployment,
    body: () => deploymentsOf(state, request).map((deployment) => deploymentView(state, deployment)),
  }),
};

const jobDeployment: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/job/{jobId}/deployment",
  summary: "Read a job's newest deployment; null when it has none",
  tag: "jobs",
  tables: ["deployment"],
  answer: deploymentAnswerSchema.nullable(),
  read: (state, request) => {
    const newest = deploymentsOf(state, request).at(-1);
    return {
      index: newest?.modifyIndex ?? state.tableIndexes.deployment,
      body: () => (newest === undefined ? null : deploymentView(state, newest)),
    };
  },
};

export const jobReadRoutes: readonly Route[] = [
  listJobs,
  readJob,
  readSummary,
  readScale,
  readVersions,
  jobAllocations,
  jobEvaluations,
  jobDeployments,
  jobDeployment,
];
