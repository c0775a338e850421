/**
 * Go's printf for the verbs a configuration file needs: %s %v %d %q %t %x %X %o %b %c %e %f %g %%, with flags, width
 * and precision. Where Go would print a mistake into the file ("%!d(string=a)"), this refuses.
 */
import { isList, printValue, type TemplateValue, typeName } from "./value.js";

const DIRECTIVE = /%([-+ 0#]*)(\d+)?(?:\.(\d*))?([a-zA-Z%])/gu;
const WIDTH_MAX = 1024;
const PRECISION_MAX = 100;

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly verb: string;
}

/** Throws a plain Error that says which directive is wrong. */
export function printf(format: string, args: readonly TemplateValue[]): string {
  let used = 0;
  const text = format.replace(DIRECTIVE, (written) => {
    const directive = readDirective(written);
    if (directive.verb === "%") return "%";
    const value = args[used++];
    if (value === undefined) throw new Error(`printf: ${written} has no argument`);
    return pad(formatOne(directive, value), directive);
  });
  if (used < args.length) throw new Error(`printf: ${args.length} arguments are given, the format uses ${used}`);
  return text;
}

function readDirective(written: string): Directive {
  const [, flags = "", width = "0", precision, verb = ""] = new RegExp(DIRECTIVE.source, "u").exec(written) ?? [];
  const directive = { flags, width: Number(width), precision: precision === undefined ? undefined : Number(precision), verb };
  if (directive.width > WIDTH_MAX || (directive.precision ?? 0) > PRECISION_MAX) throw new Error(`printf: ${written} is too wide`);
  return directive;
}

function pad(text: string, to: Directive): string {
  const missing = to.width - [...text].length;
  if (missing <= 0) return text;
  if (to.flags.includes("-")) return text + " ".repeat(missing);
  if (!to.flags.includes("0") || "sqv".includes(to.verb)) return " ".repeat(missing) + text;
  const sign = /^[+-]/.exec(text)?.[0] ?? "";
  return sign + "0".repeat(missing) + text.slice(sign.length);
}

function formatOne(directive: Directive, value: TemplateValue): string {
  const { verb, precision, flags } = directive;
  switch (verb) {
    case "v":
      return printValue(value);
    case "s":
      return cut(textFor(verb, value), precision);
    case "q":
      return quote(textFor(verb, value));
    case "t":
      if (typeof value !== "boolean") throw wrongType(verb, value);
      return String(value);
    case "x":
    case "X":
      return inCase(verb, typeof value === "string" ? hexOfText(value) : signed(integerFor(verb, value), flags, 16));
    case "c":
      return String.fromCodePoint(integerFor(verb, value));
    default:
      return formatNumber(directive, value);
  }
}

const BASES: Readonly<Record<string, number>> = { d: 10, o: 8, b: 2 };

function formatNumber({ verb, precision, flags }: Directive, value: TemplateValue): string {
  const base = BASES[verb];
  if (base !== undefined) return signed(integerFor(verb, value), flags, base);
  if (typeof value !== "number") throw wrongType(verb, value);
  const plus = flags.includes("+") && value >= 0 ? "+" : "";
  if (verb === "f") return plus + value.toFixed(precision ?? 6);
  if (verb === "g") return plus + String(precision === undefined ? value : Number(value.toPrecision(Math.max(precision, 1))));
  if (verb === "e") return plus + value.toExponential(precision ?? 6).replace(/e([+-])(\d)$/, "e$10$2");
  throw new Error(`printf: there is no %${verb}; known are %s %v %d %q %t %x %X %o %b %c %e %f %g %%`);
}

function signed(value: number, flags: string, base: number): string {
  const plus = value >= 0 ? (flags.includes("+") ? "+" : flags.includes(" ") ? " " : "") : "";
  return plus + value.toString(base);
}

function cut(text: string, length: number | undefined): string {
  return length === undefined ? text : [...text].slice(0, length).join("");
}

function inCase(verb: string, text: string): string {
  return verb === "X" ? text.toUpperCase() : text;
}

function hexOfText(text: string): string {
  const bytes = [...unescape(encodeURIComponent(text))];
  return bytes.map((byte) => (byte.codePointAt(0) ?? 0).toString(16).padStart(2, "0")).join("");
}

/** Percent-decoding to one character a byte. */
function unescape(text: string): string {
  return text.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

function textFor(verb: string, value: TemplateValue): string {
  if (typeof value === "string") return value;
  if (verb === "s" && isList(value) && value.every((item) => typeof item === "string")) return printValue(value);
  throw wrongType(verb, value);
}

function integerFor(verb: string, value: TemplateValue): number {
  if (typeof value === "number" && Number.isInteger(value)) return value;
  throw wrongType(verb, value);
}

function wrongType(verb: string, value: TemplateValue): Error {
  return new Error(`printf: %${verb} cannot print ${typeName(value)}${verb === "v" ? "" : "; %v prints anything"}`);
}

function quote(text: string): string {
  const special: Readonly<Record<string, string>> = { "\u0007": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v" };
  const inside = text.replace(/["\\]/g, "\\$&").replace(/\p{Cc}/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return special[character] ?? (code < 0x80 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`);
  });
  return `"${inside}"`;
}
