/** /v1/nodes and /v1/node/… */
import { allocationView } from "@berth/core/api/allocation-view";
import { nodeStubView, nodeView } from "@berth/core/api/node-view";
import { allocationAnswerSchema } from "@berth/core/api/schema/allocation-answers";
import { nodeAnswerSchema, nodeStubSchema, nodeUpdateAnswerSchema } from "@berth/core/api/schema/node-answers";
import type { NodeRecord } from "@berth/core/state/node-table";
import { z } from "zod";
import { HttpProblem, notFound } from "../http/http-problem.js";
import { listAnswer } from "../http/page.js";
import { boolValue } from "../http/query-values.js";
import { parseBody } from "../http/request-body.js";
import type { ReadRoute, Route, WriteRoute } from "../http/route.js";
import { appliedOrThrow, checkUuid, checkUuidPrefix } from "./common-answers.js";

const listNodes: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/nodes",
  summary: "List the nodes",
  tag: "nodes",
  tables: ["nodes"],
  query: { prefix: "Only ids that begin so", resources: "true: with what each node has", os: "true: with the operating system" },
  answer: z.array(nodeStubSchema),
  read: (state, { query }, options) => {
    checkUuidPrefix("node", options.prefix);
    const wanted = { resources: boolValue(query, "resources"), os: boolValue(query, "os") };
    const list = listAnswer<NodeRecord>(
      {
        all: () => [...state.nodes.all()].filter((node) => node.id.startsWith(options.prefix)),
        tokenOf: (node) => node.id,
        view: (node) => nodeStubView(node, wanted),
        filtered: { schema: nodeAnswerSchema, whole: nodeView },
      },
      options,
    );
    return { index: state.tableIndexes.nodes, ...list };
  },
};

const readNode: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/node/{nodeId}",
  summary: "Read one node",
  tag: "nodes",
  tables: ["nodes"],
  answer: nodeAnswerSchema,
  read: (state, { params }) => {
    const id = params["nodeId"]!;
    if (id === "") throw new HttpProblem(500, "missing node ID");
    checkUuid("node", id);
    const node = state.node(id);
    if (node === undefined) return { index: state.tableIndexes.nodes, body: notFound("node") };
    return { index: node.modifyIndex, body: () => nodeView(node) };
  },
};

const nodeAllocations: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/node/{nodeId}/allocations",
  summary: "List a node's allocations, each with its job",
  tag: "nodes",
  tables: ["allocs"],
  answer: z.array(allocationAnswerSchema),
  read: (state, { params }) => {
    checkUuid("node", params["nodeId"]!);
    const node = state.node(params["nodeId"]!);
    const rows = node === undefined ? [] : [...state.allocationsOnNode(node)];
    const newest = Math.max(0, ...rows.map((row) => state.allocations.modifyIndex.get(row)));
    return {
      index: newest === 0 ? state.tableIndexes.allocs : newest,
      body: () => rows.map((row) => allocationView(state, row)),
    };
  },
};

const eligibilityBodySchema = z.object({ NodeID: z.string().optional(), Eligibility: z.string().optional() });

const setEligibility: WriteRoute = {
  kind: "write",
  method: "PUT",
  path: "/v1/node/{nodeId}/eligibility",
  summary: "Say whether new allocations may be placed on a node",
  tag: "nodes",
  body: eligibilityBodySchema,
  answer: nodeUpdateAnswerSchema,
  write: async ({ log }, request) => {
    const body = parseBody(request.text, eligibilityBodySchema);
    const nodeId = body.NodeID ?? request.params["nodeId"]!;
    checkUuid("node", nodeId);
    const eligibility = body.Eligibility ?? "";
    if (eligibility !== "eligible" && eligibility !== "ineligible")
      throw new HttpProblem(500, `invalid scheduling eligibility "${eligibility}"`);
    const outcome = await log.submit({ type: "NodeEligibilitySet", nodeId, eligibility }, request.trace);
    const applied = appliedOrThrow(outcome, (refused) =>
      refused.code === "unknown-node" ? new HttpProblem(500, "node not found") : undefined,
    );
    return { index: applied.index, body: { EvalIDs: null, EvalCreateIndex: 0, NodeModifyIndex: applied.index, Index: applied.index } };
  },
};

const purgeNode: WriteRoute = {
  kind: "write",
  method: "PUT",
  path: "/v1/node/{nodeId}/purge",
  summary: "Forget a node that is down",
  tag: "nodes",
  answer: nodeUpdateAnswerSchema,
  write: async ({ log }, request) => {
    const nodeId = request.params["nodeId"]!;
    checkUuid("node", nodeId);
    const outcome = await log.submit({ type: "NodePurged", nodeId }, request.trace);
    const applied = appliedOrThrow(outcome, (refused) =>
      refused.code === "unknown-node" ? new HttpProblem(404, "node not found") : undefined,
    );
    return { index: applied.index, body: { EvalIDs: null, EvalCreateIndex: 0, NodeModifyIndex: applied.index, Index: applied.index } };
  },
};

export const nodeRoutes: readonly Route[] = [listNodes, readNode, nodeAllocations, setEligibility, purgeNode];
