// Bytes from one process to another at the reader's pace: logs, files, exec. What the reader has not taken is the
// writer's credit gone; a writer without credit waits. Runs beside the control messages, never among them.
import type { Subscription } from "./log.js";

export interface ByteSink {
  /**
   * Resolves when the reader has room for more. A chunk of at most MAX_CHUNK_BYTES arrives as one, a larger one in
   * pieces. Rejects once the stream is closed.
   */
  write(chunk: Uint8Array): Promise<void>;
  /** Fires when the reader left, was lost, or the subscription was closed. */
  readonly closed: AbortSignal;
}

/** Room for a frame of 64 KiB and its header. */
export const MAX_CHUNK_BYTES = 96 * 1024;

/** Ends the stream when it resolves; a throw reaches the reader as RpcError. */
export type OpenByteStream = (params: Uint8Array, sink: ByteSink) => Promise<void>;

export interface ByteStreams {
  serveStream(subject: string, open: OpenByteStream): Promise<Subscription>;
  /** Leaving the loop or firing the signal closes the writer's side. Throws RpcError. */
  openStream(subject: string, params: Uint8Array, options: { readonly signal: AbortSignal }): AsyncIterable<Uint8Array>;
}
