// How Consul and the way to it fail, in one table. Messages are written here: those of the client hold requests, and
// requests hold the ACL token.
import { RegistryError } from "@berth/ports/registry-error";

interface Failure {
  readonly kind: RegistryError["kind"];
  readonly says: string;
}

const transient = (says: string): Failure => ({ kind: "transient", says });
const refused = (says: string): Failure => ({ kind: "refused", says });

const byCode: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: transient("nothing listens there; is Consul running?"),
  ECONNRESET: transient("the connection was broken"),
  EPIPE: transient("the connection was broken"),
  ECONNABORTED: transient("the connection was broken"),
  ETIMEDOUT: transient("no answer in time"),
  EHOSTUNREACH: transient("the host cannot be reached"),
  ENETUNREACH: transient("the network cannot be reached"),
  ENOTFOUND: transient("the host name is unknown; check CONSUL_HTTP_ADDR"),
  EAI_AGAIN: transient("the host name could not be looked up"),
};

const byStatus: Readonly<Record<number, Failure>> = {
  400: refused("Consul calls the request malformed"),
  401: refused("Consul wants a token; set CONSUL_HTTP_TOKEN"),
  403: refused("the ACL token may not do this; give CONSUL_HTTP_TOKEN a policy with service:write and node:read"),
  404: refused("Consul has no such thing"),
  405: refused("Consul does not know this method; is it older than 1.8?"),
  413: refused("Consul calls the request too large"),
  429: transient("Consul limits the rate of requests"),
  // Also "Unknown check": the data was lost meanwhile, and the next comparison registers it again.
  500: transient("Consul has an internal error or no leader"),
  502: transient("the way to Consul is broken"),
  503: transient("Consul is not ready"),
  504: transient("Consul did not answer in time"),
};

const BODY_MAX = 200;

export function toRegistryError(error: unknown, action: string): RegistryError {
  if (error instanceof RegistryError) return error;
  const { status, body, code } = readFailure(error);
  if (status !== undefined) {
    const failure = byStatus[status] ?? (status >= 500 ? transient("Consul failed") : refused("Consul refuses"));
    return new RegistryError(failure.kind, `http-${status}`, `${action}: ${failure.says}${body === "" ? "" : ` (${body})`}`);
  }
  const failure = byCode[code];
  if (failure !== undefined) return new RegistryError(failure.kind, code, `${action}: ${failure.says}`);
  return new RegistryError("transient", code || "unknown", `${action}: Consul could not be asked`);
}

interface ReadFailure {
  readonly status: number | undefined;
  readonly body: string;
  readonly code: string;
}

function readFailure(error: unknown): ReadFailure {
  if (typeof error !== "object" || error === null) return { status: undefined, body: "", code: "" };
  const response = "response" in error ? error.response : undefined;
  const status = field(response, "statusCode");
  const said = field(response, "body");
  const text = Buffer.isBuffer(said) ? said.toString("utf8") : typeof said === "string" ? said : "";
  const isTimeout = field(error, "isTimeout") === true || field(error, "isAbort") === true;
  const code = field(error, "code") ?? field(field(error, "cause"), "code");
  return {
    status: typeof status === "number" ? status : undefined,
    body: text.replace(/\s+/g, " ").trim().slice(0, BODY_MAX),
    code: isTimeout ? "ETIMEDOUT" : typeof code === "string" ? code : "",
  };
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(Object.getOwnPropertyDescriptors(value)).find(([key]) => key === name)?.[1].value as unknown;
}
