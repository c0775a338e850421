// Whether an object of an answer fits a filter. A value is compared as what it is: numbers as numbers, texts as texts. A name that the
// object leaves out counts as its zero value, a key that a map does not have as nothing. Refuses comparisons that make no sense, with their column.
import { assertNever } from "../../common/invariant.js";
import { type Expression, FilterError, type MatchOperator, type Selector } from "./expression.js";

type Names = ReadonlyMap<string, unknown>;

/** Fields by their name; Go's names of fields count without regard to case nowhere, so neither do ours. */
function step(value: unknown, part: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return /^\d+$/.test(part) ? value[Number(part)] : undefined;
  return Object.hasOwn(value, part) ? (value as Readonly<Record<string, unknown>>)[part] : undefined;
}

function select(datum: unknown, { path }: Selector, names: Names): unknown {
  const [first, ...rest] = path;
  return rest.reduce(step, names.has(first!) ? names.get(first!) : step(datum, first!));
}

function asNumber(value: string, column: number): number {
  const number = Number(value);
  if (value.trim() === "" || Number.isNaN(number)) throw new FilterError(column, `"${value.slice(0, 60)}" is compared with a number, but is none`);
  return number;
}

function equals(own: unknown, value: string, selector: Selector): boolean {
  switch (typeof own) {
    case "undefined":
      return selector.path.length === 1 && ["", "0", "false"].includes(value);
    case "number":
      return own === asNumber(value, selector.column);
    case "boolean":
      if (!["true", "false", "1", "0", "t", "f"].includes(value.toLowerCase())) throw new FilterError(selector.column, `"${value.slice(0, 60)}" is compared with true or false, but is neither`);
      return own === ["true", "1", "t"].includes(value.toLowerCase());
    case "string":
      return own === value;
    default:
      if (own === null) return false;
      throw new FilterError(selector.column, `${selector.path.join(".")} is a ${Array.isArray(own) ? "list" : "group of fields"}: ask with contains, in or is empty`);
  }
}

function order(own: unknown, value: string, selector: Selector): number {
  if (typeof own === "number") return own - asNumber(value, selector.column);
  if (typeof own === "string") return own < value ? -1 : own > value ? 1 : 0;
  if (own === undefined || own === null) return Number.NaN;
  throw new FilterError(selector.column, `${selector.path.join(".")} has no order: < and > are for numbers and texts`);
}

function contains(own: unknown, value: string, selector: Selector): boolean {
  if (own === null || own === undefined) return false;
  if (typeof own === "string") return own.includes(value);
  if (Array.isArray(own)) return own.some((element) => typeof element !== "object" && equals(element, value, selector));
  if (typeof own === "object") return Object.hasOwn(own, value);
  throw new FilterError(selector.column, `${selector.path.join(".")} holds nothing: in and contains are for lists, maps and texts`);
}

function matches(own: unknown, pattern: RegExp, selector: Selector): boolean {
  if (own === null || own === undefined) return false;
  if (typeof own === "string") return pattern.test(own);
  if (Array.isArray(own)) return own.some((element) => typeof element === "string" && pattern.test(element));
  throw new FilterError(selector.column, `${selector.path.join(".")} is no text: matches is for texts`);
}

function isEmpty(own: unknown, selector: Selector): boolean {
  if (own === null || own === undefined) return true;
  if (typeof own === "string" || Array.isArray(own)) return own.length === 0;
  if (typeof own === "object") return Object.keys(own).length === 0;
  throw new FilterError(selector.column, `${selector.path.join(".")} cannot be empty: is empty is for lists, maps and texts`);
}

interface Match {
  readonly own: unknown;
  readonly operator: MatchOperator;
  readonly value: string;
  readonly selector: Selector;
  readonly pattern: RegExp | undefined;
}

function holds({ own, operator, value, selector, pattern }: Match): boolean {
  switch (operator) {
    case "==":
      return equals(own, value, selector);
    case "!=":
      return !equals(own, value, selector);
    case "<":
      return order(own, value, selector) < 0;
    case "<=":
      return order(own, value, selector) <= 0;
    case ">":
      return order(own, value, selector) > 0;
    case ">=":
      return order(own, value, selector) >= 0;
    case "in":
    case "contains":
      return contains(own, value, selector);
    case "not in":
    case "not contains":
      return !contains(own, value, selector);
    case "matches":
      return matches(own, pattern!, selector);
    case "not matches":
      return !matches(own, pattern!, selector);
    default:
      return assertNever(operator);
  }
}

function each(expression: Extract<Expression, { kind: "each" }>, datum: unknown, names: Names): boolean {
  const own = select(datum, expression.selector, names);
  const [first, second] = expression.names;
  const test = ([key, element]: readonly [string | number, unknown]): boolean => {
    const isList = Array.isArray(own);
    const inside = new Map(names);
    if (second === undefined) inside.set(first!, isList ? element : key);
    else inside.set(first!, key).set(second, element);
    return evaluate(expression.inner, datum, inside);
  };
  const elements: readonly (readonly [string | number, unknown])[] = Array.isArray(own) ? [...own.entries()] : Object.entries(own ?? {});
  return expression.quantity === "any" ? elements.some(test) : elements.every(test);
}

export function evaluate(expression: Expression, datum: unknown, names: Names = new Map()): boolean {
  switch (expression.kind) {
    case "and":
      return evaluate(expression.left, datum, names) && evaluate(expression.right, datum, names);
    case "or":
      return evaluate(expression.left, datum, names) || evaluate(expression.right, datum, names);
    case "not":
      return !evaluate(expression.inner, datum, names);
    case "match":
      return holds({ ...expression, own: select(datum, expression.selector, names), pattern: expression.pattern });
    case "state": {
      const own = select(datum, expression.selector, names);
      const isNil = expression.operator.endsWith("nil");
      const answer = isNil ? own === null || own === undefined : isEmpty(own, expression.selector);
      return expression.operator.includes("not") ? !answer : answer;
    }
    case "each":
      return each(expression, datum, names);
    default:
      return assertNever(expression);
  }
}
