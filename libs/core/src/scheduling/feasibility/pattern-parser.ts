// Go's RE2 syntax into a tree. Groups are not captured and laziness is ignored: the only question a constraint asks is
// whether there is a match. What RE2 does not have (look-around, back-references) is refused.
import { readClass, readEscape } from "./pattern-class.js";
import { type PatternNode, PatternError, exactly } from "./pattern-node.js";
import { PatternReader } from "./pattern-reader.js";

interface Flags {
  readonly ignoresCase: boolean;
  readonly isMultiline: boolean;
  readonly dotIsAll: boolean;
}

const deepest = 100;
const mostRepeats = 1000;
const newline = 10;

class PatternParser {
  private readonly reader: PatternReader;
  private flags: Flags = { ignoresCase: false, isMultiline: false, dotIsAll: false };
  private depth = 0;

  constructor(pattern: string) {
    this.reader = new PatternReader(pattern);
  }

  parse(): PatternNode {
    const node = this.choice();
    if (!this.reader.isAtEnd) throw new PatternError("unexpected )");
    return node;
  }

  private choice(): PatternNode {
    const options = [this.sequence()];
    while (this.reader.take("|")) options.push(this.sequence());
    return options.length === 1 ? options[0]! : { kind: "choice", options };
  }

  private sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (!this.reader.isAtEnd && this.reader.peek() !== "|" && this.reader.peek() !== ")") {
      const quoted = this.reader.match(/\\Q([\s\S]*?)(?:\\E|$)/y);
      if (quoted !== undefined) for (const c of quoted[1]!) items.push(this.literal(c.codePointAt(0)!));
      else items.push(this.repeats(this.atom()));
    }
    return { kind: "sequence", items };
  }

  private repeats(item: PatternNode): PatternNode {
    let node = item;
    for (let bounds = this.bounds(); bounds !== undefined; bounds = this.bounds()) {
      this.reader.take("?");
      node = { kind: "repeat", item: node, ...bounds };
    }
    return node;
  }

  private bounds(): { readonly min: number; readonly max: number } | undefined {
    if (this.reader.take("*")) return { min: 0, max: Infinity };
    if (this.reader.take("+")) return { min: 1, max: Infinity };
    if (this.reader.take("?")) return { min: 0, max: 1 };
    const counted = this.reader.match(/\{(\d{1,5})(?:(,)(\d{0,5}))?\}/y);
    if (counted === undefined) return undefined;
    const min = Number(counted[1]);
    const max = counted[2] === undefined ? min : counted[3] === "" ? Infinity : Number(counted[3]);
    if (min > mostRepeats || (max !== Infinity && (max > mostRepeats || max < min))) throw new PatternError("bad repeat count");
    return { min, max };
  }

  private atom(): PatternNode {
    const c = this.reader.next();
    switch (c) {
      case "(":
        return this.group();
      case "[":
        return { kind: "set", has: readClass(this.reader, this.flags.ignoresCase) };
      case ".":
        return { kind: "set", has: this.flags.dotIsAll ? () => true : (codePoint) => codePoint !== newline };
      case "^":
        return { kind: "assertion", what: this.flags.isMultiline ? "line-start" : "text-start" };
      case "$":
        return { kind: "assertion", what: this.flags.isMultiline ? "line-end" : "text-end" };
      case "\\":
        return this.escape();
      case "*":
      case "+":
      case "?":
        throw new PatternError(`missing argument to ${c}`);
      default:
        return this.literal(c.codePointAt(0)!);
    }
  }

  private escape(): PatternNode {
    if (this.reader.take("A")) return { kind: "assertion", what: "text-start" };
    if (this.reader.take("z")) return { kind: "assertion", what: "text-end" };
    if (this.reader.take("b")) return { kind: "assertion", what: "word-boundary" };
    if (this.reader.take("B")) return { kind: "assertion", what: "no-word-boundary" };
    const read = readEscape(this.reader);
    return typeof read === "number" ? this.literal(read) : { kind: "set", has: read };
  }

  private literal(codePoint: number): PatternNode {
    return { kind: "set", has: exactly(codePoint, this.flags.ignoresCase) };
  }

  private group(): PatternNode {
    if (++this.depth > deepest) throw new PatternError("nested too deeply");
    const outer = this.flags;
    if (this.reader.match(/\?(?:P?<\w+>)/y) === undefined && this.reader.take("?")) {
      const flags = this.reader.match(/([imsU]*)(?:-([imsU]+))?([:)])/y);
      if (flags === undefined) throw new PatternError("unsupported group");
      this.flags = { ...outer, ...named(flags[1]!, true), ...named(flags[2] ?? "", false) };
      this.depth -= flags[3] === ")" ? 1 : 0;
      // Flags without a body hold to the end of the group they stand in.
      if (flags[3] === ")") return { kind: "sequence", items: [] };
    }
    const inner = this.choice();
    if (!this.reader.take(")")) throw new PatternError("missing )");
    this.flags = outer;
    this.depth--;
    return inner;
  }
}

function named(letters: string, value: boolean): Partial<Flags> {
  return {
    ...(letters.includes("i") ? { ignoresCase: value } : {}),
    ...(letters.includes("m") ? { isMultiline: value } : {}),
    ...(letters.includes("s") ? { dotIsAll: value } : {}),
  };
}

/** Throws PatternError. */
export function parsePattern(pattern: string): PatternNode {
  return new PatternParser(pattern).parse();
}
