/** /v1/evaluations, /v1/evaluation/…, /v1/deployments, /v1/deployment/… */
import { allocationStubView } from "@berth/core/api/allocation-view";
import { deploymentView, evaluationView, relatedEvaluations } from "@berth/core/api/evaluation-view";
import { allocationStubSchema } from "@berth/core/api/schema/allocation-answers";
import { deploymentAnswerSchema, evaluationAnswerSchema } from "@berth/core/api/schema/evaluation-answers";
import type { Deployment } from "@berth/core/model/deployment";
import type { Evaluation } from "@berth/core/model/evaluation";
import type { State } from "@berth/core/state/state";
import { z } from "zod";
import { HttpProblem, notFound } from "../http/http-problem.js";
import { indexToken, listAnswer } from "../http/page.js";
import { boolValue } from "../http/query-values.js";
import type { ReadRoute, Route, RouteRequest } from "../http/route.js";
import { checkUuid, checkUuidPrefix } from "./common-answers.js";
import { rowsOfDeployment, rowsOfEvaluation, stubOptions } from "./allocation-rows.js";

function inNamespace(request: RouteRequest): (item: { readonly namespace: string }) => boolean {
  return ({ namespace }) => request.namespace === "*" || namespace === request.namespace;
}

/** In the order of their making, or by id when a prefix of it was given. */
function tokenBy(prefix: string): (item: { readonly id: string; readonly createIndex: number }) => string {
  return (item) => (prefix === "" ? indexToken(item.createIndex, item.id) : item.id);
}

const listEvaluations: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/evaluations",
  summary: "List the evaluations",
  tag: "evaluations",
  tables: ["evals"],
  query: { prefix: "Only ids that begin so", status: "Only this status", job: "Only of this job" },
  answer: z.array(evaluationAnswerSchema),
  read: (state, request, options) => {
    checkUuidPrefix("eval", options.prefix);
    const { status, job } = request.query;
    if (options.filter !== "" && (status || job)) throw new HttpProblem(400, "Filter expression cannot be used with other filter parameters");
    const isWanted = (evaluation: Evaluation): boolean =>
      inNamespace(request)(evaluation) &&
      evaluation.id.startsWith(options.prefix) &&
      (!status || evaluation.status === status) &&
      (!job || evaluation.jobId === job);
    const list = listAnswer<Evaluation>(
      {
        all: () => [...state.evaluations.values()].filter(isWanted),
        tokenOf: tokenBy(options.prefix),
        view: (evaluation) => evaluationView(state, evaluation),
        filtered: { schema: evaluationAnswerSchema, whole: (evaluation) => evaluationView(state, evaluation) },
      },
      options,
    );
    return { index: state.tableIndexes.evals, ...list };
  },
};

const readEvaluation: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/evaluation/{evaluationId}",
  summary: "Read one evaluation",
  tag: "evaluations",
  tables: ["evals"],
  query: { related: "true: with the evaluations before and after it" },
  answer: evaluationAnswerSchema,
  read: (state, { params, query }) => {
    checkUuid("eval", params["evaluationId"]!);
    const evaluation = state.evaluations.get(params["evaluationId"]!);
    if (evaluation === undefined) return { index: state.tableIndexes.evals, body: notFound("eval") };
    const related = boolValue(query, "related") ? { RelatedEvals: relatedEvaluations(state, evaluation) } : {};
    return { index: evaluation.modifyIndex, body: () => ({ ...evaluationView(state, evaluation), ...related }) };
  },
};

function stubsOf(state: State, rows: readonly number[], request: RouteRequest) {
  const newest = Math.max(0, ...rows.map((row) => state.allocations.modifyIndex.get(row)));
  const options = stubOptions(request.query);
  return {
    index: newest === 0 ? state.tableIndexes.allocs : newest,
    body: () => rows.map((row) => allocationStubView(state, row, options)),
  };
}

const evaluationAllocations: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/evaluation/{evaluationId}/allocations",
  summary: "List the allocations that an evaluation placed",
  tag: "evaluations",
  tables: ["allocs"],
  answer: z.array(allocationStubSchema),
  read: (state, request) => {
    checkUuid("eval", request.params["evaluationId"]!);
    return stubsOf(state, rowsOfEvaluation(state, request.params["evaluationId"]!), request);
  },
};

const listDeployments: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/deployments",
  summary: "List the deployments",
  tag: "deployments",
  tables: ["deployment"],
  query: { prefix: "Only ids that begin so" },
  answer: z.array(deploymentAnswerSchema),
  read: (state, request, options) => {
    checkUuidPrefix("deployment", options.prefix);
    const list = listAnswer<Deployment>(
      {
        all: () => [...state.deployments.values()].filter((item) => inNamespace(request)(item) && item.id.startsWith(options.prefix)),
        tokenOf: tokenBy(options.prefix),
        view: (deployment) => deploymentView(state, deployment),
        filtered: { schema: deploymentAnswerSchema, whole: (deployment) => deploymentView(state, deployment) },
      },
      options,
    );
    return { index: state.tableIndexes.deployment, ...list };
  },
};

const readDeployment: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/deployment/{deploymentId}",
  summary: "Read one deployment",
  tag: "deployments",
  tables: ["deployment"],
  answer: deploymentAnswerSchema,
  read: (state, { params }) => {
    checkUuid("deployment", params["deploymentId"]!);
    const deployment = state.deployments.get(params["deploymentId"]!);
    if (deployment === undefined) return { index: state.tableIndexes.deployment, body: notFound("deployment") };
    return { index: deployment.modifyIndex, body: () => deploymentView(state, deployment) };
  },
};

const deploymentAllocations: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/deployment/allocations/{deploymentId}",
  summary: "List the allocations of a deployment",
  tag: "deployments",
  tables: ["allocs"],
  answer: z.array(allocationStubSchema),
  read: (state, request) => {
    checkUuid("deployment", request.params["deploymentId"]!);
    return stubsOf(state, rowsOfDeployment(state, request.params["deploymentId"]!), request);
  },
};

export const evaluationRoutes: readonly Route[] = [
  listEvaluations,
  readEvaluation,
  evaluationAllocations,
  listDeployments,
  readDeployment,
  deploymentAllocations,
];
