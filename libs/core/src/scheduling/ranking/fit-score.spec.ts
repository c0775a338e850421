import { describe, expect, it } from "vitest";
import { scoreFit } from "./fit-score.js";

// Node of 4096 MHz and 8192 MB with half of each reserved (nomad.md 4.10).
const capacity = { cpuMhz: 2048, memoryMb: 4096, diskMb: 0 };

describe("fit score", () => {
  it.each([
    [2048, 4096, 18, 0],
    [0, 0, 0, 18],
    [1024, 2048, 13.675, 4.325],
  ])("used %d MHz and %d MB: binpack %d, spread %d", (cpuMhz, memoryMb, binpack, spread) => {
    const used = { cpuMhz, memoryMb, diskMb: 0 };
    expect(scoreFit(capacity, used, "binpack")).toBeCloseTo(binpack, 3);
    expect(scoreFit(capacity, used, "spread")).toBeCloseTo(spread, 3);
  });
});
