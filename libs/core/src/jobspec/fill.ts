/**
 * The part of canonicalisation that needs no knowledge of jobs: defaults that stand in the schema, zero values for what
 * must be there, and null for empty lists and maps (nomad.md 1.16).
 */
import type { z } from "zod";
import { type Field, type Fields, packed, shapeOf } from "./shape.js";

/** What stands where a draft says nothing, by schema. Jobs share it: they are never changed in place. */
const blanks = new WeakMap<z.ZodObject, Readonly<Fields>>();

function blankOf(schema: z.ZodObject): Readonly<Fields> {
  const known = blanks.get(schema);
  if (known !== undefined) return known;
  const blank = packed(Object.fromEntries(shapeOf(schema).fields.map((field) => [field.json, fillField(field, null)])));
  blanks.set(schema, blank);
  return blank;
}

export function fillObject(schema: z.ZodObject, draft: Readonly<Fields>): Fields {
  const filled: Fields = { ...blankOf(schema) };
  for (const field of shapeOf(schema).fields) {
    const value = draft[field.json];
    if (value !== null && value !== undefined) filled[field.json] = fillField(field, value);
  }
  return filled;
}

function fillField(field: Field, value: unknown): unknown {
  const { content, nullable } = field;
  switch (content.kind) {
    case "text":
    case "integer":
    case "flag":
      return fillScalar(field, value);
    case "object":
      if (value === null) return nullable ? null : blankOf(content.schema);
      return fillObject(content.schema, value as Fields);
    case "objects": {
      const items = ((value as readonly Fields[] | null) ?? []).map((item) => fillObject(content.schema, item));
      return items.length === 0 && nullable ? null : items;
    }
    case "object-map": {
      const entries = Object.entries((value as Readonly<Record<string, Fields>> | null) ?? {});
      if (entries.length === 0) return nullable ? null : {};
      return Object.fromEntries(entries.map(([key, item]) => [key, fillObject(content.schema, labelFrom(field, key, item))]));
    }
    case "texts":
    case "integers":
      return Array.isArray(value) && value.length > 0 ? value : nullable ? null : [];
    case "text-map":
    case "texts-map":
    case "free":
      return value !== null && Object.keys(value as Fields).length > 0 ? value : nullable ? null : {};
    default:
      return content satisfies never;
  }
}

/** A map's key is its objects' name. */
function labelFrom(field: Field, key: string, item: Fields): Fields {
  const { label } = field.spec;
  return label === undefined || item[label] ? item : { ...item, [label]: key };
}

const ZERO = { text: "", integer: 0, flag: false } as const;

function fillScalar(field: Field, value: unknown): unknown {
  const { spec, content } = field;
  const isUnset = value === null || (spec.absent !== null && value === spec.absent);
  if (!isUnset) return value;
  if (spec.default !== undefined) return spec.default;
  if (value !== null) return value;
  if (field.nullable) return null;
  return content.kind === "text" || content.kind === "integer" || content.kind === "flag" ? ZERO[content.kind] : null;
}
