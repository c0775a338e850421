// Reads a filter expression (the language of go-bexpr, nomad.md 3.2). `or` binds weaker than `and`, `not` strongest. Refuses, with the
// column: what is not in the language, more than 10 kB, more than 100 nested parentheses, patterns that do not compile.
import { type Expression, FilterError, type MatchOperator, type Selector, type StateOperator } from "./expression.js";
import { type Token, tokensOf } from "./tokens.js";

const longestSource = 10_000;
const deepest = 100;
const longestPattern = 500;

function compile(pattern: string, column: number): RegExp {
  if (pattern.length > longestPattern) throw new FilterError(column, `this pattern is longer than ${longestPattern} characters`);
  // Repeated repetitions take time without bound in this engine, and Go's has no references.
  if (/\([^)]*[*+}][^)]*\)\s*[*+{]|\\[1-9]|\(\?[=!<]/.test(pattern))
    throw new FilterError(column, "this pattern repeats a repetition, or looks around or back: that is not allowed here");
  try {
    return new RegExp(pattern);
  } catch (error) {
    throw new FilterError(column, `this pattern does not compile: ${error instanceof Error ? error.message : String(error)}`);
  }
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  private peek(ahead = 0): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)]!;
  }

  private next(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  private isWord(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "word" && token.text === text;
  }

  private isMark(text: string): boolean {
    const token = this.peek();
    return token.kind === "mark" && token.text === text;
  }

  private expected(what: string): FilterError {
    const { kind, text, column } = this.peek();
    return new FilterError(column, `expected ${what}, found ${kind === "end" ? "the end" : `"${text.slice(0, 60)}"`}`);
  }

  private take(mark: string): void {
    if (!this.isMark(mark)) throw this.expected(`"${mark}"`);
    this.at++;
  }

  whole(): Expression {
    const expression = this.or();
    if (this.peek().kind !== "end") throw this.expected('"and", "or" or the end');
    return expression;
  }

  private or(): Expression {
    const left = this.and();
    if (!this.isWord("or")) return left;
    this.at++;
    return { kind: "or", left, right: this.deeper(() => this.or()) };
  }

  private and(): Expression {
    const left = this.not();
    if (!this.isWord("and")) return left;
    this.at++;
    return { kind: "and", left, right: this.deeper(() => this.and()) };
  }

  private not(): Expression {
    if (!this.isWord("not")) return this.primary();
    this.at++;
    return { kind: "not", inner: this.deeper(() => this.not()) };
  }

  private deeper(read: () => Expression): Expression {
    if (++this.depth > deepest) throw new FilterError(this.peek().column, `more than ${deepest} nested or joined parts`);
    const expression = read();
    this.depth--;
    return expression;
  }

  private primary(): Expression {
    if (this.isMark("(")) {
      this.at++;
      const inner = this.deeper(() => this.or());
      this.take(")");
      return inner;
    }
    const isEach = (this.isWord("any") || this.isWord("all")) && this.peek(1).kind === "word" && !["in", "not", "is", "contains", "matches"].includes(this.peek(1).text);
    return isEach ? this.each() : this.comparison();
  }

  private each(): Expression {
    const quantity = this.next().text === "any" ? "any" : "all";
    const selector = this.selector();
    if (!this.isWord("as")) throw this.expected('"as"');
    this.at++;
    const names = [this.name()];
    if (this.isMark(",")) {
      this.at++;
      names.push(this.name());
    }
    this.take("{");
    const inner = this.deeper(() => this.or());
    this.take("}");
    return { kind: "each", quantity, selector, names, inner };
  }

  private name(): string {
    if (this.peek().kind !== "word") throw this.expected("a name");
    return this.next().text;
  }

  private selector(): Selector {
    const { column, kind, text } = this.peek();
    if (kind === "text" && text.startsWith("/")) {
      this.at++;
      return { path: text.slice(1).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")), column };
    }
    const path = [this.name()];
    for (;;) {
      if (this.isMark(".")) {
        this.at++;
        const part = this.peek();
        if (part.kind === "end" || part.kind === "mark") throw this.expected("a name after the dot");
        path.push(...(part.kind === "number" ? this.next().text.split(".") : [this.next().text]));
      } else if (this.isMark("[")) {
        this.at++;
        if (this.peek().kind !== "text") throw this.expected("a key in double quotes");
        path.push(this.next().text);
        this.take("]");
      } else return { path, column };
    }
  }

  private value(): { readonly value: string; readonly column: number } {
    const { kind, column } = this.peek();
    if (kind === "end" || kind === "mark") throw this.expected("a value");
    return { value: this.next().text, column };
  }

  /** `value in selector` begins with a value, everything else with a selector; a bare word may be either. */
  private comparison(): Expression {
    const begin = this.at;
    const first = this.peek();
    if (first.kind === "number" || first.kind === "text" || first.kind === "word") {
      const isIn = this.isWord("in", 1) || (this.isWord("not", 1) && this.isWord("in", 2));
      if (isIn) {
        const { value } = this.value();
        const operator: MatchOperator = this.isWord("not") ? "not in" : "in";
        this.at += operator === "in" ? 1 : 2;
        return { kind: "match", selector: this.selector(), operator, value };
      }
    }
    this.at = begin;
    return this.ofSelector(this.selector());
  }

  private ofSelector(selector: Selector): Expression {
    if (this.isWord("is")) return { kind: "state", selector, operator: this.stateOperator() };
    const isNegated = this.isWord("not");
    if (isNegated) this.at++;
    const token = this.peek();
    const plain = token.kind === "mark" && !isNegated && /^([=!]=|[<>]=?)$/.test(token.text);
    const worded = token.kind === "word" && (token.text === "contains" || token.text === "matches");
    if (!plain && !worded) throw this.expected("a comparison (==, !=, <, <=, >, >=, in, contains, matches, is empty, is nil, or one of these with not)");
    this.at++;
    const operator = (isNegated ? `not ${token.text}` : token.text) as MatchOperator;
    const { value, column } = this.value();
    return { kind: "match", selector, operator, value, ...(token.text === "matches" ? { pattern: compile(value, column) } : {}) };
  }

  private stateOperator(): StateOperator {
    this.at++;
    const isNegated = this.isWord("not");
    if (isNegated) this.at++;
    if (!this.isWord("empty") && !this.isWord("nil")) throw this.expected('"empty" or "nil"');
    const word = this.next().text === "empty" ? "empty" : "nil";
    return isNegated ? `is not ${word}` : `is ${word}`;
  }
}

export function parseFilter(source: string): Expression {
  if (source.length > longestSource) throw new FilterError(longestSource, `the expression is longer than ${longestSource} characters`);
  return new Parser(tokensOf(source)).whole();
}
