// The parts of a parsed regular expression. A set says of one code point whether it belongs.

export type CodePointSet = (codePoint: number) => boolean;
export type Assertion = "text-start" | "text-end" | "line-start" | "line-end" | "word-boundary" | "no-word-boundary";

export type PatternNode =
  | { readonly kind: "set"; readonly has: CodePointSet }
  | { readonly kind: "sequence"; readonly items: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly item: PatternNode; readonly min: number; readonly max: number }
  | { readonly kind: "assertion"; readonly what: Assertion };

/** The pattern is not one, or uses what is not supported. */
export class PatternError extends Error {
  override readonly name = "PatternError";
}

const between = (first: number, last: number): CodePointSet => (c) => c >= first && c <= last;
const either = (...sets: readonly CodePointSet[]): CodePointSet => (c) => sets.some((has) => has(c));
export const not = (has: CodePointSet): CodePointSet => (c) => !has(c);
const range = (text: string): CodePointSet => between(text.charCodeAt(0), text.charCodeAt(1));

const digit = range("09");
const lower = range("az");
const upper = range("AZ");
const space = either(...[9, 10, 12, 13, 32].map((c) => between(c, c)));
export const word = either(digit, lower, upper, between(95, 95));

/** As in RE2: ASCII only. */
export const perlSets: Readonly<Record<string, CodePointSet>> = {
  d: digit,
  D: not(digit),
  w: word,
  W: not(word),
  s: space,
  S: not(space),
};

const alpha = either(lower, upper);
const punctuation = either(range("!/"), range(":@"), range("[`"), range("{~"));

export const posixSets: Readonly<Record<string, CodePointSet>> = {
  alnum: either(alpha, digit),
  alpha,
  ascii: between(0, 127),
  blank: either(between(9, 9), between(32, 32)),
  cntrl: either(between(0, 31), between(127, 127)),
  digit,
  graph: between(33, 126),
  lower,
  print: between(32, 126),
  punct: punctuation,
  space: either(space, between(11, 11)),
  upper,
  word,
  xdigit: either(digit, range("af"), range("AF")),
};

export function exactly(codePoint: number, ignoresCase: boolean): CodePointSet {
  if (!ignoresCase) return (c) => c === codePoint;
  const text = String.fromCodePoint(codePoint);
  const variants = new Set([text, text.toLowerCase(), text.toUpperCase()].map((variant) => variant.codePointAt(0)));
  return (c) => variants.has(c);
}

export function span(first: number, last: number, ignoresCase: boolean): CodePointSet {
  if (first > last) throw new PatternError("range out of order");
  const has = between(first, last);
  if (!ignoresCase) return has;
  const fold = (c: number, how: "toLowerCase" | "toUpperCase"): number => String.fromCodePoint(c)[how]().codePointAt(0)!;
  return (c) => has(c) || has(fold(c, "toLowerCase")) || has(fold(c, "toUpperCase"));
}
