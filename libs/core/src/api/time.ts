// Times in answers. The state keeps milliseconds; Nomad shows unix nanoseconds as integers or RFC 3339 text. Nanoseconds
// of today are above 2^53, but every millisecond is a multiple of 10^6 and is written with all its digits.

export const NANOSECONDS_PER_MS = 1_000_000;

export function nanoseconds(timeMs: number): number {
  return timeMs * NANOSECONDS_PER_MS;
}

export const zeroTime = "0001-01-01T00:00:00Z";

/** Go's zero time for 0. */
export function rfc3339(timeMs: number): string {
  return timeMs === 0 ? zeroTime : new Date(timeMs).toISOString().replace(/\.?0*Z$/, "Z");
}

/** Nomad 1.1 and later write an unset time of a task as null. */
export function rfc3339OrNull(timeMs: number): string | null {
  return timeMs === 0 ? null : rfc3339(timeMs);
}
