// Reads a task's `config` block, which arrives as loose data: HCL blocks come as lists of objects, and values that
// were interpolated come as text. Each reader turns one value into one type or says which field is wrong and what it
// takes. Values themselves are never printed: a config may hold a registry's password.
import { DriverStartError } from "@berth/ports/driver";
import { nearestName } from "./nearest-name.js";

export type Reader<T> = (value: unknown, field: string) => T;
export type Shape = Readonly<Record<string, Reader<unknown>>>;
export type Read<S extends Shape> = { readonly [K in keyof S]?: ReturnType<S[K]> };

export function configError(message: string): DriverStartError {
  return new DriverStartError(`docker: ${message}`, false);
}

export const text: Reader<string> = (value, field) => {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw wrongType(field, "text", value);
};

export const flag: Reader<boolean> = (value, field) => {
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "1" || value === 1) return true;
  if (value === "false" || value === "0" || value === 0) return false;
  throw wrongType(field, "true or false", value);
};

export const whole: Reader<number> = (value, field) => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  throw wrongType(field, "a whole number", value);
};

export const port: Reader<number> = (value, field) => {
  const number = whole(value, field);
  if (number < 1 || number > 65_535) throw configError(`config.${field} must be a port from 1 to 65535`);
  return number;
};

export function list<T>(item: Reader<T>): Reader<readonly T[]> {
  return (value, field) => {
    if (!Array.isArray(value)) throw wrongType(field, "a list", value);
    return value.map((entry, index) => item(entry, `${field}[${index}]`));
  };
}

/** `labels = {…}`, `labels {…}` or several such blocks: later ones win. */
export function map<T>(item: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, field) => {
    const merged: Record<string, T> = {};
    for (const part of asObjects(value, field)) {
      for (const [key, entry] of Object.entries(part)) merged[key] = item(entry, `${field}.${key}`);
    }
    return merged;
  };
}

export function block<S extends Shape>(shape: S): Reader<Read<S>> {
  return (value, field) => {
    const parts = asObjects(value, field);
    if (parts.length > 1) throw configError(`config.${field} may stand only once`);
    return readShape(shape, parts[0] ?? {}, field);
  };
}

export function blocks<S extends Shape>(shape: S): Reader<readonly Read<S>[]> {
  return (value, field) => asObjects(value, field).map((part, index) => readShape(shape, part, `${field}[${index}]`));
}

export function readShape<S extends Shape>(shape: S, value: Readonly<Record<string, unknown>>, field: string): Read<S> {
  const known = Object.keys(shape);
  const result: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    const reader = Object.hasOwn(shape, key) ? shape[key] : undefined;
    const path = field === "" ? key : `${field}.${key}`;
    if (reader === undefined) throw unknownKey(path, key, known);
    if (entry !== null && entry !== undefined) result[key] = reader(entry, path);
  }
  // Each key was read by the reader of the same key, which is what Read<S> says.
  return result as Read<S>;
}

function asObjects(value: unknown, field: string): readonly Readonly<Record<string, unknown>>[] {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return parts.map((part) => {
    if (isObject(part)) return part;
    throw wrongType(field, "a block", part);
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unknownKey(path: string, key: string, known: readonly string[]): DriverStartError {
  const nearest = nearestName(key, known);
  const hint = nearest === undefined ? `known keys: ${known.join(", ")}` : `did you mean "${nearest}"?`;
  return configError(`config.${path} is not a key of the docker driver; ${hint}`);
}

function wrongType(field: string, wanted: string, value: unknown): DriverStartError {
  const found = value === null ? "null" : Array.isArray(value) ? "a list" : typeof value === "object" ? "a block" : `a ${typeof value}`;
  return configError(`config.${field} must be ${wanted}, found ${found}`);
}
