import { describe, expect, it } from "vitest";
import { storableJson, storableText } from "./storable.js";

describe("texts for Postgres", () => {
  it.each([
    ["plain, ünïcode, 🚢", "plain, ünïcode, 🚢"],
    ["nul\0inside", "nul\uFFFDinside"],
    ["half\uD83D pair", "half\uFFFD pair"],
  ])("%j", (text, expected) => {
    expect(storableText(text)).toBe(expected);
    expect(JSON.parse(storableJson({ [text]: [text] }))).toEqual({ [expected]: [expected] });
  });

  it("leaves a backslash before u0000 alone", () => {
    const text = String.raw`\u0000 and \\ud800`;
    expect(JSON.parse(storableJson([text, "\0"]))).toEqual([text, "\uFFFD"]);
  });
});
