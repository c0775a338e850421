/** Types of variables (`string`, `list(number)`, `object({ a = string })`, …) and conversion of values to them. */
import type { Expression } from "./ast.js";
import { HclError } from "./position.js";
import { didYouMean } from "./nearest.js";
import { asBool, asNumber, asText, equal, type HclValue, isList, isObject, type Place, property, typeName } from "./value.js";

export type HclType =
  | { readonly kind: "any" | "string" | "number" | "bool" }
  | { readonly kind: "list" | "set" | "map"; readonly element: HclType }
  | { readonly kind: "object"; readonly attributes: ReadonlyMap<string, { readonly type: HclType; readonly optional: boolean }> }
  | { readonly kind: "tuple"; readonly elements: readonly HclType[] };

const SIMPLE = ["any", "string", "number", "bool"] as const;
const COMPOUND = ["list", "set", "map", "object", "tuple"];
const ANY: HclType = { kind: "any" };

export function parseTypeExpression(expression: Expression): HclType {
  if (expression.kind === "parentheses") return parseTypeExpression(expression.inner);
  const word =
    expression.kind === "root" || expression.kind === "call"
      ? expression.name
      : // The first versions wrote types as texts: type = "string".
        expression.kind === "literal" && typeof expression.value === "string"
        ? expression.value
        : null;
  if (word === null) throw new HclError("expected a type such as string, number, bool or list(string)", expression);
  const simple = SIMPLE.find((name) => name === word);
  if (simple !== undefined && expression.kind !== "call") return { kind: simple };
  if (word === "list" || word === "set" || word === "map") {
    const [element] = expression.kind === "call" ? expression.args : [];
    return { kind: word, element: element === undefined ? ANY : parseTypeExpression(element) };
  }
  if (expression.kind === "call" && word === "object") return objectType(expression);
  if (expression.kind === "call" && word === "tuple") return tupleType(expression);
  const near = didYouMean(word, [...SIMPLE, ...COMPOUND]);
  throw new HclError(`${word} is not a type; known are ${[...SIMPLE, ...COMPOUND].join(", ")}${near}`, expression);
}

function objectType(call: Extract<Expression, { kind: "call" }>): HclType {
  const [shape] = call.args;
  if (shape?.kind !== "object") throw new HclError("write object({ name = type, … })", call);
  const attributes = new Map<string, { type: HclType; optional: boolean }>();
  for (const item of shape.items) {
    if (item.key.kind !== "literal" || typeof item.key.value !== "string") throw new HclError("expected a name", item.key);
    const optional = item.value.kind === "call" && item.value.name === "optional";
    const type = item.value.kind === "call" && optional ? item.value.args[0] : item.value;
    if (type === undefined) throw new HclError("write optional(type)", item.value);
    attributes.set(item.key.value, { type: parseTypeExpression(type), optional });
  }
  return { kind: "object", attributes };
}

function tupleType(call: Extract<Expression, { kind: "call" }>): HclType {
  const [list] = call.args;
  if (list?.kind !== "tuple") throw new HclError("write tuple([type, …])", call);
  return { kind: "tuple", elements: list.items.map(parseTypeExpression) };
}

export function convert(value: HclValue, type: HclType, place: Place): HclValue {
  place.budget.spend(1, place.span);
  if (value === null) return null;
  switch (type.kind) {
    case "any":
      return value;
    case "string":
      return asText(value, place, "the value");
    case "number":
      return asNumber(value, place, "the value");
    case "bool":
      return asBool(value, place, "the value");
    case "list":
    case "set": {
      const list = listOf(value, type.kind, place).map((item) => convert(item, type.element, place));
      return type.kind === "list" ? list : list.filter((item, at) => list.findIndex((other) => equal(item, other, place)) === at);
    }
    case "map": {
      if (!isObject(value)) return mismatch("a map", value, place);
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, convert(item, type.element, place)]));
    }
    case "tuple": {
      const list = listOf(value, "list", place);
      if (list.length !== type.elements.length) {
        throw new HclError(`the value must have ${type.elements.length} elements, it has ${list.length}`, place.span);
      }
      return list.map((item, at) => convert(item, type.elements[at] ?? ANY, place));
    }
    case "object":
      return convertObject(value, type, place);
    default:
      return type satisfies never;
  }
}

function listOf(value: HclValue, kind: string, place: Place): readonly HclValue[] {
  return isList(value) ? value : mismatch(`a ${kind}`, value, place);
}

function mismatch(wanted: string, value: HclValue, place: Place): never {
  throw new HclError(`the value must be ${wanted}, not ${typeName(value)}`, place.span);
}

function convertObject(value: HclValue, type: Extract<HclType, { kind: "object" }>, place: Place): HclValue {
  if (!isObject(value)) return mismatch("an object", value, place);
  return Object.fromEntries(
    [...type.attributes].map(([name, attribute]) => {
      const found = property(value, name);
      if (found === undefined && !attribute.optional) throw new HclError(`the object lacks "${name}"`, place.span);
      return [name, convert(found ?? null, attribute.type, place)];
    }),
  );
}
