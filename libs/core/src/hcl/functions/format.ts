/** format and formatlist: the verbs %s %q %v %d %b %o %x %X %e %f %g %t and %%, with flags, width and precision. */
import { asBool, asInteger, asNumber, asText, type HclValue, isList, plain } from "../value.js";
import { type Arguments, fn, type HclFunction } from "./function.js";

// Bounded repetitions: the pattern comes from a job file and must be matched in linear time.
const VERB = /%([-+ 0#]{0,5})(\d{1,4})?(?:\.(\d{1,3}))?(?:\[(\d{1,3})\])?([a-zA-Z%])/g;
const MAX_WIDTH = 1000;

interface Verb {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | null;
  readonly letter: string;
}

export function formatText(args: Arguments, pattern: string, values: readonly HclValue[]): string {
  let used = 0;
  let highest = 0;
  const text = pattern.replace(VERB, (...found: readonly (string | undefined)[]) => {
    const [, flags = "", width, precision, explicit, letter = ""] = found;
    if (letter === "%") return "%";
    const at = explicit === undefined ? used : Number(explicit) - 1;
    used = at + 1;
    highest = Math.max(highest, used);
    const value = values[at];
    if (value === undefined) return args.fail(`the format needs ${at + 1} values, ${values.length} are given`);
    const verb = { flags, width: Number(width ?? 0), precision: precision === undefined ? null : Number(precision), letter };
    if (verb.width > MAX_WIDTH || (verb.precision ?? 0) > 100) return args.fail("width or precision is too large");
    return pad(verb, verbText(args, verb, value));
  });
  if (highest < values.length && !/%\[/.test(pattern)) {
    return args.fail(`${values.length} values are given but the format uses ${highest}`);
  }
  args.place.budget.spendText(text, args.place.span);
  return text;
}

function verbText(args: Arguments, verb: Verb, value: HclValue): string {
  const { place } = args;
  switch (verb.letter) {
    case "s": {
      const text = asText(value, place, "a value for %s");
      return verb.precision === null ? text : [...text].slice(0, verb.precision).join("");
    }
    case "q":
      return JSON.stringify(asText(value, place, "a value for %q"));
    case "v":
      return typeof value === "string" ? value : JSON.stringify(plain(value, place));
    case "t":
      return String(asBool(value, place, "a value for %t"));
    case "d":
      return signed(verb, asInteger(value, place, "a value for %d"), (n) => String(n));
    case "b":
      return signed(verb, asInteger(value, place, "a value for %b"), (n) => n.toString(2));
    case "o":
      return signed(verb, asInteger(value, place, "a value for %o"), (n) => n.toString(8));
    case "x":
    case "X": {
      const text = signed(verb, asInteger(value, place, "a value for %x"), (n) => (verb.flags.includes("#") ? "0x" : "") + n.toString(16));
      return verb.letter === "X" ? text.toUpperCase() : text;
    }
    case "e":
      return signed(verb, asNumber(value, place, "a value for %e"), (n) => n.toExponential(verb.precision ?? 6).replace(/e([+-])(\d)$/, "e$10$2"));
    case "f":
      return signed(verb, asNumber(value, place, "a value for %f"), (n) => n.toFixed(verb.precision ?? 6));
    case "g":
      return signed(verb, asNumber(value, place, "a value for %g"), (n) => (verb.precision === null ? String(n) : String(Number(n.toPrecision(verb.precision || 1)))));
    default:
      return args.fail(`the verb %${verb.letter} is not known; use %s %q %v %d %b %o %x %e %f %g %t or %%`);
  }
}

function signed(verb: Verb, value: number, print: (magnitude: number) => string): string {
  const sign = value < 0 ? "-" : verb.flags.includes("+") ? "+" : verb.flags.includes(" ") ? " " : "";
  const digits = print(Math.abs(value));
  const zeros = verb.flags.includes("0") && !verb.flags.includes("-") ? verb.width - sign.length : 0;
  return sign + digits.padStart(zeros, "0");
}

function pad(verb: Verb, text: string): string {
  const missing = verb.width - [...text].length;
  if (missing <= 0) return text;
  return verb.flags.includes("-") ? text + " ".repeat(missing) : " ".repeat(missing) + text;
}

function formatList(args: Arguments): HclValue {
  const lists = args.values.slice(1).filter(isList);
  const length = lists[0]?.length ?? 1;
  if (lists.some((list) => list.length !== length)) args.fail("all lists must have the same length");
  const pattern = args.text(0);
  args.place.budget.spend(length * (args.count + (pattern.length >> 4)), args.place.span);
  return Array.from({ length }, (_, at) =>
    formatText(args, pattern, args.values.slice(1).map((value) => (isList(value) ? (value[at] ?? null) : value))),
  );
}

export const formatFunctions: Readonly<Record<string, HclFunction>> = {
  format: fn(1, Number.POSITIVE_INFINITY, (args) => formatText(args, args.text(0), args.values.slice(1))),
  formatlist: fn(1, Number.POSITIVE_INFINITY, formatList),
};
