// A file that is rendered from a template, and the program that reads it.

/** The program that shall read the file (a check such as `haproxy -c`) does not accept the text; the old file stays. */
export class RenderedTextRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = "RenderedTextRefused";
  }
}

export interface RenderedFile {
  /** Name of the template in messages. */
  readonly source: string;
  readonly destination: string;
  /** The template's text, read anew. */
  template(): Promise<string>;
  /**
   * Puts the text into place whole or not at all. "unchanged": the file holds it already and its reader was told.
   * "written" stays the answer, across restarts, until `reload` succeeded. Throws RenderedTextRefused.
   */
  write(text: string): Promise<"written" | "unchanged">;
  /** Makes the reader load the file. */
  reload(): Promise<void>;
}
