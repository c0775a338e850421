// Regular expressions of constraints: Go's RE2 syntax, matched unanchored. They are written by whoever submits a job and
// run in every scheduler, so a pattern must not be able to hold one up: what RE2 does not have (look-around,
// back-references) is refused, and so is what makes a backtracking matcher explode: an unbounded repetition inside or
// right beside another, more than a few of them, long patterns, long subjects.

const longestPattern = 256;
const longestSubject = 512;
const mostRepetitions = 3;

/** Without escapes and classes, so that what is left is structure: a literal "a", groups, repetitions. */
function skeletonOf(pattern: string): string {
  return pattern
    .replace(/\\[pP]\{[^}]*\}/g, "a")
    .replace(/\\./g, "a")
    .replace(/\[\^?\]?(?:[^\]])*\]/g, "a");
}

/** Can an unbounded repetition be repeated itself? Then one subject can be split in exponentially many ways. */
function nestsRepetitions(skeleton: string): boolean {
  const depths: boolean[] = [false];
  for (let i = 0; i < skeleton.length; i++) {
    const c = skeleton.charAt(i);
    if (c === "(") depths.push(false);
    else if (c === ")") {
      const inner = depths.pop() ?? false;
      const repeated = /^(?:[*+]|\{\d+,\d*\})/.test(skeleton.slice(i + 1));
      const alternatives = skeleton.slice(skeleton.lastIndexOf("(", i), i).includes("|");
      if (repeated && (inner || alternatives)) return true;
      if (inner || repeated) depths[depths.length - 1] = true;
    } else if (c === "*" || c === "+" || /^\{\d+,\}/.test(skeleton.slice(i))) depths[depths.length - 1] = true;
  }
  return false;
}

function isSafe(pattern: string): boolean {
  if (pattern.length > longestPattern) return false;
  if (/\\[1-9kK]/.test(pattern) || /\(\?(?:[=!>]|<[=!])/.test(pattern)) return false;
  const skeleton = skeletonOf(pattern);
  const repetitions = skeleton.match(/[*+]|\{\d+,\d*\}/g) ?? [];
  const largest = Math.max(0, ...[...skeleton.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map((m) => Number(m[2] || m[1])));
  return repetitions.length <= mostRepetitions && largest <= 1000 && !nestsRepetitions(skeleton);
}

/** Go's spellings in JavaScript's: leading flags, named groups, text anchors. */
function translate(pattern: string): { readonly source: string; readonly flags: string } {
  const leading = /^\(\?([imsU]+)\)/.exec(pattern);
  const flags = leading === null ? "" : [..."ims"].filter((flag) => leading[1]!.includes(flag)).join("");
  const source = pattern
    .slice(leading === null ? 0 : leading[0].length)
    .replace(/\(\?P</g, "(?<")
    .replace(/\\A/g, "(?<![\\s\\S])")
    .replace(/\\z/g, "(?![\\s\\S])");
  return { source, flags };
}

/** undefined: not a pattern, or one that is refused; then nothing matches it. */
export function compilePattern(pattern: string): ((subject: string) => boolean) | undefined {
  if (!isSafe(pattern)) return undefined;
  const { source, flags } = translate(pattern);
  try {
    const compiled = new RegExp(source, `${flags}u`);
    return (subject) => subject.length <= longestSubject && compiled.test(subject);
  } catch {
    return undefined;
  }
}
