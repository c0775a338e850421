/**
 * What the reader refuses, so that no input can make it hang, overflow the stack or eat the memory: the size of the
 * source, its nesting, and the work its expressions may do (locals and `for` can grow a value exponentially).
 */
import { HclError, type Span } from "./position.js";

export const MAX_SOURCE_CHARS = 1_048_576;
/** Blocks, brackets, operators and templates inside one another. */
export const MAX_NESTING = 100;
/** Locals that refer to locals, and expressions inside expressions, while evaluating. */
export const MAX_EVALUATION_DEPTH = 400;
/** One step is an evaluated node, a produced list element or 16 produced characters. */
export const MAX_EVALUATION_STEPS = 2_000_000;
export const MAX_TEXT_CHARS = 2_097_152;
/** Lists in lists in … of a value that leaves the reader. */
export const MAX_VALUE_DEPTH = 64;

export class Budget {
  #steps = 0;
  #depth = 0;

  spend(steps: number, span: Span): void {
    this.#steps += steps;
    if (this.#steps > MAX_EVALUATION_STEPS) {
      throw new HclError(
        `the expressions of this file need more than ${MAX_EVALUATION_STEPS} steps; build fewer or smaller lists and texts`,
        span,
      );
    }
  }

  boundText(text: string, span: Span): void {
    if (text.length > MAX_TEXT_CHARS) {
      throw new HclError(`a text of more than ${MAX_TEXT_CHARS} characters is produced here; make it shorter`, span);
    }
  }

  spendText(text: string, span: Span): void {
    this.boundText(text, span);
    this.spend(1 + (text.length >> 4), span);
  }

  deeper<T>(span: Span, work: () => T): T {
    if (this.#depth >= MAX_EVALUATION_DEPTH) {
      throw new HclError(`expressions refer to each other more than ${MAX_EVALUATION_DEPTH} levels deep; flatten them`, span);
    }
    this.#depth += 1;
    try {
      return work();
    } finally {
      this.#depth -= 1;
    }
  }
}
