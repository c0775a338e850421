// Questions between processes over core NATS. A request fails at once when nobody serves its subject or the connection is
// down; otherwise within its time. Handlers run concurrently within bounds. The caller's trace travels in a header.
import type { Subscription } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import { type Rpc, RpcError } from "@berth/ports/rpc";
import { noTracing, type Tracing } from "@berth/ports/tracing";
import { errors, headers, type Msg, type MsgHdrs } from "@nats-io/nats-core";
import { AnswerInbox } from "./answer-inbox.js";
import { BoundedWork, type WorkBounds } from "./bounded-work.js";
import { type NatsLink, reasonOf } from "./nats-connection.js";
import { failureHeaders, failureOf } from "./rpc-answer.js";

export interface NatsRpcOptions {
  readonly link: NatsLink;
  readonly logger: Logger;
  readonly tracing?: Tracing;
  /** Of each served subject; default 256 at work and 4,096 waiting. A parked poll counts as at work. */
  readonly bounds?: WorkBounds;
}

const BOUNDS: WorkBounds = { concurrency: 256, waitingMax: 4_096 };
const TRACE_HEADER = "traceparent";

export class NatsRpc implements Rpc {
  private readonly tracing: Tracing;
  private readonly answers: AnswerInbox;

  constructor(private readonly options: NatsRpcOptions) {
    this.answers = new AnswerInbox(options.link);
    this.tracing = options.tracing ?? noTracing;
  }

  async request(subject: string, payload: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    this.checkSize(subject, payload);
    let answer: Msg;
    try {
      answer = await this.answers.ask({ subject, payload, timeoutMs, headers: this.traceHeaders() });
    } catch (error) {
      throw requestFailure(error, subject, timeoutMs);
    }
    const failure = failureOf(answer);
    if (failure !== undefined) throw failure;
    return answer.data;
  }

  async serve(subject: string, queue: string, handler: (payload: Uint8Array) => Promise<Uint8Array>): Promise<Subscription> {
    const work = new BoundedWork(this.options.bounds ?? BOUNDS);
    const subscription = this.options.link.connection.subscribe(subject, {
      queue,
      callback: (error, message) => {
        if (error !== null) return this.options.logger.error("cannot serve", { subject, reason: error.message });
        if (!work.offer(() => this.answer(message, handler))) this.fail(message, new RpcError("unavailable", `${subject} is overloaded; try again`));
      },
    });
    await this.announced();
    return { close: () => this.end(subscription) };
  }

  publish(subject: string, payload: Uint8Array): void {
    this.checkSize(subject, payload);
    if (this.options.link.isUp()) this.options.link.connection.publish(subject, payload);
  }

  async subscribe(subject: string, onMessage: (payload: Uint8Array, subject: string) => void): Promise<Subscription> {
    const subscription = this.options.link.connection.subscribe(subject, {
      callback: (error, message) => {
        if (error !== null) return this.options.logger.error("cannot subscribe", { subject, reason: error.message });
        try {
          onMessage(message.data, message.subject);
        } catch (failure) {
          this.options.logger.error("a subscriber failed", { subject: message.subject, reason: reasonOf(failure) });
        }
      },
    });
    await this.announced();
    return { close: () => this.end(subscription) };
  }

  private async answer(message: Msg, handler: (payload: Uint8Array) => Promise<Uint8Array>): Promise<void> {
    try {
      const trace = message.headers?.get(TRACE_HEADER) ?? "";
      // A parked poll is not a span worth keeping; only what is asked inside of a trace is traced.
      const handle = (): Promise<Uint8Array> => handler(message.data);
      const data = await (trace === "" ? handle() : this.tracing.withSpan(message.subject, { parent: trace, kind: "server" }, handle));
      this.checkSize(message.subject, data);
      message.respond(data);
    } catch (error) {
      if (!(error instanceof RpcError)) this.options.logger.warn("a request failed", { subject: message.subject, reason: reasonOf(error) });
      this.fail(message, error);
    }
  }

  private fail(message: Msg, error: unknown): void {
    if (this.options.link.connection.isClosed()) return;
    message.respond(new Uint8Array(), { headers: failureHeaders(error) });
  }

  private traceHeaders(): MsgHdrs | undefined {
    const trace = this.tracing.current();
    if (trace === "") return undefined;
    const header = headers();
    header.set(TRACE_HEADER, trace);
    return header;
  }

  private checkSize(subject: string, payload: Uint8Array): void {
    const max = this.options.link.maxPayloadBytes - 4_096;
    if (payload.length > max) throw new RpcError("refused", `a message of ${payload.length} bytes for ${subject} is larger than the server takes (${max})`);
  }

  /** Resolves when the server knows the subscription, so that a request sent right after finds it. */
  private async announced(): Promise<void> {
    if (this.options.link.isUp()) await this.options.link.connection.flush().catch(() => undefined);
  }

  /** Messages that are here already are still handled. */
  private async end(subscription: { drain(): Promise<void>; unsubscribe(): void }): Promise<void> {
    if (this.options.link.isUp()) await subscription.drain().catch(() => undefined);
    else if (!this.options.link.connection.isClosed()) subscription.unsubscribe();
  }
}

function requestFailure(error: unknown, subject: string, timeoutMs: number): RpcError {
  if (error instanceof errors.TimeoutError) return new RpcError("timeout", `${subject} did not answer within ${timeoutMs} ms`, { cause: error });
  const noResponder = error instanceof errors.NoRespondersError || (error instanceof errors.RequestError && error.isNoResponders());
  if (noResponder) return new RpcError("no-responder", `nobody serves ${subject} now`, { cause: error });
  return new RpcError("unavailable", `${subject} could not be asked: ${reasonOf(error)}`, { cause: error });
}
