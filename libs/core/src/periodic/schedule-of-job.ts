// When a job's `periodic` block makes it due: the earliest of its expressions, in its time zone.
import type { Job, PeriodicConfig } from "../model/job.js";
import { type CronSchedule, parseCron } from "./cron.js";
import { type DueTime, nextDue } from "./due-times.js";
import { zoneClock } from "./zone-clock.js";

const parsed = new WeakMap<PeriodicConfig, readonly CronSchedule[]>();

function schedulesOf(periodic: PeriodicConfig): readonly CronSchedule[] {
  let schedules = parsed.get(periodic);
  if (schedules === undefined) {
    const specs = [...(periodic.Specs ?? []), ...(periodic.Spec === "" ? [] : [periodic.Spec])];
    schedules = specs.map(parseCron);
    parsed.set(periodic, schedules);
  }
  return schedules;
}

/** undefined: it is not periodic, switched off, or never due again. */
export function nextDueOf({ Periodic: periodic }: Pick<Job, "Periodic">, afterMs: number): DueTime | undefined {
  if (periodic === null || !periodic.Enabled) return undefined;
  const clock = zoneClock(periodic.TimeZone);
  let earliest: DueTime | undefined;
  for (const schedule of schedulesOf(periodic)) {
    const due = nextDue(schedule, clock, afterMs);
    if (due === undefined) continue;
    const isEarlier = earliest === undefined || due.atMs < earliest.atMs || (due.atMs === earliest.atMs && earliest.missing);
    if (isEarlier) earliest = due;
  }
  return earliest;
}

/** The next launch that will really be made. */
export function nextLaunchMs(job: Pick<Job, "Periodic">, afterMs: number): number | undefined {
  for (let due = nextDueOf(job, afterMs); due !== undefined; due = nextDueOf(job, due.atMs)) if (!due.missing) return due.atMs;
  return undefined;
}
