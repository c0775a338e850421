import type { LogEvent } from "@berth/core/model/entry";
import { describe, expect, it } from "vitest";
import { decodeEntry, encodeEntry } from "./entry.js";

const about = { namespace: "default", jobId: "nightly", jobModifyIndex: 7 } as const;
const skipped = [{ firstDueMs: 1_795_402_860_000, lastDueMs: 1_795_402_920_000, count: 2, reason: "nobody led" }];

const events: readonly LogEvent[] = [
  { type: "PeriodicJobLaunched", ...about, dueMs: 1_795_402_980_000, skipped },
  { type: "PeriodicJobLaunched", ...about, dueMs: 1_795_402_980_000, skipped: [] },
  { type: "PeriodicLaunchesSkipped", ...about, skipped },
  { type: "PeriodicJobForced", namespace: "default", jobId: "nightly", atMs: 1_795_402_980_123 },
  { type: "JobDispatched", namespace: "default", jobId: "e", childId: "e/dispatch-1-2", payload: "aGk=", meta: { a: "b", c: "" }, idempotencyToken: "t", priority: 70 },
  { type: "JobDispatched", namespace: "default", jobId: "e", childId: "e/dispatch-1-2", payload: "", meta: {}, idempotencyToken: "", priority: 0 },
];

describe("launches on the wire", () => {
  it.each(events)("$type comes back as it was", (event) => {
    const entry = { id: "e", timeMs: 1, actor: "a", traces: [], level: 1, leader: undefined, events: [event] };
    expect(decodeEntry(encodeEntry(entry)).events).toEqual([event]);
  });
});
