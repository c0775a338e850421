import { describe, expect, it } from "vitest";
import { parseCron } from "./cron.js";
import { type DueTime, nextDue } from "./due-times.js";
import { zoneClock } from "./zone-clock.js";

/** All due times between two instants, as UTC texts; `!` marks those of a day that does not exist. */
function due(expression: string, zone: string, [from, to]: readonly [from: string, to: string]): readonly string[] {
  const found: string[] = [];
  for (let after = Date.parse(from); ; ) {
    const next: DueTime | undefined = nextDue(parseCron(expression), zoneClock(zone), after);
    if (next === undefined || next.atMs > Date.parse(to)) return found;
    found.push(`${next.missing ? "!" : ""}${new Date(next.atMs).toISOString().replace(":00.000Z", "Z").replace(".000Z", "Z")}`);
    after = next.atMs;
  }
}

describe("due times without a change of the clocks", () => {
  it.each([
    ["15 3 * * *", "UTC", "2026-11-23T00:00Z", "2026-11-25T00:00Z", ["2026-11-23T03:15Z", "2026-11-24T03:15Z"]],
    ["15 3 * * *", "Asia/Tokyo", "2026-11-23T00:00Z", "2026-11-24T00:00Z", ["2026-11-23T18:15Z"]],
    ["*/20 * * * *", "UTC", "2026-11-23T00:00Z", "2026-11-23T01:00Z", ["2026-11-23T00:20Z", "2026-11-23T00:40Z", "2026-11-23T01:00Z"]],
    ["5/25 0 * * *", "UTC", "2026-11-23T00:00Z", "2026-11-23T02:00Z", ["2026-11-23T00:05Z", "2026-11-23T00:30Z", "2026-11-23T00:55Z"]],
    ["*/30 * * * * * *", "UTC", "2026-11-23T00:00Z", "2026-11-23T00:01Z", ["2026-11-23T00:00:30Z", "2026-11-23T00:01Z"]],
    ["@monthly", "UTC", "2026-11-23T00:00Z", "2027-01-01T00:00Z", ["2026-12-01T00:00Z", "2027-01-01T00:00Z"]],
    ["0 0 29 2 *", "UTC", "2026-11-23T00:00Z", "2033-01-01T00:00Z", ["2028-02-29T00:00Z", "2032-02-29T00:00Z"]],
    ["0 0 1 1 * 2028", "UTC", "2026-11-23T00:00Z", "2040-01-01T00:00Z", ["2028-01-01T00:00Z"]],
    ["0 12 L * *", "UTC", "2026-01-30T00:00Z", "2026-03-01T00:00Z", ["2026-01-31T12:00Z", "2026-02-28T12:00Z"]],
    // 31 January 2026 is a Saturday.
    ["0 12 LW * *", "UTC", "2026-01-01T00:00Z", "2026-02-01T00:00Z", ["2026-01-30T12:00Z"]],
    // 1 February and 1 November 2026 are Sundays, 15 August a Saturday.
    ["0 12 1W 2,11 *", "UTC", "2026-01-01T00:00Z", "2026-12-31T00:00Z", ["2026-02-02T12:00Z", "2026-11-02T12:00Z"]],
    ["0 12 15W 8 *", "UTC", "2026-01-01T00:00Z", "2026-12-31T00:00Z", ["2026-08-14T12:00Z"]],
    ["0 12 * * 5L", "UTC", "2026-11-01T00:00Z", "2026-12-26T00:00Z", ["2026-11-27T12:00Z", "2026-12-25T12:00Z"]],
    ["0 12 ? * tue#2", "UTC", "2026-11-01T00:00Z", "2026-12-31T00:00Z", ["2026-11-10T12:00Z", "2026-12-08T12:00Z"]],
    ["0 12 13 * fri", "UTC", "2026-11-05T00:00Z", "2026-11-21T00:00Z", ["2026-11-06T12:00Z", "2026-11-13T12:00Z", "2026-11-20T12:00Z"]],
    ["0 12 * * 7", "UTC", "2026-11-20T00:00Z", "2026-11-29T00:00Z", ["2026-11-22T12:00Z"]],
    ["0 12 * jan-mar mon-tue", "UTC", "2026-12-30T00:00Z", "2027-01-06T00:00Z", ["2027-01-04T12:00Z", "2027-01-05T12:00Z"]],
  ] as const)("%s in %s", (expression, zone, from, to, expected) => {
    expect(due(expression, zone, [from, to])).toEqual(expected);
  });

  it("ends: a date that never comes, years that are over", () => {
    expect(nextDue(parseCron("0 0 30 2 *"), zoneClock("UTC"), Date.parse("2026-01-01"))).toBeUndefined();
    expect(nextDue(parseCron("0 0 1 1 * 2025"), zoneClock("UTC"), Date.parse("2026-01-01"))).toBeUndefined();
  });
});

describe("due times where the clocks change", () => {
  it.each([
    ["New York, spring: 02:30 is left out and due at 03:00", "30 2 * * *", "America/New_York", "2026-03-07T00:00Z", "2026-03-09T23:00Z", ["2026-03-07T07:30Z", "2026-03-08T07:00Z", "2026-03-09T06:30Z"]],
    ["New York, autumn: 01:30 is shown twice and due the first time", "30 1 * * *", "America/New_York", "2026-10-31T00:00Z", "2026-11-02T23:00Z", ["2026-10-31T05:30Z", "2026-11-01T05:30Z", "2026-11-02T06:30Z"]],
    ["New York, spring: what is left out and what is due at its end are one", "0,30 2,3 * * *", "America/New_York", "2026-03-08T00:00Z", "2026-03-08T23:00Z", ["2026-03-08T07:00Z", "2026-03-08T07:30Z"]],
    ["New York, spring: each half hour goes on by the clock", "*/30 * * * *", "America/New_York", "2026-03-08T06:00Z", "2026-03-08T07:30Z", ["2026-03-08T06:30Z", "2026-03-08T07:00Z", "2026-03-08T07:30Z"]],
    ["New York, autumn: each half hour goes on by the clock, twice through the same hour", "*/30 * * * *", "America/New_York", "2026-11-01T05:00Z", "2026-11-01T07:00Z", ["2026-11-01T05:30Z", "2026-11-01T06:00Z", "2026-11-01T06:30Z", "2026-11-01T07:00Z"]],
    ["Lisbon, spring: 01:30 is left out and due at 02:00", "30 1 * * *", "Europe/Lisbon", "2026-03-28T00:00Z", "2026-03-30T23:00Z", ["2026-03-28T01:30Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z"]],
    ["Lisbon, autumn: 01:30 is shown twice and due the first time", "30 1 * * *", "Europe/Lisbon", "2026-10-24T00:00Z", "2026-10-26T23:00Z", ["2026-10-24T00:30Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z"]],
    ["Lord Howe, spring: half an hour is left out", "15 2 * * *", "Australia/Lord_Howe", "2026-10-02T20:00Z", "2026-10-05T00:00Z", ["2026-10-03T15:30Z", "2026-10-04T15:15Z"]],
    ["Lord Howe, autumn: half an hour is shown twice", "45 1 * * *", "Australia/Lord_Howe", "2026-04-03T20:00Z", "2026-04-06T00:00Z", ["2026-04-04T14:45Z", "2026-04-05T15:15Z"]],
    ["Apia: 30 December 2011 does not exist", "0 12 * * *", "Pacific/Apia", "2011-12-29T00:00Z", "2012-01-01T00:00Z", ["2011-12-29T22:00Z", "!2011-12-30T10:00Z", "2011-12-30T22:00Z", "2011-12-31T22:00Z"]],
    ["Apia: what is due at the first moment of the 31st is due", "0 0 * * *", "Pacific/Apia", "2011-12-29T00:00Z", "2012-01-01T00:00Z", ["2011-12-29T10:00Z", "2011-12-30T10:00Z", "2011-12-31T10:00Z"]],
    ["Apia, spring 2012", "30 3 * * *", "Pacific/Apia", "2012-09-29T00:00Z", "2012-09-30T23:00Z", ["2012-09-29T14:00Z", "2012-09-30T13:30Z"]],
    ["Apia, autumn 2012", "30 3 * * *", "Pacific/Apia", "2012-03-30T00:00Z", "2012-04-01T23:00Z", ["2012-03-30T13:30Z", "2012-03-31T13:30Z", "2012-04-01T14:30Z"]],
    ["Beirut: midnight itself is left out", "0 0 * * *", "Asia/Beirut", "2026-03-27T00:00Z", "2026-03-30T00:00Z", ["2026-03-27T22:00Z", "2026-03-28T22:00Z", "2026-03-29T21:00Z"]],
  ] as const)("%s", (_what, expression, zone, from, to, expected) => {
    expect(due(expression, zone, [from, to])).toEqual(expected);
  });
});
