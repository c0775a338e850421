// Bracket expressions and escapes of regular expressions: `[a-z0-9_]`, `[^[:space:]]`, `\d`, `\x2f`, `\pL`.
import { type CodePointSet, PatternError, exactly, not, perlSets, posixSets, span } from "./pattern-node.js";
import type { PatternReader } from "./pattern-reader.js";

const controls: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

function hexEscape(reader: PatternReader): number {
  const match = reader.match(/\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2})/y);
  const codePoint = match === undefined ? Infinity : Number.parseInt(match[1] ?? match[2]!, 16);
  if (codePoint > 0x10_ffff) throw new PatternError("bad \\x escape");
  return codePoint;
}

function unicodeSet(reader: PatternReader, negated: boolean): CodePointSet {
  const match = reader.match(/\{(\^?)(\w{1,32})\}|(\w)/y);
  if (match === undefined) throw new PatternError("bad \\p escape");
  const name = match[2] ?? match[3]!;
  let tester: RegExp;
  try {
    tester = new RegExp(/^\p{Lu}\p{Ll}{2,}/u.test(name) ? `^\\p{Script=${name}}$` : `^\\p{${name}}$`, "u");
  } catch {
    throw new PatternError(`unknown character class \\p{${name}}`);
  }
  const has: CodePointSet = (c) => tester.test(String.fromCodePoint(c));
  return negated !== (match[1] === "^") ? not(has) : has;
}

/** After a backslash: a set of its own, or one code point. */
export function readEscape(reader: PatternReader): CodePointSet | number {
  const c = reader.next();
  if (Object.hasOwn(perlSets, c)) return perlSets[c]!;
  if (Object.hasOwn(controls, c)) return controls[c]!;
  if (c === "x") return hexEscape(reader);
  if (c === "p" || c === "P") return unicodeSet(reader, c === "P");
  const octal = c === "0" ? reader.match(/[0-7]{0,2}/y) : undefined;
  if (octal !== undefined) return Number.parseInt(`0${octal[0]}`, 8);
  if (/^\w$/.test(c) || c === "") throw new PatternError(`unsupported escape \\${c}`);
  return c.codePointAt(0)!;
}

function readMember(reader: PatternReader): CodePointSet | number {
  const posix = reader.match(/\[:(\^?)([a-z]+):\]/y);
  if (posix !== undefined) {
    const has = Object.hasOwn(posixSets, posix[2]!) ? posixSets[posix[2]!] : undefined;
    if (has === undefined) throw new PatternError(`unknown character class [:${posix[2]}:]`);
    return posix[1] === "^" ? not(has) : has;
  }
  const c = reader.next();
  return c === "\\" ? readEscape(reader) : c.codePointAt(0)!;
}

/** After `[`, up to and with `]`. */
export function readClass(reader: PatternReader, ignoresCase: boolean): CodePointSet {
  const negated = reader.take("^");
  const sets: CodePointSet[] = [];
  for (let isFirst = true; isFirst || !reader.take("]"); isFirst = false) {
    if (reader.isAtEnd) throw new PatternError("missing ]");
    const first = readMember(reader);
    if (typeof first !== "number") {
      sets.push(first);
      continue;
    }
    if (reader.match(/-(?!\])/y) === undefined) {
      sets.push(exactly(first, ignoresCase));
      continue;
    }
    const last = readMember(reader);
    if (typeof last !== "number") throw new PatternError("bad range in a character class");
    sets.push(span(first, last, ignoresCase));
  }
  const has: CodePointSet = (c) => sets.some((set) => set(c));
  return negated ? not(has) : has;
}
