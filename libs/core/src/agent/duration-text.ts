// Writes a duration as people read it in Nomad's events: "250ms", "15.3s", "30m0s", "24h0m0s". Refuses nothing;
// negative durations are shown as "0s".

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Milliseconds in; sub-millisecond parts are not shown. */
export function durationText(durationMs: number): string {
  const totalMs = Math.max(0, Math.round(durationMs));
  if (totalMs === 0) return "0s";
  if (totalMs < 1000) return `${totalMs}ms`;
  const hours = Math.floor(totalMs / 3_600_000);
  const minutes = Math.floor((totalMs % 3_600_000) / 60_000);
  const seconds = trimZeros(((totalMs % 60_000) / 1000).toFixed(3));
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}

export function nanosecondsToMs(durationNs: number): number {
  return Math.round(durationNs / 1_000_000);
}
