import { describe, expect, it } from "vitest";
import { encodeSorted, mapOrNull, nullIfEmpty, omitEmpty } from "./json.js";
import { nanoseconds, rfc3339, rfc3339OrNull, zeroTime } from "./time.js";

describe("encodeSorted", () => {
  it("sorts keys in byte order at every depth, keeps null, leaves undefined out", () => {
    const value = { b: [{ z: 1, a: null }], B: "é\n", a: undefined, _: true };
    expect(encodeSorted(value)).toBe('{"B":"é\\n","_":true,"b":[{"a":null,"z":1}]}');
  });

  it("indents as ?pretty wants it, empty ones on one line", () => {
    expect(encodeSorted({ b: [], a: { c: 1 } }, 4)).toBe('{\n    "a": {\n        "c": 1\n    },\n    "b": []\n}');
  });

  it("writes what JSON.parse reads back", () => {
    const value = { s: 'q"\\', n: -1.5e-7, list: [[], {}, [0]], t: nanoseconds(1_795_400_740_639) };
    expect(JSON.parse(encodeSorted(value))).toEqual(value);
  });

  it("writes nanoseconds of today with all digits", () => {
    expect(encodeSorted(nanoseconds(1_795_400_740_639))).toBe("1795400740639000000");
  });
});

describe("Go's empty values", () => {
  it.each([
    [nullIfEmpty([]), null],
    [nullIfEmpty([1]), [1]],
    [mapOrNull({}), null],
    [mapOrNull({ a: 1 }), { a: 1 }],
    [omitEmpty(""), undefined],
    [omitEmpty(0), undefined],
    [omitEmpty("x"), "x"],
  ])("%j is %j", (own, expected) => expect(own).toEqual(expected));
});

describe("times", () => {
  it.each([
    [0, zeroTime],
    [1_700_000_000_000, "2023-11-14T22:13:20Z"],
    [1_700_000_000_100, "2023-11-14T22:13:20.1Z"],
    [1_700_000_000_012, "2023-11-14T22:13:20.012Z"],
    [1_700_000_400_000, "2023-11-14T22:20:00Z"],
  ])("%d ms is %s", (timeMs, text) => expect(rfc3339(timeMs)).toBe(text));

  it("an unset time of a task is null", () => expect(rfc3339OrNull(0)).toBeNull());
});
