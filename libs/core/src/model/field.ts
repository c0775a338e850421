/**
 * How a field of the job specification is written in HCL, carried by the schema itself.
 *
 * One schema a type drives everything: `z.infer` gives the type, `z.toJSONSchema` the OpenAPI document, and the
 * registry below tells the HCL and JSON decoders the snake_case name, whether the field is an attribute or a block,
 * where a block's label goes, which strings are durations, and what an absent field becomes.
 *
 * Invariants: each field of a specification object is registered exactly once, on its own schema instance (schemas
 * are cloned before they are registered); durations are integer nanoseconds.
 */
import { z } from "zod";

export type Scalar = string | number | boolean;

/** How the field is written in a job file. */
export type FieldForm =
  /** `name = value`; the value's type is read from the schema. */
  | "attribute"
  /** `name = "30s"` or a bare number of nanoseconds. */
  | "duration"
  /** `name { … }`, at most once. */
  | "block"
  /** `name "label" { … }`, any number: a list. */
  | "blocks"
  /** `name "label" { … }`, any number: a map by label. */
  | "block-map"
  /** `name { k = v }` or `name = { k = v }`, values become strings. */
  | "text-map"
  /** `name { … }` or `name = { … }` with a free body that a driver or plugin understands. */
  | "free";

export interface FieldSpec {
  /** Name in HCL; null: the field exists in API JSON only. */
  readonly hcl: string | null;
  readonly form: FieldForm;
  /** JSON name of the field of the block's object that takes the block's label. */
  readonly label?: string;
  /** What an absent field is before canonicalisation: Nomad's Go pointers are null, its plain values are zero. */
  readonly absent: Scalar | null;
  /** Default that does not depend on anything else; the others are in jobspec/canonicalize. */
  readonly default?: Scalar;
  /** Older names of the same field that are still accepted. */
  readonly aliases?: readonly string[];
}

/** The facts a decoder needs for each field schema. */
export const fieldSpecs = z.registry<FieldSpec>();

type Options = Partial<Omit<FieldSpec, "hcl" | "form">>;

/** Marks a plain (non-pointer) value: absent means the zero value, as Nomad prints it. */
export const ZERO_TEXT: Options = { absent: "" };
export const ZERO_NUMBER: Options = { absent: 0 };
export const ZERO_FLAG: Options = { absent: false };

export function field<S extends z.ZodType>(schema: S, spec: Options & Pick<FieldSpec, "hcl" | "form">): S {
  const own = schema.clone();
  fieldSpecs.add(own, { absent: null, ...spec });
  return own;
}

export const text = (hcl: string | null, options?: Options) => field(z.string(), { ...options, form: "attribute", hcl });
export const int = (hcl: string | null, options?: Options) => field(z.int(), { ...options, form: "attribute", hcl });
export const intOrNull = (hcl: string | null, options?: Options) => field(z.int().nullable(), { ...options, form: "attribute", hcl });
export const flag = (hcl: string | null, options?: Options) => field(z.boolean(), { ...options, form: "attribute", hcl });
export const flagOrNull = (hcl: string | null, options?: Options) => field(z.boolean().nullable(), { ...options, form: "attribute", hcl });
/** Integer nanoseconds. */
export const duration = (hcl: string | null, options?: Options) => field(z.int(), { ...options, form: "duration", hcl });
export const durationOrNull = (hcl: string | null, options?: Options) => field(z.int().nullable(), { ...options, form: "duration", hcl });
export const texts = (hcl: string | null, options?: Options) => field(z.array(z.string()).nullable(), { ...options, form: "attribute", hcl });
export const ints = (hcl: string | null, options?: Options) => field(z.array(z.int()).nullable(), { ...options, form: "attribute", hcl });
export const textMap = (hcl: string | null, options?: Options) =>
  field(z.record(z.string(), z.string()).nullable(), { ...options, form: "text-map", hcl });
/** Map whose values are lists of strings (HTTP headers). */
export const textsMap = (hcl: string | null, options?: Options) =>
  field(z.record(z.string(), z.array(z.string())).nullable(), { ...options, form: "free", hcl });
export const free = (hcl: string | null, options?: Options) =>
  field(z.record(z.string(), z.unknown()).nullable(), { ...options, form: "free", hcl });

export function oneOf<const T extends readonly [string, ...string[]]>(hcl: string, values: T, options?: Options) {
  return field(z.enum(values), { ...options, form: "attribute", hcl });
}

export const block = <S extends z.ZodType>(hcl: string | null, schema: S, options?: Options) =>
  field(schema.nullable(), { ...options, form: "block", hcl });
/** A block whose object is always there after canonicalisation. */
export const requiredBlock = <S extends z.ZodType>(hcl: string, schema: S, options?: Options): S =>
  field(schema, { ...options, form: "block", hcl });
export const blocks = <S extends z.ZodType>(hcl: string | null, schema: S, options?: Options) =>
  field(z.array(schema).nullable(), { ...options, form: "blocks", hcl });
/** A list of blocks that is never null after canonicalisation. */
export const requiredBlocks = <S extends z.ZodType>(hcl: string, schema: S, options?: Options) =>
  field(z.array(schema), { ...options, form: "blocks", hcl });
export const blockMap = <S extends z.ZodType>(hcl: string, schema: S, options?: Options) =>
  field(z.record(z.string(), schema).nullable(), { ...options, form: "block-map", hcl });

/** Everything below is readonly to those who read jobs. */
export type DeepReadonly<T> = T extends readonly (infer U)[]
  ? readonly DeepReadonly<U>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** A specification as it was written: every field there, null (or zero) where nothing was said; words unchecked. */
export type Draft<T> = T extends readonly (infer U)[]
  ? readonly Draft<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Draft<T[K]> | null }
    : T extends string
      ? string
      : T;

export const SECOND_NS = 1_000_000_000;
export const MINUTE_NS = 60 * SECOND_NS;
export const HOUR_NS = 60 * MINUTE_NS;
