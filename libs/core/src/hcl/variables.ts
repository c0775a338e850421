/**
 * The `variable`, `variables` and `locals` blocks of a job file: values come from the caller, else from the default;
 * locals are computed when they are first used, so their order does not matter and a circle is found and named.
 */
import type { Attribute, Block, BodyItem } from "./ast.js";
import { evaluate } from "./evaluate.js";
import { Budget } from "./limits.js";
import { didYouMean } from "./nearest.js";
import { parseLoneExpression, parseSource } from "./parser.js";
import { HclError, Source, type Span } from "./position.js";
import type { Environment, Scope } from "./scope.js";
import { convert, type HclType, parseTypeExpression } from "./types.js";
import { asBool, asText, type HclValue } from "./value.js";

export interface VariableInputs {
  /** A text is taken literally for string and number variables, and read as an HCL expression for other types. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** A file of assignments, as in `var-file` and the API's `Variables`; weaker than `values`. */
  readonly text?: string;
  /** Refuse values of variables that the file does not declare; otherwise they are warned about. */
  readonly strict?: boolean;
}

export interface FileOptions {
  readonly variables?: VariableInputs;
  readonly uuid?: () => string;
}

/** What stands beside the variables, ready to be decoded. */
export interface OpenedFile {
  readonly items: readonly BodyItem[];
  readonly scope: Scope;
}

interface Declaration {
  readonly name: string;
  readonly type: HclType;
  readonly defaultValue: Attribute | null;
  readonly validations: readonly { readonly condition: Attribute; readonly message: Attribute }[];
  readonly span: Span;
}

type Warn = (message: () => string, span: Span) => void;

/** Throws HclError at the first mistake. */
export function openFile(source: Source, options: FileOptions, warn: Warn): OpenedFile {
  const body = parseSource(source);
  const declarations = new Map<string, Declaration>();
  const locals = new Map<string, Attribute>();
  const items: BodyItem[] = [];
  for (const item of body.items) {
    if (item.kind === "block" && item.type === "variable") declare(declarations, readDeclaration(item));
    else if (item.kind === "block" && item.type === "variables") readShortForm(item).forEach((found) => declare(declarations, found));
    else if (item.kind === "block" && item.type === "locals") addLocals(locals, item);
    else items.push(item);
  }
  const budget = new Budget();
  const given = inputs(options.variables ?? {}, budget);
  refuseUndeclared(given, declarations, { strict: options.variables?.strict ?? false, warn });
  const scope = makeScope({ source, budget, declarations, locals, given, uuid: options.uuid ?? null, warn });
  for (const declaration of declarations.values()) validateVariable(declaration, given, scope);
  return { items, scope };
}

function declare(declarations: Map<string, Declaration>, found: Declaration): void {
  if (declarations.has(found.name)) throw new HclError(`the variable "${found.name}" is declared twice; remove one`, found.span);
  declarations.set(found.name, found);
}

function readDeclaration(block: Block): Declaration {
  const [label] = block.labels;
  if (label === undefined || block.labels.length !== 1) throw new HclError('write variable "NAME" { … }', block.headSpan);
  let type: HclType = { kind: "any" };
  let defaultValue: Attribute | null = null;
  const validations: { condition: Attribute; message: Attribute }[] = [];
  for (const item of block.body.items) {
    const name = item.kind === "attribute" ? item.name : item.type;
    if (item.kind === "block" && name === "validation") validations.push(readValidation(item));
    else if (item.kind === "attribute" && name === "type") type = parseTypeExpression(item.value);
    else if (item.kind === "attribute" && name === "default") defaultValue = item;
    else if (name !== "description" && name !== "sensitive" && name !== "nullable") {
      const near = didYouMean(name, ["type", "default", "description", "validation"]);
      throw new HclError(`a variable has no setting "${name}"${near}`, item.kind === "attribute" ? item.nameSpan : item.headSpan);
    }
  }
  return { name: label.text, type, defaultValue, validations, span: block.headSpan };
}

function readValidation(block: Block): { condition: Attribute; message: Attribute } {
  const find = (name: string) => block.body.items.find((item): item is Attribute => item.kind === "attribute" && item.name === name);
  const [condition, message] = [find("condition"), find("error_message")];
  if (condition === undefined || message === undefined) {
    throw new HclError("a validation needs condition and error_message", block.headSpan);
  }
  return { condition, message };
}

function readShortForm(block: Block): readonly Declaration[] {
  return attributesOf(block).map((item) => ({
    name: item.name,
    type: { kind: "any" },
    defaultValue: item,
    validations: [],
    span: item.nameSpan,
  }));
}

function attributesOf(block: Block): readonly Attribute[] {
  return block.body.items.map((item) => {
    if (item.kind === "attribute") return item;
    throw new HclError(`${block.type} holds only NAME = value`, item.headSpan);
  });
}

function addLocals(locals: Map<string, Attribute>, block: Block): void {
  for (const item of attributesOf(block)) {
    if (locals.has(item.name)) throw new HclError(`the local "${item.name}" is set twice; remove one`, item.nameSpan);
    locals.set(item.name, item);
  }
}

/** Given values by name; those from text carry their place in it. */
type Given = ReadonlyMap<string, { readonly value: unknown; readonly literal: boolean }>;

function inputs(given: VariableInputs, budget: Budget): Given {
  const found = new Map<string, { value: unknown; literal: boolean }>();
  if (given.text !== undefined && given.text.trim() !== "") {
    for (const [name, value] of readAssignments(given.text, budget)) found.set(name, { value, literal: false });
  }
  for (const [name, value] of Object.entries(given.values ?? {})) found.set(name, { value, literal: typeof value === "string" });
  return found;
}

function readAssignments(text: string, budget: Budget): readonly (readonly [string, HclValue])[] {
  const source = new Source("variables", text);
  try {
    const none = (name: string, span: Span): never => {
      throw new HclError(`${name}: values of variables cannot use var. or local.`, span);
    };
    const environment: Environment = { source, budget, variable: none, local: none, uuid: null, warn: () => undefined };
    const scope: Scope = { environment, names: new Map() };
    return parseSource(source).items.map((item) => {
      if (item.kind !== "attribute") throw new HclError("only NAME = value may stand here", item.headSpan);
      return [item.name, evaluate(item.value, scope)] as const;
    });
  } catch (error) {
    // Its places are in the other text: say so in words, and point at the start of the job file.
    if (error instanceof HclError) throw new HclError(`in the variables, ${source.describe(error.span)}: ${error.message}`, { start: 0, end: 0 });
    throw error;
  }
}

function refuseUndeclared(
  given: Given,
  declarations: ReadonlyMap<string, Declaration>,
  how: { readonly strict: boolean; readonly warn: Warn },
): void {
  for (const name of given.keys()) {
    if (declarations.has(name)) continue;
    const message = () =>
      `a value is given for the variable "${name}", which the file does not declare${didYouMean(name, declarations.keys())}`;
    if (how.strict) throw new HclError(message(), { start: 0, end: 0 });
    how.warn(message, { start: 0, end: 0 });
  }
}

interface Ingredients {
  readonly source: Source;
  readonly budget: Budget;
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly locals: ReadonlyMap<string, Attribute>;
  readonly given: Given;
  readonly uuid: (() => string) | null;
  readonly warn: Warn;
}

function makeScope(from: Ingredients): Scope {
  const variables = new Map<string, HclValue>();
  const values = new Map<string, HclValue>();
  const computing: string[] = [];
  const environment: Environment = {
    source: from.source,
    budget: from.budget,
    uuid: from.uuid,
    warn: from.warn,
    variable: (name, span) => {
      const known = variables.get(name);
      if (known !== undefined) return known;
      const declaration = from.declarations.get(name);
      if (declaration === undefined) {
        throw new HclError(`there is no variable "${name}"${didYouMean(name, from.declarations.keys()) || "; declare it"}`, span);
      }
      const value = variableValue(declaration, { from, scope, usedAt: span });
      variables.set(name, value);
      return value;
    },
    local: (name, span) => {
      const known = values.get(name);
      if (known !== undefined) return known;
      const attribute = from.locals.get(name);
      if (attribute === undefined) {
        throw new HclError(`there is no local "${name}"${didYouMean(name, from.locals.keys()) || "; add it to locals"}`, span);
      }
      const before = computing.indexOf(name);
      if (before >= 0) {
        const circle = [...computing.slice(before), name].join(" -> ");
        throw new HclError(`locals refer to each other in a circle: ${circle}; break it`, attribute);
      }
      computing.push(name);
      try {
        const value = evaluate(attribute.value, scope);
        values.set(name, value);
        return value;
      } finally {
        computing.pop();
      }
    },
  };
  const scope: Scope = { environment, names: new Map() };
  return scope;
}

function variableValue(
  declaration: Declaration,
  how: { readonly from: Ingredients; readonly scope: Scope; readonly usedAt: Span },
): HclValue {
  const { from, scope } = how;
  const place = { budget: from.budget, span: declaration.span };
  const given = from.given.get(declaration.name);
  try {
    if (given !== undefined) return convert(readGiven(given, declaration, scope), declaration.type, place);
    if (declaration.defaultValue !== null) {
      return convert(evaluate(declaration.defaultValue.value, scope), declaration.type, place);
    }
  } catch (error) {
    if (error instanceof HclError) throw new HclError(`variable "${declaration.name}": ${error.message}`, error.span);
    throw error;
  }
  throw new HclError(
    `Unset variable "${declaration.name}"; a used variable must be set or have a default value: pass ${declaration.name}=… or add default`,
    how.usedAt,
  );
}

function readGiven(given: { readonly value: unknown; readonly literal: boolean }, declaration: Declaration, scope: Scope): HclValue {
  const { kind } = declaration.type;
  const takenLiterally = kind === "string" || kind === "number" || kind === "any";
  if (!given.literal || takenLiterally || typeof given.value !== "string") return given.value as HclValue;
  const source = new Source(declaration.name, given.value);
  try {
    const environment: Environment = { ...scope.environment, source };
    return evaluate(parseLoneExpression(source), { environment, names: new Map() });
  } catch (error) {
    if (error instanceof HclError) throw new HclError(`its value, ${source.describe(error.span)}: ${error.message}`, declaration.span);
    throw error;
  }
}

function validateVariable(declaration: Declaration, given: Given, scope: Scope): void {
  if (declaration.validations.length === 0) return;
  if (!given.has(declaration.name) && declaration.defaultValue === null) return;
  const { budget } = scope.environment;
  for (const { condition, message } of declaration.validations) {
    const place = { budget, span: condition.value };
    if (asBool(evaluate(condition.value, scope), place, "the condition")) continue;
    const text = asText(evaluate(message.value, scope), { budget, span: message.value }, "error_message");
    throw new HclError(`the value of variable "${declaration.name}" is refused: ${text}`, declaration.span);
  }
}
