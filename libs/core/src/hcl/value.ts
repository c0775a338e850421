/**
 * Values that expressions produce, and HCL's conversions between them: numbers and bools become text and back where the
 * text says exactly that, nothing else converts. Sets are lists without duplicates here.
 *
 * Walks over values are charged to the budget: shared lists can make a small value exponentially large to walk.
 */
import { type Budget, MAX_VALUE_DEPTH } from "./limits.js";
import { HclError, type Span } from "./position.js";

export type HclValue = string | number | boolean | null | readonly HclValue[] | HclObject;
export interface HclObject {
  readonly [key: string]: HclValue;
}

/** Where a conversion happens: for the error and the budget. */
export interface Place {
  readonly budget: Budget;
  readonly span: Span;
}

export function isList(value: HclValue): value is readonly HclValue[] {
  return Array.isArray(value);
}

export function isObject(value: HclValue): value is HclObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function typeName(value: HclValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return "a text";
  if (typeof value === "number") return "a number";
  if (typeof value === "boolean") return "true or false";
  return isList(value) ? "a list" : "an object";
}

export function property(value: HclObject, key: string): HclValue | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

const MAX_NUMBER_CHARS = 40;
const RUNTIME_HINT = "; ${…} of a node or task is known only at run time and can only stand inside a text";

function runtimeHint(value: HclValue): string {
  return typeof value === "string" && value.length < 500 && value.includes("${") ? RUNTIME_HINT : "";
}

export function asText(value: HclValue, place: Place, what = "this"): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new HclError(`${what} must be a text, not ${typeName(value)}`, place.span);
}

export function asNumber(value: HclValue, place: Place, what = "this"): number {
  if (typeof value === "number") return value;
  if (typeof value === "string" && value.length <= MAX_NUMBER_CHARS && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return Number(value);
  throw new HclError(`${what} must be a number, not ${typeName(value)}${runtimeHint(value)}`, place.span);
}

export function asInteger(value: HclValue, place: Place, what = "this"): number {
  const number = asNumber(value, place, what);
  if (Number.isSafeInteger(number)) return number;
  throw new HclError(`${what} must be a whole number, not ${number}`, place.span);
}

export function asBool(value: HclValue, place: Place, what = "this"): boolean {
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "false") return value === "true";
  throw new HclError(`${what} must be true or false, not ${typeName(value)}${runtimeHint(value)}`, place.span);
}

export function asList(value: HclValue, place: Place, what = "this"): readonly HclValue[] {
  if (isList(value)) return value;
  throw new HclError(`${what} must be a list, not ${typeName(value)}`, place.span);
}

export function asObject(value: HclValue, place: Place, what = "this"): HclObject {
  if (isObject(value)) return value;
  throw new HclError(`${what} must be an object, not ${typeName(value)}`, place.span);
}

export function equal(a: HclValue, b: HclValue, place: Place): boolean {
  place.budget.spend(1, place.span);
  if (isList(a) && isList(b)) {
    return a === b || (a.length === b.length && a.every((item, at) => equal(item, b[at] ?? null, place)));
  }
  if (isObject(a) && isObject(b)) {
    if (a === b) return true;
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && equal(a[key] ?? null, b[key] ?? null, place))
    );
  }
  if (typeof a === "string" && typeof b === "string") place.budget.spend(a.length >> 4, place.span);
  return a === b;
}

/** No key may be one that JavaScript objects give a meaning of their own. */
export function refuseSpecialKey(key: string, span: Span): void {
  if (key === "__proto__") throw new HclError(`the name ${key} is not allowed; choose another`, span);
}

/** Copies a value out of the reader: charged by node, refused when nested too deep to be handled safely elsewhere. */
export function plain(value: HclValue, place: Place, depth = 0): HclValue {
  place.budget.spend(1, place.span);
  if (depth > MAX_VALUE_DEPTH) {
    throw new HclError(`this value is nested more than ${MAX_VALUE_DEPTH} deep; flatten it`, place.span);
  }
  if (typeof value === "string") place.budget.spendText(value, place.span);
  if (isList(value)) return value.map((item) => plain(item, place, depth + 1));
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        refuseSpecialKey(key, place.span);
        return [key, plain(item, place, depth + 1)];
      }),
    );
  }
  return value;
}
