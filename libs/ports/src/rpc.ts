// Questions and hand-overs between processes. Payloads are bytes; `@berth/contracts/rpc` names the subjects and
// the types. A handler's throw becomes an RpcError at the caller, with its code and a message for people.
import type { Subscription } from "./log.js";

export class RpcError extends Error {
  constructor(
    readonly code: "no-responder" | "timeout" | "refused" | "unavailable" | "internal",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "RpcError";
  }
}

export interface Rpc {
  request(subject: string, payload: Uint8Array, timeoutMs: number): Promise<Uint8Array>;
  /** One member of the queue group answers each request. */
  serve(subject: string, queue: string, handler: (payload: Uint8Array) => Promise<Uint8Array>): Promise<Subscription>;
  publish(subject: string, payload: Uint8Array): void;
  /** Every subscriber hears it (no queue); best effort, at most once. */
  subscribe(subject: string, onMessage: (payload: Uint8Array, subject: string) => void): Promise<Subscription>;
}
