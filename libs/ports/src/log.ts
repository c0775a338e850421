// The cluster log as the loops see it. Appends are at-least-once by id: an append whose fate is unknown is
// resolved only by seeing (or not seeing) its id in the log.

export interface LogRecord {
  /** Stream sequence; the cluster's ModifyIndex. Contiguous: a reader that sees a hole was trimmed past. */
  readonly index: number;
  readonly id: string;
  readonly data: Uint8Array;
  /** The log server's own time of storing, used to measure clock skew. */
  readonly storedAtMs: number;
}

export type AppendResult =
  | { readonly kind: "stored"; readonly index: number }
  /** Timeout, no leader, connection lost, "duplicate": only the log can tell. */
  | { readonly kind: "unknown"; readonly reason: string }
  /** The server answered that it did not store it (too large, stream full). */
  | { readonly kind: "refused"; readonly reason: string; readonly code: "too-large" | "full" | "other" };

export interface Subscription {
  close(): Promise<void>;
}

export interface LogFollower {
  /** Called with records in log order, several at once under load. Must be synchronous: fold and return. */
  onRecords(records: readonly LogRecord[]): void;
  /** The stream is not what it was: a hole, shorter than before, another incarnation. The follower must reload. */
  onBroken(reason: string): void;
}

export interface Log {
  /** Largest entry that `append` takes, in bytes. */
  readonly maxEntryBytes: number;
  append(id: string, data: Uint8Array): Promise<AppendResult>;
  /** Delivers every record with index > after, in order, then live. */
  follow(after: number, follower: LogFollower): Promise<Subscription>;
  /** Last stored index and first still stored one (0,0 when empty). */
  bounds(): Promise<{ readonly first: number; readonly last: number }>;
  /** Name of this stream's life; changes when the stream is created anew. */
  incarnation(): Promise<string>;
}

/** What an operator's loops do to the log as a whole. */
export interface LogUpkeep {
  /** Removes every entry with index < first. Callers trim only behind a verified snapshot. */
  trim(first: number): Promise<void>;
  /** maxBytes: Infinity when the log is not bounded. */
  usage(): Promise<LogUsage>;
}

export interface LogUsage {
  readonly bytes: number;
  readonly maxBytes: number;
}
