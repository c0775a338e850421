// What the clocks of a time zone show: the offset to UTC at an instant, by the runtime's time zone data. The fold never
// asks it: two replicas may carry different data, so whoever writes an entry computes times and the entry carries them.

/** The offsets at the beginning and at the end of a local day, and the first second of the later one when they differ. */
export interface DayOffsets {
  readonly before: number;
  readonly after: number;
  readonly changeMs: number;
}

export interface ZoneClock {
  /** Local time minus UTC. */
  offsetMsAt(instantMs: number): number;
  /** Of the day that begins at this midnight, as if local time were UTC. */
  offsetsOn(startMs: number): DayOffsets;
}

const secondMs = 1_000;
const hourMs = 3_600_000;
/** The instants of a local day lie between these, from its midnight: offsets are from -12 to +14 hours. */
const earliestMs = -15 * hourMs;
const latestMs = 37 * hourMs;

const utc: ZoneClock = { offsetMsAt: () => 0, offsetsOn: () => ({ before: 0, after: 0, changeMs: 0 }) };
/** "Local" would mean another time on each server; a cluster has one: UTC. */
const utcNames = new Set(["", "UTC", "Etc/UTC", "GMT", "Local"]);
const known = new Map<string, ZoneClock>();
const clocksKept = 1_000;
const daysKept = 16;

export function zoneClock(zone: string): ZoneClock {
  if (utcNames.has(zone)) return utc;
  let clock = known.get(zone);
  if (clock === undefined) {
    clock = intlClock(zone);
    if (known.size < clocksKept) known.set(zone, clock);
  }
  return clock;
}

function intlClock(timeZone: string): ZoneClock {
  const two = "2-digit";
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
  });
  const offsetMsAt = (instantMs: number): number => {
    const shown: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instantMs)) shown[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instantMs / secondMs) * secondMs;
  };
  const days = new Map<number, DayOffsets>();
  const offsetsOn = (startMs: number): DayOffsets => {
    let offsets = days.get(startMs);
    if (offsets !== undefined) return offsets;
    offsets = offsetsBetween(offsetMsAt, startMs + earliestMs, startMs + latestMs);
    if (days.size >= daysKept) days.clear();
    days.set(startMs, offsets);
    return offsets;
  };
  return { offsetMsAt, offsetsOn };
}

function offsetsBetween(offsetMsAt: ZoneClock["offsetMsAt"], fromMs: number, toMs: number): DayOffsets {
  const [before, after] = [offsetMsAt(fromMs), offsetMsAt(toMs)];
  if (before === after) return { before, after, changeMs: 0 };
  let [low, high] = [fromMs / secondMs, toMs / secondMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMsAt(middle * secondMs) === before) low = middle;
    else high = middle;
  }
  return { before, after, changeMs: high * secondMs };
}
