/**
 * Where things are in a source text, and the one error type of the HCL reader.
 *
 * Tokens and syntax nodes carry offsets only; lines and columns (from 1, counted in characters) are computed when
 * an error or a decoder needs them.
 */

/** Offsets into the source, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

export class Source {
  readonly fileName: string;
  readonly text: string;
  readonly #lineStarts: readonly number[];

  constructor(fileName: string, text: string) {
    this.fileName = fileName;
    this.text = text;
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const lineStart = this.#lineStarts[low] ?? 0;
    // Code points, so that an editor's column agrees for characters outside the basic plane.
    const column = Array.from(this.text.slice(lineStart, offset)).length + 1;
    return { line: low + 1, column };
  }

  /** `file:line,col-col`, or `file:line,col-line,col` over several lines. */
  describe(span: Span): string {
    const start = this.position(span.start);
    const end = this.position(Math.max(span.end, span.start));
    const from = `${this.fileName}:${start.line},${start.column}`;
    if (end.line !== start.line) return `${from}-${end.line},${end.column}`;
    return end.column > start.column ? `${from}-${end.column}` : from;
  }
}

/** A mistake in the text, with its place. Thrown inside the reader only; its entry points return it. */
export class HclError extends Error {
  readonly span: Span;
  /** Path in the job specification, when known. */
  readonly field: string | null;

  constructor(message: string, span: Span, field: string | null = null) {
    super(message);
    this.name = "HclError";
    this.span = span;
    this.field = field;
  }
}
