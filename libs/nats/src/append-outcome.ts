// One table from what JetStream answers to an append to what the log may conclude. Rule: "refused" only when the
// server said that it did not store it and will not; everything that could have been stored, now or by an earlier copy, is
// "unknown", and only the log itself resolves it.
import type { AppendResult } from "@berth/ports/log";

/** JetStream's error codes, https://docs.nats.io (err_code in `PubAck.error`). */
const MESSAGE_TOO_LARGE = 10054;
const STORE_FAILED = 10077;
const RESOURCES_EXHAUSTED: ReadonlySet<number> = new Set([10002, 10023, 10028, 10047]);

interface PublishAnswer {
  readonly seq?: number;
  readonly duplicate?: boolean;
  readonly error?: { readonly code: number; readonly err_code: number; readonly description: string };
}

const decoder = new TextDecoder();

/** data: the answer's payload; statusCode: of its header, 0 when it has none (503: nobody serves the stream now). */
export function classifyAnswer(data: Uint8Array, statusCode: number): AppendResult {
  if (statusCode === 503) return unknown("no JetStream server answers for the log now");
  const answer = parseAnswer(data);
  if (answer === undefined) return unknown("an answer that is not a publish acknowledgement");
  if (answer.error !== undefined) return classifyError(answer.error);
  // A first copy is in the log, but its sequence in a duplicate's answer is not to be trusted across failovers.
  if (answer.duplicate === true) return unknown("duplicate: an entry of this id was received before");
  if (typeof answer.seq !== "number" || answer.seq < 1) return unknown("an acknowledgement without a sequence");
  return { kind: "stored", index: answer.seq };
}

function classifyError(error: NonNullable<PublishAnswer["error"]>): AppendResult {
  const reason = `${error.description} (${error.err_code})`;
  if (error.err_code === MESSAGE_TOO_LARGE) return { kind: "refused", code: "too-large", reason };
  if (RESOURCES_EXHAUSTED.has(error.err_code)) return { kind: "refused", code: "full", reason };
  // 10077 also carries disk errors, after which nobody knows what is on the disk.
  if (error.err_code === STORE_FAILED && /^maximum (bytes|messages) exceeded$/.test(error.description)) return { kind: "refused", code: "full", reason };
  return unknown(reason);
}

function parseAnswer(data: Uint8Array): PublishAnswer | undefined {
  try {
    const value: unknown = JSON.parse(decoder.decode(data));
    return typeof value === "object" && value !== null ? (value as PublishAnswer) : undefined;
  } catch {
    return undefined;
  }
}

export function unknown(reason: string): AppendResult {
  return { kind: "unknown", reason };
}
