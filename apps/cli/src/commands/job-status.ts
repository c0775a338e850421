import type { Client } from "@berth/client/client";
import type { AllocationStub } from "@berth/core/api/schema/allocation-answers";
import type { DeploymentAnswer, EvaluationAnswer } from "@berth/core/api/schema/evaluation-answers";
import type { JobAnswer, JobStub, JobSummary } from "@berth/core/api/schema/job-answers";
import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { findJob } from "../lookup/find.js";
import { allocationTable, currentOnly } from "../output/allocation-table.js";
import { columns, keyValues } from "../output/columns.js";
import { deploymentLines } from "../output/deployment-view.js";
import { familyLines, nextLaunchText } from "../output/family-lines.js";
import { jobRows, statusOf } from "../output/job-list.js";
import { failureLines } from "../output/placement-failure.js";
import { jsonText, timeOfNs } from "../output/words.js";

export interface JobFacts {
  readonly job: JobAnswer;
  readonly summary: JobSummary;
  readonly allocations: readonly AllocationStub[];
  readonly evaluations: readonly EvaluationAnswer[];
  readonly deployment: DeploymentAnswer | null;
  /** Those that were launched from it. */
  readonly jobs: readonly JobStub[];
}

export interface JobLinesOptions {
  readonly nowMs: number;
  readonly verbose: boolean;
  readonly short: boolean;
  readonly allAllocations: boolean;
}

export function jobHead(job: JobAnswer, nowMs: number): string[] {
  const next = nextLaunchText(job, nowMs);
  return keyValues([
    ["ID", job.ID],
    ["Name", job.Name],
    ["Submit Date", timeOfNs(job.SubmitTime ?? 0)],
    ["Type", job.Type],
    ["Priority", String(job.Priority)],
    ["Datacenters", job.Datacenters.join(",")],
    ["Namespace", job.Namespace],
    ["Status", statusOf({ Status: job.Status, Stop: job.Stop })],
    ["Periodic", String(job.Periodic !== null)],
    ["Parameterized", String(job.ParameterizedJob !== null)],
    ...(next === undefined ? [] : [["Next Periodic Launch", next] as const]),
  ]);
}

export function summaryLines(summary: JobSummary): string[] {
  const groups = Object.entries(summary.Summary).sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = groups.map(([name, group]) =>
    [name, group.Queued, group.Starting, group.Running, group.Failed, group.Complete, group.Lost].map(String),
  );
  return ["Summary", ...columns([["Task Group", "Queued", "Starting", "Running", "Failed", "Complete", "Lost"], ...rows])];
}

function evaluationLines(evaluations: readonly EvaluationAnswer[]): string[] {
  const rows = newestFirst(evaluations).map((one) => [one.ID, String(one.Priority), one.TriggeredBy, one.Status, String(Object.keys(one.FailedTGAllocs ?? {}).length > 0)]);
  return ["Evaluations", ...columns([["ID", "Priority", "Triggered By", "Status", "Placement Failures"], ...rows]), ""];
}

function newestFirst(evaluations: readonly EvaluationAnswer[]): EvaluationAnswer[] {
  return [...evaluations].sort((a, b) => b.CreateIndex - a.CreateIndex);
}

/** The newest look that ended tells why something is still not placed, as long as one waits. */
export function openFailure(evaluations: readonly EvaluationAnswer[]): EvaluationAnswer | undefined {
  const isBlocked = evaluations.some((one) => one.Status === "blocked");
  const newest = newestFirst(evaluations).find((one) => one.Status === "complete" || one.Status === "failed");
  const failed = newestFirst(evaluations).find((one) => Object.keys(one.FailedTGAllocs ?? {}).length > 0);
  return isBlocked ? failed : newest === failed ? failed : undefined;
}

export function jobLines(facts: JobFacts, options: JobLinesOptions): string[] {
  const { job, summary, allocations, evaluations, deployment } = facts;
  if (options.short) return jobHead(job, options.nowMs);
  const family = familyLines(facts);
  if (family.length > 0) return [...jobHead(job, options.nowMs), "", ...family];
  const failure = openFailure(evaluations);
  const placement = failure === undefined ? [] : ["Placement Failure", ...failureLines(failure.FailedTGAllocs ?? {}, false), ""];
  const latest = deployment === null ? [] : ["Latest Deployment", ...deploymentLines(deployment, { verbose: options.verbose, withJob: false }), ""];
  const shown = options.allAllocations ? allocations : newestVersions(allocations);
  const hidden = allocations.length - shown.length;
  return [
    ...jobHead(job, options.nowMs),
    "",
    ...summaryLines(summary),
    "",
    ...(options.verbose ? evaluationLines(evaluations) : []),
    ...placement,
    ...latest,
    "Allocations",
    ...allocationTable(shown, options),
    ...(hidden > 0 ? ["", `${hidden} older ${hidden === 1 ? "allocation is" : "allocations are"} not shown: -all-allocs`] : []),
  ];
}

const mostEnded = 20;

/** All that live, and the newest of those that ended. */
function newestVersions(allocations: readonly AllocationStub[]): readonly AllocationStub[] {
  const live = currentOnly(allocations);
  const ended = allocations.filter((one) => !live.includes(one)).sort((a, b) => b.CreateIndex - a.CreateIndex);
  return [...live, ...ended.slice(0, mostEnded)];
}

export async function readJobFacts(client: Client, id: string): Promise<JobFacts> {
  const [job, summary, allocations, evaluations, deployment, jobs] = await Promise.all([
    client.jobs.get(id),
    client.jobs.summary(id),
    client.jobs.allocations(id),
    client.jobs.evaluations(id),
    client.jobs.deployment(id),
    client.jobs.list({ query: { prefix: `${id}/` } }),
  ]);
  return { job: job.body, summary: summary.body, allocations: allocations.body, evaluations: evaluations.body, deployment: deployment.body, jobs: jobs.body };
}

async function list(call: Call, client: Client): Promise<number> {
  const jobs = (await client.jobs.list()).body;
  if (call.flags.isOn("json")) call.terminal.out(jsonText(jobs));
  else if (jobs.length === 0) call.terminal.out("No running jobs");
  else columns(jobRows(jobs)).forEach((line) => call.terminal.out(line));
  return 0;
}

export async function run(call: Call): Promise<number> {
  const client = openClient(call);
  const [prefix] = call.args;
  if (prefix === undefined) return list(call, client);
  const { ID: id } = await findJob(client, prefix);
  const facts = await readJobFacts(client, id);
  if (call.flags.isOn("json")) {
    const { job, summary, allocations, evaluations, deployment } = facts;
    call.terminal.out(jsonText({ Job: job, Summary: summary, Allocations: allocations, Evaluations: evaluations, LatestDeployment: deployment }));
    return 0;
  }
  const { flags, terminal } = call;
  const options = { nowMs: Date.now(), verbose: flags.isOn("verbose"), short: flags.isOn("short"), allAllocations: flags.isOn("all-allocs") };
  if (flags.isOn("evals")) evaluationLines(facts.evaluations).forEach((line) => terminal.out(line));
  else jobLines(facts, options).forEach((line) => terminal.out(line));
  return 0;
}

