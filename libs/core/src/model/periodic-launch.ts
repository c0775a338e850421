// What became of the due times of a periodic job, as the log and the state keep it.

/** Due times that were not launched, one or many in a row, and why. */
export interface SkippedLaunches {
  readonly firstDueMs: number;
  readonly lastDueMs: number;
  readonly count: number;
  /** A sentence for people. */
  readonly reason: string;
}
