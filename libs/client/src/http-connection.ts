// Requests to one server's API: addresses, parameters, errors, indexes.
import { ApiError, ConnectionError } from "./api-error.js";

export interface ConnectionOptions {
  /** http://host:port */
  readonly address: string;
  readonly region?: string | undefined;
  readonly namespace?: string | undefined;
  readonly token?: string | undefined;
  /** traceparent to send with each request. */
  readonly trace?: string | undefined;
  readonly fetch?: typeof fetch | undefined;
}

export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;

export interface ReadRequest {
  readonly query?: QueryValues | undefined;
  /** Blocking query: answer when the data's index is above this. */
  readonly index?: number | undefined;
  readonly waitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An answer with the index to wait from and the token of the next page. */
export interface Read<T> {
  readonly body: T;
  readonly index: number;
  /** "" = last page */
  readonly nextToken: string;
}

export interface WriteRequest {
  readonly query?: QueryValues | undefined;
  readonly body?: unknown;
  /** Sent as it is, with this content type. */
  readonly text?: { readonly content: string; readonly contentType: string } | undefined;
  /** Sent as it comes. */
  readonly stream?: AsyncIterable<Uint8Array> | undefined;
  readonly signal?: AbortSignal | undefined;
}

export class HttpConnection {
  constructor(private readonly options: ConnectionOptions) {}

  async read<T>(path: string, request: ReadRequest = {}): Promise<Read<T>> {
    const blocking = request.index ? { index: request.index, wait: request.waitMs === undefined ? undefined : `${Math.round(request.waitMs)}ms` } : {};
    const response = await this.send("GET", path, { query: { ...blocking, ...request.query }, signal: request.signal });
    return {
      body: (await jsonOf(response)) as T,
      index: Number(response.headers.get("x-nomad-index") ?? 0),
      nextToken: response.headers.get("x-nomad-nexttoken") ?? "",
    };
  }

  async get<T>(path: string, request: ReadRequest = {}): Promise<T> {
    return (await this.read<T>(path, request)).body;
  }

  async write<T>(method: "PUT" | "DELETE", path: string, request: WriteRequest = {}): Promise<T> {
    return (await jsonOf(await this.send(method, path, request))) as T;
  }

  /** The raw body, for streams. */
  async open(path: string, request: ReadRequest = {}): Promise<ReadableStream<Uint8Array>> {
    const response = await this.send("GET", path, { query: request.query, signal: request.signal });
    return response.body ?? new ReadableStream({ start: (controller) => controller.close() });
  }

  async text(path: string, request: ReadRequest = {}): Promise<string> {
    return (await this.send("GET", path, { query: request.query, signal: request.signal })).text();
  }

  private url(path: string, query: QueryValues): string {
    const url = new URL(path, this.options.address);
    const { region, namespace } = this.options;
    for (const [name, value] of Object.entries({ region, namespace, ...query }))
      if (value !== undefined && value !== "") url.searchParams.set(name, String(value));
    return url.href;
  }

  private headers(request: WriteRequest): Record<string, string> {
    const { token, trace } = this.options;
    const headers: Record<string, string> = { accept: "application/json" };
    if (token) headers["x-nomad-token"] = token;
    if (trace) headers["traceparent"] = trace;
    if (request.text !== undefined) headers["content-type"] = request.text.contentType;
    else if (request.body !== undefined) headers["content-type"] = "application/json";
    return headers;
  }

  private async send(method: string, path: string, request: WriteRequest): Promise<Response> {
    const body = request.text?.content ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
    const init: RequestInit = { method, headers: this.headers(request) };
    if (body !== undefined) init.body = body;
    if (request.stream !== undefined) Object.assign(init, { body: request.stream, duplex: "half" });
    if (request.signal !== undefined) init.signal = request.signal;
    let response: Response;
    try {
      response = await (this.options.fetch ?? fetch)(this.url(path, request.query ?? {}), init);
    } catch (error) {
      if (request.signal?.aborted === true) throw error;
      throw new ConnectionError(this.options.address, { cause: error });
    }
    if (response.ok) return response;
    throw new ApiError(response.status, (await response.text()).trimEnd(), `${method} ${path}`);
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === "" ? undefined : JSON.parse(text);
}

/** An id as one segment of a path, slashes escaped. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}
