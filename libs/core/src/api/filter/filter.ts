// A filter for the objects of one kind: read once, its outermost names checked against the kind's schema, then asked for each object.
import type { z } from "zod";
import { evaluate } from "./evaluate.js";
import { type Expression, FilterError, type Selector } from "./expression.js";
import { parseFilter } from "./parse.js";

function* selectorsOf(expression: Expression, bound: ReadonlySet<string> = new Set()): Generator<Selector> {
  switch (expression.kind) {
    case "and":
    case "or":
      yield* selectorsOf(expression.left, bound);
      yield* selectorsOf(expression.right, bound);
      return;
    case "not":
      yield* selectorsOf(expression.inner, bound);
      return;
    case "each":
      if (!bound.has(expression.selector.path[0]!)) yield expression.selector;
      yield* selectorsOf(expression.inner, new Set([...bound, ...expression.names]));
      return;
    default:
      if (!bound.has(expression.selector.path[0]!)) yield expression.selector;
  }
}

export function filterOf(source: string, schema: z.ZodObject): (datum: unknown) => boolean {
  const expression = parseFilter(source);
  const known = schema.shape;
  for (const { path, column } of selectorsOf(expression)) {
    const [name] = path;
    if (Object.hasOwn(known, name!)) continue;
    const near = Object.keys(known).find((candidate) => candidate.toLowerCase() === name!.toLowerCase());
    throw new FilterError(column, `there is no field "${name!.slice(0, 60)}" here; ${near === undefined ? `known are ${Object.keys(known).sort().join(", ")}` : `did you mean "${near}"?`}`);
  }
  return (datum) => evaluate(expression, datum);
}
