import { describe, expect, it } from "vitest";
import { judgementOf } from "./operand.js";

type Row = readonly [operand: string, left: string | undefined, right: string | undefined, holds: boolean];

const rows: readonly Row[] = [
  ["=", "linux", "linux", true],
  ["==", "linux", "windows", false],
  ["is", undefined, undefined, false],
  ["=", undefined, "linux", false],
  ["!=", "linux", "windows", true],
  ["not", "linux", "linux", false],
  ["!=", undefined, "windows", true],
  ["<", "9", "10", true],
  ["<", "9.5", "10", true],
  [">", "1e3", "999.5", true],
  ["<", "abc", "abd", true],
  ["<", "10", "abc", true],
  [">=", "10", "10", true],
  ["<=", "11", "10", false],
  ["<", undefined, "10", false],
  [">", "9007199254740993", "9007199254740992", true],
  ["regexp", "debian-12", "^deb.*\\d+$", true],
  ["regexp", "a linux box", "linux", true],
  ["regexp", "LINUX", "(?i)linux", true],
  ["regexp", "LINUX", "linux", false],
  ["regexp", "linux", "(", false],
  ["regexp", undefined, ".*", false],
  ["version", "1.2.3", ">= 1.0, < 1.2", false],
  ["version", "1.1.9", ">= 1.0, < 1.2", true],
  ["version", "1.2.3", "~> 1.2", true],
  ["version", "2.0.0", "~> 1.2", false],
  ["version", "1.2.9", "~> 1.2.3", true],
  ["version", "1.3.0", "~> 1.2.3", false],
  ["version", "1.3.0-beta1", ">= 0.6.1", false],
  ["version", "1.7.0-beta2", ">= 1.7.0-beta1", true],
  ["version", "v20.10.24+dfsg1", ">= 20.10", true],
  ["version", "1.2", "= 1.2.0", true],
  ["version", "1.2", "nonsense", false],
  ["version", "nonsense", ">= 0", false],
  ["semver", "1.3.0-beta1", ">= 0.6.1", true],
  ["semver", "1.7.0-alpha", "< 1.7.0-beta", true],
  ["semver", "1.7.0", "> 1.7.0-rc.10", true],
  ["semver", "1.7.0-rc.2", "< 1.7.0-rc.10", true],
  ["semver", "1.7", ">= 1.0.0", false],
  ["set_contains", "a, b,c", "c,a", true],
  ["set_contains_all", "a,b", "a,d", false],
  ["set_contains_any", "a,b", "d,b", true],
  ["set_contains_any", "a,b", "d", false],
  ["set_contains", undefined, "a", false],
  ["is_set", "", undefined, true],
  ["is_set", undefined, undefined, false],
  ["is_not_set", undefined, undefined, true],
  ["is_not_set", "x", undefined, false],
  ["no such operand", "x", "x", false],
  ["constructor", "x", "x", false],
];

describe("constraint operands", () => {
  it.each(rows)("%s: %j against %j is %j", (operand, left, right, holds) => {
    expect(judgementOf(operand)(left, right)).toBe(holds);
  });
});
