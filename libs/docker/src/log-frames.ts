// Cuts what the engine sends for `logs?timestamps=1` into messages. Pure and incremental: bytes in, messages out.
//
// Without a terminal each message is a frame: 1 byte stream (1 stdout, 2 stderr), 3 zero bytes, 4 bytes length, then
// "<timestamp> <bytes>". With a terminal there are no frames: messages follow each other, each ends with its newline or,
// when the engine had to cut a long line, after exactly 16384 bytes. All pieces of one cut line carry the same timestamp.
// (Docker Engine API, "Get container logs" and "Stream format".)

export type LogStream = "stdout" | "stderr";

export interface LogMessage {
  readonly stream: LogStream;
  /** RFC 3339 with nine digits, UTC: compares as text. */
  readonly timestamp: string;
  readonly bytes: Buffer;
}

export interface LogCutter {
  push(chunk: Buffer): readonly LogMessage[];
}

const HEADER_BYTES = 8;
const PIECE_BYTES = 16_384;
/** Engines cut at 16 KB; a length far above means that this is no log stream at all. */
const FRAME_BYTES_MAX = 4 * 1024 * 1024;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/;
const TIMESTAMP_BYTES = 30;
const NEWLINE = 0x0a;
const SPACE = 0x20;

export function framedLogCutter(): LogCutter {
  let rest: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const messages: LogMessage[] = [];
      let offset = 0;
      while (rest.length - offset >= HEADER_BYTES) {
        const length = rest.readUInt32BE(offset + 4);
        if (length > FRAME_BYTES_MAX) throw new Error(`the engine sent a log frame of ${length} bytes`);
        const end = offset + HEADER_BYTES + length;
        if (rest.length < end) break;
        messages.push(frameMessage(rest[offset] === 2 ? "stderr" : "stdout", rest.subarray(offset + HEADER_BYTES, end)));
        offset = end;
      }
      rest = Buffer.from(rest.subarray(offset));
      return messages;
    },
  };
}

function frameMessage(stream: LogStream, payload: Buffer): LogMessage {
  const cut = payload.indexOf(SPACE);
  const timestamp = cut < 0 ? "" : payload.subarray(0, cut).toString("latin1");
  if (!TIMESTAMP.test(timestamp)) throw new Error("the engine sent a log message without a timestamp");
  return { stream, timestamp, bytes: Buffer.from(payload.subarray(cut + 1)) };
}

export function terminalLogCutter(): LogCutter {
  let rest: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const messages: LogMessage[] = [];
      for (;;) {
        const start = TIMESTAMP_BYTES + 1;
        if (rest.length < start) break;
        const newline = rest.indexOf(NEWLINE, start);
        const lineEnd = newline < 0 ? Number.POSITIVE_INFINITY : newline + 1;
        const end = Math.min(lineEnd, start + PIECE_BYTES);
        if (rest.length < end) break;
        messages.push(frameMessage("stdout", rest.subarray(0, end)));
        rest = Buffer.from(rest.subarray(end));
      }
      return messages;
    },
  };
}
