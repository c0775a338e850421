/** Functions on lists and objects. Sets are lists without duplicates, in the order of first appearance. */
import { MAX_VALUE_DEPTH } from "../limits.js";
import { asNumber, asText, equal, type HclValue, isList, isObject, property } from "../value.js";
import { type Arguments, fn, type HclFunction } from "./function.js";

const ANY = Number.POSITIVE_INFINITY;

/** A key under which equal values meet; cheap for scalars, charged for the rest. */
function identity(value: HclValue, args: Arguments): string {
  args.place.budget.spend(1, args.place.span);
  if (isList(value)) return `[${value.map((item) => identity(item, args)).join(",")}]`;
  if (isObject(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${identity(value[key] ?? null, args)}`).join(",")}}`;
  }
  const text = JSON.stringify(value);
  args.place.budget.spendText(text, args.place.span);
  return text;
}

function unique(values: readonly HclValue[], args: Arguments): readonly HclValue[] {
  const seen = new Map<string, HclValue>();
  for (const value of values) {
    const key = identity(value, args);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

function allLists(args: Arguments): readonly (readonly HclValue[])[] {
  return args.values.map((_, at) => args.list(at));
}

function isEmpty(value: HclValue): boolean {
  return value === null || value === "";
}

function flatten(values: readonly HclValue[], args: Arguments, depth = 0): readonly HclValue[] {
  if (depth > MAX_VALUE_DEPTH) args.fail(`lists are nested more than ${MAX_VALUE_DEPTH} deep`);
  return values.flatMap((value) => {
    args.place.budget.spend(1, args.place.span);
    return isList(value) ? flatten(value, args, depth + 1) : [value];
  });
}

function setProduct(args: Arguments): HclValue {
  const lists = allLists(args);
  const size = lists.reduce((product, list) => product * list.length, 1);
  args.place.budget.spend(Math.min(size * lists.length, Number.MAX_SAFE_INTEGER), args.place.span);
  return lists.reduce<HclValue[][]>((rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])), [[]]);
}

function setIntersection(args: Arguments): HclValue {
  const [first = [], ...others] = allLists(args);
  const keys = others.map((list) => new Set(list.map((item) => identity(item, args))));
  return unique(first, args).filter((item) => keys.every((set) => set.has(identity(item, args))));
}

function range(args: Arguments): HclValue {
  const [first = 0, second, third] = args.values.map((_, at) => args.number(at));
  const start = second === undefined ? 0 : first;
  const end = second ?? first;
  const by = third ?? (end < start ? -1 : 1);
  if (by === 0) args.fail("the step must not be 0");
  const length = Math.max(0, Math.ceil((end - start) / by));
  if (!Number.isFinite(length) || length > 100_000) args.fail("more than 100000 numbers");
  args.place.budget.spend(length, args.place.span);
  return Array.from({ length }, (_, at) => start + at * by);
}

function slice(args: Arguments): HclValue {
  const list = args.list(0);
  const [start, end] = [args.integer(1), args.integer(2)];
  if (start < 0 || end < start || end > list.length) args.fail(`${start} to ${end} is outside of a list of ${list.length}`);
  return list.slice(start, end);
}

function element(args: Arguments): HclValue {
  const list = args.listAsIs(0);
  if (list.length === 0) args.fail("the list is empty");
  const at = args.integer(1) % list.length;
  return list[at < 0 ? at + list.length : at] ?? null;
}

function lookup(args: Arguments): HclValue {
  const found = property(args.objectAsIs(0), args.text(1));
  if (found !== undefined) return found;
  return args.count === 3 ? args.any(2) : args.fail(`there is no key "${args.text(1)}" and no default is given`);
}

function index(args: Arguments): HclValue {
  const at = args.list(0).findIndex((item) => equal(item, args.any(1), args.place));
  return at < 0 ? args.fail("the list has no such element") : at;
}

function merge(args: Arguments): HclValue {
  const entries = args.values.flatMap((value, at) => (value === null ? [] : Object.entries(args.object(at))));
  return Object.fromEntries(entries);
}

function chunk(args: Arguments): HclValue {
  const list = args.list(0);
  const size = args.integer(1);
  if (size < 0) args.fail("the size must not be negative");
  if (size === 0) return [list];
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}

function length(args: Arguments): HclValue {
  const value = args.any(0);
  if (isList(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  return [...args.text(0)].length;
}

function sort(args: Arguments): HclValue {
  return [...args.texts(0)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function zipmap(args: Arguments): HclValue {
  const [keys, values] = [args.texts(0), args.list(1)];
  if (keys.length !== values.length) args.fail(`${keys.length} keys but ${values.length} values`);
  return Object.fromEntries(keys.map((key, at) => [key, values[at] ?? null]));
}

function sortedKeys(args: Arguments): readonly string[] {
  return Object.keys(args.object(0)).sort();
}

function sum(args: Arguments): number {
  return args.list(0).reduce<number>((total, item) => total + asNumber(item, args.place, "each element"), 0);
}

export const collectionFunctions: Readonly<Record<string, HclFunction>> = {
  chunklist: fn(2, 2, chunk),
  coalesce: fn(1, ANY, (args) => args.values.find((value) => !isEmpty(value)) ?? args.fail("all arguments are empty")),
  coalescelist: fn(1, ANY, (args) => allLists(args).find((list) => list.length > 0) ?? args.fail("all lists are empty")),
  compact: fn(1, 1, (args) => args.list(0).filter((item) => !isEmpty(item))),
  concat: fn(1, ANY, (args) => allLists(args).flat()),
  contains: fn(2, 2, (args) => args.list(0).some((item) => equal(item, args.any(1), args.place))),
  distinct: fn(1, 1, (args) => unique(args.list(0), args)),
  element: fn(2, 2, element),
  flatten: fn(1, 1, (args) => flatten(args.list(0), args)),
  index: fn(2, 2, index),
  keys: fn(1, 1, sortedKeys),
  length: fn(1, 1, length),
  lookup: fn(2, 3, lookup),
  merge: fn(0, ANY, merge),
  range: fn(1, 3, range),
  reverse: fn(1, 1, (args) => (isList(args.any(0)) ? [...args.list(0)].reverse() : [...asText(args.any(0), args.place)].reverse().join(""))),
  setintersection: fn(1, ANY, setIntersection),
  setproduct: fn(2, ANY, setProduct),
  setunion: fn(1, ANY, (args) => unique(allLists(args).flat(), args)),
  slice: fn(3, 3, slice),
  sort: fn(1, 1, sort),
  sum: fn(1, 1, sum),
  values: fn(1, 1, (args) => {
    const object = args.object(0);
    return sortedKeys(args).map((key) => object[key] ?? null);
  }),
  zipmap: fn(2, 2, zipmap),
};
