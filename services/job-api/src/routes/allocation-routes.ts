/** /v1/allocations, /v1/allocation/… */
import { allocationChecksView, allocationStubView, allocationView } from "@berth/core/api/allocation-view";
import {
  allocationAnswerSchema,
  allocationStopAnswerSchema,
  allocationStubSchema,
  checkResultSchema,
} from "@berth/core/api/schema/allocation-answers";
import { none } from "@berth/core/state/allocation-table";
import type { State } from "@berth/core/state/state";
import { z } from "zod";
import { HttpProblem, notFound } from "../http/http-problem.js";
import { indexToken, listAnswer } from "../http/page.js";
import type { ReadRoute, Route, WriteRoute } from "../http/route.js";
import { stubOptions } from "./allocation-rows.js";
import { appliedOrThrow, checkUuid, checkUuidPrefix } from "./common-answers.js";

interface Listed {
  readonly row: number;
  readonly id: string;
  readonly createIndex: number;
}

function listed(state: State, namespace: string, prefix: string): Listed[] {
  const { allocations } = state;
  const found: Listed[] = [];
  for (let row = 0; row < allocations.rowLimit; row++) {
    if (!allocations.isLive(row)) continue;
    if (namespace !== "*" && state.jobOfAllocation(row).namespace !== namespace) continue;
    const id = allocations.idOf(row);
    if (id.startsWith(prefix)) found.push({ row, id, createIndex: allocations.createIndex.get(row) });
  }
  return found;
}

const listAllocations: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/allocations",
  summary: "List the allocations",
  tag: "allocations",
  tables: ["allocs"],
  query: {
    prefix: "Only ids that begin so",
    resources: "true: with what each holds",
    task_states: "false: without the tasks' states",
  },
  answer: z.array(allocationStubSchema),
  read: (state, request, options) => {
    checkUuidPrefix("alloc", options.prefix);
    const wanted = stubOptions(request.query);
    const list = listAnswer<Listed>(
      {
        all: () => listed(state, request.namespace, options.prefix),
        tokenOf: (item) => (options.prefix === "" ? indexToken(item.createIndex, item.id) : item.id),
        view: ({ row }) => allocationStubView(state, row, wanted),
        filtered: { schema: allocationAnswerSchema, whole: ({ row }) => allocationView(state, row) },
      },
      options,
    );
    return { index: state.tableIndexes.allocs, ...list };
  },
};

/** Throws for an id that cannot be one. */
function rowOf(state: State, id: string): number {
  checkUuid("alloc", id);
  return state.allocations.rowOf(id);
}

const readAllocation: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/allocation/{allocationId}",
  summary: "Read one allocation with its job",
  tag: "allocations",
  tables: ["allocs"],
  answer: allocationAnswerSchema,
  read: (state, { params }) => {
    const row = rowOf(state, params["allocationId"]!);
    if (row === none) return { index: state.tableIndexes.allocs, body: notFound("alloc") };
    return { index: state.allocations.modifyIndex.get(row), body: () => allocationView(state, row) };
  },
};

const readChecks: ReadRoute = {
  kind: "read",
  method: "GET",
  path: "/v1/allocation/{allocationId}/checks",
  summary: "Read the newest results of an allocation's checks",
  tag: "allocations",
  tables: ["allocs"],
  answer: z.record(z.string(), checkResultSchema),
  read: (state, { params }) => {
    const row = rowOf(state, params["allocationId"]!);
    if (row === none) return { index: state.tableIndexes.allocs, body: notFound("alloc") };
    return { index: state.allocations.modifyIndex.get(row), body: () => allocationChecksView(state, row) };
  },
};

const stopAllocation: WriteRoute = {
  kind: "write",
  method: "PUT",
  path: "/v1/allocation/{allocationId}/stop",
  summary: "Stop an allocation; the scheduler replaces it",
  tag: "allocations",
  answer: allocationStopAnswerSchema,
  write: async ({ log }, request) => {
    const id = request.params["allocationId"]!;
    checkUuid("alloc", id);
    const outcome = await log.submit({ type: "AllocationsStopRequested", allocationIds: [id] }, request.trace);
    const applied = appliedOrThrow(outcome, (refused) =>
      refused.code === "unknown-allocation" ? new HttpProblem(404, "allocation not found") : undefined,
    );
    return { index: applied.index, body: { EvalID: applied.evaluationId, Index: applied.index } };
  },
};

export const allocationRoutes: readonly Route[] = [
  listAllocations,
  readAllocation,
  readChecks,
  { ...readChecks, path: "/v1/client/allocation/{allocationId}/checks", tag: "client" },
  stopAllocation,
];
