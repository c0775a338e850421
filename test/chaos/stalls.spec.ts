import { describe, expect, it } from "vitest";
import { longestGap, stallsByKind } from "./stalls.ts";

describe("a stall", () => {
  it("is the longest time without a moment, from the fault on", () => {
    expect(longestGap([10, 20, 95, 100], 15, 110)).toBe(75);
  });

  it("lasts to the end of the window when nothing comes any more", () => {
    expect(longestGap([10], 15, 110)).toBe(95);
  });

  it("is told by kind of fault, for writes and for placements", () => {
    const faults = [
      { kind: "a", target: "x", startMs: 100, endMs: 150 },
      { kind: "b", target: "y", startMs: 200, endMs: 250 },
      { kind: "a", target: "x", startMs: 300, endMs: 350 },
    ];
    const every10 = Array.from({ length: 40 }, (_, i) => i * 10 + 5);
    const moments = { acknowledgedMs: every10.filter((ms) => ms < 320 || ms > 360), placedMs: every10, endMs: 400 };
    expect(stallsByKind(faults, moments)).toEqual({
      a: { times: 2, writeMsMax: 50, writeMsP99: 50, placementMsMax: 10, placementMsP99: 10 },
      b: { times: 1, writeMsMax: 10, writeMsP99: 10, placementMsMax: 10, placementMsP99: 10 },
    });
  });
});
