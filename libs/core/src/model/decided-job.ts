// Which job an event decides on, if any: those that give the job another JobModifyIndex. Two decisions on one job in one entry
// would get the same index, and who then replaces "what has this index" could mean either: writers put them into different
// entries.
import type { LogEvent } from "./entry.js";

/** Equal for equal jobs; undefined: the event decides on none. */
export function decidedJob(event: LogEvent): string | undefined {
  switch (event.type) {
    case "JobRegistered":
      return `${event.job.Namespace}\n${event.job.ID}`;
    case "JobDeregistered":
    case "JobScaled":
      return `${event.namespace}\n${event.jobId}`;
    default:
      return undefined;
  }
}
