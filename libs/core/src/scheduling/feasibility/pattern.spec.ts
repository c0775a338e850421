import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern } from "./pattern.js";

describe("patterns of constraints", () => {
  it.each([
    ["^(dc1|dc2)$", "dc2", true],
    ["^(dc1|dc2)$", "dc22", false],
    ["^(?:a|ab)(?:c|bcd)(d*)$", "abcd", true],
    ["(?P<major>\\d+)\\.x", "12.x", true],
    ["(?<major>\\d+)\\.x", ".x", false],
    ["\\Alinux\\z", "linux", true],
    ["\\Alinux\\z", "linux\nx", false],
    ["^b$", "a\nb", false],
    ["(?m)^b$", "a\nb\nc", true],
    ["a.c", "a\nc", false],
    ["(?s)a.c", "a\nc", true],
    ["(?i)LiNuX", "a linux box", true],
    ["a(?i)b", "aB", true],
    ["a(?i:b)c", "aBC", false],
    ["(a(?i)b)c", "aBC", false],
    ["^a{2,3}b$", "aaab", true],
    ["^a{2,3}b$", "aaaab", false],
    ["^a{2,}$", "a", false],
    ["^a{2}$", "aa", true],
    ["a{,2}", "a{,2}", true],
    ["^[a-z(*\\]]+$", "(*x]", true],
    ["^[]a]+$", "]a", true],
    ["^[^a-c]+$", "xb", false],
    ["^[a-]+$", "a-a", true],
    ["^[[:alpha:]_]+$", "ab_C", true],
    ["^[[:^alpha:]]+$", "12", true],
    ["(?i)^[a-c]+$", "ABC", true],
    ["\\bfoo\\b", "a foo b", true],
    ["\\bfoo\\b", "afoob", false],
    ["^\\x41\\x{42}$", "AB", true],
    ["^\\p{Lu}\\pL+$", "Über", true],
    ["^\\p{Greek}+$", "αβγ", true],
    ["^\\Qa.b*\\E$", "a.b*", true],
    ["^\\S+\\s\\W$", "ab -", true],
    ["^(?:)*$", "", true],
    ["^(a*)*$", "aaa", true],
    ["^.$", "😀", true],
    ["a*?b", "aab", true],
    ["", "anything", true],
  ])("%s on %j is %s", (pattern, subject, matches) => {
    expect(compilePattern(pattern)?.(subject)).toBe(matches);
  });

  it.each([
    ["look-ahead", "(?=a)a"],
    ["look-behind", "(?<!a)b"],
    ["back-reference", "(a)\\1"],
    ["named back-reference", "(?<x>a)\\k<x>"],
    ["open group", "(a"],
    ["open class", "[a"],
    ["closed without open", "a)"],
    ["nothing to repeat", "*a"],
    ["a range out of order", "[z-a]"],
    ["an unknown class", "[[:nope:]]"],
    ["too long", "a".repeat(600)],
    ["counts too high", "a{5000}"],
    ["counts multiplied too high", "((a{50}){50}){50}"],
    ["nested too deeply", `${"(".repeat(150)}a${")".repeat(150)}`],
  ])("refuses %s", (_name, pattern) => {
    expect(compilePattern(pattern)).toBeUndefined();
  });

  it("does not look at subjects that are too long", () => {
    expect(compilePattern("a")?.("a".repeat(4097))).toBe(false);
  });

  it.each([["(a+)+$"], ["^(a|a)*$"], [".*.*.*.*.*.*=.*"], [`${"a?".repeat(60)}${"a".repeat(60)}b`], ["(x+x+)+y"]])(
    "is not held up by %s",
    (pattern) => {
      expect(compilePattern(pattern)?.(`${"a".repeat(1000)}!`)).toBe(false);
    },
    2000,
  );

  it("agrees with the engine of the language on what both understand", () => {
    const atoms = fc.constantFrom("a", "b", "c", ".", "[ab]", "[^a]", "\\d", "(a|b)", "(?:ab|c)", "^", "$", "\\b");
    const quantified = fc.tuple(atoms, fc.constantFrom("", "", "*", "+", "?", "{1,2}")).map(([atom, times]) =>
      atom === "^" || atom === "$" || atom === "\\b" ? atom : atom + times,
    );
    const pattern = fc.array(quantified, { maxLength: 6 }).map((parts) => parts.join(""));
    const choice = fc.array(pattern, { minLength: 1, maxLength: 3 }).map((options) => options.join("|"));
    const subject = fc.array(fc.constantFrom("a", "b", "c", "1", " "), { maxLength: 8 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(choice, subject, (text, on) => {
        expect(compilePattern(text)?.(on)).toBe(new RegExp(text, "u").test(on));
      }),
      { numRuns: 2000 },
    );
  });
});
