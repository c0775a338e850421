// The operands of constraints and affinities (nomad.md 4.9), each from the two resolved sides to yes or no; undefined
// is a target that the node does not have. What cannot be compiled (a pattern, a version list) holds for nothing.
// `distinct_hosts` and `distinct_property` look at other allocations and are judged in ranking/distinct.ts.
import { compilePattern } from "./pattern.js";
import { type VersionStyle, parseVersionConstraint } from "./version-constraint.js";

type Side = string | undefined;
export type Judgement = (left: Side, right: Side) => boolean;

function order(a: string, b: string): number {
  if (/^[+-]?\d+$/.test(a) && /^[+-]?\d+$/.test(b)) {
    const difference = BigInt(a) - BigInt(b);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  const x = Number(a);
  const y = Number(b);
  if (a.trim() !== "" && b.trim() !== "" && Number.isFinite(x) && Number.isFinite(y)) return Math.sign(x - y);
  return a < b ? -1 : a > b ? 1 : 0;
}

function ordered(holds: (order: number) => boolean): Judgement {
  return (left, right) => left !== undefined && right !== undefined && holds(order(left, right));
}

const members = (list: string): string[] => list.split(",").map((member) => member.trim());

function setContains(kind: "all" | "any"): Judgement {
  return (left, right) => {
    if (left === undefined || right === undefined) return false;
    const have = new Set(members(left));
    const wanted = members(right);
    return kind === "all" ? wanted.every((member) => have.has(member)) : wanted.some((member) => have.has(member));
  };
}

/** The right side is almost always the same literal: compiled once for each text, a few texts kept. */
function compiled(compile: (right: string) => ((left: string) => boolean) | undefined): Judgement {
  const kept = new Map<string, ((left: string) => boolean) | undefined>();
  return (left, right) => {
    if (left === undefined || right === undefined) return false;
    if (!kept.has(right)) {
      if (kept.size >= 256) kept.clear();
      kept.set(right, compile(right));
    }
    return kept.get(right)?.(left) ?? false;
  };
}

const versionJudgement = (style: VersionStyle): Judgement => compiled((right) => parseVersionConstraint(right, style));

const equal: Judgement = (left, right) => left !== undefined && left === right;
const different: Judgement = (left, right) => left !== right;
const containsAll = setContains("all");

const judgements: Readonly<Record<string, Judgement>> = {
  "": equal,
  "=": equal,
  "==": equal,
  is: equal,
  "!=": different,
  not: different,
  "<": ordered((o) => o < 0),
  "<=": ordered((o) => o <= 0),
  ">": ordered((o) => o > 0),
  ">=": ordered((o) => o >= 0),
  regexp: compiled(compilePattern),
  version: versionJudgement("version"),
  semver: versionJudgement("semver"),
  set_contains: containsAll,
  set_contains_all: containsAll,
  set_contains_any: setContains("any"),
  is_set: (left) => left !== undefined,
  is_not_set: (left) => left === undefined,
};

/** An operand that is not known holds for nothing. */
export function judgementOf(operand: string): Judgement {
  return (Object.hasOwn(judgements, operand) ? judgements[operand] : undefined) ?? (() => false);
}
