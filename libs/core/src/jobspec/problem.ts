/**
 * What is wrong with a job, and how it is printed: Nomad's nested lists of errors, since its clients show that text as
 * it is (nomad.md 0.4).
 */
import { childPath } from "./field-path.js";

export interface Problem {
  /** What is wrong, in Nomad's words where it has some. */
  readonly message: string;
  /** `group "webs" > task "frontend" > resources.cpu` */
  readonly field: string;
  /** Headings of the lists it stands in, outermost first; one that begins with # is not printed. */
  readonly within: readonly string[];
}

const MAX_PROBLEMS = 200;

/** Where a part stands; put together only when there is something to say. */
interface Place {
  readonly outer: Place | null;
  readonly segment: string;
  readonly heading: string | null;
}

const top: Place = { outer: null, segment: "", heading: null };

function pathOf({ outer, segment }: Place): string {
  if (outer === null) return segment;
  return segment === "" ? pathOf(outer) : childPath(pathOf(outer), segment);
}

function headingsOf({ outer, segment, heading }: Place): readonly string[] {
  const before = outer === null ? [] : headingsOf(outer);
  return heading === null ? before : [...before, heading === "" ? `#${segment}` : heading];
}

/** Collects the problems of one part of a job. */
export class ProblemList {
  readonly #found: Problem[];
  readonly #place: Place;

  constructor(found: Problem[] = [], place: Place = top) {
    this.#found = found;
    this.#place = place;
  }

  get problems(): readonly Problem[] {
    return this.#found;
  }

  /** The list for a part: its path segment and its heading in the printed text (null: it stands in this list; "": a list without heading). */
  part(segment: string, heading: string | null = null): ProblemList {
    return new ProblemList(this.#found, { outer: this.#place, segment, heading });
  }

  add(field: string, message: string): void {
    // A body of a megabyte can hold 100,000 mistakes; nobody reads more than these.
    if (this.#found.length >= MAX_PROBLEMS) return;
    const path = pathOf(this.#place);
    this.#found.push({ message, field: field === "" ? path : childPath(path, field), within: headingsOf(this.#place) });
  }

  when(wrong: boolean, field: string, message: () => string): void {
    if (wrong) this.add(field, message());
  }
}

/** "2 errors occurred:\n\t* …\n\t* …\n\n"; "" when there are none. */
export function formatProblems(problems: readonly Problem[]): string {
  if (problems.length === 0) return "";
  return formatLines(topLevelMessages(problems));
}

/** One text a top-level entry: what `ValidationErrors` lists. */
export function topLevelMessages(problems: readonly Problem[]): readonly string[] {
  const lines: string[] = [];
  const groups = new Map<string, Problem[]>();
  const order: (string | { readonly heading: string })[] = [];
  for (const problem of problems) {
    const [heading, ...rest] = problem.within;
    if (heading === undefined) {
      order.push(problem.message);
      continue;
    }
    const inner = { ...problem, within: rest };
    const group = groups.get(heading);
    if (group === undefined) {
      groups.set(heading, [inner]);
      order.push({ heading });
    } else group.push(inner);
  }
  for (const entry of order) {
    if (typeof entry === "string") lines.push(entry);
    else {
      const nested = formatProblems(groups.get(entry.heading) ?? []);
      lines.push(entry.heading.startsWith("#") ? nested : `${entry.heading}: ${nested}`);
    }
  }
  return lines;
}

function formatLines(lines: readonly string[]): string {
  const count = lines.length === 1 ? "1 error occurred" : `${lines.length} errors occurred`;
  return `${count}:\n${lines.map((line) => `\t* ${line}\n`).join("")}\n`;
}
