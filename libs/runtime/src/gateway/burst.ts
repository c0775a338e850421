// Whether placements come so fast that telling the nodes of them waits: what an answer takes then is taken from placing,
// and the next answer would carry what this one does not. A burst holds answers once and for a bounded time; one that goes on is
// answered while it does.

export interface BurstTerms {
  /** So many placements within the window are a burst: far more than one large job has. */
  readonly placements: number;
  readonly windowMs: number;
  /** No longer than this. */
  readonly holdMs: number;
  /** What comes after so long a calm is another burst. */
  readonly calmMs: number;
}

export const usualBurst: BurstTerms = { placements: 5_000, windowMs: 300, holdMs: 5_000, calmMs: 1_000 };

export class Burst {
  private windowBegan = Number.NEGATIVE_INFINITY;
  private inWindow = 0;
  private beganAtMs = Number.NEGATIVE_INFINITY;
  private lastAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly terms: BurstTerms) {}

  placed(count: number, nowMs: number): void {
    const { placements, windowMs, calmMs } = this.terms;
    if (nowMs - this.windowBegan >= windowMs) {
      this.windowBegan = nowMs;
      this.inWindow = 0;
    }
    this.inWindow += count;
    if (this.inWindow < placements) return;
    if (nowMs - this.lastAtMs > calmMs) this.beganAtMs = nowMs;
    this.lastAtMs = nowMs;
  }

  holds(nowMs: number): boolean {
    return nowMs - this.lastAtMs < 2 * this.terms.windowMs && nowMs - this.beganAtMs < this.terms.holdMs;
  }
}
