// A job file becomes a job here, on the caller's machine: every mistake is told with file, line and column before a
// server is asked. The server checks again.
import { readFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { canonicalize } from "@berth/core/jobspec/canonicalize";
import { parseJobHcl, type ParsedJob } from "@berth/core/jobspec/parse-hcl";
import { parseJobJson } from "@berth/core/jobspec/parse-json";
import { type Problem } from "@berth/core/jobspec/problem";
import { validate } from "@berth/core/jobspec/validate";
import { jobWarnings } from "@berth/core/jobspec/warnings";
import type { JobDraft } from "@berth/core/model/job";
import { type Call, CommandFailure, UsageError } from "../command-line/command.js";
import { readSourceFile, type SourceFile } from "./source-file.js";

export interface ReadJob {
  readonly draft: JobDraft & { readonly ID: string };
  readonly submission: { readonly source: string; readonly format: "hcl2" | "json" };
  readonly warnings: readonly string[];
}

/** NOMAD_VAR_x and BERTH_VAR_x, then -var. */
function valuesOf(call: Call): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(call.env)) {
    const name = /^(?:NOMAD|BERTH)_VAR_(.+)$/.exec(key)?.[1];
    if (name !== undefined && value !== undefined) values[name] = value;
  }
  for (const text of call.flags.all("var")) {
    const at = text.indexOf("=");
    if (at < 1) throw new UsageError(`-var must be NAME=VALUE, not "${text}"`);
    values[text.slice(0, at)] = text.slice(at + 1);
  }
  return values;
}

async function variablesOf(call: Call): Promise<{ readonly values: Record<string, string>; readonly text?: string }> {
  const values = valuesOf(call);
  const files = call.flags.all("var-file");
  if (files.length === 0) return { values };
  const texts = await Promise.all(
    files.map((file) =>
      readFile(file, "utf8").catch((error: Error) => {
        throw new CommandFailure(`Cannot read the variable file "${file}": ${error.message}`);
      }),
    ),
  );
  return { values, text: texts.join("\n") };
}

function isJson(call: Call, source: SourceFile): boolean {
  return call.flags.isOn("json") || source.name.endsWith(".json") || source.text.trimStart().startsWith("{");
}

/** "line 3 column 5: …" for the position that JSON.parse tells. */
function parseJsonFile(source: SourceFile): ParsedJob {
  try {
    return parseJobJson(JSON.parse(source.text));
  } catch (error) {
    const message = (error as Error).message.replace(/\s+in JSON at position.*$/, "");
    const at = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? 0);
    const before = source.text.slice(0, at).split("\n");
    throw new CommandFailure(`Error in the job file:\n${source.name}:${before.length},${before.at(-1)!.length + 1}: not valid JSON: ${message}`);
  }
}

function problemLine(problem: Problem): string {
  return problem.field === "" ? `  * ${problem.message}` : `  * ${problem.field}: ${problem.message}`;
}

/** The id becomes part of paths. */
function idProblem(id: string): string[] {
  return id.includes("..") ? [`  * id: "${id.slice(0, 100)}" is not allowed: it may not hold ".." (it is part of paths)`] : [];
}

export async function readJob(call: Call, path: string): Promise<ReadJob> {
  const source = await readSourceFile(path);
  const json = isJson(call, source);
  const parsed = json
    ? parseJsonFile(source)
    : parseJobHcl(source.text, { fileName: source.name, variables: await variablesOf(call), uuid: () => randomUUID() });
  if (!parsed.ok) throw new CommandFailure(["Error in the job file:", ...parsed.errors.map((error) => error.message)].join("\n"));
  const job = canonicalize(parsed.job);
  const refused = idProblem(job.ID);
  const problems = [...refused, ...(refused.length > 0 ? [] : validate(job).map(problemLine))];
  if (problems.length > 0) throw new CommandFailure([`Job "${job.ID}" in ${source.name} breaks ${problems.length === 1 ? "a rule" : `${problems.length} rules`}:`, ...problems].join("\n"));
  return {
    draft: { ...parsed.job, ID: job.ID },
    submission: { source: source.text, format: json ? "json" : "hcl2" },
    warnings: [...parsed.warnings, ...jobWarnings(job)],
  };
}

export function printWarnings(call: Call, warnings: readonly string[]): void {
  if (warnings.length === 0) return;
  call.terminal.err("Job warnings:");
  for (const warning of warnings) call.terminal.err(`  * ${warning.trim()}`);
  call.terminal.err("");
}
