/**
 * Reads the shape of a specification object out of its schema: which fields there are, how each is written and what it
 * holds. The HCL and JSON decoders and canonicalisation walk this; there is no second list of fields anywhere.
 */
import { z } from "zod";
import { type FieldSpec, fieldSpecs } from "../model/field.js";

export type ScalarKind = "text" | "integer" | "flag";

export type FieldContent =
  | { readonly kind: ScalarKind | "texts" | "integers" | "text-map" | "texts-map" | "free" }
  | { readonly kind: "object" | "objects" | "object-map"; readonly schema: z.ZodObject };

export interface Field {
  readonly json: string;
  readonly spec: FieldSpec;
  readonly content: FieldContent;
  readonly nullable: boolean;
}

export interface Shape {
  readonly fields: readonly Field[];
  readonly byHcl: ReadonlyMap<string, Field>;
  /** By JSON name, as it is and in lower case: Go's decoder ignores case. */
  readonly byJson: ReadonlyMap<string, Field>;
  /** The object of which nothing has been said: null or zero in every field, in the schema's order. */
  readonly empty: Readonly<Fields>;
}

const shapes = new WeakMap<z.ZodObject, Shape>();

export function shapeOf(schema: z.ZodObject): Shape {
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const fields = Object.entries(schema.shape).map(([json, field]) => readField(json, field as z.ZodType));
  const byHcl = new Map<string, Field>();
  for (const field of fields) {
    if (field.spec.hcl === null) continue;
    byHcl.set(field.spec.hcl, field);
    for (const alias of field.spec.aliases ?? []) byHcl.set(alias, field);
  }
  const empty = packed(Object.fromEntries(fields.map((field) => [field.json, field.spec.absent])));
  const shape = { fields, byHcl, empty, byJson: new Map(fields.flatMap((field) => [[field.json, field], [field.json.toLowerCase(), field]] as const)) };
  shapes.set(schema, shape);
  return shape;
}

function readField(json: string, schema: z.ZodType): Field {
  const spec = fieldSpecs.get(schema);
  if (spec === undefined) throw new TypeError(`the field ${json} is not registered in fieldSpecs`);
  const nullable = schema instanceof z.ZodNullable;
  return { json, spec, nullable, content: readContent(json, nullable ? (schema.unwrap() as z.ZodType) : schema) };
}

function readContent(json: string, outer: z.ZodType): FieldContent {
  const schema = outer instanceof z.ZodNullable ? (outer.unwrap() as z.ZodType) : outer;
  if (schema instanceof z.ZodString || schema instanceof z.ZodEnum) return { kind: "text" };
  if (schema instanceof z.ZodNumber) return { kind: "integer" };
  if (schema instanceof z.ZodBoolean) return { kind: "flag" };
  if (schema instanceof z.ZodObject) return { kind: "object", schema };
  if (schema instanceof z.ZodArray) {
    const { element } = schema;
    if (element instanceof z.ZodObject) return { kind: "objects", schema: element };
    return { kind: element instanceof z.ZodNumber ? "integers" : "texts" };
  }
  if (schema instanceof z.ZodRecord) {
    const { valueType } = schema;
    if (valueType instanceof z.ZodObject) return { kind: "object-map", schema: valueType };
    if (valueType instanceof z.ZodArray) return { kind: "texts-map" };
    return { kind: valueType instanceof z.ZodString ? "text-map" : "free" };
  }
  throw new TypeError(`the field ${json} has a schema the decoders do not know`);
}

/** An object under construction. */
export type Fields = Record<string, unknown>;

/**
 * The same members in an object as the engine makes it for a literal: one that was filled key by key is kept as a hash
 * table, and so is every copy of it, several times slower to copy and to write as JSON.
 */
export function packed(members: Fields): Readonly<Fields> {
  return JSON.parse(JSON.stringify(members)) as Fields;
}

/** A new object of which nothing has been said yet. */
export function emptyObject(shape: Shape): Fields {
  return { ...shape.empty };
}
