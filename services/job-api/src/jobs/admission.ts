// A job on its way in: read (JSON or HCL), region and namespace settled, canonicalised, validated. What comes out is a
// `Job` that may go into the log; everything that is wrong with it is said at once, with the status Nomad uses
// (400 for what cannot be read, 500 for what breaks a rule).
import { canonicalize } from "@berth/core/jobspec/canonicalize";
import { parseJobHcl, type ParsedJob } from "@berth/core/jobspec/parse-hcl";
import { parseJobJson } from "@berth/core/jobspec/parse-json";
import { type Problem, formatProblems } from "@berth/core/jobspec/problem";
import { jobWarnings } from "@berth/core/jobspec/warnings";
import { validate } from "@berth/core/jobspec/validate";
import type { Job, JobDraft } from "@berth/core/model/job";
import { HttpProblem } from "../http/http-problem.js";
import { regionProblem } from "../http/request-handler.js";
import type { JobApiContext } from "../job-api-context.js";

export interface Wanted {
  /** From the query, else from the body's wrapper; undefined leaves the job's own. */
  readonly region: string | undefined;
  readonly namespace: string | undefined;
}

export interface Admission {
  readonly job: Job;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

export function parsedOrThrow(parsed: ParsedJob, prefix = ""): Extract<ParsedJob, { ok: true }> {
  if (parsed.ok) return parsed;
  throw new HttpProblem(400, `${prefix}${parsed.errors.map((error) => error.message).join("\n")}`);
}

export function readJobJson(value: unknown): Extract<ParsedJob, { ok: true }> {
  if (value === undefined || value === null) throw new HttpProblem(400, "Job must be specified");
  return parsedOrThrow(parseJobJson({ Job: value }));
}

export interface HclInput {
  readonly source: string;
  readonly variables?: string | undefined;
}

export function readJobHcl(input: HclInput): Extract<ParsedJob, { ok: true }> {
  if (input.source.trim() === "") throw new HttpProblem(400, "Job spec is empty");
  const variables = input.variables === undefined ? {} : { variables: { text: input.variables } };
  return parsedOrThrow(parseJobHcl(input.source, { fileName: "input.hcl", ...variables }), "Failed to parse job: ");
}

export function checkJobId(id: string): void {
  if (id === "") throw new HttpProblem(400, "Job ID hasn't been provided");
  if (id.includes(".."))
    throw new HttpProblem(400, `Job ID "${id.slice(0, 100)}" is not allowed: it may not hold ".." (it is part of paths)`);
}

/** "global" is what Nomad's clients fill in for a job that names no region: it means the region it is sent to. */
function settledRegion(context: JobApiContext, draft: JobDraft, wanted: Wanted): string {
  const region = wanted.region || draft.Region || "global";
  const own = context.settings.region;
  if (region !== own && region !== "global") throw regionProblem(context, region);
  return own;
}

/** Rules that are broken are in `problems`; only what cannot be a job at all throws. */
export function admit(context: JobApiContext, parsed: Extract<ParsedJob, { ok: true }>, wanted: Wanted): Admission {
  const { job: draft } = parsed;
  checkJobId(draft.ID ?? "");
  const namespace = wanted.namespace || draft.Namespace || "default";
  const job = canonicalize({ ...draft, Region: settledRegion(context, draft, wanted), Namespace: namespace });
  return { job, problems: validate(job), warnings: [...parsed.warnings, ...jobWarnings(job, { oversubscribes: context.log.state.schedulerConfiguration.MemoryOversubscriptionEnabled })] };
}

export function admitOrThrow(context: JobApiContext, parsed: Extract<ParsedJob, { ok: true }>, wanted: Wanted): Admission {
  const admission = admit(context, parsed, wanted);
  if (admission.problems.length > 0) throw new HttpProblem(500, formatProblems(admission.problems));
  return admission;
}
