/** Where in a job something is: `group "webs" > task "frontend" > resources.cpu`. */

/** A block with a label begins a new part of the path, anything else is a step inside. */
export function childPath(path: string, segment: string): string {
  if (path === "") return segment;
  return segment.includes('"') || path.endsWith('"') ? `${path} > ${segment}` : `${path}.${segment}`;
}

export function labelled(type: string, label: string): string {
  return `${type} ${JSON.stringify(label)}`;
}

/** A mistake in a job file, with its place in the text. */
export interface JobFileError {
  /** Complete sentence with the place in front: `file:line,col-col: …`. */
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Path of the setting; empty when it is about the file. */
  readonly field: string;
}
