/**
 * The parser's place in the tokens of a template, and the variables that are in scope there. Reading past the end
 * gives end-of-file again and again, so that the parser needs no bounds.
 */
import type { TemplateError, TemplateSource } from "./template-error.js";
import { describeToken, type Sign, type Token } from "./token.js";

export class TokenReader {
  private index = 0;
  private readonly declared: string[] = [];

  constructor(
    readonly source: TemplateSource,
    private readonly tokens: readonly Token[],
  ) {}

  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new Error("the lexer always ends with end-of-file");
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.index++;
    return token;
  }

  isSign(sign: Sign, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "sign" && token.sign === sign;
  }

  expectClose(after: string): void {
    const token = this.next();
    if (token.kind !== "close") throw this.unexpected(token, ` after ${after}; "}}" was expected`);
  }

  unexpected(token: Token, where: string): TemplateError {
    return this.source.errorAt(token.at, `unexpected ${describeToken(token)}${where}`);
  }

  declare(name: string): void {
    this.declared.push(name);
  }

  isDeclared(name: string): boolean {
    return name === "" || this.declared.includes(name);
  }

  declaredCount(): number {
    return this.declared.length;
  }

  forgetAfter(count: number): void {
    this.declared.length = count;
  }
}
