import type { PlanAnswer } from "@berth/core/api/schema/evaluation-answers";
import { ApiError } from "@berth/client/api-error";
import { type Call, CommandFailure } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { printWarnings, readJob } from "../job-files/read-job.js";
import { diffLines } from "../output/job-diff.js";
import { failureLines } from "../output/placement-failure.js";
import { jsonText } from "../output/words.js";

const codes = { nothing: 0, changes: 1 } as const;

/** Would anything be created, stopped or replaced? */
export function changesSomething(plan: PlanAnswer): boolean {
  return Object.values(plan.Annotations.DesiredTGUpdates).some(
    (updates) => updates.Place + updates.Stop + updates.Migrate + updates.DestructiveUpdate + updates.Canary + updates.InPlaceUpdate > 0,
  );
}

export function planLines(plan: PlanAnswer, options: { readonly verbose: boolean; readonly path: string; readonly diff: boolean }): string[] {
  const failed = plan.FailedTGAllocs ?? {};
  const problems = Object.keys(failed).length === 0 ? ["- All tasks successfully allocated."] : ["- WARNING: Failed to place all allocations.", ...failureLines(failed, true).map((line) => `  ${line}`)];
  const launch = plan.NextPeriodicLaunch === null ? [] : [`- If submitted now, next periodic launch would be at ${plan.NextPeriodicLaunch}.`];
  return [
    ...(options.diff && plan.Diff !== null ? [...diffLines(plan.Diff, options), ""] : []),
    "Scheduler dry-run:",
    ...problems,
    ...launch,
    "",
    `Job Modify Index: ${plan.JobModifyIndex}`,
    "To submit the job with version verification run:",
    "",
    `berth job run -check-index ${plan.JobModifyIndex} ${options.path}`,
    "",
    "With -check-index the job is submitted only if its modify index is still this one:",
    "if it has changed, somebody else has changed the job and this plan may no longer hold.",
  ];
}

export async function run(call: Call): Promise<number> {
  const path = call.args[0]!;
  const client = openClient(call);
  const job = await readJob(call, path);
  const plan = await client.jobs.plan(job.draft).catch((error: unknown) => {
    throw error instanceof ApiError ? new CommandFailure(`Error during plan: ${error.text.trim() || error.message}`) : error;
  });
  printWarnings(call, job.warnings);
  // -diff=false leaves it out.
  const diff = !call.flags.has("diff") || call.flags.isOn("diff");
  if (call.flags.isOn("output")) call.terminal.out(jsonText(plan));
  else planLines(plan, { verbose: call.flags.isOn("verbose"), path, diff }).forEach((line) => call.terminal.out(line));
  return changesSomething(plan) ? codes.changes : codes.nothing;
}
