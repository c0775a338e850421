// Reads a pattern code point by code point.

export class PatternReader {
  private at = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  peek(): string {
    const codePoint = this.text.codePointAt(this.at);
    return codePoint === undefined ? "" : String.fromCodePoint(codePoint);
  }

  /** "" at the end. */
  next(): string {
    const c = this.peek();
    this.at += c.length;
    return c;
  }

  take(c: string): boolean {
    if (!this.text.startsWith(c, this.at)) return false;
    this.at += c.length;
    return true;
  }

  /** A sticky expression of our own, at this place. */
  match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text);
    if (found === null) return undefined;
    this.at += found[0].length;
    return found;
  }
}
