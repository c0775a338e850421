// When a node may have its next answer, and how much may be under way to all of them. A node that was answered a moment
// ago waits, so that one answer carries what several plans brought: a quarter of a second, under load up to three. An answer is
// under way until its node polls again; so many bytes and answers at once and no more, or they pile up in the server.

export interface PaceTerms {
  readonly shortestGapMs: number;
  readonly longestGapMs: number;
  readonly bytesUnderWay: number;
  readonly answersUnderWay: number;
  /** A node that has not polled again after this is thought gone, with its answer. */
  readonly lostAfterMs: number;
}

export const usualPace: PaceTerms = { shortestGapMs: 250, longestGapMs: 3_000, bytesUnderWay: 16 * 1024 * 1024, answersUnderWay: 2_000, lostAfterMs: 5_000 };

interface UnderWay {
  readonly bytes: number;
  readonly atMs: number;
}

const windowMs = 1_000;

export class AnswerPace {
  private readonly answeredAtMs = new Map<string, number>();
  private readonly underWay = new Map<string, UnderWay>();
  private bytes = 0;
  private windowBegan = Number.NEGATIVE_INFINITY;
  private inWindow = 0;
  private ofLastWindow = 0;

  constructor(private readonly terms: PaceTerms) {}

  hasRoom(): boolean {
    return this.bytes < this.terms.bytesUnderWay && this.underWay.size < this.terms.answersUnderWay;
  }

  /** 0 = at once. */
  waitMs(nodeId: string, nowMs: number): number {
    this.turn(nowMs);
    const lastMs = this.answeredAtMs.get(nodeId);
    return lastMs === undefined ? 0 : Math.max(0, lastMs + this.gapMs() - nowMs);
  }

  /** A node that was told only a part may ask for the rest at once. */
  answered(nodeId: string, answer: { readonly bytes: number; readonly isCut: boolean }, nowMs: number): void {
    this.turn(nowMs);
    this.inWindow++;
    if (answer.isCut) this.answeredAtMs.delete(nodeId);
    else this.answeredAtMs.set(nodeId, nowMs);
    this.arrived(nodeId);
    this.underWay.set(nodeId, { bytes: answer.bytes, atMs: nowMs });
    this.bytes += answer.bytes;
  }

  /** The node polled again: what was under way to it has arrived, or never will. */
  arrived(nodeId: string): void {
    const gone = this.underWay.get(nodeId);
    if (gone === undefined) return;
    this.underWay.delete(nodeId);
    this.bytes -= gone.bytes;
  }

  /** A millisecond for each answer of the last second: with n busy nodes it settles near the square root of 1,000 n. */
  private gapMs(): number {
    const { shortestGapMs, longestGapMs } = this.terms;
    return Math.min(longestGapMs, Math.max(shortestGapMs, this.ofLastWindow));
  }

  /** Once a second: counts anew, and forgets nodes that were answered long ago or fell silent. */
  turn(nowMs: number): void {
    if (nowMs - this.windowBegan < windowMs) return;
    this.ofLastWindow = nowMs - this.windowBegan < 2 * windowMs ? this.inWindow : 0;
    this.inWindow = 0;
    this.windowBegan = nowMs;
    for (const [nodeId, atMs] of this.answeredAtMs) if (nowMs - atMs > this.terms.longestGapMs) this.answeredAtMs.delete(nodeId);
    for (const [nodeId, { atMs }] of this.underWay) if (nowMs - atMs > this.terms.lostAfterMs) this.arrived(nodeId);
  }
}
