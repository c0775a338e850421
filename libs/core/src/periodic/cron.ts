// A cron expression as sets of numbers (nomad.md 1.14): 5 fields, 6 with a year at the end, 7 with seconds in front, or a
// name such as @daily. Which texts are expressions is judged in jobspec/cron-syntax; here an invalid one is a bug.
//
// Days: when both day-of-month and day-of-week are given, a day that fits either fits; `*` and `?` say nothing. L is the
// month's last day, LW its last working day, 15W the working day nearest to the 15th within the month, 5L the last Friday,
// 5#2 the second one.
import { invariant } from "../common/invariant.js";

export interface CronSchedule {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  /** undefined: every year. */
  readonly years: ReadonlySet<number> | undefined;
  /** undefined: `*`. */
  readonly daysOfMonth: DaysOfMonth | undefined;
  readonly weekdays: Weekdays | undefined;
}

interface DaysOfMonth {
  readonly days: ReadonlySet<number>;
  readonly last: boolean;
  readonly lastWorkday: boolean;
  readonly nearestWorkdayTo: readonly number[];
}

/** 0 is Sunday. */
interface Weekdays {
  readonly days: ReadonlySet<number>;
  readonly lastOfMonth: readonly number[];
  readonly nth: readonly { readonly weekday: number; readonly nth: number }[];
}

interface Range {
  readonly low: number;
  readonly high: number;
  readonly words?: readonly string[];
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const dayRange: Range = { low: 1, high: 31 };
const weekdayRange: Range = { low: 0, high: 7, words: weekdays };

const named: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@hourly": "0 * * * *",
};

export function parseCron(expression: string): CronSchedule {
  const text = expression.trim().toLowerCase();
  const fields = (named[text] ?? text).split(/\s+/);
  invariant(fields.length >= 5 && fields.length <= 7, `"${expression}" is a cron expression`);
  const seconds = fields.length === 7 ? fields.shift()! : "0";
  const [minute = "*", hour = "*", day = "*", month = "*", weekday = "*", year = "*"] = fields;
  return {
    seconds: numbers(seconds, { low: 0, high: 59 }),
    minutes: numbers(minute, { low: 0, high: 59 }),
    hours: numbers(hour, { low: 0, high: 23 }),
    months: new Set(numbers(month, { low: 1, high: 12, words: months })),
    years: year === "*" ? undefined : new Set(numbers(year, { low: 1970, high: 2099 })),
    daysOfMonth: daysOfMonth(day),
    weekdays: weekdaysOf(weekday),
  };
}

function valueOf(text: string, { words, low }: Range): number {
  const word = words?.indexOf(text.slice(0, 3)) ?? -1;
  return word >= 0 ? word + low : Number(text);
}

/** Sorted, each once. */
function numbers(field: string, range: Range): readonly number[] {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const [span = "", step] = part.split("/");
    const [from = "", to] = span.split("-");
    const first = span === "*" ? range.low : valueOf(from, range);
    const last = span === "*" || (to === undefined && step !== undefined) ? range.high : valueOf(to ?? from, range);
    for (let value = first; value <= last; value += Number(step ?? 1)) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

/** The parts that are plain numbers, ranges and steps; the others are read by `special`. */
function plainParts(field: string, special: (part: string) => boolean): string {
  return field
    .split(",")
    .filter((part) => !special(part))
    .join(",");
}

function daysOfMonth(field: string): DaysOfMonth | undefined {
  if (field === "*" || field === "?") return undefined;
  const nearestWorkdayTo: number[] = [];
  let last = false;
  let lastWorkday = false;
  const plain = plainParts(field, (part) => {
    const nearest = /^(\d+)w$/.exec(part);
    if (nearest !== null) nearestWorkdayTo.push(Number(nearest[1]));
    else if (part === "l") last = true;
    else if (part === "lw" || part === "wl") lastWorkday = true;
    else return false;
    return true;
  });
  return { days: new Set(plain === "" ? [] : numbers(plain, dayRange)), last, lastWorkday, nearestWorkdayTo };
}

function weekdaysOf(field: string): Weekdays | undefined {
  if (field === "*" || field === "?") return undefined;
  const lastOfMonth: number[] = [];
  const nth: { weekday: number; nth: number }[] = [];
  const plain = plainParts(field, (part) => {
    const special = /^([a-z0-9]+?)(?:l|#([1-5]))$/.exec(part);
    const weekday = special === null ? 0 : valueOf(special[1]!, weekdayRange) % 7;
    if (special === null || Number.isNaN(weekday)) return false;
    if (special[2] === undefined) lastOfMonth.push(weekday);
    else nth.push({ weekday, nth: Number(special[2]) });
    return true;
  });
  return { days: new Set(plain === "" ? [] : numbers(plain, weekdayRange).map((day) => day % 7)), lastOfMonth, nth };
}

export interface CivilDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly daysInMonth: number;
}

export function fitsDay(schedule: CronSchedule, on: CivilDay): boolean {
  const { months: inMonths, years, daysOfMonth: ofMonth, weekdays: ofWeek } = schedule;
  if (!inMonths.has(on.month) || (years !== undefined && !years.has(on.year))) return false;
  if (ofMonth === undefined) return ofWeek === undefined || fitsWeekday(ofWeek, on);
  return fitsDayOfMonth(ofMonth, on) || (ofWeek !== undefined && fitsWeekday(ofWeek, on));
}

function fitsDayOfMonth({ days, last, lastWorkday, nearestWorkdayTo }: DaysOfMonth, on: CivilDay): boolean {
  const isLast = on.day === on.daysInMonth;
  if (days.has(on.day) || (last && isLast)) return true;
  if (lastWorkday && nearestWorkday(on.daysInMonth, on) === on.day) return true;
  return nearestWorkdayTo.some((day) => day <= on.daysInMonth && nearestWorkday(day, on) === on.day);
}

/** The working day nearest to that day, within the same month. */
function nearestWorkday(day: number, on: CivilDay): number {
  const weekday = (((on.weekday + day - on.day) % 7) + 7) % 7;
  if (weekday === 6) return day > 1 ? day - 1 : day + 2;
  if (weekday === 0) return day < on.daysInMonth ? day + 1 : day - 2;
  return day;
}

function fitsWeekday({ days, lastOfMonth, nth }: Weekdays, on: CivilDay): boolean {
  if (days.has(on.weekday)) return true;
  if (lastOfMonth.includes(on.weekday) && on.day + 7 > on.daysInMonth) return true;
  return nth.some((wanted) => wanted.weekday === on.weekday && Math.ceil(on.day / 7) === wanted.nth);
}
