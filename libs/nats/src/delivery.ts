// A message that JetStream delivers to a consumer, read from its reply subject:
// $JS.ACK.<stream>.<consumer>.<deliveries>.<stream seq>.<consumer seq>.<time ns>.<pending>, with domain and account
// hash before the stream in servers that send them (https://github.com/nats-io/nats-architecture-and-design ADR-15).
import type { LogRecord } from "@berth/ports/log";
import type { Msg } from "@nats-io/nats-core";

export interface Delivery {
  readonly record: LogRecord;
  /** 1, 2, 3… in one consumer's life; a hole here is a loss on the way, not in the log. */
  readonly deliverySequence: number;
}

const SHORT_FORM_TOKENS = 9;

export function readDelivery(message: Msg): Delivery | undefined {
  const tokens = message.reply?.split(".") ?? [];
  if (tokens[0] !== "$JS" || tokens[1] !== "ACK" || tokens.length < SHORT_FORM_TOKENS) return undefined;
  const base = tokens.length === SHORT_FORM_TOKENS ? 5 : 7;
  const record: LogRecord = {
    index: Number(tokens[base]),
    /** Read when it is asked for: the entry says it too, and headers are dear to read. */
    get id() {
      return message.headers?.get("Nats-Msg-Id") ?? "";
    },
    data: message.data,
    storedAtMs: Math.floor(Number(tokens[base + 2]) / 1e6),
  };
  return { record, deliverySequence: Number(tokens[base + 1]) };
}
