// The log has to keep room for plans, reports and stops, so from 75 % on it takes no new work.
import { HttpProblem } from "../http/http-problem.js";
import type { JobApiContext } from "../job-api-context.js";

export function refuseWhenNearlyFull(context: JobApiContext): void {
  if (context.logFill() === "nearly-full")
    throw new HttpProblem(429, "the cluster log is more than 75 % full: no job is registered until there is room again. What runs goes on, and can be stopped. Operators: see the runbook log-nearly-full");
}
