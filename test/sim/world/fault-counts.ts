// Draws whether a fault happens, and counts those that did.
import type { Random } from "./random.ts";

export class FaultCounts {
  readonly byKind = new Map<string, number>();
  /** Off in the liveness phase. */
  enabled = true;
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  happens(kind: string, odds: number): boolean {
    if (!this.enabled || odds <= 0 || !this.random.chance(odds)) return false;
    this.note(kind);
    return true;
  }

  note(kind: string): void {
    this.byKind.set(kind, (this.byKind.get(kind) ?? 0) + 1);
  }
}
