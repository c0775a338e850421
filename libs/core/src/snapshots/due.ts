// Whether it is time for another snapshot: after so many entries, or after so long if there was any entry at all. A process
// that has other work waits longer than a standby, which then does it first.

export interface SnapshotTerms {
  readonly everyEntries: number;
  readonly everyMs: number;
  /** How much longer than a standby a leader waits. */
  readonly leaderWaitsMs: number;
}

export interface SnapshotScene {
  readonly index: number;
  readonly nowMs: number;
  /** Of the newest verified snapshot of this log; undefined: there is none, the log began at `beganAtMs`. */
  readonly newest: { readonly index: number; readonly takenAtMs: number } | undefined;
  readonly beganAtMs: number;
}

/** The newest counts, whoever took it. */
export function snapshotDue({ index, nowMs, newest, beganAtMs }: SnapshotScene, { everyEntries, everyMs }: SnapshotTerms): boolean {
  const entries = index - (newest?.index ?? 0);
  if (entries <= 0) return false;
  return entries >= everyEntries || nowMs - (newest?.takenAtMs ?? beganAtMs) >= everyMs;
}
