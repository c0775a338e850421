/** Rules of constraints, affinities and spreads (nomad.md 1.8): patterns and versions are compiled here once. */
import { type Affinity, type Constraint, constraintOperands, type Spread } from "../model/placement-rules.js";
import type { ProblemList } from "./problem.js";

const MAX_PATTERN_CHARS = 1000;
const MAX_VERSION_CHARS = 100;
const VERSION_CONSTRAINT = /^\s*(?:=|!=|>|<|>=|<=|~>)?\s*v?\d+(?:\.\d+)*(?:-?[0-9A-Za-z.~-]+)?(?:\+[0-9A-Za-z.~-]+)?\s*$/;

/** Operands that look at no right side. */
const UNARY = ["is_set", "is_not_set", "distinct_hosts"];

export function validateConstraints(
  constraints: readonly Constraint[] | null,
  parent: ProblemList,
  how: { readonly distinctAllowed: boolean },
): void {
  (constraints ?? []).forEach((constraint, at) => {
    const problems = parent.part(`constraint[${at}]`, `Constraint ${at + 1} validation failed`);
    const isDistinct = constraint.Operand.startsWith("distinct_");
    problems.when(isDistinct && !how.distinctAllowed, "operator", () => `${constraint.Operand} is not allowed in a task; put it into the group`);
    validateTarget(constraint, problems, "constraint");
    if (constraint.Operand === "distinct_property") {
      problems.when(constraint.RTarget !== "" && !(Number(constraint.RTarget) >= 1), "value", () =>
        `distinct_property must have an allowed count of 1 or greater: ${constraint.RTarget} < 1`,
      );
    }
  });
}

function validateTarget(rule: Constraint, problems: ProblemList, what: string): void {
  const known: readonly string[] = constraintOperands;
  if (!known.includes(rule.Operand)) {
    problems.add("operator", rule.Operand === "" ? `Missing ${what} operand` : `Unknown ${what} type "${rule.Operand}"`);
    return;
  }
  const needsLeft = rule.Operand !== "distinct_hosts";
  problems.when(needsLeft && rule.LTarget === "", "attribute", () => `No LTarget provided but is required by ${what}`);
  const needsRight = !UNARY.includes(rule.Operand) && rule.Operand !== "distinct_property";
  const equality = ["=", "==", "is", "!=", "not"].includes(rule.Operand);
  problems.when(needsRight && !equality && rule.RTarget === "", "value", () => `Operator "${rule.Operand}" requires an RTarget`);
  if (rule.Operand === "regexp") {
    const error = patternError(rule.RTarget);
    problems.when(error !== null, "value", () => `Regular expression failed to compile: ${error}`);
  }
  if ((rule.Operand === "version" || rule.Operand === "semver") && !rule.RTarget.startsWith("${")) {
    const malformed = rule.RTarget.split(",").find((part) => part.length > MAX_VERSION_CHARS || !VERSION_CONSTRAINT.test(part));
    const name = rule.Operand === "version" ? "Version" : "Semver";
    problems.when(malformed !== undefined, "value", () => `${name} constraint is invalid: Malformed constraint: ${malformed?.trim().slice(0, MAX_VERSION_CHARS)}`);
  }
}

/** Null: it compiles. Go writes flags in front, `(?i)`; here they become a group of flags. */
export function patternError(pattern: string): string | null {
  if (pattern.length > MAX_PATTERN_CHARS) return `longer than ${MAX_PATTERN_CHARS} characters`;
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  const body = leading === null ? pattern : pattern.slice(leading[0].length);
  try {
    RegExp(body.replaceAll("(?P<", "(?<"), leading?.[1] ?? "");
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : "not a regular expression";
  }
}

export function validateAffinities(affinities: readonly Affinity[] | null, parent: ProblemList): void {
  (affinities ?? []).forEach((affinity, at) => {
    const problems = parent.part(`affinity[${at}]`, `Affinity ${at + 1} validation failed`);
    const isDistinct = affinity.Operand.startsWith("distinct_");
    if (isDistinct) problems.add("operator", `Unknown affinity operator "${affinity.Operand}"`);
    else validateTarget(affinity, problems, "affinity");
    problems.when(affinity.Weight === 0, "weight", () => "Affinity weight cannot be zero");
    problems.when(Math.abs(affinity.Weight) > 100, "weight", () => "Affinity weight must be within the range [-100,100]");
  });
}

export function validateSpreads(spreads: readonly Spread[] | null, parent: ProblemList): void {
  (spreads ?? []).forEach((spread, at) => {
    const problems = parent.part(`spread[${at}]`, `Spread ${at + 1} validation failed`);
    const targets = spread.SpreadTarget ?? [];
    problems.when(spread.Attribute === "", "attribute", () => "Missing spread attribute");
    problems.when(spread.Weight <= 0 || spread.Weight > 100, "weight", () => "Spread stanza must have a positive weight from 0 to 100");
    const seen = new Set<string>();
    const twice = targets.map((target) => target.Value).find((value) => seen.size === seen.add(value).size);
    problems.when(twice !== undefined, "target", () => `Spread target value "${twice}" already defined`);
    for (const target of targets) {
      const wrong = target.Percent < 0 || target.Percent > 100;
      problems.when(wrong, "target", () => `Spread target percentage for value "${target.Value}" must be between 0 and 100`);
    }
    const sum = targets.reduce((total, target) => total + target.Percent, 0);
    problems.when(sum > 100, "target", () => `Sum of spread target percentages must not be greater than 100%; got ${sum}%`);
  });
}
