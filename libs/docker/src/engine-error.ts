// The one table that tells what an engine's failure means: gone, in the way, unreachable, or wrong as asked.
// Engines answer HTTP status codes; a dead engine shows as a socket error.

export type EngineFailure = "absent" | "conflict" | "unchanged" | "bad-request" | "unreachable" | "timed-out" | "internal";

const UNREACHABLE = ["ECONNREFUSED", "ENOENT", "EACCES", "ECONNRESET", "EPIPE", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT"];

export function classifyEngineError(error: unknown): EngineFailure {
  const status = field(error, "statusCode");
  if (status === 404) return "absent";
  if (status === 409) return "conflict";
  if (status === 304) return "unchanged";
  if (typeof status === "number" && status >= 400 && status < 500) return "bad-request";
  if (typeof status === "number") return "internal";
  const code = field(error, "code");
  if (typeof code === "string" && UNREACHABLE.includes(code)) return "unreachable";
  const name = field(error, "name");
  if (name === "AbortError" || name === "TimeoutError") return "timed-out";
  return "unreachable";
}

/** The engine's own words, one line, without the client library's "(HTTP code 404) no such image - " in front. */
export function engineMessage(error: unknown): string {
  const body = field(field(error, "json"), "message");
  if (typeof body === "string" && body !== "") return oneLine(body);
  const message = error instanceof Error ? error.message : String(error);
  return oneLine(message.replace(/^\(HTTP code \d+\)[^-]*- /, ""));
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, " ").trim().slice(0, 500);
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Reflect.get(value, name);
}
