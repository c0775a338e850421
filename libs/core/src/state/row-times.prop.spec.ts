import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RowTimes } from "./row-times.js";

const createdAtMs = 1_700_000_000_000;
const step = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 4_000_000_000 }));
const times = fc
  .tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.array(step, { maxLength: 9 }))
  .map(([first, steps]) => steps.reduce((all, more) => [...all, all.at(-1)! + more], [createdAtMs + first]));

describe("times of rows", () => {
  it("are what was put last, whatever stood there before", () => {
    const rows = fc.array(fc.record({ row: fc.nat(3), times }), { maxLength: 30 });
    fc.assert(
      fc.property(rows, (writes) => {
        const kept = new RowTimes();
        const expected = new Map<number, readonly number[]>();
        for (const write of writes) {
          expect(kept.set(write.row, write.times, { count: write.times.length, createdAtMs })).toBe(true);
          expected.set(write.row, write.times);
        }
        for (const [row, wanted] of expected) expect(kept.get(row, wanted.length, createdAtMs)).toEqual(wanted);
      }),
    );
  });

  it("have a hash that depends on them alone", () => {
    fc.assert(
      fc.property(times, times, (before, wanted) => {
        const [fresh, used] = [new RowTimes(), new RowTimes()];
        used.set(0, before, { count: before.length, createdAtMs });
        for (const kept of [fresh, used]) kept.set(0, wanted, { count: wanted.length, createdAtMs });
        expect(used.hash(0)).toBe(fresh.hash(0));
      }),
    );
  });

  it("too far from the row's creation are refused", () => {
    expect(new RowTimes().set(0, [1], { count: 1, createdAtMs })).toBe(false);
  });
});
