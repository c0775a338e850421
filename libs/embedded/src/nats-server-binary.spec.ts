import { expect, it } from "vitest";
import { whyVersionUnusable } from "./nats-server-binary.js";

it.each([
  ["nats-server: v2.12.0", undefined],
  ["nats-server: v2.15.1", undefined],
  ["nats-server: v3.0.0-beta.1", undefined],
  ["nats-server: v2.10.27", "version v2.10.27 is older than 2.12"],
  ["nats-server: v1.99.0", "version v1.99.0 is older than 2.12"],
  ["hello", 'its version cannot be read from "hello"'],
])("judges %s", (line, problem) => {
  expect(whyVersionUnusable(line)).toBe(problem);
});
