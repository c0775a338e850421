/**
 * A job in Nomad's API JSON in, job draft out: names in any case, bare or wrapped in `{"Job": …}`, durations as
 * nanoseconds or as Go texts. What the server owns (version, status, indexes) is ignored, so that a job that was read
 * can be sent back; other unknown names are warned about, with the nearest known one. Never throws.
 */
import type { z } from "zod";
import { parseDuration } from "../hcl/duration.js";
import { didYouMean } from "../hcl/nearest.js";
import { type JobDraft, jobSchema, serverOwnedJobFields } from "../model/job.js";
import { notActedOn } from "./not-acted-on.js";
import type { JobFileError } from "./field-path.js";
import { emptyObject, type Field, type Fields, shapeOf } from "./shape.js";
import type { ParsedJob } from "./parsed-job.js";

const MAX_ERRORS = 50;
const MAX_WARNINGS = 100;
const MAX_DEPTH = 64;
const MAX_LIST_LENGTH = 20_000;

/** What has been found so far, and where the reader is. */
interface Reading {
  readonly errors: JobFileError[];
  readonly warnings: string[];
  /** The way here; made into a path only when there is something to say. */
  readonly outer: Reading | null;
  readonly step: string | number;
}

function inside(outer: Reading, step: string | number): Reading {
  return { errors: outer.errors, warnings: outer.warnings, outer, step };
}

function pathOf({ outer, step }: Reading): string {
  if (outer === null) return "";
  const before = pathOf(outer);
  if (typeof step === "number") return `${before}[${step}]`;
  return before === "" ? step : `${before}.${step}`;
}

export function parseJobJson(value: unknown): ParsedJob {
  const reading: Reading = { errors: [], warnings: [], outer: null, step: "" };
  const job = unwrap(value);
  if (!isPlainObject(job)) {
    refuse(reading, 'the body must be a job as a JSON object, bare or as {"Job": { … }}');
    return { ok: false, errors: reading.errors };
  }
  const fields = readObject(jobSchema, job, reading);
  if (reading.errors.length > 0) return { ok: false, errors: reading.errors.slice(0, MAX_ERRORS) };
  // The reader is driven by the schema of this very type: what it built has its shape.
  const draft = fields as unknown as JobDraft;
  return { ok: true, job: draft, warnings: [...reading.warnings.slice(0, MAX_WARNINGS), ...notActedOn(draft)] };
}

function isPlainObject(value: unknown): value is Readonly<Fields> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unwrap(value: unknown): unknown {
  if (!isPlainObject(value)) return value;
  const key = Object.keys(value).find((name) => name.toLowerCase() === "job");
  return key === undefined ? value : value[key];
}

function refuse(reading: Reading, message: string): null {
  const { errors } = reading;
  const path = pathOf(reading);
  const where = path === "" ? "" : `${path}: `;
  if (errors.length < MAX_ERRORS) errors.push({ message: `${where}${message}`, file: "", line: 0, column: 0, field: path });
  return null;
}

const serverOwned = new Set(serverOwnedJobFields.map((name) => name.toLowerCase()));
/** Names of Nomad's JSON that carry nothing of their own. */
const EMPTY_NAMES = new Set(["id", "affinity", "checkrestart", "vaultgrace", "canonicalize", "bridgenetwork"]);

function readObject(schema: z.ZodObject, source: Readonly<Fields>, reading: Reading): Fields {
  const shape = shapeOf(schema);
  const target = emptyObject(shape);
  for (const name of Object.keys(source)) {
    const value = source[name];
    const field = shape.byJson.get(name) ?? shape.byJson.get(name.toLowerCase());
    if (field === undefined) {
      warnUnknown(schema, [name, value], reading);
      continue;
    }
    if (value === null || value === undefined) continue;
    const decoded = readField(field, value, inside(reading, field.json));
    if (decoded !== null) target[field.json] = decoded;
  }
  return target;
}

function warnUnknown(schema: z.ZodObject, [name, value]: readonly [string, unknown], reading: Reading): void {
  const lower = name.toLowerCase();
  const isEmpty = value === null || value === "" || value === 0 || value === false || (Array.isArray(value) && value.length === 0);
  if (isEmpty || EMPTY_NAMES.has(lower) || (reading.outer === null && serverOwned.has(lower))) return;
  if (reading.warnings.length >= MAX_WARNINGS) return;
  const near = didYouMean(name, shapeOf(schema).fields.map((field) => field.json));
  reading.warnings.push(`${pathOf(inside(reading, name))} is not known and is ignored${near}`);
}

// spine: one case a kind of content
function readField(field: Field, value: unknown, reading: Reading): unknown {
  const { content } = field;
  if (field.spec.form === "duration") return readDuration(value, reading);
  switch (content.kind) {
    case "text":
      return typeof value === "string" ? value : refuse(reading, `must be a string, not ${nameOf(value)}`);
    case "integer":
      return Number.isSafeInteger(value) ? value : refuse(reading, `must be a whole number, not ${nameOf(value)}`);
    case "flag":
      return typeof value === "boolean" ? value : refuse(reading, `must be true or false, not ${nameOf(value)}`);
    case "texts":
      return readList(value, reading, (item, at) =>
        typeof item === "string" ? item : refuse(at, `must be a string, not ${nameOf(item)}`),
      );
    case "integers":
      return readList(value, reading, (item, at) =>
        Number.isSafeInteger(item) ? item : refuse(at, `must be a whole number, not ${nameOf(item)}`),
      );
    case "objects":
      return readList(value, reading, (item, at) =>
        isPlainObject(item) ? readObject(content.schema, item, at) : refuse(at, `must be an object, not ${nameOf(item)}`),
      );
    case "object":
      if (!isPlainObject(value)) return refuse(reading, `must be an object, not ${nameOf(value)}`);
      return readObject(content.schema, value, reading);
    case "object-map":
      return readMap(value, reading, (item, at) =>
        isPlainObject(item) ? readObject(content.schema, item, at) : refuse(at, `must be an object, not ${nameOf(item)}`),
      );
    case "text-map":
      return readMap(value, reading, (item, at) =>
        typeof item === "string" ? item : refuse(at, `must be a string, not ${nameOf(item)}`),
      );
    case "texts-map":
      return readMap(value, reading, (item, at) =>
        Array.isArray(item) && item.every((each) => typeof each === "string") ? item : refuse(at, "must be a list of strings"),
      );
    case "free":
      return readMap(value, reading, (item, at) =>
        isTooDeepOrSpecial(item, MAX_DEPTH) ? refuse(at, `is nested more than ${MAX_DEPTH} deep or has a key __proto__`) : item,
      );
    default:
      return content satisfies never;
  }
}

function nameOf(value: unknown): string {
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `${typeof value} ${JSON.stringify(value).slice(0, 40)}`;
}

function readDuration(value: unknown, reading: Reading): number | null {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  const parsed = typeof value === "string" ? parseDuration(value) : null;
  return parsed ?? refuse(reading, `must be a whole number of nanoseconds or a text such as "30s", not ${nameOf(value)}`);
}

type Read = (item: unknown, at: Reading) => unknown;

function readList(value: unknown, reading: Reading, read: Read): readonly unknown[] | null {
  if (!Array.isArray(value)) return refuse(reading, `must be a list, not ${nameOf(value)}`);
  if (value.length > MAX_LIST_LENGTH) return refuse(reading, `has ${value.length} entries, at most ${MAX_LIST_LENGTH} are allowed; split the job`);
  return value.map((item: unknown, at) => read(item, inside(reading, at))).filter((item) => item !== null);
}

function readMap(value: unknown, reading: Reading, read: Read): Readonly<Fields> | null {
  if (!isPlainObject(value)) return refuse(reading, `must be an object, not ${nameOf(value)}`);
  if (Object.hasOwn(value, "__proto__")) return refuse(reading, "must not have a key __proto__");
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, read(item, inside(reading, key))]));
}

function isTooDeepOrSpecial(value: unknown, limit: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (limit === 0 || Object.hasOwn(value, "__proto__")) return true;
  return Object.values(value).some((item) => isTooDeepOrSpecial(item, limit - 1));
}
