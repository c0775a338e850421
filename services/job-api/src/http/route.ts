// What a route is. One table of them (routes/all-routes.ts) registers the routes, documents them (openapi.ts) and
// validates bodies: there is no second list to keep in step.
//
//   read    a pure function of the state, run again by a blocking query whenever one of its tables changed
//   write   submits an event to the cluster log and answers from its outcome
//   direct  anything else: the server's own facts, streams
import type { Readable } from "node:stream";
import type { State, Table } from "@berth/core/state/state";
import type { z } from "zod";
import type { JobApiContext } from "../job-api-context.js";
import type { HttpProblem } from "./http-problem.js";
import type { Query } from "./query-values.js";
import type { ReadOptions } from "./read-options.js";

export interface RouteRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly namespace: string;
  /** Path and query as sent: `query` holds only the last of several parameters of one name. */
  readonly url: string;
  /** Whether this server follows the cluster log at this moment. */
  readonly knownLeader: boolean;
  /** W3C traceparent of this request's span, "" without tracing. */
  readonly trace: string;
  /** Fires when the client has gone. */
  readonly signal: AbortSignal;
  readonly contentType: string;
  /** The body as text; "" when there was none. */
  readonly text: string;
  /** The body as it comes, unread, for a route that takes it raw. */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface ReadAnswer {
  /** Last entry that changed what the answer shows. */
  readonly index: number;
  /** "" = last page. Asked, like the body, only when the answer is due. */
  readonly nextToken?: () => string;
  /** Made at once, between two entries, and only when the answer is due. */
  readonly body: (() => unknown) | HttpProblem;
}

export interface WriteAnswer {
  readonly index: number;
  readonly body: unknown;
}

export interface DirectAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON value, or text or a stream with its own content type. */
  readonly body: { readonly json: unknown } | { readonly text: string } | { readonly stream: Readable };
}

interface RouteDescription {
  /** `{jobId}` may hold slashes, other parameters may not. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  /** Parameters of this route alone, by name: what they do. */
  readonly query?: Readonly<Record<string, string>>;
  readonly answer: z.ZodType;
}

export interface ReadRoute extends RouteDescription {
  readonly kind: "read";
  readonly method: "GET";
  /** The tables that the answer is made of. */
  readonly tables: readonly Table[];
  read(state: State, request: RouteRequest, options: ReadOptions): ReadAnswer;
}

export interface WriteRoute extends RouteDescription {
  readonly kind: "write";
  /** PUT is accepted as POST, too. */
  readonly method: "PUT" | "DELETE";
  readonly body?: z.ZodType;
  write(context: JobApiContext, request: RouteRequest): Promise<WriteAnswer>;
}

export interface DirectRoute extends RouteDescription {
  readonly kind: "direct";
  readonly method: "GET" | "PUT" | "DELETE";
  readonly body?: z.ZodType;
  /** Reads its body by itself: it is no text, or too large for one. */
  readonly takesRawBody?: true;
  handle(context: JobApiContext, request: RouteRequest): DirectAnswer | Promise<DirectAnswer>;
}

export type Route = ReadRoute | WriteRoute | DirectRoute;

export function json(value: unknown, status = 200): DirectAnswer {
  return { status, body: { json: value } };
}
