// Regular expressions of constraints: Go's RE2 syntax, matched unanchored. They are written by whoever submits a job and
// run in every scheduler, so no pattern may hold one up: matching follows all alternatives at once (Ken Thompson, "Regular
// expression search algorithm", 1968; Rob Pike's virtual machine), in time proportional to pattern times subject, never
// more. Refused are patterns and subjects beyond the limits and what RE2 does not have.
import { assertNever } from "../../common/invariant.js";
import { type Assertion, type CodePointSet, type PatternNode, PatternError, word } from "./pattern-node.js";
import { parsePattern } from "./pattern-parser.js";

const longestPattern = 512;
const longestSubject = 4096;
const mostInstructions = 5000;

type Instruction =
  | { readonly op: "set"; readonly has: CodePointSet }
  | { readonly op: "split"; first: number; second: number }
  | { readonly op: "jump"; to: number }
  | { readonly op: "assert"; readonly what: Assertion }
  | { readonly op: "match" };

class Compiler {
  readonly program: Instruction[] = [];

  emit<I extends Instruction>(instruction: I): I {
    if (this.program.length >= mostInstructions) throw new PatternError("pattern too large");
    this.program.push(instruction);
    return instruction;
  }

  compile(node: PatternNode): void {
    switch (node.kind) {
      case "set":
        this.emit({ op: "set", has: node.has });
        return;
      case "assertion":
        this.emit({ op: "assert", what: node.what });
        return;
      case "sequence":
        for (const item of node.items) this.compile(item);
        return;
      case "choice":
        this.choice(node.options);
        return;
      case "repeat":
        this.repeat(node.item, node.min, node.max);
        return;
      default:
        assertNever(node, "pattern node");
    }
  }

  private choice(options: readonly PatternNode[]): void {
    const ends: { to: number }[] = [];
    for (const [i, option] of options.entries()) {
      const split = i < options.length - 1 ? this.emit({ op: "split", first: this.program.length + 1, second: 0 }) : undefined;
      this.compile(option);
      if (split === undefined) continue;
      ends.push(this.emit({ op: "jump", to: 0 }));
      split.second = this.program.length;
    }
    for (const end of ends) end.to = this.program.length;
  }

  private repeat(item: PatternNode, min: number, max: number): void {
    for (let i = 0; i < min; i++) this.compile(item);
    if (max === Infinity) {
      const split = this.emit({ op: "split", first: this.program.length + 1, second: 0 });
      const start = this.program.length - 1;
      this.compile(item);
      this.emit({ op: "jump", to: start });
      split.second = this.program.length;
      return;
    }
    const splits: { second: number }[] = [];
    for (let i = min; i < max; i++) {
      splits.push(this.emit({ op: "split", first: this.program.length + 1, second: 0 }));
      this.compile(item);
    }
    for (const split of splits) split.second = this.program.length;
  }
}

const isWord = (codePoint: number | undefined): boolean => codePoint !== undefined && word(codePoint);
const newline = 10;

function holds(what: Assertion, before: number | undefined, after: number | undefined): boolean {
  switch (what) {
    case "text-start":
      return before === undefined;
    case "text-end":
      return after === undefined;
    case "line-start":
      return before === undefined || before === newline;
    case "line-end":
      return after === undefined || after === newline;
    case "word-boundary":
      return isWord(before) !== isWord(after);
    case "no-word-boundary":
      return isWord(before) === isWord(after);
    default:
      return assertNever(what, "assertion");
  }
}

/** All places in the program that are reached at one position, each once. */
class Threads {
  private readonly seen: Int32Array;
  places: number[] = [];

  constructor(private readonly program: readonly Instruction[]) {
    this.seen = new Int32Array(program.length).fill(-1);
  }

  /** Follows everything that consumes nothing; true when a match is among it. */
  add(start: number, at: { readonly position: number; readonly before: number | undefined; readonly after: number | undefined }): boolean {
    const pending = [start];
    for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
      if (this.seen[place] === at.position) continue;
      this.seen[place] = at.position;
      const instruction = this.program[place]!;
      if (instruction.op === "match") return true;
      if (instruction.op === "set") this.places.push(place);
      else if (instruction.op === "jump") pending.push(instruction.to);
      else if (instruction.op === "split") pending.push(instruction.second, instruction.first);
      else if (holds(instruction.what, at.before, at.after)) pending.push(place + 1);
    }
    return false;
  }
}

function matches(program: readonly Instruction[], subject: string): boolean {
  const codePoints = Array.from(subject, (c) => c.codePointAt(0)!);
  const threads = new Threads(program);
  let moved: readonly number[] = [];
  for (let position = 0; position <= codePoints.length; position++) {
    const after = codePoints[position];
    const at = { position, before: codePoints[position - 1], after };
    threads.places = [];
    for (const place of moved) if (threads.add(place, at)) return true;
    // Unanchored: a match may begin anywhere.
    if (threads.add(0, at)) return true;
    moved = after === undefined ? [] : threads.places.filter((place) => takes(program[place]!, after)).map((place) => place + 1);
  }
  return false;
}

function takes(instruction: Instruction, codePoint: number): boolean {
  return instruction.op === "set" && instruction.has(codePoint);
}

/** undefined: not a pattern, or one that is refused; then nothing matches it. */
export function compilePattern(pattern: string): ((subject: string) => boolean) | undefined {
  if (pattern.length > longestPattern) return undefined;
  const compiler = new Compiler();
  try {
    compiler.compile(parsePattern(pattern));
    compiler.emit({ op: "match" });
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
  const { program } = compiler;
  return (subject) => subject.length <= longestSubject && matches(program, subject);
}
