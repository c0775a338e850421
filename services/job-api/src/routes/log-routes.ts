/** A task's output: /v1/client/fs/logs/… (nomad.md 3.9), as frames or as plain text, to its end or followed. */
import { none } from "@berth/core/state/allocation-table";
import type { State } from "@berth/core/state/state";
import { RpcError } from "@berth/ports/rpc";
import type { TaskLogFrame, TaskLogRequest } from "@berth/ports/task-logs";
import { z } from "zod";
import { HttpProblem } from "../http/http-problem.js";
import { parseGoBool, type Query } from "../http/query-values.js";
import type { DirectRoute, Route } from "../http/route.js";
import { streamOf } from "../http/fastify-server.js";
import { frameBytes, plainBytes } from "../logs/log-stream.js";

function flag(query: Query, name: string): boolean {
  const text = query[name];
  if (text === undefined || text === "") return false;
  const value = parseGoBool(text);
  if (value === undefined)
    throw new HttpProblem(400, `failed to parse ${name} field to boolean: strconv.ParseBool: parsing "${text}": invalid syntax`);
  return value;
}

function offsetOf(query: Query): number {
  const text = query["offset"];
  if (text === undefined || text === "") return 0;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new HttpProblem(400, `error parsing offset: strconv.ParseInt: parsing "${text}": invalid syntax`);
  return value;
}

function parametersOf(query: Query): Omit<TaskLogRequest, "nodeId" | "allocationId"> {
  const task = query["task"] ?? "";
  if (task === "") throw new HttpProblem(400, "must provide task name");
  const { type } = query;
  if (type !== "stdout" && type !== "stderr") throw new HttpProblem(400, "must provide log type (stdout/stderr)");
  const origin = query["origin"] || "start";
  if (origin !== "start" && origin !== "end") throw new HttpProblem(400, "origin must be start or end");
  return { task, type, origin, offset: offsetOf(query), follow: flag(query, "follow") };
}

/** Where to ask; throws when there is no such allocation or task, or it never started. */
function locate(state: State, allocationId: string, task: string): string {
  const row = state.allocations.rowOf(allocationId);
  if (row === none) throw new HttpProblem(404, `Unknown allocation "${allocationId.slice(0, 64)}"`);
  const name = state.groupOfAllocation(row);
  const group = state.specOfAllocation(row).TaskGroups.find((candidate) => candidate.Name === name);
  if (group !== undefined && !group.Tasks.some((candidate) => candidate.Name === task))
    throw new HttpProblem(400, `unknown task name "${task.slice(0, 200)}"`);
  const node = state.nodeOfAllocation(row);
  if (node === undefined) throw new HttpProblem(404, "No path to node: the allocation's node is no longer known");
  return node.id;
}

interface OpenedLog {
  readonly first: IteratorResult<TaskLogFrame> | undefined;
  readonly rest: AsyncIterator<TaskLogFrame>;
  readonly pending: Promise<IteratorResult<TaskLogFrame>>;
}

/** Errors must come before the stream begins, so a first frame is awaited a moment; a silent log begins without one. */
async function open(frames: AsyncIterable<TaskLogFrame>, sleep: Promise<void>): Promise<OpenedLog> {
  const rest = frames[Symbol.asyncIterator]();
  const pending = rest.next();
  try {
    const first = await Promise.race([pending, sleep.then(() => undefined)]);
    return { first, rest, pending };
  } catch (error) {
    if (error instanceof RpcError && error.code === "refused") throw new HttpProblem(404, error.message, { cause: error });
    if (error instanceof RpcError) throw new HttpProblem(500, `No path to node: ${error.message}`, { cause: error });
    throw error;
  }
}

async function* framesOf(opened: OpenedLog): AsyncGenerator<TaskLogFrame> {
  for (let next = opened.first ?? (await opened.pending); next.done !== true; next = await opened.rest.next()) yield next.value;
}

const longestWaitForFirstFrameMs = 1_000;

const readLogs: DirectRoute = {
  kind: "direct",
  method: "GET",
  path: "/v1/client/fs/logs/{allocationId}",
  summary: "Read a task's output: frames of JSON, or text with plain=true",
  tag: "client",
  query: {
    task: "Name of the task",
    type: "stdout or stderr",
    follow: "true: go on as the task writes",
    plain: "true: text instead of frames",
    offset: "Bytes from the origin",
    origin: "start or end",
  },
  answer: z.object({ Offset: z.int(), Data: z.string(), File: z.string() }).partial().meta({ id: "StreamFrame" }),
  handle: async (context, { params, query, signal }) => {
    const parameters = parametersOf(query);
    const plain = flag(query, "plain");
    const allocationId = params["allocationId"]!;
    if (!query["stale"]) await context.log.catchUp();
    const nodeId = locate(context.log.state, allocationId, parameters.task);
    const frames = context.taskLogs.read({ ...parameters, nodeId, allocationId }, signal);
    const opened = await open(frames, context.clock.sleep(longestWaitForFirstFrameMs, signal).catch(() => undefined));
    const bytes = plain ? plainBytes(framesOf(opened)) : frameBytes(framesOf(opened), context.clock, parameters.follow);
    return {
      status: 200,
      headers: { "content-type": plain ? "text/plain" : "application/json" },
      body: { stream: streamOf(bytes) },
    };
  },
};

export const logRoutes: readonly Route[] = [readLogs];
