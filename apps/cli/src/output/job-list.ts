import type { JobStub } from "@berth/core/api/schema/job-answers";
import { timeOfNs } from "./words.js";

function typeOf(job: JobStub): string {
  if (job.Periodic) return `${job.Type}/periodic`;
  return job.ParameterizedJob ? `${job.Type}/parameterized` : job.Type;
}

export function statusOf(job: { readonly Status: string; readonly Stop: boolean }): string {
  return job.Stop ? `${job.Status} (stopped)` : job.Status;
}

export function jobRows(jobs: readonly JobStub[]): string[][] {
  const rows = jobs.map((job) => [job.ID, typeOf(job), String(job.Priority), statusOf(job), timeOfNs(job.SubmitTime)]);
  return [["ID", "Type", "Priority", "Status", "Submit Date"], ...rows];
}
