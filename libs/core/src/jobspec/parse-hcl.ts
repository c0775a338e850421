/**
 * Job file (HCL2, or API JSON when it begins with a brace) in, job draft out: never throws, and says of every mistake where it is and how to mend it. One job a
 * file. Fields that Berth accepts but does not act on yet are named in the warnings.
 */
import { openFile, type VariableInputs } from "../hcl/variables.js";
import { contentsOfItems, type ScopedBlock } from "../hcl/contents.js";
import { MAX_SOURCE_CHARS } from "../hcl/limits.js";
import { HclError, Source, type Span } from "../hcl/position.js";
import type { Scope } from "../hcl/scope.js";
import { type JobDraft, jobSchema } from "../model/job.js";
import { type DecodeContext, decodeObject, type Decoding, guarded, unknownName } from "./decode.js";
import { notActedOn } from "./not-acted-on.js";
import type { JobFileError } from "./field-path.js";
import { parseJobJson } from "./parse-json.js";
import type { ParsedJob } from "./parsed-job.js";
import { specialForms } from "./special-forms.js";

export type { ParsedJob } from "./parsed-job.js";

export interface ParseOptions {
  /** For messages. */
  readonly fileName?: string;
  readonly variables?: VariableInputs;
  /** Source of random uuids for uuidv4(); without it that function is refused. */
  readonly uuid?: () => string;
}

const MAX_ERRORS = 50;
const MAX_WARNINGS = 100;

export function parseJobHcl(text: string, options: ParseOptions = {}): ParsedJob {
  const source = new Source(options.fileName ?? "input.hcl", text);
  if (/^\s*\{/.test(text.slice(0, 1000)) && text.length <= MAX_SOURCE_CHARS) return parseJsonFile(source);
  const errors: HclError[] = [];
  const warnings = new Set<string>();
  const warn = (message: () => string, span: Span) => {
    if (warnings.size < MAX_WARNINGS) warnings.add(`${source.describe(span)}: ${message()}`);
  };
  const decoding: Decoding = {
    report: (error) => errors.push(error),
    hasEnough: () => errors.length >= MAX_ERRORS,
    warn: (message, span, field) => warn(() => `${field}: ${message}`, span),
    special: specialForms,
  };
  const found: JobDraft[] = [];
  guarded({ decoding, path: "" }, () => {
    const { items, scope } = openFile(source, options, warn);
    const block = theJob(contentsOfItems(items, scope), scope);
    found.push(decodeJob(block, { decoding, path: "" }));
  });
  const [job] = found;
  if (errors.length > 0 || job === undefined) return { ok: false, errors: errors.slice(0, MAX_ERRORS).map((error) => located(source, error)) };
  return { ok: true, job, warnings: [...warnings, ...notActedOn(job)] };
}

/** A file that begins with { is a job in API JSON, as for Nomad. */
function parseJsonFile(source: Source): ParsedJob {
  let value: unknown;
  try {
    value = JSON.parse(source.text);
  } catch {
    const error = new HclError("a file that begins with { is read as JSON, and this is not valid JSON; mend it or write HCL: job \"NAME\" { … }", { start: 0, end: 0 });
    return { ok: false, errors: [located(source, error)] };
  }
  const parsed = parseJobJson(value);
  if (parsed.ok) return parsed;
  return { ok: false, errors: parsed.errors.map((error) => ({ ...error, file: source.fileName, line: 1, column: 1, message: `${source.fileName}:1,1: ${error.message}` })) };
}

function located(source: Source, error: HclError): JobFileError {
  const { line, column } = source.position(error.span.start);
  const field = error.field ?? "";
  // A path of one step says no more than the message itself.
  const where = /[.">]/.test(field) ? ` (${field})` : "";
  return { message: `${source.describe(error.span)}: ${error.message}${where}`, file: source.fileName, line, column, field };
}

function theJob(contents: ReturnType<typeof contentsOfItems>, scope: Scope): ScopedBlock {
  const known = ["job", "variable", "variables", "locals"];
  const [stray] = contents.attributes;
  if (stray !== undefined) throw unknownName({ kind: "attribute", name: stray.attribute.name, span: stray.attribute.nameSpan }, known);
  const other = contents.blocks.find((block) => block.type !== "job");
  if (other !== undefined) throw unknownName({ kind: "block", name: other.type, span: other.headSpan }, known);
  const [job, second] = contents.blocks;
  if (job === undefined) throw new HclError('there is no job in this file; write job "NAME" { … }', { start: 0, end: 0 });
  if (second !== undefined) {
    const where = scope.environment.source.describe(job.headSpan);
    const message = `Duplicate job block; Only one block of type "job" is allowed. Previous definition was at ${where}`;
    throw new HclError(message, second.headSpan);
  }
  if (job.labels.length !== 1) throw new HclError('a job needs one label, its id: job "NAME" { … }', job.headSpan);
  return job;
}

function decodeJob(block: ScopedBlock, context: DecodeContext): JobDraft {
  const fields = decodeObject(jobSchema, block, context);
  fields["ID"] ??= block.labels[0] ?? "";
  // Nomad's parser names a job after its label, whatever its id.
  fields["Name"] ??= block.labels[0] ?? "";
  // The decoder is driven by the schema of this very type: what it built has its shape.
  return fields as unknown as JobDraft;
}
