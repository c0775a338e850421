// When is a schedule due next, in a time zone? Each due time is one instant; asked again and again with the last answer it
// enumerates all of them, in order, each once. When the clocks change:
//
// - A local time that is shown twice is due once, the first time.
// - A local time that is left out is due at the moment at which the clocks are put forward; together with what is due at
//   that moment anyway it is one due time.
// - A local day that does not exist at all (Apia, 30 December 2011) is not made up for: its times are `missing`, at the
//   moment at which the calendar went on, so that whoever launches can record them as skipped.
// - A schedule for every hour of the day follows the clock on the wall: due whenever it shows a time that fits, in both
//   passes of an hour that is shown twice, and not at all in one that is left out.
import { type CivilDay, type CronSchedule, fitsDay } from "./cron.js";
import type { DayOffsets, ZoneClock } from "./zone-clock.js";

export interface DueTime {
  readonly atMs: number;
  /** Its local day does not exist. */
  readonly missing: boolean;
}

const secondMs = 1_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const lastYear = 2099;

/** undefined: never again. */
export function nextDue(schedule: CronSchedule, clock: ZoneClock, afterMs: number): DueTime | undefined {
  const first = Math.floor((afterMs + clock.offsetMsAt(afterMs)) / dayMs) - 1;
  for (let day = first; ; day++) {
    const civil = civilDay(day);
    if (civil.year > lastYear) return undefined;
    if (!fitsDay(schedule, civil)) continue;
    const found = dueOnDay(schedule, { clock, startMs: day * dayMs }, afterMs);
    if (found === undefined) continue;
    // Around a change of the clocks the next day may begin before this one has ended for good.
    const next = fitsDay(schedule, civilDay(day + 1)) ? dueOnDay(schedule, { clock, startMs: (day + 1) * dayMs }, afterMs) : undefined;
    return next === undefined ? found : earlier(found, next);
  }
}

function civilDay(dayNumber: number): CivilDay {
  const date = new Date(dayNumber * dayMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { year, month: month + 1, day: date.getUTCDate(), weekday: date.getUTCDay(), daysInMonth: new Date(Date.UTC(year, month + 1, 0)).getUTCDate() };
}

function earlier(a: DueTime | undefined, b: DueTime): DueTime {
  if (a === undefined || b.atMs < a.atMs) return b;
  return b.atMs === a.atMs && a.missing ? b : a;
}

interface LocalDay {
  readonly clock: ZoneClock;
  /** Its midnight as if local time were UTC. */
  readonly startMs: number;
}

function dueOnDay(schedule: CronSchedule, { clock, startMs }: LocalDay, afterMs: number): DueTime | undefined {
  const offsets = clock.offsetsOn(startMs);
  const { before, after } = offsets;
  if (before === after) {
    const timeMs = firstTimeAfter(schedule, afterMs + before - startMs);
    return timeMs === undefined ? undefined : { atMs: startMs + timeMs - before, missing: false };
  }
  let found: DueTime | undefined;
  for (const timeMs of timesOfDay(schedule))
    for (const due of instantsOf(startMs + timeMs, offsets, followsWallClock(schedule))) if (due.atMs > afterMs) found = earlier(found, due);
  return found;
}

function followsWallClock({ hours }: CronSchedule): boolean {
  return hours.length === 24;
}

function instantsOf(localMs: number, { changeMs, before, after }: DayOffsets, followsClock: boolean): readonly DueTime[] {
  const early = localMs - before < changeMs ? [{ atMs: localMs - before, missing: false }] : [];
  const late = localMs - after >= changeMs ? [{ atMs: localMs - after, missing: false }] : [];
  if (early.length + late.length > 0) return followsClock ? [...early, ...late] : [...early, ...late].slice(0, 1);
  return followsClock ? [] : [{ atMs: changeMs, missing: after - before >= dayMs }];
}

function* timesOfDay({ hours, minutes, seconds }: CronSchedule): Generator<number> {
  for (const hour of hours) for (const minute of minutes) for (const second of seconds) yield ((hour * 60 + minute) * 60 + second) * secondMs;
}

/** Of a day on which the clocks do not change. */
function firstTimeAfter({ hours, minutes, seconds }: CronSchedule, afterMs: number): number | undefined {
  for (const hour of hours) {
    if ((hour + 1) * hourMs <= afterMs) continue;
    for (const minute of minutes) {
      const minuteMs = hour * hourMs + minute * 60_000;
      if (minuteMs + 60_000 <= afterMs) continue;
      const second = seconds.find((candidate) => minuteMs + candidate * secondMs > afterMs);
      if (second !== undefined) return minuteMs + second * secondMs;
    }
  }
  return undefined;
}
