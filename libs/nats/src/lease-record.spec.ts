import { expect, it } from "vitest";
import { type Claimant, mayClaim } from "./lease-record.js";

const me: Claimant = { holder: "me", heldLast: false, sinceReconnectedMs: undefined };
const free = { revision: 7, holder: "" };

it.each([
  ["free, connection never broke", free, me, true],
  ["held by another", { revision: 7, holder: "you" }, me, false],
  ["held by myself, known or not", { revision: 7, holder: "me" }, me, true],
  ["free just after an outage, not mine before", free, { ...me, sinceReconnectedMs: 2_999 }, false],
  ["free one TTL after an outage", free, { ...me, sinceReconnectedMs: 3_000 }, true],
  ["free just after an outage, mine before", free, { ...me, heldLast: true, sinceReconnectedMs: 0 }, true],
  ["taken by another after an outage, mine before", { revision: 9, holder: "you" }, { ...me, heldLast: true, sinceReconnectedMs: 0 }, false],
])("%s", (_name, record, claimant, expected) => {
  expect(mayClaim(record, claimant, 3_000)).toBe(expected);
});
