import { describe, expect, it } from "vitest";
import { Burst } from "./burst.js";

const terms = { placements: 5_000, windowMs: 300, holdMs: 5_000, calmMs: 1_000 };

function burst(fromMs: number, toMs: number, into = new Burst(terms)): Burst {
  for (let atMs = fromMs; atMs <= toMs; atMs += 20) into.placed(1_000, atMs);
  return into;
}

describe("a burst of placements", () => {
  it("is none for a large job alone, nor for many small ones", () => {
    const one = new Burst(terms);
    one.placed(1_000, 10);
    expect(one.holds(10)).toBe(false);
    const many = new Burst(terms);
    for (let atMs = 0; atMs < 3_000; atMs += 10) many.placed(100, atMs);
    expect(many.holds(3_000)).toBe(false);
  });

  it("holds while it lasts, and is over soon after the last placement", () => {
    const two = burst(0, 2_000);
    expect(two.holds(2_000)).toBe(true);
    expect(two.holds(2_000 + 2 * terms.windowMs)).toBe(false);
  });

  it("holds no longer than it may, however long it goes on", () => {
    const long = burst(0, 8_000);
    expect(long.holds(8_000)).toBe(false);
  });

  it("holds again only after a calm", () => {
    const pausing = burst(5_500, 6_500, burst(0, 5_000));
    expect(pausing.holds(6_500)).toBe(false);
    expect(burst(8_000, 8_500, pausing).holds(8_500)).toBe(true);
  });
});
