// The receiving side of one byte stream. A chunk's credit goes back when the consumer asks for the next one, so a slow
// consumer holds at most the writer's window in memory.
import { RpcError } from "@berth/ports/rpc";
import { createInbox, type Msg, type Subscription } from "@nats-io/nats-core";
import type { NatsLink } from "./nats-connection.js";
import { decodeWriterFrame, encodeReaderFrame, type ReaderFrame } from "./stream-frame.js";

export interface StreamReaderOptions {
  readonly link: NatsLink;
  readonly subject: string;
  readonly params: Uint8Array;
  readonly silenceMs: number;
}

/** Credit goes back in portions of this size, or at once when nothing more is here. */
const CREDIT_PORTION_BYTES = 32 * 1024;

export class StreamReader {
  private readonly inbox = createInbox();
  private readonly subscription: Subscription;
  private readonly pulse: NodeJS.Timeout;
  private readonly stopWatching: () => void;
  private readonly chunks: Uint8Array[] = [];
  private outcome: { readonly error: RpcError | undefined } | undefined;
  private controlSubject: string | undefined;
  private number = 0;
  private owedBytes = 0;
  private lastHeardMs = performance.now();
  private wake: (() => void) | undefined;

  constructor(private readonly options: StreamReaderOptions) {
    const { link, subject, params, silenceMs } = options;
    this.subscription = link.connection.subscribe(this.inbox, { callback: (error, message) => this.onMessage(error, message) });
    this.pulse = setInterval(() => this.onPulse(), silenceMs / 3);
    this.stopWatching = link.onStatus((status) => this.conclude(new RpcError("unavailable", `${subject}: connection ${status}`)));
    link.connection.publish(subject, params, { reply: this.inbox });
  }

  /** The next chunk; undefined at the end. Throws RpcError. */
  async next(): Promise<Uint8Array | undefined> {
    this.payCredit();
    while (this.chunks.length === 0 && this.outcome === undefined) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    const chunk = this.chunks.shift();
    if (chunk !== undefined) {
      this.owedBytes += chunk.length;
      return chunk;
    }
    if (this.outcome?.error !== undefined) throw this.outcome.error;
    return undefined;
  }

  /** Tells the writer unless the stream has ended; safe to call again. */
  leave(): void {
    if (this.outcome === undefined) this.send("leave");
    this.chunks.length = 0;
    this.conclude(undefined);
  }

  private payCredit(): void {
    if (this.owedBytes === 0 || this.outcome !== undefined) return;
    if (this.owedBytes < CREDIT_PORTION_BYTES && this.chunks.length > 0) return;
    this.send("credit", this.owedBytes);
    this.owedBytes = 0;
  }

  private onMessage(error: Error | null, message: Msg): void {
    if (this.outcome !== undefined) return;
    if (error !== null) return this.conclude(new RpcError("unavailable", error.message));
    if (message.headers?.code === 503) return this.conclude(this.nobodyThere());
    this.lastHeardMs = performance.now();
    this.controlSubject ??= message.reply;
    this.onFrame(message.data);
  }

  private onFrame(data: Uint8Array): void {
    const frame = decodeWriterFrame(data);
    const expected = frame?.kind === "alive" ? this.number : this.number + 1;
    if (frame?.number !== expected) {
      this.send("leave");
      return this.conclude(new RpcError("unavailable", `${this.options.subject}: a part of the stream was lost on the way`));
    }
    this.number = frame.number;
    if (frame.kind === "end") return this.conclude(undefined);
    if (frame.kind === "failure") return this.conclude(frame.error);
    if (frame.kind === "data") this.chunks.push(frame.body);
    this.wake?.();
  }

  private nobodyThere(): RpcError {
    const { subject } = this.options;
    return this.controlSubject === undefined
      ? new RpcError("no-responder", `nobody serves ${subject} now`)
      : new RpcError("unavailable", `${subject}: the sender is gone`);
  }

  private onPulse(): void {
    const { silenceMs, subject } = this.options;
    if (performance.now() - this.lastHeardMs > silenceMs) return this.conclude(new RpcError("timeout", `${subject} said nothing for ${silenceMs} ms`));
    this.send("alive");
  }

  private send(kind: ReaderFrame["kind"], bytes?: number): void {
    if (this.controlSubject === undefined || !this.options.link.isUp()) return;
    this.options.link.connection.publish(this.controlSubject, encodeReaderFrame(kind, bytes), { reply: this.inbox });
  }

  /** The first outcome stands. */
  private conclude(error: RpcError | undefined): void {
    if (this.outcome !== undefined) return;
    this.outcome = { error };
    clearInterval(this.pulse);
    this.stopWatching();
    this.subscription.unsubscribe();
    this.wake?.();
  }
}
