import { expect, it } from "vitest";
import { classifyAnswer } from "./append-outcome.js";

function answer(body: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(body));
}

function failed(errCode: number, description: string): Uint8Array {
  return answer({ type: "io.nats.jetstream.api.v1.pub_ack_response", error: { code: 400, err_code: errCode, description } });
}

it.each([
  ["an acknowledgement", answer({ stream: "L", seq: 5 }), { kind: "stored", index: 5 }],
  ["a duplicate", answer({ stream: "L", seq: 5, duplicate: true }), { kind: "unknown" }],
  ["wrong last sequence", failed(10071, "wrong last sequence: 4"), { kind: "unknown" }],
  ["duplicate in process", failed(10158, "duplicate message id is in process"), { kind: "unknown" }],
  ["JetStream unavailable", failed(10008, "jetstream system temporarily unavailable"), { kind: "unknown" }],
  ["a disk error", failed(10077, "write blk/1.blk: input/output error"), { kind: "unknown" }],
  ["a full stream", failed(10077, "maximum bytes exceeded"), { kind: "refused", code: "full" }],
  ["a full account", failed(10047, "insufficient storage resources available"), { kind: "refused", code: "full" }],
  ["too large", failed(10054, "message size exceeds maximum allowed"), { kind: "refused", code: "too-large" }],
  ["no sequence", answer({ stream: "L" }), { kind: "unknown" }],
  ["no JSON", new Uint8Array([1, 2]), { kind: "unknown" }],
])("%s", (_name, data, expected) => {
  expect(classifyAnswer(data, 0)).toMatchObject(expected);
});

it("nobody answers", () => {
  expect(classifyAnswer(new Uint8Array(), 503)).toMatchObject({ kind: "unknown" });
});
