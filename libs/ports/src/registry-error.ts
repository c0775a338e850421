// How a registry fails. transient: the same call may succeed later (backoff, then everything again); refused: this
// request will never be accepted as it is, others may be. Messages hold neither tokens nor whole responses.

export class RegistryError extends Error {
  constructor(
    readonly kind: "transient" | "refused",
    /** Short and constant for metrics, for example "ECONNREFUSED" or "http-403". */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "RegistryError";
  }
}
