/**
 * Evaluates a parsed template, as Go's text/template does: what a block declares ends with it, `.` is the element in
 * a range and the value in a with, `and`/`or` evaluate no further than they must.
 *
 * Deterministic: maps are walked in key order. Refuses (TemplateError with position): wrong fields and types, output
 * over 8 MiB, more than 2,000,000 steps.
 */
import type { BlockNode, Command, Operand, Pipeline, Template, TemplateNode } from "./ast.js";
import { callFunction } from "./functions.js";
import type { TemplateSource } from "./template-error.js";
import { TemplateError } from "./template-error.js";
import { fieldOf, isList, isMap, isTrue, printValue, sortedEntries, type TemplateValue, typeName } from "./value.js";
import type { TemplateWorld } from "./world.js";

const OUTPUT_MAX = 8 * 1024 * 1024;
const STEPS_MAX = 2_000_000;

type Flow = "on" | "break" | "continue";

interface Variable {
  readonly name: string;
  value: TemplateValue;
}

/** Throws TemplateError. */
export function evaluateTemplate(template: Template, world: TemplateWorld): string {
  const evaluation = new Evaluation(template.source, world);
  evaluation.runList(template.body, null);
  return evaluation.output.join("");
}

class Evaluation {
  readonly output: string[] = [];
  private length = 0;
  private steps = 0;
  private readonly variables: Variable[] = [{ name: "", value: null }];

  constructor(
    private readonly source: TemplateSource,
    private readonly world: TemplateWorld,
  ) {}

  runList(nodes: readonly TemplateNode[], dot: TemplateValue): Flow {
    for (const node of nodes) {
      const flow = this.run(node, dot);
      if (flow !== "on") return flow;
    }
    return "on";
  }

  private run(node: TemplateNode, dot: TemplateValue): Flow {
    switch (node.kind) {
      case "text":
        this.write(node.text, 0);
        return "on";
      case "print": {
        const value = this.evaluate(node.pipeline, dot);
        this.declare(node.pipeline, [value]);
        if (node.pipeline.variables.length === 0) this.write(this.at(node.pipeline.at, () => printValue(value)), node.pipeline.at);
        return "on";
      }
      case "break":
      case "continue":
        return node.kind;
      case "if":
      case "with":
        return this.inScope(() => {
          const value = this.evaluate(node.pipeline, dot);
          this.declare(node.pipeline, [value]);
          if (!isTrue(value)) return this.runList(node.otherwise, dot);
          return this.runList(node.body, node.kind === "with" ? value : dot);
        });
      case "range":
        return this.inScope(() => this.runRange(node, dot));
    }
  }

  private runRange(node: BlockNode, dot: TemplateValue): Flow {
    const over = this.evaluate(node.pipeline, dot);
    const items = this.at(node.pipeline.at, () => itemsOf(over));
    if (items.length === 0) return this.runList(node.otherwise, dot);
    for (const [key, value] of items) {
      const flow = this.inScope(() => {
        this.declare(node.pipeline, node.pipeline.variables.length === 2 ? [key, value] : [value]);
        return this.runList(node.body, value);
      });
      if (flow === "break") break;
    }
    return "on";
  }

  private inScope(run: () => Flow): Flow {
    const count = this.variables.length;
    const flow = run();
    this.variables.length = count;
    return flow;
  }

  private declare(pipeline: Pipeline, values: readonly TemplateValue[]): void {
    pipeline.variables.forEach((name, index) => {
      const value = values[index] ?? null;
      if (pipeline.assigns) this.variable(name, pipeline.at).value = value;
      else this.variables.push({ name, value });
    });
  }

  private variable(name: string, at: number): Variable {
    const found = this.variables.findLast((variable) => variable.name === name);
    if (found === undefined) throw this.source.errorAt(at, `the variable $${name} is not declared here`);
    return found;
  }

  private evaluate(pipeline: Pipeline, dot: TemplateValue): TemplateValue {
    let piped: readonly TemplateValue[] = [];
    for (const command of pipeline.commands) piped = [this.evaluateCommand(command, dot, piped)];
    return piped[0] ?? null;
  }

  private evaluateCommand(command: Command, dot: TemplateValue, piped: readonly TemplateValue[]): TemplateValue {
    if (++this.steps > STEPS_MAX) throw this.source.errorAt(command.at, `this template takes more than ${STEPS_MAX} steps`);
    const [first, ...rest] = command.operands;
    if (first === undefined) throw this.source.errorAt(command.at, "a value is missing");
    if (first.kind !== "function") {
      if (piped.length > 0) throw this.source.errorAt(command.at, "after | a function is needed, this is a value");
      return this.evaluateOperand(first, dot);
    }
    const { name } = first;
    if (name === "and" || name === "or") return this.evaluateUntil(name === "or", rest, { dot, piped, at: first.at });
    const args = [...rest.map((operand) => this.evaluateOperand(operand, dot)), ...piped];
    return this.at(first.at, () => callFunction(name, args, this.world));
  }

  /** `or` ends at the first true value, `and` at the first that is not. */
  private evaluateUntil(
    wanted: boolean,
    operands: readonly Operand[],
    given: { readonly dot: TemplateValue; readonly piped: readonly TemplateValue[]; readonly at: number },
  ): TemplateValue {
    let value: TemplateValue | undefined;
    for (const operand of operands) {
      value = this.evaluateOperand(operand, given.dot);
      if (isTrue(value) === wanted) return value;
    }
    const last = given.piped[0] ?? value;
    if (last === undefined) throw this.source.errorAt(given.at, `${wanted ? "or" : "and"} takes at least 1 argument`);
    return last;
  }

  private evaluateOperand(operand: Operand, dot: TemplateValue): TemplateValue {
    switch (operand.kind) {
      case "literal":
        return operand.value;
      case "nil":
        return null;
      case "dot":
        return dot;
      case "variable":
        return this.variable(operand.name, operand.at).value;
      case "group":
        return this.evaluate(operand.pipeline, dot);
      case "function":
        return this.evaluateCommand({ at: operand.at, operands: [operand] }, dot, []);
      case "fields": {
        const base = this.evaluateOperand(operand.base, dot);
        return this.at(operand.at, () => operand.names.reduce(fieldOf, base));
      }
    }
  }

  private write(text: string, at: number): void {
    this.length += text.length;
    if (this.length > OUTPUT_MAX) throw this.source.errorAt(at, `this template writes more than ${OUTPUT_MAX} characters`);
    this.output.push(text);
  }

  /** Gives a plain error its position. */
  private at<T>(offset: number, run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (error instanceof TemplateError) throw error;
      throw this.source.errorAt(offset, error instanceof Error ? error.message : String(error));
    }
  }
}

function itemsOf(value: TemplateValue): readonly (readonly [TemplateValue, TemplateValue])[] {
  if (value === null) return [];
  if (isList(value)) return value.map((item, index) => [index, item] as const);
  if (isMap(value)) return sortedEntries(value);
  if (typeof value === "number") return Array.from({ length: Math.min(Math.max(value, 0), STEPS_MAX) }, (_, index) => [index, index] as const);
  throw new Error(`range goes over a list or a map, not over ${typeName(value)}`);
}
