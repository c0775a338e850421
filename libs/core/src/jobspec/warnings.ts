/** What is allowed but probably not meant, or old: told to the person who submits the job, in Nomad's form. */
import type { Job, TaskGroup } from "../model/job.js";

/** How the region is set, where that decides what a job gets. Who does not know it warns of nothing that follows from it. */
export interface WarnedBy {
  readonly oversubscribes: boolean;
}

export function jobWarnings(job: Job, { oversubscribes }: WarnedBy = { oversubscribes: true }): readonly string[] {
  return job.TaskGroups.flatMap((group) => [...groupWarnings(group), ...networkWarnings(group), ...(oversubscribes ? [] : memoryWarnings(group))]);
}

function memoryWarnings(group: TaskGroup): readonly string[] {
  const why = "memory_max value will be ignored. Update the Scheduler Configuration to allow oversubscription.";
  return group.Tasks.filter((task) => task.Resources.MemoryMaxMB > 0).map((task) => `Memory oversubscription is not enabled; Task "${group.Name}.${task.Name}" ${why}`);
}

function groupWarnings(group: TaskGroup): readonly string[] {
  const parallel = group.Update?.MaxParallel ?? 0;
  if (parallel <= group.Count || group.Count === 0) return [];
  const why = "A destructive change would result in the simultaneous replacement of all allocations.";
  const text = `Update max parallel count is greater than task group count (${parallel} > ${group.Count}). ${why}`;
  return [`Group "${group.Name}" has warnings: 1 error occurred:\n\t* ${text}\n\n`];
}

function networkWarnings(group: TaskGroup): readonly string[] {
  const legacy = group.Tasks.filter((task) => (task.Resources.Networks ?? []).length > 0).map((task) => task.Name);
  const all = [...(group.Networks ?? []), ...group.Tasks.flatMap((task) => task.Resources.Networks ?? [])];
  const warnings = legacy.map(
    (name) => `Task "${name}": task network resources are deprecated; put the ports into the group's network block`,
  );
  if (all.some((network) => network.MBits > 0)) warnings.push(`Group "${group.Name}": mbits is deprecated; use a QoS in your network`);
  return warnings;
}

/** "2 warning(s):\n\n* …\n* …"; "" when there are none. */
export function formatWarnings(warnings: readonly string[]): string {
  if (warnings.length === 0) return "";
  return `${warnings.length} warning(s):\n\n${warnings.map((warning) => `* ${warning}`).join("\n")}`;
}
