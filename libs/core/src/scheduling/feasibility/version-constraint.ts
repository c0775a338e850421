// A parsed version constraint, `>= 1.2, < 2` or `~> 1.4`: every comparison of the list must hold.
// `~> a.b.c` (pessimistic): at least a.b.c, and the segments before the last stay as they are.
// Refuses (undefined) a list with a part that is no comparison; then no version satisfies it.
import { type Version, compareReleases, compareVersions, parseVersion } from "./version.js";

export type VersionStyle = "version" | "semver";
type Comparison = (candidate: Version) => boolean;

const mostParts = 16;

function samePessimisticPrefix(candidate: Version, bound: Version): boolean {
  const kept = Math.max(1, bound.segments.length - 1);
  return compareReleases(candidate.segments.slice(0, kept), bound.segments.slice(0, kept)) === 0;
}

function compare(operator: string, candidate: Version, bound: Version): boolean {
  const order = compareVersions(candidate, bound);
  switch (operator) {
    case "!=":
      return order !== 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case "~>":
      return order >= 0 && samePessimisticPrefix(candidate, bound);
    default:
      return order === 0;
  }
}

/** Pre-releases are opt-in for ordered comparisons of the lenient style. */
function prereleaseAllowed(operator: string, candidate: Version, bound: Version): boolean {
  if (operator === "" || operator === "=" || operator === "!=" || candidate.prerelease.length === 0) return true;
  return bound.prerelease.length > 0 && compareReleases(candidate.segments, bound.segments) === 0;
}

function parseComparison(text: string, style: VersionStyle): Comparison | undefined {
  const match = /^\s*(>=|<=|!=|~>|=|>|<|)\s*(\S+)\s*$/.exec(text);
  if (match === null) return undefined;
  const operator = match[1]!;
  const bound = parseVersion(match[2]!, style);
  if (bound === undefined) return undefined;
  if (style === "semver") return (candidate) => compare(operator, candidate, bound);
  return (candidate) => prereleaseAllowed(operator, candidate, bound) && compare(operator, candidate, bound);
}

/** undefined: not a constraint. */
export function parseVersionConstraint(text: string, style: VersionStyle): ((version: string) => boolean) | undefined {
  const parts = text.split(",");
  if (parts.length > mostParts) return undefined;
  const comparisons = parts.map((part) => parseComparison(part, style));
  if (comparisons.some((comparison) => comparison === undefined)) return undefined;
  return (candidate) => {
    const version = parseVersion(candidate, style);
    return version !== undefined && comparisons.every((comparison) => comparison!(version));
  };
}
