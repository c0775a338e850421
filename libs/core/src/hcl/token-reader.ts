/**
 * Reads tokens one by one for the parser: looks ahead, demands, and knows where line ends count (in bodies and object
 * items) and where they do not (inside brackets, calls and templates). It also bounds how deep the parser may recurse.
 */
import { MAX_NESTING } from "./limits.js";
import { HclError, type Span } from "./position.js";
import type { Token, TokenKind } from "./token.js";

export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  #newlinesCount = true;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Runs `read` with line ends significant or not. */
  withNewlines<T>(significant: boolean, read: () => T): T {
    const before = this.#newlinesCount;
    this.#newlinesCount = significant;
    try {
      return read();
    } finally {
      this.#newlinesCount = before;
    }
  }

  deeper<T>(read: () => T): T {
    if (this.#depth >= MAX_NESTING) {
      throw new HclError(`blocks and expressions are nested more than ${MAX_NESTING} deep; flatten them`, this.peek());
    }
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  /** The next token, or the one `ahead` of it. */
  peek(ahead = 0): Token {
    let at = this.#at;
    for (let left = ahead; ; at += 1) {
      const token = this.#tokens[at];
      if (token === undefined) break;
      if (token.kind === "newline" && !this.#newlinesCount) continue;
      if (left === 0 || token.kind === "end") return token;
      left -= 1;
    }
    const last = this.#tokens.at(-1);
    if (last === undefined) throw new HclError("the file is empty", { start: 0, end: 0 });
    return last;
  }

  next(): Token {
    const token = this.peek();
    while (this.#tokens[this.#at] !== token) this.#at += 1;
    if (token.kind !== "end") this.#at += 1;
    return token;
  }

  previousEnd(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0;
  }

  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "punctuation" && token.text === text;
  }

  isName(text: string): boolean {
    const token = this.peek();
    return token.kind === "name" && token.text === text;
  }

  isKind(kind: TokenKind): boolean {
    return this.peek().kind === kind;
  }

  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }

  skipNewlines(): void {
    while (this.isKind("newline")) this.next();
  }

  expect(text: string, why: string): Token {
    if (this.is(text)) return this.next();
    return this.fail(`expected ${text} ${why}, found ${describe(this.peek())}`);
  }

  expectName(what: string): Token {
    if (this.isKind("name")) return this.next();
    return this.fail(`expected ${what}, found ${describe(this.peek())}`);
  }

  spanFrom(start: number): Span {
    return { start, end: this.previousEnd() };
  }

  fail(message: string, token: Token = this.peek()): never {
    throw new HclError(message, token);
  }
}

export function describe(token: Token): string {
  switch (token.kind) {
    case "newline":
      return "the end of the line";
    case "end":
      return "the end of the file";
    case "quote-open":
      return "a text in quotes";
    case "heredoc-open":
      return "a heredoc";
    case "template-close":
      return "the } that ends the template";
    default:
      return token.text === "" ? "nothing" : token.text;
  }
}
