// The sending side of one byte stream: at most WINDOW_BYTES that the reader has not taken; without credit a write waits.
// It closes when the reader leaves, falls silent or is gone (NATS says "no responders"), or the connection breaks.
import { type ByteSink, MAX_CHUNK_BYTES } from "@berth/ports/byte-stream";
import { RpcError } from "@berth/ports/rpc";
import { createInbox, type Msg, type Subscription } from "@nats-io/nats-core";
import type { NatsLink } from "./nats-connection.js";
import { decodeReaderFrame, encodeFailure, encodeWriterFrame, type WriterFrame } from "./stream-frame.js";

export const WINDOW_BYTES = 256 * 1024;

export interface StreamWriterOptions {
  readonly link: NatsLink;
  readonly readerInbox: string;
  /** Nothing heard from the reader for this long: it is gone. */
  readonly silenceMs: number;
}

export class StreamWriter implements ByteSink {
  private readonly abort = new AbortController();
  private readonly controlInbox = createInbox();
  private readonly control: Subscription;
  private readonly pulse: NodeJS.Timeout;
  private readonly stopWatching: () => void;
  private number = 0;
  private unacknowledgedBytes = 0;
  private lastHeardMs = performance.now();
  private creditCame: (() => void) | undefined;
  private previousWrite: Promise<void> = Promise.resolve();

  constructor(private readonly options: StreamWriterOptions) {
    this.control = options.link.connection.subscribe(this.controlInbox, { callback: (error, message) => this.onControl(error, message) });
    this.pulse = setInterval(() => this.onPulse(), options.silenceMs / 3);
    this.stopWatching = options.link.onStatus((status) => this.close(`connection ${status}`));
    this.send("alive");
  }

  get closed(): AbortSignal {
    return this.abort.signal;
  }

  /** Writes of one stream go out in the order of the calls. */
  write(chunk: Uint8Array): Promise<void> {
    const written = this.previousWrite.then(() => this.writePieces(chunk));
    this.previousWrite = written.catch(() => undefined);
    return written;
  }

  async finish(): Promise<void> {
    await this.previousWrite;
    this.sendLast("end");
  }

  fail(error: RpcError): void {
    this.sendLast("failure", encodeFailure(error));
  }

  close(reason: string): void {
    if (this.closed.aborted) return;
    clearInterval(this.pulse);
    this.stopWatching();
    this.control.unsubscribe();
    this.abort.abort(new RpcError("unavailable", `the stream is closed: ${reason}`));
    this.creditCame?.();
  }

  private async writePieces(chunk: Uint8Array): Promise<void> {
    for (let start = 0; start < chunk.length; start += MAX_CHUNK_BYTES) {
      const piece = chunk.subarray(start, start + MAX_CHUNK_BYTES);
      while (!this.closed.aborted && this.unacknowledgedBytes + piece.length > WINDOW_BYTES) {
        await new Promise<void>((resolve) => (this.creditCame = resolve));
      }
      this.closed.throwIfAborted();
      this.unacknowledgedBytes += piece.length;
      this.number++;
      this.send("data", piece);
    }
  }

  private send(kind: WriterFrame["kind"], body?: Uint8Array): void {
    const frame = encodeWriterFrame(kind, this.number, body);
    this.options.link.connection.publish(this.options.readerInbox, frame, { reply: this.controlInbox });
  }

  private sendLast(kind: "end" | "failure", body?: Uint8Array): void {
    if (this.closed.aborted) return;
    this.number++;
    this.send(kind, body);
    this.close("it ended");
  }

  private onControl(error: Error | null, message: Msg): void {
    if (error !== null) return this.close(error.message);
    if (message.headers?.code === 503) return this.close("its reader is gone");
    this.lastHeardMs = performance.now();
    const frame = decodeReaderFrame(message.data);
    if (frame?.kind === "leave") return this.close("its reader left");
    if (frame?.kind !== "credit") return;
    this.unacknowledgedBytes = Math.max(0, this.unacknowledgedBytes - frame.bytes);
    this.creditCame?.();
  }

  private onPulse(): void {
    if (performance.now() - this.lastHeardMs > this.options.silenceMs) return this.close("its reader fell silent");
    this.send("alive");
  }
}
