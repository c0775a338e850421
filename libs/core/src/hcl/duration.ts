/** Durations in Go's notation ("1h5m", "300ms", "1.5s") as integer nanoseconds, and back. */

const UNITS_NS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1_000,
  µs: 1_000,
  μs: 1_000,
  ms: 1_000_000,
  s: 1_000_000_000,
  m: 60_000_000_000,
  h: 3_600_000_000_000,
};

const MAX_CHARS = 100;

/** Null: not a duration, or too long to be held exactly (about 104 days). */
export function parseDuration(text: string): number | null {
  if (text.length > MAX_CHARS) return null;
  const found = /^([+-]?)((?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.exec(text);
  if (found === null) return text === "0" ? 0 : null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    total += Number(amount) * (UNITS_NS[unit ?? ""] ?? 0);
  }
  const whole = Math.round(total);
  if (!Number.isSafeInteger(whole)) return null;
  return found[1] === "-" ? -whole : whole;
}

/** As Go prints it: "1m0s", "1h5m0s", "1.5s", "300ms", "0s". */
export function formatDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return "0s";
  const sign = nanoseconds < 0 ? "-" : "";
  const size = Math.abs(nanoseconds);
  if (size < 1_000) return `${sign}${size}ns`;
  if (size < 1_000_000) return `${sign}${size / 1_000}µs`;
  if (size < 1_000_000_000) return `${sign}${size / 1_000_000}ms`;
  const hours = Math.floor(size / 3_600_000_000_000);
  const minutes = Math.floor((size % 3_600_000_000_000) / 60_000_000_000);
  const seconds = (size % 60_000_000_000) / 1_000_000_000;
  const hourText = hours > 0 ? `${hours}h` : "";
  const minuteText = hours > 0 || minutes > 0 ? `${minutes}m` : "";
  return `${sign}${hourText}${minuteText}${seconds}s`;
}
