/** Functions on RFC 3339 timestamps that are given as text; nothing here reads a clock. */
import { parseDuration } from "../duration.js";
import { type Arguments, fn, type HclFunction } from "./function.js";

const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

interface Timestamp {
  /** Milliseconds since 1970 of the wall clock as written, as if it were UTC. */
  readonly wallMs: number;
  /** "Z" or "+02:00". */
  readonly zone: string;
}

function timestamp(args: Arguments, at: number): Timestamp {
  const text = args.text(at);
  const found = TIMESTAMP.exec(text);
  const wallMs = found === null ? Number.NaN : Date.parse(`${text.slice(0, 19)}Z`);
  if (found === null || Number.isNaN(wallMs)) return args.fail(`"${text}" is no RFC 3339 timestamp such as 2026-01-31T12:00:00Z`);
  return { wallMs, zone: found[7] ?? "Z" };
}

function timeAdd(args: Arguments): string {
  const { wallMs, zone } = timestamp(args, 0);
  const duration = parseDuration(args.text(1));
  if (duration === null) return args.fail(`"${args.text(1)}" is no duration such as 1h30m`);
  const sumMs = wallMs + duration / 1_000_000;
  if (Math.abs(sumMs) > 8.64e15 - 1) return args.fail("the result is no date");
  return `${new Date(sumMs).toISOString().slice(0, 19)}${zone}`;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const FIELD = /'((?:[^']|'')*)'|(Y+|M+|D+|E+|h+|H+|A+|a+|m+|s+|Z+)|([A-Za-z])/g;

function formatDate(args: Arguments): string {
  const { wallMs, zone } = timestamp(args, 1);
  return args.text(0).replace(FIELD, (whole: string, quoted?: string, field?: string) => {
    if (quoted !== undefined) return quoted.replaceAll("''", "'");
    if (field === undefined) return args.fail(`the letter ${whole} has no meaning; put literal text in single quotes`);
    return dateField(field, new Date(wallMs), zone) ?? args.fail(`the field ${field} is not known`);
  });
}

function dateField(field: string, date: Date, zone: string): string | null {
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = date.getUTCHours();
  const twelve = hours % 12 === 0 ? 12 : hours % 12;
  const fields: Readonly<Record<string, string>> = {
    YYYY: String(date.getUTCFullYear()).padStart(4, "0"),
    YY: two(date.getUTCFullYear() % 100),
    MMMM: MONTHS[date.getUTCMonth()] ?? "",
    MMM: (MONTHS[date.getUTCMonth()] ?? "").slice(0, 3),
    MM: two(date.getUTCMonth() + 1),
    M: String(date.getUTCMonth() + 1),
    DD: two(date.getUTCDate()),
    D: String(date.getUTCDate()),
    EEEE: DAYS[date.getUTCDay()] ?? "",
    EEE: (DAYS[date.getUTCDay()] ?? "").slice(0, 3),
    hh: two(hours),
    h: String(hours),
    HH: two(twelve),
    H: String(twelve),
    AA: hours < 12 ? "AM" : "PM",
    aa: hours < 12 ? "am" : "pm",
    mm: two(date.getUTCMinutes()),
    m: String(date.getUTCMinutes()),
    ss: two(date.getUTCSeconds()),
    s: String(date.getUTCSeconds()),
    ZZZZZ: zone === "Z" ? "+00:00" : zone,
    ZZZZ: zone === "Z" ? "+0000" : zone.replace(":", ""),
    ZZZ: zone === "Z" ? "UTC" : zone.replace(":", ""),
    Z: zone,
  };
  return fields[field] ?? null;
}

export const timeFunctions: Readonly<Record<string, HclFunction>> = {
  formatdate: fn(2, 2, formatDate),
  timeadd: fn(2, 2, timeAdd),
};
