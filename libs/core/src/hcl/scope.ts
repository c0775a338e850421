/**
 * What names mean while expressions are evaluated: iterators of `for` and `dynamic`, then `var.` and `local.`. Any
 * other root is a run-time name (`attr.`, `node.`, `NOMAD_…`) and stays `${…}` text (nomad.md 2.2).
 */
import type { Budget } from "./limits.js";
import type { Source, Span } from "./position.js";
import type { HclValue } from "./value.js";

export interface Environment {
  readonly source: Source;
  readonly budget: Budget;
  /** Throws HclError when there is no such variable or it has no value. */
  readonly variable: (name: string, span: Span) => HclValue;
  readonly local: (name: string, span: Span) => HclValue;
  /** A new random uuid; not given where results must be reproducible. */
  readonly uuid: (() => string) | null;
  /** The message is made only if it will be shown: suggestions cost time. */
  readonly warn: (message: () => string, span: Span) => void;
}

export interface Scope {
  readonly environment: Environment;
  readonly names: ReadonlyMap<string, HclValue>;
}

export function withNames(scope: Scope, names: Iterable<readonly [string, HclValue]>): Scope {
  return { environment: scope.environment, names: new Map([...scope.names, ...names]) };
}

const RUNTIME_ROOTS = new Set(["attr", "meta", "node", "device", "env", "secret", "JOB", "TASKGROUP", "TASK", "BASE"]);

export function isRuntimeRoot(name: string): boolean {
  return RUNTIME_ROOTS.has(name) || name.startsWith("NOMAD_");
}
