// The launches of a periodic or parameterised job, as `job status` shows them.
import type { JobAnswer, JobStub, JobSummary } from "@berth/core/api/schema/job-answers";
import { nextLaunchMs } from "@berth/core/periodic/schedule-of-job";
import { columns, keyValues } from "./columns.js";
import { statusOf } from "./job-list.js";
import { durationText, timeOfText, timeText } from "./words.js";

export interface FamilyFacts {
  readonly job: JobAnswer;
  readonly summary: JobSummary;
  /** Children are found here by their parent. */
  readonly jobs: readonly JobStub[];
}

/** For the head; undefined when it is not periodic or will not be launched again. */
export function nextLaunchText(job: JobAnswer, nowMs: number): string | undefined {
  const dueMs = job.Stop ? undefined : nextLaunchMs(job, nowMs);
  return dueMs === undefined ? undefined : `${timeText(dueMs)} (${durationText(dueMs - nowMs)} from now)`;
}

function parameterLines({ ParameterizedJob: config, Dispatched: dispatched }: JobAnswer): string[] {
  if (config === null || dispatched) return [];
  const keys = (list: readonly string[] | null): string => (list ?? []).join(", ");
  return ["Parameterized Job", ...keyValues([["Payload", config.Payload], ["Required Metadata", keys(config.MetaRequired)], ["Optional Metadata", keys(config.MetaOptional)]]), ""];
}

function skippedLines({ PeriodicLaunches: launches }: JobSummary): string[] {
  const skipped = launches?.Skipped ?? [];
  if (skipped.length === 0) return [];
  const rows = skipped.map((run) => [timeOfText(run.FirstDue), run.Count === 1 ? "" : `to ${timeOfText(run.LastDue)}`, String(run.Count), run.Reason]);
  return ["Skipped Launches", ...columns([["Due", "", "Count", "Reason"], ...rows]), ""];
}

/** Nothing for a job that launches none. */
export function familyLines({ job, summary, jobs }: FamilyFacts): string[] {
  const isParameterized = job.ParameterizedJob !== null && !job.Dispatched;
  if (job.Periodic === null && !isParameterized) return [];
  const { Pending: pending, Running: running, Dead: dead } = summary.Children;
  const children = jobs.filter((candidate) => candidate.ParentID === job.ID);
  const rows = children.map((child) => [child.ID, statusOf(child)]);
  const what = isParameterized ? "Dispatched Jobs" : "Previously Launched Jobs";
  return [
    ...parameterLines(job),
    isParameterized ? "Parameterized Job Summary" : "Children Job Summary",
    ...columns([["Pending", "Running", "Dead"], [pending, running, dead].map(String)]),
    "",
    ...skippedLines(summary),
    what,
    ...(children.length === 0 ? ["None"] : columns([["ID", "Status"], ...rows])),
  ];
}
