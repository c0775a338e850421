// Small texts that processes of a region leave for each other and for operators: how far a projector has written, which
// processes run, which entries are quarantined. Never the truth about the cluster: that is in the log.

export interface RegionNotes {
  /** Keys are words of letters, digits, - and _ with dots between. With a TTL (1 s or more) it is forgotten by itself. */
  put(key: string, text: string, ttlMs?: number): Promise<void>;
  get(key: string): Promise<string | undefined>;
  /** All under the prefix, a whole word or more: `member` for `member.a` and `member.b.c`. */
  list(prefix: string): Promise<ReadonlyMap<string, string>>;
}
