/** Templates, `for` and operators: the parts of the evaluator that build values out of several others. */
import type { BinaryOperator, Expression, ForExpression, TemplatePart } from "./ast.js";
import { HclError, type Span } from "./position.js";
import { type Scope, withNames } from "./scope.js";
import { asBool, asNumber, asText, equal, type HclValue, isList, isObject, type Place, typeName } from "./value.js";

export type Evaluate = (expression: Expression, scope: Scope) => HclValue;

interface TemplateMeaning {
  readonly evaluate: Evaluate;
  readonly deferred: (expression: Expression, scope: Scope) => string | null;
}

/** A text of one `${ }` alone is that value itself, of whatever type. */
export function evaluateTemplate(
  template: Extract<Expression, { kind: "template" }>,
  scope: Scope,
  meaning: TemplateMeaning,
): HclValue {
  const only = template.parts.length === 1 ? template.parts[0] : undefined;
  if (only?.kind === "value") return meaning.deferred(only.expression, scope) ?? meaning.evaluate(only.expression, scope);
  return renderParts(template.parts, scope, { ...meaning, span: template });
}

function renderParts(parts: readonly TemplatePart[], scope: Scope, meaning: TemplateMeaning & { readonly span: Span }): string {
  const { budget } = scope.environment;
  let text = "";
  for (const part of parts) {
    text += budget.deeper(meaning.span, () => renderPart(part, scope, meaning));
    budget.boundText(text, meaning.span);
  }
  return text;
}

function renderPart(part: TemplatePart, scope: Scope, meaning: TemplateMeaning & { readonly span: Span }): string {
  const { budget } = scope.environment;
  switch (part.kind) {
    case "text":
      budget.spendText(part.text, meaning.span);
      return part.text;
    case "value": {
      const place = { budget, span: part.expression };
      const text =
        meaning.deferred(part.expression, scope) ?? asText(meaning.evaluate(part.expression, scope), place, "a value in a text");
      budget.spendText(text, part.expression);
      return text;
    }
    case "if": {
      const place = { budget, span: part.condition };
      const condition = asBool(meaning.evaluate(part.condition, scope), place, "the condition");
      return renderParts(condition ? part.whenTrue : part.whenFalse, scope, meaning);
    }
    case "for": {
      let text = "";
      for (const [key, value] of elements(meaning.evaluate(part.collection, scope), { budget, span: part.collection })) {
        text += renderParts(part.body, iteration(scope, part, [key, value]), meaning);
        budget.boundText(text, part.span);
      }
      return text;
    }
    default:
      return part satisfies never;
  }
}

/** Key and value of each element; lists have their index as key. */
export function elements(collection: HclValue, place: Place): readonly (readonly [HclValue, HclValue])[] {
  if (isList(collection)) {
    place.budget.spend(collection.length, place.span);
    return collection.map((value, at) => [at, value] as const);
  }
  if (isObject(collection)) {
    const keys = Object.keys(collection).sort();
    place.budget.spend(keys.length, place.span);
    return keys.map((key) => [key, collection[key] ?? null] as const);
  }
  throw new HclError(`only lists and objects can be gone through, this is ${typeName(collection)}`, place.span);
}

function iteration(
  scope: Scope,
  names: { readonly keyName: string | null; readonly valueName: string },
  [key, value]: readonly [HclValue, HclValue],
): Scope {
  return withNames(scope, names.keyName === null ? [[names.valueName, value]] : [[names.keyName, key], [names.valueName, value]]);
}

export function evaluateFor(expression: ForExpression, scope: Scope, evaluate: Evaluate): HclValue {
  const { budget } = scope.environment;
  const list: HclValue[] = [];
  const object = new Map<string, HclValue>();
  const collection = evaluate(expression.collection, scope);
  for (const [key, value] of elements(collection, { budget, span: expression.collection })) {
    const inner = iteration(scope, expression, [key, value]);
    if (expression.condition !== null) {
      const place = { budget, span: expression.condition };
      if (!asBool(evaluate(expression.condition, inner), place, "the condition")) continue;
    }
    const produced = evaluate(expression.value, inner);
    if (expression.key === null) {
      list.push(produced);
      continue;
    }
    const name = asText(evaluate(expression.key, inner), { budget, span: expression.key }, "a key");
    budget.spendText(name, expression.key);
    addToObject(object, [name, produced], expression);
  }
  return expression.key === null ? list : Object.fromEntries(object);
}

function addToObject(
  object: Map<string, HclValue>,
  [name, produced]: readonly [string, HclValue],
  expression: ForExpression,
): void {
  const before = object.get(name);
  if (expression.grouped) {
    // The list is ours alone until the for ends, so it may grow in place.
    if (Array.isArray(before)) before.push(produced);
    else object.set(name, [produced]);
    return;
  }
  if (before !== undefined) {
    throw new HclError(`two elements have the key "${name}"; add ... after the value to collect them in a list`, expression);
  }
  object.set(name, produced);
}

export function evaluateBinary(
  expression: Extract<Expression, { kind: "binary" }>,
  scope: Scope,
  evaluate: Evaluate,
): HclValue {
  const { budget } = scope.environment;
  const { operator } = expression;
  const left = evaluate(expression.left, scope);
  const leftPlace = { budget, span: expression.left };
  const rightPlace = { budget, span: expression.right };
  if (operator === "&&" || operator === "||") {
    const first = asBool(left, leftPlace, `the left of ${operator}`);
    if (first === (operator === "||")) return first;
    return asBool(evaluate(expression.right, scope), rightPlace, `the right of ${operator}`);
  }
  const right = evaluate(expression.right, scope);
  if (operator === "==" || operator === "!=") {
    return equal(left, right, { budget, span: expression }) === (operator === "==");
  }
  const a = asNumber(left, leftPlace, `the left of ${operator}`);
  const b = asNumber(right, rightPlace, `the right of ${operator}`);
  if (b === 0 && (operator === "/" || operator === "%")) throw new HclError("division by zero", expression.right);
  return finite(compute(operator, a, b), expression);
}

function compute(operator: Exclude<BinaryOperator, "&&" | "||" | "==" | "!=">, a: number, b: number): number | boolean {
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    default:
      return operator satisfies never;
  }
}

function finite(value: number | boolean, span: Span): number | boolean {
  if (typeof value === "boolean" || Number.isFinite(value)) return value;
  throw new HclError("the result is too large for a number", span);
}
