/** Finding things by their names: /v1/search, /v1/search/fuzzy, /v1/scaling/… */
import { fuzzyKindsOf, searchedKinds, searchFuzzy, searchPrefix } from "@berth/core/api/search";
import { scalingPolicies } from "@berth/core/api/scaling-view";
import { scalingPolicyAnswerSchema, scalingPolicyStubSchema } from "@berth/core/api/schema/scaling-answers";
import { fuzzySearchAnswerSchema, fuzzySearchBodySchema, searchAnswerSchema, searchBodySchema } from "@berth/core/api/schema/search-answers";
import type { State } from "@berth/core/state/state";
import { z } from "zod";
import { HttpProblem, notFound } from "../http/http-problem.js";
import { listAnswer } from "../http/page.js";
import { parseBody } from "../http/request-body.js";
import { type DirectAnswer, type DirectRoute, json, type ReadRoute, type Route } from "../http/route.js";
import type { JobApiContext } from "../job-api-context.js";
import { readMeta } from "./common-answers.js";

const shortestText = 2;
const longestText = 256;

interface FoundOfKind {
  readonly matches: object | null;
  readonly truncated: boolean;
}

/** What was found by kind, and which kinds have more; with the state's index. */
function answerOf(context: JobApiContext, found: readonly (readonly [kind: string, found: FoundOfKind])[]): DirectAnswer {
  const { index } = context.log.state;
  const Matches = Object.fromEntries(found.map(([kind, { matches }]) => [kind, matches]));
  const Truncations = Object.fromEntries(found.map(([kind, { truncated }]) => [kind, truncated]));
  const headers = { "x-nomad-index": String(index), "x-nomad-knownleader": String(context.log.isReady()), "x-nomad-lastcontact": "0" };
  return { ...json({ Matches, Truncations, ...readMeta(context, index) }), headers };
}

function kindsOrThrow(kinds: readonly string[] | undefined, context: string): readonly string[] {
  if (kinds === undefined) throw new HttpProblem(400, `invalid context ${JSON.stringify(context.slice(0, 60))}: "all" searches everything`);
  return kinds;
}

const search: DirectRoute = {
  kind: "direct",
  method: "PUT",
  path: "/v1/search",
  summary: "Find ids that begin so; at most 20 of a kind",
  tag: "search",
  body: searchBodySchema,
  answer: searchAnswerSchema,
  handle: async (context, request) => {
    const { Prefix: prefix = "", Context: asked = "" } = parseBody(request.text, searchBodySchema);
    const kinds = kindsOrThrow(searchedKinds(asked), asked);
    await context.log.catchUp();
    const found = kinds.map((kind) => {
      const { matches, truncated } = searchPrefix(context.log.state, kind, { namespace: request.namespace, prefix });
      return [kind, { matches: matches.length === 0 ? null : matches, truncated }] as const;
    });
    return answerOf(context, found);
  },
};

const fuzzySearch: DirectRoute = {
  kind: "direct",
  method: "PUT",
  path: "/v1/search/fuzzy",
  summary: "Find names that hold a text, with where they stand; at most 100 of a kind",
  tag: "search",
  body: fuzzySearchBodySchema,
  answer: fuzzySearchAnswerSchema,
  handle: async (context, request) => {
    const { Text: text = "", Context: asked = "" } = parseBody(request.text, fuzzySearchBodySchema);
    if (text.length < shortestText) throw new HttpProblem(400, `fuzzy search query must be at least ${shortestText} characters, got ${text.length}`);
    if (text.length > longestText) throw new HttpProblem(400, `fuzzy search query must be at most ${longestText} characters, got ${text.length}`);
    const kinds = kindsOrThrow(fuzzyKindsOf(asked), asked);
    await context.log.catchUp();
    const found = [...searchFuzzy(context.log.state, { namespace: request.namespace, text, kinds })].filter(([, { matches }]) => matches.length > 0);
    return answerOf(context, found);
  },
};

/** Nomad begins its tables' indexes at 1. */
const indexOf = (state: State): number => Math.max(1, state.tableIndexes.jobs);

const listPolicies: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/scaling/policies",
  summary: "List the scaling policies of jobs",
  tag: "scaling",
  tables: ["jobs"],
  query: { job: "Only of this job", type: "Only of this type, such as horizontal" },
  answer: z.array(scalingPolicyStubSchema),
  read: (state, { namespace, query }, options) => {
    const { job, type } = query;
    const all = () => scalingPolicies(state, namespace).filter((policy) => (!job || policy.Target["Job"] === job) && (!type || policy.Type.startsWith(type)) && policy.ID.startsWith(options.prefix));
    const filtered = { schema: scalingPolicyAnswerSchema, whole: (policy: unknown) => policy };
    const list = listAnswer({ all, tokenOf: ({ ID }) => ID, view: ({ Min: _min, Max: _max, ...stub }) => stub, filtered }, options);
    return { index: indexOf(state), ...list };
  },
};

const readPolicy: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/scaling/policy/{policyId}",
  summary: "Read one scaling policy",
  tag: "scaling",
  tables: ["jobs"],
  answer: scalingPolicyAnswerSchema,
  read: (state, { params }) => {
    const policy = scalingPolicies(state, "*").find(({ ID }) => ID === params["policyId"]);
    return { index: indexOf(state), body: policy === undefined ? notFound("policy") : () => policy };
  },
};

export const searchRoutes: readonly Route[] = [search, fuzzySearch, listPolicies, readPolicy];
