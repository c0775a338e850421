/**
 * Values of attributes by the field's content: texts, whole numbers, durations, lists, maps; and the free bodies of
 * driver configuration, where a nested block becomes a list of one object and labels become keys (nomad.md 2.3).
 */
import { contentsOf, type ScopedBlock } from "../hcl/contents.js";
import type { Body } from "../hcl/ast.js";
import { parseDuration } from "../hcl/duration.js";
import { evaluate } from "../hcl/evaluate.js";
import { HclError } from "../hcl/position.js";
import type { Scope } from "../hcl/scope.js";
import { asBool, asInteger, asList, asObject, asText, type HclValue, isList, type Place, plain, refuseSpecialKey, typeName } from "../hcl/value.js";
import type { Field } from "./shape.js";

export function decodeValue(field: Field, value: HclValue, place: Place): unknown {
  if (value === null) return null;
  if (field.spec.form === "duration") return decodeDuration(value, place);
  switch (field.content.kind) {
    case "text":
      return asText(value, place);
    case "integer":
      return asInteger(value, place);
    case "flag":
      return asBool(value, place);
    case "texts":
      return textsOf(value, place);
    case "integers":
      return asList(value, place).map((item) => asInteger(item, place, "each element"));
    case "text-map":
      return textMapOf(value, place);
    case "texts-map":
      return Object.fromEntries(Object.entries(objectOf(value, place)).map(([key, item]) => [key, textsOf(item, place)]));
    case "free":
      return plain(objectOf(value, place), place);
    case "object":
    case "objects":
    case "object-map":
      throw new HclError("this is a block: write it without the =", place.span);
    default:
      return field.content satisfies never;
  }
}

/** HCL1 read `x { }` as a list of one object; a list of one is taken for its object here too. */
function objectOf(value: HclValue, place: Place): Readonly<Record<string, HclValue>> {
  const only = isList(value) && value.length === 1 ? (value[0] ?? null) : value;
  return asObject(only, place);
}

function textsOf(value: HclValue, place: Place): readonly string[] {
  if (!isList(value)) throw new HclError(`this must be a list of texts such as ["a", "b"], not ${typeName(value)}`, place.span);
  place.budget.spend(value.length, place.span);
  return value.map((item) => asText(item, place, "each element"));
}

function textMapOf(value: HclValue, place: Place): Readonly<Record<string, string>> {
  const entries = Object.entries(objectOf(value, place));
  place.budget.spend(entries.length, place.span);
  return Object.fromEntries(
    entries.map(([key, item]) => {
      refuseSpecialKey(key, place.span);
      return [key, asText(item, place, `the value of ${key}`)];
    }),
  );
}

export function decodeDuration(value: HclValue, place: Place): number {
  if (typeof value === "number") return asInteger(value, place, "a duration in nanoseconds");
  const text = asText(value, place, "a duration");
  const parsed = parseDuration(text);
  if (parsed === null) {
    throw new HclError(`"${text}" is not a duration; write for example "30s", "5m", "1h30m", at most 2500h`, place.span);
  }
  return parsed;
}

export function decodeTextMapBody(block: ScopedBlock): Readonly<Record<string, string>> {
  if (block.labels.length > 0) throw new HclError(`"${block.type}" takes no label`, block.headSpan);
  const contents = contentsOf(block.body, block.scope);
  const [nested] = contents.blocks;
  if (nested !== undefined) {
    throw new HclError(`"${block.type}" holds only KEY = value, no blocks; write ${nested.type} = "…"`, nested.headSpan);
  }
  const entries = contents.attributes.flatMap(({ attribute, scope }) => {
    const place = { budget: scope.environment.budget, span: attribute.value };
    refuseSpecialKey(attribute.name, attribute.nameSpan);
    const value = evaluate(attribute.value, scope);
    return value === null ? [] : [[attribute.name, asText(value, place, `the value of ${attribute.name}`)] as const];
  });
  return Object.fromEntries(entries);
}

export function decodeFreeBody(body: Body, scope: Scope): Readonly<Record<string, HclValue>> {
  const contents = contentsOf(body, scope);
  const target = new Map<string, HclValue>();
  const blocks = new Map<string, HclValue[]>();
  for (const item of contents.attributes) {
    refuseSpecialKey(item.attribute.name, item.attribute.nameSpan);
    const place = { budget: scope.environment.budget, span: item.attribute.value };
    target.set(item.attribute.name, plain(evaluate(item.attribute.value, item.scope), place));
  }
  for (const block of contents.blocks) {
    const innermost = decodeFreeBody(block.body, block.scope);
    const value = block.labels.reduceRight<HclValue>((inner, label) => ({ [label]: [inner] }), innermost);
    if (target.has(block.type)) {
      throw new HclError(`"${block.type}" is both a setting and a block here; keep one`, block.headSpan);
    }
    refuseSpecialKey(block.type, block.headSpan);
    const list = blocks.get(block.type) ?? [];
    list.push(value);
    blocks.set(block.type, list);
  }
  return Object.fromEntries([...target, ...blocks]);
}
