/**
 * Evaluates expressions at parse time. Deterministic apart from the injected uuid source. Unknown roots are re-emitted
 * as `${…}` text for the client to fill in; a bare word that nobody knows is refused, since it is nearly always a text
 * without its quotes.
 */
import type { Expression, SplatStep } from "./ast.js";
import { callFunction } from "./functions/call.js";
import { evaluateBinary, evaluateFor, evaluateTemplate } from "./evaluate-compound.js";
import { HclError } from "./position.js";
import { isRuntimeRoot, type Scope } from "./scope.js";
import { asBool, asInteger, asNumber, asText, type HclValue, isList, isObject, type Place, property, typeName } from "./value.js";
import { didYouMean } from "./nearest.js";

export function evaluate(expression: Expression, scope: Scope): HclValue {
  const { budget } = scope.environment;
  budget.spend(1, expression);
  return budget.deeper(expression, () => evaluateNode(expression, scope));
}

// spine: one case a kind of expression
function evaluateNode(expression: Expression, scope: Scope): HclValue {
  const place: Place = { budget: scope.environment.budget, span: expression };
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "parentheses":
      return evaluate(expression.inner, scope);
    case "template":
      return evaluateTemplate(expression, scope, { evaluate, deferred });
    case "tuple":
      return expression.items.map((item) => evaluate(item, scope));
    case "object":
      return Object.fromEntries(
        expression.items.map((item) => {
          const key = asText(evaluate(item.key, scope), { ...place, span: item.key }, "a key");
          place.budget.spendText(key, item.key);
          return [key, evaluate(item.value, scope)];
        }),
      );
    case "for":
      return evaluateFor(expression, scope, evaluate);
    case "root":
    case "attribute-of":
    case "index-of":
      return evaluateTraversal(expression, scope);
    case "splat":
      return evaluateSplat(expression, scope, place);
    case "call":
      return callFunction(expression, scope, evaluate);
    case "not":
      return !asBool(evaluate(expression.operand, scope), place, "the operand of !");
    case "negate":
      return -asNumber(evaluate(expression.operand, scope), place, "the operand of -");
    case "binary":
      return evaluateBinary(expression, scope, evaluate);
    case "conditional": {
      const condition = asBool(evaluate(expression.condition, scope), { ...place, span: expression.condition }, "the condition");
      return evaluate(condition ? expression.whenTrue : expression.whenFalse, scope);
    }
    default:
      return expression satisfies never;
  }
}

type Traversal = Extract<Expression, { kind: "root" | "attribute-of" | "index-of" }>;

function rootOf(expression: Expression): Extract<Expression, { kind: "root" }> | null {
  let at = expression;
  while (at.kind === "attribute-of" || at.kind === "index-of") at = at.source;
  return at.kind === "root" ? at : null;
}

function isKnownRoot(name: string, scope: Scope): boolean {
  return scope.names.has(name) || name === "var" || name === "local";
}

/**
 * `${…}` text of a traversal whose root nobody knows at parse time; null for any other expression. Inside a text all
 * unknown roots are kept, as Nomad does, with a warning for the ones that are not run-time names either.
 */
export function deferred(expression: Expression, scope: Scope): string | null {
  const root = rootOf(expression);
  if (root === null || isKnownRoot(root.name, scope)) return null;
  if (!isRuntimeRoot(root.name)) {
    scope.environment.warn(
      () => `"${root.name}" is not known when the file is read; kept as run-time text${didYouMean(root.name, knownRoots(scope))}`,
      root,
    );
  }
  const text = `\${${render(expression, scope)}}`;
  scope.environment.budget.spendText(text, expression);
  return text;
}

function render(expression: Expression, scope: Scope): string {
  if (expression.kind === "root") return expression.name;
  if (expression.kind === "attribute-of") return `${render(expression.source, scope)}.${expression.name}`;
  if (expression.kind !== "index-of") return "";
  const key = evaluate(expression.key, scope);
  return `${render(expression.source, scope)}[${typeof key === "number" ? key : JSON.stringify(key)}]`;
}

function evaluateTraversal(expression: Traversal, scope: Scope): HclValue {
  const { environment } = scope;
  if (expression.kind === "root") return evaluateRoot(expression, scope);
  const { source } = expression;
  const root = rootOf(expression);
  if (root !== null && !isKnownRoot(root.name, scope)) {
    if (isRuntimeRoot(root.name)) return deferred(expression, scope) ?? "";
    return unknownRoot(root.name, expression, scope);
  }
  if (source.kind === "root" && !scope.names.has(source.name)) {
    const name =
      expression.kind === "attribute-of"
        ? expression.name
        : asText(evaluate(expression.key, scope), { budget: environment.budget, span: expression.key }, "the name");
    return source.name === "var" ? environment.variable(name, expression) : environment.local(name, expression);
  }
  const value = evaluate(source, scope);
  const key = expression.kind === "attribute-of" ? expression.name : evaluate(expression.key, scope);
  return step(value, key, { budget: environment.budget, span: expression });
}

function evaluateRoot(expression: Extract<Expression, { kind: "root" }>, scope: Scope): HclValue {
  const value = scope.names.get(expression.name);
  if (value !== undefined) return value;
  if (expression.name === "var" || expression.name === "local") {
    throw new HclError(`write ${expression.name}.NAME to use one value`, expression);
  }
  if (isRuntimeRoot(expression.name)) return `\${${expression.name}}`;
  return unknownRoot(expression.name, expression, scope);
}

function knownRoots(scope: Scope): readonly string[] {
  return ["var", "local", "attr", "meta", "node", "env", ...scope.names.keys()];
}

function unknownRoot(name: string, span: Expression, scope: Scope): never {
  const near = didYouMean(name, knownRoots(scope));
  throw new HclError(`the name ${name} is not known here; if a text is meant, put it in quotes${near}`, span);
}

function step(value: HclValue, key: HclValue, place: Place): HclValue {
  if (isList(value)) {
    const at = asInteger(key, place, "the index of a list");
    const item = value[at];
    if (at < 0 || item === undefined) {
      throw new HclError(`the list has ${value.length} elements, there is no element ${at} (they count from 0)`, place.span);
    }
    return item;
  }
  if (isObject(value)) {
    const name = asText(key, place, "the key");
    const found = property(value, name);
    if (found !== undefined) return found;
    const keys = Object.keys(value);
    const near = didYouMean(name, keys) || (keys.length === 0 ? "; it is empty" : `; it has ${keys.slice(0, 8).join(", ")}`);
    throw new HclError(`there is no "${name}" in this object${near}`, place.span);
  }
  throw new HclError(`only lists and objects have elements, this is ${typeName(value)}`, place.span);
}

function evaluateSplat(expression: Extract<Expression, { kind: "splat" }>, scope: Scope, place: Place): HclValue {
  const value = evaluate(expression.source, scope);
  const items = isList(value) ? value : value === null ? [] : [value];
  return items.map((item) => {
    place.budget.spend(1 + expression.steps.length, place.span);
    return expression.steps.reduce<HclValue>((of, next) => step(of, splatKey(next, scope), place), item);
  });
}

function splatKey(next: SplatStep, scope: Scope): HclValue {
  return "attribute" in next ? next.attribute : evaluate(next.index, scope);
}
