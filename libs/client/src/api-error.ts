// What can go wrong between a client and the API, in two kinds: the server said no (ApiError, with its status and its own
// sentence), or no server answered (ConnectionError).

export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    /** The server's sentence, as it came. */
    readonly text: string,
    /** For people: "GET /v1/job/x" */
    readonly request: string,
  ) {
    super(text === "" ? `${request} was answered with ${status}` : text);
  }
}

export class ConnectionError extends Error {
  override readonly name = "ConnectionError";

  constructor(
    readonly address: string,
    options: ErrorOptions,
  ) {
    super(`No server answers at ${address}: ${reasonOf(options.cause)}`, options);
  }
}

/** fetch hides the reason in its cause. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "the connection failed";
  const inner = cause.cause instanceof Error ? cause.cause : cause;
  const code = "code" in inner ? String(inner.code) : "";
  if (code === "ECONNREFUSED") return "connection refused; is it running, and is the address right?";
  if (code === "ENOTFOUND") return "the host name is not known";
  return inner.message || code || "the connection failed";
}
