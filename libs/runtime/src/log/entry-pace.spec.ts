import { describe, expect, it } from "vitest";
import { EntryPace } from "./entry-pace.js";

function sentUntil(pace: EntryPace, fromMs: number, untilMs: number): number {
  let sent = 0;
  for (let nowMs = fromMs; nowMs < untilMs; ) {
    const waitMs = pace.take(nowMs);
    if (waitMs === 0) sent++;
    nowMs += waitMs;
  }
  return sent;
}

describe("the pace of entries", () => {
  it("lets one who writes now and then send at once", () => {
    const pace = new EntryPace({ everyMs: 8, atOnce: 4 });
    for (let nowMs = 0; nowMs < 1_000; nowMs += 10) expect(pace.take(nowMs)).toBe(0);
  });

  it("lets a few go at once after a rest, then one each period", () => {
    const pace = new EntryPace({ everyMs: 8, atOnce: 4 });
    expect(sentUntil(pace, 0, 8)).toBe(4);
    expect(pace.take(8)).toBe(0);
    expect(pace.take(8)).toBe(8);
    expect(pace.take(12)).toBe(4);
    expect(sentUntil(pace, 16, 816)).toBe(100);
  });

  it("saves up no more than that", () => {
    const pace = new EntryPace({ everyMs: 8, atOnce: 4 });
    sentUntil(pace, 0, 100);
    expect(sentUntil(pace, 1_000_000, 1_000_008)).toBe(4);
  });
});
