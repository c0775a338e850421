import { expect, it } from "vitest";
import { editDistance, nearestName } from "./nearest-name.js";

it.each([
  ["imgae", "image"],
  ["port", "ports"],
  ["networkmode", "network_mode"],
  ["Volumes", "volumes"],
])("finds the name meant by %s", (given, meant) => {
  expect(nearestName(given, ["args", "image", "ports", "network_mode", "volumes"])).toBe(meant);
});

it("suggests nothing when nothing is near", () => {
  expect(nearestName("xyzzy", ["image", "ports"])).toBeUndefined();
});

it("counts a swap of neighbours once", () => {
  expect(editDistance("imgae", "image")).toBe(1);
  expect(editDistance("", "abc")).toBe(3);
});
