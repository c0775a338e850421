import { errors } from "@nats-io/nats-core";
import { describe, expect, it } from "vitest";
import type { NatsLink } from "./nats-connection.js";
import { askAgain, ConnectionLost } from "./while-up.js";

const link = {
  address: "nowhere",
  connection: { isClosed: () => false },
  isUp: () => true,
  onStatus: () => () => undefined,
  whenUp: () => Promise.resolve(true),
} as unknown as NatsLink;

/** Fails with each of these, then answers. */
function questionAfter(...failures: readonly Error[]): { readonly ask: () => Promise<string>; readonly asked: () => number } {
  let asked = 0;
  const ask = (): Promise<string> => {
    const failure = failures[asked++];
    return failure === undefined ? Promise.resolve("answer") : Promise.reject(failure);
  };
  return { ask, asked: () => asked };
}

describe("a question that may be asked twice", () => {
  it("is asked again when nobody answered and when the connection was lost", async () => {
    const { ask, asked } = questionAfter(new errors.TimeoutError(), new ConnectionLost("lost"));
    expect(await askAgain(link, 60_000, ask)).toBe("answer");
    expect(asked()).toBe(3);
  });

  it("is not asked again when the answer was no", async () => {
    const { ask, asked } = questionAfter(new Error("no"));
    await expect(askAgain(link, 60_000, ask)).rejects.toThrow("no");
    expect(asked()).toBe(1);
  });

  it("is given up when its time is over", async () => {
    const { ask, asked } = questionAfter(new errors.TimeoutError());
    await expect(askAgain(link, 0, ask)).rejects.toBeInstanceOf(errors.TimeoutError);
    expect(asked()).toBe(1);
  });
});
