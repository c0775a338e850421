/**
 * Finds and calls the functions of a job file (nomad.md 2.4). Refused, each by name and with the reason: those that read
 * the server's files, and those whose cost or meaning does not belong into a parser.
 */
import type { Expression } from "../ast.js";
import { HclError, type Span } from "../position.js";
import { didYouMean } from "../nearest.js";
import type { Scope } from "../scope.js";
import { convert, parseTypeExpression } from "../types.js";
import { asList, type HclValue } from "../value.js";
import { collectionFunctions } from "./collections.js";
import { encodingFunctions } from "./encoding.js";
import { formatFunctions } from "./format.js";
import { Arguments, type HclFunction } from "./function.js";
import { hashFunctions } from "./hashes.js";
import { networkFunctions } from "./networks.js";
import { numberFunctions } from "./numbers.js";
import { stringFunctions } from "./strings.js";
import { timeFunctions } from "./times.js";

type Call = Extract<Expression, { kind: "call" }>;
type Evaluate = (expression: Expression, scope: Scope) => HclValue;

const functions: Readonly<Record<string, HclFunction>> = {
  ...collectionFunctions,
  ...encodingFunctions,
  ...formatFunctions,
  ...hashFunctions,
  ...networkFunctions,
  ...numberFunctions,
  ...stringFunctions,
  ...timeFunctions,
};

const FILESYSTEM = ["abspath", "basename", "dirname", "file", "filebase64", "fileexists", "fileset", "pathexpand", "templatefile"];

const REFUSED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(FILESYSTEM.map((name) => [name, "filesystem function disabled; put the content into the job file or a variable"])),
  bcrypt: "not offered: its result differs at every call; compute the hash before and pass it as a variable",
  rsadecrypt: "not offered: private keys do not belong into job files",
  regex_replace: "not offered: a pattern could keep the server busy for ever; use replace",
  yamldecode: "not offered; use jsondecode (JSON is YAML) or an object in the job file",
};

/** Making an error costs far more than a step. */
const STEPS_PER_CAUGHT_ERROR = 100;

const SPECIAL = ["can", "convert", "try"];

export function callFunction(call: Call, scope: Scope, evaluate: Evaluate): HclValue {
  switch (call.name) {
    case "try":
      return firstWithoutError(call, scope, evaluate);
    case "can":
      return canEvaluate(call, scope, evaluate);
    case "convert":
      return convertTo(call, scope, evaluate);
    default:
      return callPlain(call, scope, evaluate);
  }
}

function callPlain(call: Call, scope: Scope, evaluate: Evaluate): HclValue {
  const refused = Object.hasOwn(REFUSED, call.name) ? REFUSED[call.name] : undefined;
  if (refused !== undefined) throw new HclError(`${call.name}: ${refused}`, call.nameSpan);
  const found = Object.hasOwn(functions, call.name) ? functions[call.name] : undefined;
  if (found === undefined) {
    const near = didYouMean(call.name, [...Object.keys(functions), ...SPECIAL]);
    throw new HclError(`there is no function ${call.name}${near}`, call.nameSpan);
  }
  const { values, spans } = evaluateArguments(call, scope, evaluate);
  if (values.length < found.minimum || values.length > found.maximum) {
    throw new HclError(`${call.name} takes ${wanted(found)}, ${values.length} given`, call);
  }
  const { budget, uuid } = scope.environment;
  const result = found.run(new Arguments({ name: call.name, values, spans, place: { budget, span: call }, uuid }));
  if (typeof result === "string") budget.spendText(result, call);
  return result;
}

function wanted(found: HclFunction): string {
  if (found.maximum === Number.POSITIVE_INFINITY) return `at least ${found.minimum} arguments`;
  const count = found.minimum === found.maximum ? `${found.minimum}` : `${found.minimum} to ${found.maximum}`;
  return `${count} argument${count === "1" ? "" : "s"}`;
}

function evaluateArguments(call: Call, scope: Scope, evaluate: Evaluate) {
  const values: HclValue[] = [];
  const spans: Span[] = [];
  call.args.forEach((arg, at) => {
    const value = evaluate(arg, scope);
    const spread = call.spread && at === call.args.length - 1;
    const all = spread ? asList(value, { budget: scope.environment.budget, span: arg }, "the list before ...") : [value];
    scope.environment.budget.spend(all.length, arg);
    for (const item of all) {
      values.push(item);
      spans.push(arg);
    }
  });
  return { values, spans };
}

function firstWithoutError(call: Call, scope: Scope, evaluate: Evaluate): HclValue {
  let last: HclError | null = null;
  for (const arg of call.args) {
    try {
      return evaluate(arg, scope);
    } catch (error) {
      if (!(error instanceof HclError)) throw error;
      scope.environment.budget.spend(STEPS_PER_CAUGHT_ERROR, arg);
      // Being out of budget is not an error that `try` may hide: the next step would report it anyway.
      last = error;
    }
  }
  throw new HclError(`try: none of the ${call.args.length} values could be computed${last === null ? "" : `; the last error: ${last.message}`}`, call);
}

function canEvaluate(call: Call, scope: Scope, evaluate: Evaluate): HclValue {
  const [arg] = call.args;
  if (arg === undefined || call.args.length !== 1) throw new HclError("can takes 1 argument", call);
  try {
    evaluate(arg, scope);
    return true;
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    scope.environment.budget.spend(STEPS_PER_CAUGHT_ERROR, arg);
    return false;
  }
}

function convertTo(call: Call, scope: Scope, evaluate: Evaluate): HclValue {
  const [value, type] = call.args;
  if (value === undefined || type === undefined || call.args.length !== 2) {
    throw new HclError("convert takes 2 arguments, a value and a type", call);
  }
  const place = { budget: scope.environment.budget, span: value };
  return convert(evaluate(value, scope), parseTypeExpression(type), place);
}
