// The messages of a byte stream. The writer's side numbers its frames, so that the reader notices a lost one; each side
// sends `alive` when it has nothing else to say.
//
//   reader → subject          open: params, with the reader's inbox as reply
//   writer → reader's inbox   [kind u8][number u32 LE][body], with the writer's control inbox as reply
//   reader → control inbox    [kind u8][bytes u32 LE]
import { RpcError } from "@berth/ports/rpc";

export type WriterFrame =
  | { readonly kind: "data"; readonly number: number; readonly body: Uint8Array }
  | { readonly kind: "end"; readonly number: number }
  | { readonly kind: "failure"; readonly number: number; readonly error: RpcError }
  | { readonly kind: "alive"; readonly number: number };

export type ReaderFrame = { readonly kind: "credit"; readonly bytes: number } | { readonly kind: "leave" } | { readonly kind: "alive" };

const WRITER_KINDS = ["data", "end", "failure", "alive"] as const;
const READER_KINDS = ["credit", "leave", "alive"] as const;
const HEADER_BYTES = 5;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** number: of the data, end and failure frames sent so far; `alive` repeats it. */
export function encodeWriterFrame(kind: WriterFrame["kind"], number: number, body: Uint8Array = new Uint8Array()): Uint8Array {
  const frame = new Uint8Array(HEADER_BYTES + body.length);
  frame[0] = WRITER_KINDS.indexOf(kind);
  new DataView(frame.buffer).setUint32(1, number, true);
  frame.set(body, HEADER_BYTES);
  return frame;
}

export function encodeFailure(error: RpcError): Uint8Array {
  return encoder.encode(JSON.stringify({ code: error.code, message: error.message }));
}

/** undefined: not a frame. */
export function decodeWriterFrame(frame: Uint8Array): WriterFrame | undefined {
  if (frame.length < HEADER_BYTES) return undefined;
  const kind = WRITER_KINDS[frame[0] ?? 255];
  const number = new DataView(frame.buffer, frame.byteOffset).getUint32(1, true);
  const body = frame.subarray(HEADER_BYTES);
  if (kind === "data") return { kind, number, body };
  if (kind === "failure") return { kind, number, error: decodeFailure(body) };
  return kind === undefined ? undefined : { kind, number };
}

export function encodeReaderFrame(kind: ReaderFrame["kind"], bytes = 0): Uint8Array {
  const frame = new Uint8Array(HEADER_BYTES);
  frame[0] = READER_KINDS.indexOf(kind);
  new DataView(frame.buffer).setUint32(1, bytes, true);
  return frame;
}

export function decodeReaderFrame(frame: Uint8Array): ReaderFrame | undefined {
  if (frame.length < HEADER_BYTES) return undefined;
  const kind = READER_KINDS[frame[0] ?? 255];
  if (kind === "credit") return { kind, bytes: new DataView(frame.buffer, frame.byteOffset).getUint32(1, true) };
  return kind === undefined ? undefined : { kind };
}

function decodeFailure(body: Uint8Array): RpcError {
  try {
    const sent = JSON.parse(decoder.decode(body)) as { readonly code: RpcError["code"]; readonly message: string };
    return new RpcError(sent.code, sent.message);
  } catch (error) {
    return new RpcError("internal", "the sender failed and its reason could not be read", { cause: error });
  }
}
