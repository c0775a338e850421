/**
 * Turns the body of a block into the object its schema describes. Names, forms, labels and types come from the schema
 * (jobspec/shape); what cannot be said there (sugar, legacy shapes) is in jobspec/special-forms. Every mistake is
 * reported with its place, and decoding goes on, so that one run names them all.
 */
import type { z } from "zod";
import type { Body } from "../hcl/ast.js";
import { contentsOf, type ScopedAttribute, type ScopedBlock } from "../hcl/contents.js";
import { evaluate } from "../hcl/evaluate.js";
import { didYouMean } from "../hcl/nearest.js";
import { HclError, type Span } from "../hcl/position.js";
import type { Scope } from "../hcl/scope.js";
import { type HclValue, type Place, refuseSpecialKey } from "../hcl/value.js";
import { decodeFreeBody, decodeTextMapBody, decodeValue } from "./decode-value.js";
import { childPath, labelled } from "./field-path.js";
import { emptyObject, type Field, type Fields, shapeOf } from "./shape.js";

export interface Decoding {
  readonly report: (error: HclError) => void;
  /** More errors would not be shown: no need to look for them. */
  readonly hasEnough: () => boolean;
  readonly warn: (message: string, span: Span, field: string) => void;
  readonly special: (schema: z.ZodObject) => SpecialForms | null;
}

/** What a type of block takes beside its schema. Each returns whether it has dealt with the item. */
export interface SpecialForms {
  /** Names it takes: suggested to those who misspell them. */
  readonly names: readonly string[];
  readonly attribute?: (item: SpecialAttribute) => boolean;
  readonly block?: (item: SpecialBlock) => boolean;
  readonly finish?: (target: Fields, context: DecodeContext, headSpan: Span) => void;
}

export interface SpecialAttribute {
  readonly name: string;
  readonly value: () => HclValue;
  readonly place: Place;
  readonly target: Fields;
  readonly context: DecodeContext;
}

export interface SpecialBlock {
  readonly block: ScopedBlock;
  readonly target: Fields;
  readonly context: DecodeContext;
}

export interface DecodeContext {
  readonly decoding: Decoding;
  readonly path: string;
}

export function within(context: DecodeContext, segment: string): DecodeContext {
  return { decoding: context.decoding, path: childPath(context.path, segment) };
}

/** Runs `work`; a mistake in it is reported with the field's path instead of thrown. */
export function guarded(context: DecodeContext, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    context.decoding.report(error.field === null ? new HclError(error.message, error.span, context.path) : error);
  }
}

export function decodeObject(
  schema: z.ZodObject,
  source: { readonly body: Body; readonly scope: Scope; readonly headSpan: Span },
  context: DecodeContext,
): Fields {
  const shape = shapeOf(schema);
  const special = context.decoding.special(schema);
  const target = emptyObject(shape);
  guarded(context, () => {
    const contents = contentsOf(source.body, source.scope);
    for (const item of contents.attributes) {
      if (context.decoding.hasEnough()) return;
      guarded(within(context, item.attribute.name), () => decodeAttribute({ item, schema, special, target, context }));
    }
    const seen = new Map<string, ScopedBlock>();
    for (const block of contents.blocks) {
      if (context.decoding.hasEnough()) return;
      guarded(within(context, block.type), () => decodeBlock({ block, schema, special, target, context, seen }));
    }
  });
  special?.finish?.(target, context, source.headSpan);
  return target;
}

interface AttributeJob {
  readonly item: ScopedAttribute;
  readonly schema: z.ZodObject;
  readonly special: SpecialForms | null;
  readonly target: Fields;
  readonly context: DecodeContext;
}

function decodeAttribute(job: AttributeJob): void {
  const { attribute, scope } = job.item;
  const place: Place = { budget: scope.environment.budget, span: attribute.value };
  const value = () => evaluate(attribute.value, scope);
  const { name } = attribute;
  if (job.special?.attribute?.({ name, value, place, target: job.target, context: job.context }) === true) return;
  const shape = shapeOf(job.schema);
  const field = shape.byHcl.get(name);
  if (field === undefined) throw unknownName({ kind: "attribute", name, span: attribute.nameSpan }, namesOf(job.schema, job.special));
  if (field.spec.form === "block" || field.spec.form === "blocks" || field.spec.form === "block-map") {
    throw new HclError(`"${name}" is a block: write ${name} { … } without the =`, attribute.nameSpan);
  }
  const decoded = decodeValue(field, value(), place);
  // null is "not said", whatever the field.
  if (decoded !== null) job.target[field.json] = decoded;
}

function namesOf(schema: z.ZodObject, special: SpecialForms | null): readonly string[] {
  return [...shapeOf(schema).byHcl.keys(), ...(special?.names ?? [])];
}

/** What is said of a name that nothing here has. */
export function unknownName(
  { kind, name, span }: { readonly kind: "attribute" | "block"; readonly name: string; readonly span: Span },
  known: readonly string[],
): HclError {
  const text =
    kind === "attribute"
      ? `Unsupported argument; An argument named "${name}" is not expected here`
      : `Unsupported block type; Blocks of type "${name}" are not expected here`;
  const near = didYouMean(name, known);
  const mend = near === "" ? `; known here: ${[...known].sort().slice(0, 40).join(", ")}` : near;
  return new HclError(`${text}${mend}`, span);
}

interface BlockJob {
  readonly block: ScopedBlock;
  readonly schema: z.ZodObject;
  readonly special: SpecialForms | null;
  readonly target: Fields;
  readonly context: DecodeContext;
  readonly seen: Map<string, ScopedBlock>;
}

/** Bounds how many blocks a file may have, long before its size does. */
const STEPS_PER_BLOCK = 50;

function decodeBlock(job: BlockJob): void {
  const { block, target, context } = job;
  block.scope.environment.budget.spend(STEPS_PER_BLOCK, block.headSpan);
  if (job.special?.block?.({ block, target, context }) === true) return;
  const field = shapeOf(job.schema).byHcl.get(block.type);
  if (field === undefined) throw unknownName({ kind: "block", name: block.type, span: block.headSpan }, namesOf(job.schema, job.special));
  const { form } = field.spec;
  if (form === "attribute" || form === "duration") {
    throw new HclError(`"${block.type}" is not a block: write ${block.type} = …`, block.headSpan);
  }
  if (form === "block" || form === "text-map" || form === "free") refuseSecond(job);
  if (field.content.kind === "text-map") target[field.json] = decodeTextMapBody(block);
  else if (field.content.kind === "free" || field.content.kind === "texts-map") target[field.json] = freeField(field, block);
  else addBlock(field, job);
}

function freeField(field: Field, block: ScopedBlock): unknown {
  if (block.labels.length > 0) throw new HclError(`"${block.type}" takes no label`, block.headSpan);
  const value = decodeFreeBody(block.body, block.scope);
  const place: Place = { budget: block.scope.environment.budget, span: block.headSpan };
  return field.content.kind === "texts-map" ? decodeValue(field, value, place) : value;
}

function refuseSecond(job: BlockJob): void {
  const { block } = job;
  const before = job.seen.get(block.type);
  job.seen.set(block.type, block);
  if (before === undefined) return;
  const where = block.scope.environment.source.describe(before.headSpan);
  throw new HclError(
    `Duplicate ${block.type} block; Only one block of type "${block.type}" is allowed. Previous definition was at ${where}`,
    block.headSpan,
  );
}

function addBlock(field: Field, job: BlockJob): void {
  const { block, target, context } = job;
  const { content } = field;
  if (content.kind !== "object" && content.kind !== "objects" && content.kind !== "object-map") return;
  const label = labelOf(field, block);
  const inner = within(context, label === null ? block.type : labelled(block.type, label));
  const object = decodeObject(content.schema, block, inner);
  if (label !== null && field.spec.label !== undefined) object[field.spec.label] = label;
  if (content.kind === "object") target[field.json] = object;
  else if (content.kind === "objects") target[field.json] = appended(target[field.json], object);
  else {
    // Under construction, and the target's own: it may grow in place.
    const map = (target[field.json] ??= {}) as Fields;
    if (Object.hasOwn(map, label ?? "")) throw new HclError(`there are two ${block.type} blocks "${label}"; rename one`, block.headSpan);
    refuseSpecialKey(label ?? "", block.headSpan);
    map[label ?? ""] = object;
  }
}

function labelOf(field: Field, block: ScopedBlock): string | null {
  const [label] = block.labels;
  if (field.spec.label === undefined) {
    if (label === undefined) return null;
    throw new HclError(`"${block.type}" takes no label; remove "${label}"`, block.headSpan);
  }
  if (label === undefined || block.labels.length > 1) {
    throw new HclError(`"${block.type}" needs one label: ${block.type} "NAME" { … }`, block.headSpan);
  }
  return label;
}

/** Adds to the list under construction, which is the target's own. */
export function appended(list: unknown, object: Fields): unknown[] {
  const own: unknown[] = Array.isArray(list) ? list : [];
  own.push(object);
  return own;
}
