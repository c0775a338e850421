import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCron } from "./cron.js";
import { nextDue } from "./due-times.js";
import { zoneClock } from "./zone-clock.js";

const minuteMs = 60_000;

/** Days around changes of the clocks, and quiet ones. */
const places = [
  ["America/New_York", "2026-03-08T07:00Z"],
  ["America/New_York", "2026-11-01T06:00Z"],
  ["Europe/Lisbon", "2026-03-29T01:00Z"],
  ["Europe/Lisbon", "2026-10-25T01:00Z"],
  ["Australia/Lord_Howe", "2026-10-03T15:30Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00Z"],
  ["Pacific/Apia", "2011-12-30T10:00Z"],
  ["Pacific/Apia", "2012-03-31T14:00Z"],
  ["Asia/Kathmandu", "2026-06-01T00:00Z"],
] as const;

function wallTime(zone: string, atMs: number): string {
  return new Date(atMs + zoneClock(zone).offsetMsAt(atMs)).toISOString().slice(0, 16);
}

function fits(expression: { readonly minutes: readonly number[]; readonly hours: readonly number[] }, wall: string): boolean {
  return expression.hours.includes(Number(wall.slice(11, 13))) && expression.minutes.includes(Number(wall.slice(14, 16)));
}

const list = (most: number): fc.Arbitrary<string> =>
  fc.oneof(fc.constant("*"), fc.integer({ min: 2, max: 20 }).map((step) => `*/${step}`), fc.uniqueArray(fc.integer({ min: 0, max: most }), { minLength: 1, maxLength: 4 }).map(String));

describe("due times", () => {
  it("are those minutes that a clock on the wall shows, each wall time once unless every hour is meant", () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), list(59), list(23), (place, minute, hour) => {
        const [zone, change] = place;
        const schedule = parseCron(`${minute} ${hour} * * *`);
        const [fromMs, toMs] = [Date.parse(change) - 8 * 60 * minuteMs, Date.parse(change) + 8 * 60 * minuteMs];
        const shown: number[] = [];
        const seen = new Set<string>();
        for (let atMs = fromMs + minuteMs; atMs <= toMs; atMs += minuteMs) {
          const wall = wallTime(zone, atMs);
          if (!fits(schedule, wall)) continue;
          if (schedule.hours.length === 24 || !seen.has(wall)) shown.push(atMs);
          seen.add(wall);
        }
        const due: number[] = [];
        for (let next = nextDue(schedule, zoneClock(zone), fromMs); next !== undefined && next.atMs <= toMs; next = nextDue(schedule, zoneClock(zone), next.atMs)) {
          expect(next.atMs).toBeGreaterThan(due.at(-1) ?? fromMs);
          // What is left out is due where the clocks were put forward; the rest is as shown.
          if (next.missing || (next.atMs === Date.parse(change) && !fits(schedule, wallTime(zone, next.atMs)))) continue;
          due.push(next.atMs);
        }
        expect(due).toEqual(shown);
      }),
      { numRuns: 40 },
    );
  });
});
