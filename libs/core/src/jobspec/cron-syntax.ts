/**
 * Is a text a cron expression (nomad.md 1.14)? 5 fields, 6 with a year at the end, 7 with seconds in front, or a name
 * such as @daily; in the days L, W and # too. Only the syntax is looked at here; launch times are computed in ../periodic.
 */

interface CronField {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly words: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const LONG_MONTHS = ["january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"];
const LONG_DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const SHORTCUTS = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@hourly"];

const SECOND: CronField = { name: "second", low: 0, high: 59, words: [] };
const YEAR: CronField = { name: "year", low: 1970, high: 2099, words: [] };
const FIVE: readonly CronField[] = [
  { name: "minute", low: 0, high: 59, words: [] },
  { name: "hour", low: 0, high: 23, words: [] },
  { name: "day-of-month", low: 1, high: 31, words: [] },
  { name: "month", low: 1, high: 12, words: [...MONTHS, ...LONG_MONTHS] },
  { name: "day-of-week", low: 0, high: 7, words: [...DAYS, ...LONG_DAYS] },
];

/** What is wrong with it; null: nothing. */
export function cronSyntaxError(spec: string): string | null {
  if (spec.length > 300) return "longer than 300 characters";
  const text = spec.trim().toLowerCase();
  if (text.startsWith("@")) return SHORTCUTS.includes(text) ? null : `unknown name '${spec}', known are ${SHORTCUTS.join(", ")}`;
  const parts = text === "" ? [] : text.split(/\s+/);
  if (parts.length < 5) return "missing field(s)";
  if (parts.length > 7) return "too many fields, at most 7";
  const fields = parts.length === 5 ? FIVE : parts.length === 6 ? [...FIVE, YEAR] : [SECOND, ...FIVE, YEAR];
  for (const [at, field] of fields.entries()) {
    const wrong = (parts[at] ?? "").split(",").find((part) => !isCronPart(part, field));
    if (wrong !== undefined) return `syntax error in ${field.name} field: '${wrong}'`;
  }
  return null;
}

function isCronPart(part: string, field: CronField): boolean {
  const isDay = field.name.startsWith("day-");
  if (part === "*" || (isDay && part === "?")) return true;
  if (field.name === "day-of-month" && /^(l|lw|wl)$/.test(part)) return true;
  const special = field.name === "day-of-month" ? /^(\d+)w$/.exec(part) : field.name === "day-of-week" ? /^([a-z0-9]+?)(?:l|#[1-5])$/.exec(part) : null;
  if (special !== null && isValue(special[1] ?? "", field)) return true;
  const [range = "", step, ...more] = part.split("/");
  if (more.length > 0 || (step !== undefined && !(/^\d{1,4}$/.test(step) && Number(step) > 0))) return false;
  if (range === "*") return true;
  const [from = "", to, ...extra] = range.split("-");
  if (extra.length > 0 || !isValue(from, field)) return false;
  return to === undefined || (isValue(to, field) && rank(from, field) <= rank(to, field));
}

/** Where a value stands in its field, so that no range runs backwards. */
function rank(text: string, { low, words }: CronField): number {
  const word = words.findIndex((known) => known === text.slice(0, 3));
  return word >= 0 ? word + low : Number(text);
}

function isValue(text: string, field: CronField): boolean {
  if (field.words.includes(text)) return true;
  return /^\d{1,4}$/.test(text) && Number(text) >= field.low && Number(text) <= field.high;
}
