// How a handler's failure travels: in two headers of an empty answer, a code from a closed list and a sentence for people.
import { RpcError } from "@berth/ports/rpc";
import { headers, type Msg, type MsgHdrs } from "@nats-io/nats-core";
import { reasonOf } from "./nats-connection.js";

const CODE = "Berth-Error-Code";
const MESSAGE = "Berth-Error";
const MESSAGE_CHARACTERS_MAX = 2_000;
const CODES: ReadonlySet<string> = new Set<RpcError["code"]>(["no-responder", "timeout", "refused", "unavailable", "internal"]);

export function failureHeaders(error: unknown): MsgHdrs {
  const header = headers();
  header.set(CODE, error instanceof RpcError ? error.code : "internal");
  header.set(MESSAGE, encodeURIComponent(reasonOf(error).slice(0, MESSAGE_CHARACTERS_MAX)));
  return header;
}

/** The failure that a message carries, or undefined. */
export function failureOf(message: Msg): RpcError | undefined {
  const code = message.headers?.get(CODE) ?? "";
  if (code === "") return undefined;
  return new RpcError(CODES.has(code) ? (code as RpcError["code"]) : "internal", decodeText(message.headers?.get(MESSAGE) ?? ""));
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
