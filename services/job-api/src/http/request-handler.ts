// One request from its first byte to its answer: find the route, check region and body, wait for a consistent view,
// run the route, write the answer. Errors become Nomad's plain sentences in one place (problemOf).
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { RpcError } from "@berth/ports/rpc";
import type { JobApiContext } from "../job-api-context.js";
import { waitForChange } from "./blocking-query.js";
import { HttpProblem } from "./http-problem.js";
import type { Query } from "./query-values.js";
import { readOptions } from "./read-options.js";
import { readBody, textOfBody } from "./request-body.js";
import type { DirectAnswer, DirectRoute, ReadAnswer, ReadRoute, Route, RouteRequest, WriteRoute } from "./route.js";
import type { FindRoute, RouteMatch } from "./router.js";

export interface RawRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly message: IncomingMessage;
  readonly signal: AbortSignal;
}

export interface HandledRequest {
  readonly query: Query;
  readonly answer: DirectAnswer;
}

/** Every error a person may see, mapped once. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof RpcError)
    return new HttpProblem(error.code === "timeout" ? 504 : error.code === "refused" ? 400 : 503, error.message, { cause: error });
  return new HttpProblem(500, "Internal error: see this server's log", { cause: error });
}

/** Messages may quote what was sent. */
const longestMessageChars = 16_384;

function textAnswer(problem: HttpProblem, headers: Readonly<Record<string, string>> = {}): DirectAnswer {
  const all: Record<string, string> = { ...headers };
  if (problem.message !== "") all["content-type"] = "text/plain; charset=utf-8";
  return { status: problem.status, headers: all, body: { text: problem.message.slice(0, longestMessageChars) } };
}

function readHeaders(context: JobApiContext, answer: ReadAnswer, stale: boolean): Record<string, string> {
  const nextToken = answer.nextToken?.() ?? "";
  return {
    "x-nomad-index": String(answer.index),
    "x-nomad-knownleader": String(context.log.isReady()),
    "x-nomad-lastcontact": stale ? String(Math.round(context.log.lagMs())) : "0",
    ...(nextToken === "" ? {} : { "x-nomad-nexttoken": nextToken }),
  };
}

async function handleRead(context: JobApiContext, route: ReadRoute, request: RouteRequest): Promise<DirectAnswer> {
  const options = readOptions(request.query);
  if (!options.stale) await context.log.catchUp();
  const read = (): ReturnType<ReadRoute["read"]> => route.read(context.log.state, request, options);
  await waitForChange(context, { ...options, tables: route.tables, signal: request.signal, read });
  const answer = read();
  const headers = readHeaders(context, answer, options.stale);
  if (answer.body instanceof HttpProblem) return textAnswer(answer.body, headers);
  return { status: 200, headers, body: { json: answer.body() } };
}

async function handleWrite(context: JobApiContext, route: WriteRoute, request: RouteRequest): Promise<DirectAnswer> {
  const answer = await route.write(context, request);
  return { status: 200, headers: { "x-nomad-index": String(answer.index) }, body: { json: answer.body } };
}

async function handleDirect(context: JobApiContext, route: DirectRoute, request: RouteRequest): Promise<DirectAnswer> {
  return route.handle(context, request);
}

function run(context: JobApiContext, route: Route, request: RouteRequest): Promise<DirectAnswer> {
  switch (route.kind) {
    case "read":
      return handleRead(context, route, request);
    case "write":
      return handleWrite(context, route, request);
    case "direct":
      return handleDirect(context, route, request);
  }
}

export function regionProblem(context: JobApiContext, region: string): HttpProblem {
  return new HttpProblem(500, `No path to region "${region}": this server serves region "${context.settings.region}"`);
}

function queryOf(url: string): Query {
  const at = url.indexOf("?");
  return at < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(at + 1)));
}

/**
 * A page of another site may send requests that need no permission (a form, text/plain) to an API on this machine, and job
 * files start programs. Browsers say where a page is from; other clients send no Origin.
 */
function refuseForeignPages(raw: RawRequest): void {
  const { origin, host } = raw.headers;
  if (raw.method === "GET" || origin === undefined) return;
  if (URL.canParse(origin) && new URL(origin).host === host) return;
  throw new HttpProblem(403, `Requests from pages of ${origin.slice(0, 200)} may not change anything here`);
}

interface Arrived {
  readonly raw: RawRequest;
  readonly match: RouteMatch;
  readonly query: Query;
}

async function requestOf(context: JobApiContext, { raw, match, query }: Arrived): Promise<Omit<RouteRequest, "trace">> {
  refuseForeignPages(raw);
  const { region } = query;
  if (region !== undefined && region !== "" && region !== context.settings.region) throw regionProblem(context, region);
  if ((match.params["jobId"] ?? "").split("/").some((part) => part === "." || part.includes("..")))
    throw new HttpProblem(400, `Job ID "${match.params["jobId"]}" is not allowed: it may not hold ".."`);
  const { route } = match;
  const isUnread = raw.method === "GET" || raw.method === "HEAD" || (route.kind === "direct" && route.takesRawBody === true);
  const text = isUnread ? "" : textOfBody(await readBody(raw.message));
  return {
    params: match.params,
    query,
    namespace: query["namespace"] || "default",
    url: raw.url,
    knownLeader: context.log.isReady(),
    signal: raw.signal,
    contentType: (raw.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase(),
    text,
    body: raw.message,
  };
}

const traceparentPattern = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

function callersTrace(headers: IncomingHttpHeaders): string {
  const { traceparent } = headers;
  return typeof traceparent === "string" && traceparentPattern.test(traceparent) ? traceparent : "";
}

async function answerOf(context: JobApiContext, arrived: Arrived): Promise<DirectAnswer> {
  const { raw } = arrived;
  const { route } = arrived.match;
  const parent = callersTrace(raw.headers);
  const attributes = { "http.request.method": raw.method, "http.route": route.path };
  return context.tracing.withSpan(`${raw.method} ${route.path}`, { parent, kind: "server", attributes }, async () => {
    const request = await requestOf(context, arrived);
    // Without telemetry here the caller's trace is handed on as it came.
    return run(context, route, { ...request, trace: context.tracing.current() || parent });
  });
}

function reportFailure(context: JobApiContext, route: string, error: unknown): void {
  if (error instanceof HttpProblem || error instanceof RpcError) return;
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.logger.error("request failed", { route, cause });
}

export async function handleRequest(context: JobApiContext, find: FindRoute, raw: RawRequest): Promise<HandledRequest> {
  const startedMs = context.clock.monotonicMs();
  const query = queryOf(raw.url);
  let route = "unknown";
  let answer: DirectAnswer;
  try {
    const match = find(raw.method, raw.url.split("?")[0]!);
    route = match.route.path;
    answer = await answerOf(context, { raw, match, query });
  } catch (error) {
    reportFailure(context, route, error);
    answer = textAnswer(problemOf(error));
  }
  const labels = { method: raw.method, path: route, status: String(answer.status) };
  context.metrics.observe("nomad.http.request", context.clock.monotonicMs() - startedMs, labels);
  return { query, answer };
}
