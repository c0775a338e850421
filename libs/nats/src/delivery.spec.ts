import { headers, type Msg } from "@nats-io/nats-core";
import { expect, it } from "vitest";
import { readDelivery } from "./delivery.js";

function message(reply: string): Msg {
  const header = headers();
  header.set("Nats-Msg-Id", "entry-1");
  const data = new Uint8Array([1]);
  return { subject: "log", sid: 1, data, reply, headers: header, respond: () => false, json: () => { throw new Error("no JSON"); }, string: () => "" };
}

const record = { index: 42, id: "entry-1", data: new Uint8Array([1]), storedAtMs: 1_700_000_000_123 };

it.each(["$JS.ACK.LOG.consumer.1.42.7.1700000000123456789.0", "$JS.ACK.hub.hash.LOG.consumer.1.42.7.1700000000123456789.0.random", "$JS.ACK._.hash.LOG.consumer.1.42.7.1700000000123456789.0"])(
  "reads %s",
  (reply) => {
    expect(readDelivery(message(reply))).toEqual({ record, deliverySequence: 7 });
  },
);

it.each(["", "_INBOX.x.1", "$JS.ACK.LOG"])("refuses %j", (reply) => {
  expect(readDelivery(message(reply))).toBeUndefined();
});
