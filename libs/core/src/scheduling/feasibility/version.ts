// Versions and version constraints of the `version` and `semver` operands.
//
// `version` is lenient (any number of numeric segments, leading "v") and takes a comma separated list of comparisons,
// `>= 1.2, < 2`, all of which must hold; a pre-release satisfies a comparison only when that names a pre-release of
// the same release. `semver` is Semantic Versioning 2.0.0: three segments, pre-releases ordered as in its section 11,
// and they take part like any other version. What is no version satisfies nothing.

export interface Version {
  readonly segments: readonly number[];
  readonly prerelease: readonly string[];
}

const lenient = /^v?(\d{1,9}(?:\.\d{1,9}){0,9})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)|([0-9A-Za-z~][0-9A-Za-z.~-]*))?(?:\+[0-9A-Za-z.~-]+)?$/;
const strict =
  /^((?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8}))(?:-((?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const longest = 128;

export function parseVersion(text: string, style: "version" | "semver"): Version | undefined {
  const trimmed = text.trim();
  if (trimmed.length > longest) return undefined;
  const match = (style === "semver" ? strict : lenient).exec(trimmed);
  if (match === null) return undefined;
  const prerelease = match[2] ?? match[3] ?? "";
  return { segments: match[1]!.split(".").map(Number), prerelease: prerelease === "" ? [] : prerelease.split(".") };
}

function compareIdentifiers(a: string, b: string): number {
  const aIsNumber = /^\d+$/.test(a);
  const bIsNumber = /^\d+$/.test(b);
  if (aIsNumber && bIsNumber) return Math.sign(Number(a) - Number(b));
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Math.sign(b.length - a.length);
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareIdentifiers(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
}

export function compareReleases(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** -1, 0, 1; missing segments count as 0. */
export function compareVersions(a: Version, b: Version): number {
  const release = compareReleases(a.segments, b.segments);
  // No pre-release is above any pre-release.
  return release !== 0 ? release : comparePrereleases(a.prerelease, b.prerelease);
}
