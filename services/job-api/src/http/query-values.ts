// Reading query parameters with Nomad's rules and texts. Every value arrives as a string; a bare parameter is "".
import { HttpProblem } from "./http-problem.js";

export type Query = Readonly<Record<string, string>>;

const trueWords = new Set(["1", "t", "T", "TRUE", "true", "True"]);
const falseWords = new Set(["0", "f", "F", "FALSE", "false", "False"]);

/** Go's strconv.ParseBool; undefined when the text is neither. */
export function parseGoBool(text: string): boolean | undefined {
  if (trueWords.has(text)) return true;
  return falseWords.has(text) ? false : undefined;
}

/** Absent or empty: `absent`. Anything but a boolean: 500 with Nomad's text. */
export function boolValue(query: Query, name: string, absent = false): boolean {
  const text = query[name];
  if (text === undefined || text === "") return absent;
  const value = parseGoBool(text);
  if (value === undefined)
    throw new HttpProblem(
      500,
      `Failed to parse value of "${name}" (${text}) as a bool: strconv.ParseBool: parsing "${text}": invalid syntax`,
    );
  return value;
}

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** Go's time.ParseDuration in milliseconds; undefined when it is none. */
export function parseGoDurationMs(text: string): number | undefined {
  if (text === "0") return 0;
  if (!/^-?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, , unit] of text.matchAll(/(\d+(\.\d+)?)(ns|us|µs|ms|s|m|h)/g))
    total += Number(amount) * unitMs[unit!]!;
  return text.startsWith("-") ? -total : total;
}

/** 1 to 2^31 - 1; 0 when absent: no paging. */
export function perPageValue(query: Query): number {
  const text = query["per_page"];
  if (text === undefined || text === "") return 0;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 0x7fff_ffff)
    throw new HttpProblem(400, "Expect a number for `per_page` query string parameter");
  return value;
}
