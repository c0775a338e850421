/**
 * The functions of templates: Go's own (text/template) and those of consul-template that a load balancer's
 * configuration needs. In a pipeline the value before `|` is the last argument.
 *
 * Pure, except that service, key and keyOrDefault ask the world given to the evaluator. Refuses wrong types and
 * numbers of arguments with a plain Error; the evaluator adds the position.
 */
import type { TemplateWorld } from "./world.js";
import { askKey, askKeyOrDefault, askService } from "./world.js";
import { printf } from "./printf.js";
import { byteLength, fieldOf, isList, isMap, isTrue, printValue, type TemplateValue, typeName } from "./value.js";

type TemplateFunction = (args: readonly TemplateValue[], world: TemplateWorld) => TemplateValue;

interface Definition {
  readonly min: number;
  /** Infinity: any number. */
  readonly max: number;
  readonly call: TemplateFunction;
}

const fixed = (count: number, call: TemplateFunction): Definition => ({ min: count, max: count, call });
const atLeast = (min: number, call: TemplateFunction): Definition => ({ min, max: Infinity, call });
const onText = (change: (text: string) => TemplateValue): Definition => fixed(1, ([value]) => change(text(value)));

/** `and` and `or` stop early and are therefore evaluated by the evaluator; here are only their names and counts. */
const definitions: Readonly<Record<string, Definition>> = {
  add: fixed(2, ([right, left]) => number(left) + number(right)),
  and: atLeast(1, (args) => args.find((value) => !isTrue(value)) ?? args.at(-1) ?? null),
  contains: fixed(2, ([wanted, container]) => contains(wanted, container)),
  eq: atLeast(2, ([first, ...others]) => others.some((other) => equal(first, other))),
  ge: fixed(2, ([left, right]) => order(left, right) >= 0),
  gt: fixed(2, ([left, right]) => order(left, right) > 0),
  index: atLeast(1, ([container, ...keys]) => keys.reduce<TemplateValue>(elementOf, container ?? null)),
  join: fixed(2, ([separator, list]) => texts(list).join(text(separator))),
  key: fixed(1, ([path], world) => askKey(world, text(path))),
  keyOrDefault: fixed(2, ([path, otherwise], world) => askKeyOrDefault(world, text(path), text(otherwise))),
  le: fixed(2, ([left, right]) => order(left, right) <= 0),
  len: fixed(1, ([value]) => lengthOf(value)),
  lt: fixed(2, ([left, right]) => order(left, right) < 0),
  ne: fixed(2, ([left, right]) => !equal(left, right)),
  not: fixed(1, ([value]) => !isTrue(value ?? null)),
  or: atLeast(1, (args) => args.find(isTrue) ?? args.at(-1) ?? null),
  print: atLeast(0, (args) => print(args)),
  printf: atLeast(1, ([format, ...args]) => printf(text(format), args)),
  println: atLeast(0, (args) => `${args.map(printValue).join(" ")}\n`),
  replaceAll: fixed(3, ([from, to, value]) => text(value).replaceAll(text(from), () => text(to))),
  service: { min: 1, max: 2, call: (args, world) => askService(world, args.map(text)) },
  split: fixed(2, ([separator, value]) => split(text(separator), text(value).trim())),
  subtract: fixed(2, ([right, left]) => number(left) - number(right)),
  toLower: onText((value) => value.toLowerCase()),
  toUpper: onText((value) => value.toUpperCase()),
  trimSpace: onText((value) => value.trim()),
};

export const functionNames: readonly string[] = Object.keys(definitions);

/** Throws a plain Error. */
export function callFunction(name: string, args: readonly TemplateValue[], world: TemplateWorld): TemplateValue {
  const definition = definitions[name];
  if (definition === undefined) throw new Error(`there is no function "${name}"`);
  const { min, max } = definition;
  if (args.length < min || args.length > max) {
    const wanted = min === max ? `${min}` : max === Infinity ? `at least ${min}` : `${min} to ${max}`;
    throw new Error(`${name} takes ${wanted} ${wanted === "1" ? "argument" : "arguments"}, here are ${args.length}`);
  }
  try {
    return definition.call(args, world);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(said.startsWith(`${name}: `) ? said : `${name}: ${said}`, { cause: error });
  }
}

function text(value: TemplateValue | undefined): string {
  if (typeof value === "string") return value;
  throw new Error(`a string is needed, not ${typeName(value ?? null)}`);
}

function number(value: TemplateValue | undefined): number {
  if (typeof value === "number") return value;
  throw new Error(`a number is needed, not ${typeName(value ?? null)}`);
}

function texts(value: TemplateValue | undefined): readonly string[] {
  if (value !== undefined && isList(value)) return value.map(text);
  throw new Error(`a list is needed, not ${typeName(value ?? null)}`);
}

function equal(left: TemplateValue | undefined, right: TemplateValue | undefined): boolean {
  if (left === null || right === null) return left === right;
  if (typeof left === "object" || typeof right === "object") throw new Error("only strings, numbers and booleans are compared");
  if (typeof left !== typeof right) throw new Error(`${typeName(left ?? null)} is compared with ${typeName(right ?? null)}`);
  return left === right;
}

function order(left: TemplateValue | undefined, right: TemplateValue | undefined): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : left > right ? 1 : 0;
  throw new Error(`${typeName(left ?? null)} and ${typeName(right ?? null)} have no order`);
}

function elementOf(container: TemplateValue, key: TemplateValue): TemplateValue {
  if (isMap(container)) return container.entries.get(text(key)) ?? "";
  if (!isList(container)) return fieldOf(container, text(key));
  const found = container[number(key)];
  if (found === undefined) throw new Error(`${number(key)} is outside of the list of ${container.length}`);
  return found;
}

function lengthOf(value: TemplateValue | undefined): number {
  if (typeof value === "string") return byteLength(value);
  if (value !== undefined && isList(value)) return value.length;
  if (value !== undefined && isMap(value)) return value.entries.size;
  throw new Error(`${typeName(value ?? null)} has no length`);
}

function split(separator: string, value: string): readonly string[] {
  if (value === "") return [];
  return separator === "" ? [...value] : value.split(separator);
}

function contains(wanted: TemplateValue | undefined, container: TemplateValue | undefined): boolean {
  if (typeof container === "string") return container.includes(text(wanted));
  if (container !== undefined && isList(container)) return container.some((item) => item === wanted);
  if (container !== undefined && isMap(container)) return [...container.entries.values()].some((item) => item === wanted);
  throw new Error(`a list or a string is needed, not ${typeName(container ?? null)}`);
}

/** Go's Sprint: a space between two values only when neither is a string. */
function print(args: readonly TemplateValue[]): string {
  return args.reduce<string>((printed, value, at) => {
    const apart = at > 0 && typeof value !== "string" && typeof args[at - 1] !== "string";
    return `${printed}${apart ? " " : ""}${printValue(value)}`;
  }, "");
}
