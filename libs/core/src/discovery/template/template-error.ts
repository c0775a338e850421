/**
 * What is wrong with a template, and where. Everything that the template engine refuses, at parse or at run time, is
 * one of these; its message reads `file:line:column: what is wrong and how to mend it`. Columns count from 1, in
 * UTF-16 units.
 */

export interface Position {
  readonly line: number;
  readonly column: number;
}

export class TemplateError extends Error {
  constructor(
    readonly file: string,
    readonly position: Position,
    readonly problem: string,
  ) {
    super(`${file}:${position.line}:${position.column}: ${problem}`);
    this.name = "TemplateError";
  }
}

/** A template's text with its name; turns an offset into a position only when somebody has to be told. */
export class TemplateSource {
  constructor(
    readonly file: string,
    readonly text: string,
  ) {}

  positionOf(offset: number): Position {
    const before = this.text.slice(0, offset);
    const line = before.split("\n").length;
    return { line, column: offset - before.lastIndexOf("\n") };
  }

  errorAt(offset: number, problem: string): TemplateError {
    return new TemplateError(this.file, this.positionOf(offset), problem);
  }
}
