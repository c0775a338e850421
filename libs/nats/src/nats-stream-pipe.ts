// Byte streams between a reader and whoever serves a subject: task logs, files, exec. Give it a connection of its own:
// what a task writes must not stand in the way of control messages.
import type { ByteStreams, OpenByteStream } from "@berth/ports/byte-stream";
import type { Subscription } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import { RpcError } from "@berth/ports/rpc";
import type { Msg } from "@nats-io/nats-core";
import { type NatsLink, reasonOf } from "./nats-connection.js";
import { encodeFailure, encodeWriterFrame } from "./stream-frame.js";
import { StreamReader } from "./stream-reader.js";
import { StreamWriter } from "./stream-writer.js";

export interface NatsStreamPipeOptions {
  readonly link: NatsLink;
  readonly logger: Logger;
  /** Silence after which the other side is taken for gone (default 15 s); both sides should agree. */
  readonly silenceMs?: number;
  /** Open streams of one served subject (default 256); more are refused. */
  readonly streamsMax?: number;
}

const SILENCE_MS = 15_000;
const STREAMS_MAX = 256;

export class NatsStreamPipe implements ByteStreams {
  constructor(private readonly options: NatsStreamPipeOptions) {}

  async serveStream(subject: string, open: OpenByteStream): Promise<Subscription> {
    const { link, logger } = this.options;
    const writers = new Set<StreamWriter>();
    const subscription = link.connection.subscribe(subject, {
      callback: (error, message) => {
        if (error !== null) return logger.error("cannot serve", { subject, reason: error.message });
        if (message.reply === undefined || message.reply === "") return;
        if (writers.size >= (this.options.streamsMax ?? STREAMS_MAX)) return this.refuse(message);
        void this.serveOne(message, message.reply, { open, writers });
      },
    });
    if (link.isUp()) await link.connection.flush().catch(() => undefined);
    return {
      close: async () => {
        if (!link.connection.isClosed()) subscription.unsubscribe();
        for (const writer of Array.from(writers)) writer.fail(new RpcError("unavailable", `${subject} is no longer served`));
      },
    };
  }

  async *openStream(subject: string, params: Uint8Array, options: { readonly signal: AbortSignal }): AsyncGenerator<Uint8Array> {
    const { link } = this.options;
    if (options.signal.aborted) return;
    if (!link.isUp()) throw new RpcError("unavailable", `${subject} was not asked: there is no connection to NATS at ${link.address}`);
    const reader = new StreamReader({ link, subject, params, silenceMs: this.options.silenceMs ?? SILENCE_MS });
    const leave = (): void => reader.leave();
    options.signal.addEventListener("abort", leave, { once: true });
    try {
      for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) yield chunk;
    } finally {
      options.signal.removeEventListener("abort", leave);
      reader.leave();
    }
  }

  private async serveOne(message: Msg, readerInbox: string, session: { readonly open: OpenByteStream; readonly writers: Set<StreamWriter> }): Promise<void> {
    const writer = new StreamWriter({ link: this.options.link, readerInbox, silenceMs: this.options.silenceMs ?? SILENCE_MS });
    session.writers.add(writer);
    try {
      await session.open(message.data, writer);
      await writer.finish();
    } catch (error) {
      if (!writer.closed.aborted && !(error instanceof RpcError)) {
        this.options.logger.warn("a stream failed", { subject: message.subject, reason: reasonOf(error) });
      }
      writer.fail(error instanceof RpcError ? error : new RpcError("internal", reasonOf(error)));
    } finally {
      session.writers.delete(writer);
    }
  }

  private refuse(message: Msg): void {
    const error = new RpcError("unavailable", `${message.subject} has too many open streams; try again later`);
    message.respond(encodeWriterFrame("failure", 1, encodeFailure(error)));
  }
}
