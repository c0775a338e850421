// How ids, times and sizes are written.

/** The first block of a UUID, unless all of it is wanted. */
export function shortId(id: string, verbose = false): string {
  return verbose ? id : id.slice(0, 8);
}

export function timeText(ms: number): string {
  return ms <= 0 ? "N/A" : `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

export function timeOfNs(ns: number): string {
  return timeText(Math.round(ns / 1e6));
}

/** Times of the API that are text: null or the year 1 = never. */
export function timeOfText(text: string | null | undefined): string {
  const ms = text ? Date.parse(text) : 0;
  return timeText(Number.isNaN(ms) ? 0 : ms);
}

const units: readonly (readonly [string, number])[] = [
  ["d", 86_400],
  ["h", 3_600],
  ["m", 60],
  ["s", 1],
];

/** The two greatest units: "1m11s". */
export function durationText(ms: number): string {
  let seconds = Math.max(0, Math.round(ms / 1_000));
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return "0s";
  const parts: string[] = [];
  for (const [name, size] of units.slice(first, first + 2)) {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    if (count > 0) parts.push(`${count}${name}`);
  }
  return parts.join("");
}

export function ageText(ns: number, nowMs: number): string {
  return ns <= 0 ? "N/A" : `${durationText(nowMs - ns / 1e6)} ago`;
}

/** "5m0s ago", or the time itself when verbose. */
export function whenText(ns: number, { nowMs, verbose }: { readonly nowMs: number; readonly verbose: boolean }): string {
  return verbose ? timeOfNs(ns) : ageText(ns, nowMs);
}

/** Mebibytes as "128 MiB", "24 GiB". */
export function sizeText(mb: number): string {
  if (mb < 1_024) return `${mb} MiB`;
  const gib = mb / 1_024;
  return `${gib >= 10 ? Math.round(gib) : Math.round(gib * 10) / 10} GiB`;
}

/** As Nomad prints its API's objects: four spaces. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 4);
}
