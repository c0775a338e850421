import { expect, it } from "vitest";
import { whyBroken } from "./stream-shape.js";

const reader = { incarnation: "a", position: 10 };

it.each([
  ["goes on at the end", { incarnation: "a", first: 1, last: 10 }, undefined],
  ["goes on when there is more", { incarnation: "a", first: 11, last: 20 }, undefined],
  ["goes on in an empty stream that was trimmed up to it", { incarnation: "a", first: 11, last: 10 }, undefined],
  ["stops when the next one is trimmed", { incarnation: "a", first: 12, last: 20 }, "the log was trimmed past this reader: it starts at 12, 11 is needed"],
  ["stops when the log is shorter", { incarnation: "a", first: 1, last: 9 }, "the log became shorter: it ends at 9, entries up to 10 were read"],
  ["stops in another life of the log", { incarnation: "b", first: 1, last: 20 }, "the log was created anew (incarnation b, was a)"],
])("a follower %s", (_name, stream, expected) => {
  expect(whyBroken(reader, stream)).toBe(expected);
});

it("a new follower starts in a new log", () => {
  expect(whyBroken({ incarnation: "a", position: 0 }, { incarnation: "a", first: 0, last: 0 })).toBeUndefined();
});
