// How often a writer may send an entry. Each entry wakes every follower in the region, which costs far more than what it
// carries: a writer that has much to say says it in fewer entries. A few may go at once, so that one who writes now and
// then never waits; the right to them comes back with time.

export interface EntryPaceTerms {
  /** Of entries without end, one goes in this time. */
  readonly everyMs: number;
  /** As many may go at once after a rest. */
  readonly atOnce: number;
}

export class EntryPace {
  /** Rights to send, in part: one comes back each `everyMs`. */
  private rights: number;
  private countedAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly terms: EntryPaceTerms) {
    this.rights = terms.atOnce;
  }

  /** 0: one may go now, and counts as sent. Else the time until one may. */
  take(nowMs: number): number {
    const { everyMs, atOnce } = this.terms;
    this.rights = Math.min(atOnce, this.rights + (nowMs - this.countedAtMs) / everyMs);
    this.countedAtMs = nowMs;
    if (this.rights < 1) return (1 - this.rights) * everyMs;
    this.rights--;
    return 0;
  }
}
