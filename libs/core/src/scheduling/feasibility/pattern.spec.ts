import { describe, expect, it } from "vitest";
import { compilePattern } from "./pattern.js";

describe("patterns of constraints", () => {
  it.each([
    ["^(dc1|dc2)$", "dc2", true],
    ["(?P<major>\\d+)\\.x", "12.x", true],
    ["\\Alinux\\z", "linux", true],
    ["\\Alinux\\z", "linux\nx", false],
    ["a{2,3}b", "aab", true],
    ["[a-z(*]+x", "(*x", true],
    ["(?:ab)+c", "ababc", true],
  ])("%s on %s is %s", (pattern, subject, matches) => {
    expect(compilePattern(pattern)?.(subject)).toBe(matches);
  });

  it.each([
    ["nested repetition", "(a+)+$"],
    ["deeply nested repetition", "((a*)b?)*$"],
    ["repeated alternatives", "(a|a)*$"],
    ["counted repetition of a repetition", "(a*){5,9}$"],
    ["too many repetitions", ".*a.*b.*c.*d"],
    ["look-ahead", "(?=a)a"],
    ["look-behind", "(?<!a)b"],
    ["back-reference", "(a)\\1"],
    ["named back-reference", "(?<x>a)\\k<x>"],
    ["broken", "(a"],
    ["too long", "a".repeat(300)],
    ["counts too high", "a{5000}"],
  ])("refuses %s", (_name, pattern) => {
    expect(compilePattern(pattern)).toBeUndefined();
  });

  it("does not look at subjects that are too long", () => {
    expect(compilePattern("a")?.("a".repeat(513))).toBe(false);
  });
});
