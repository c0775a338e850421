// Operations that have a place in the order already, added in the order of their ends: answers which of those that ended
// before a time stands last.

export interface Placed {
  readonly id: string;
  readonly place: number;
  readonly endMs: number;
}

export class PlacedSoFar {
  private readonly ends: number[] = [];
  /** Of the first n, the one that stands last. */
  private readonly last: Placed[] = [];

  add(placed: Placed): void {
    const before = this.last.at(-1);
    this.ends.push(placed.endMs);
    this.last.push(before === undefined || placed.place >= before.place ? placed : before);
  }

  before(ms: number): Placed | undefined {
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ends[middle]! < ms) low = middle + 1;
      else high = middle;
    }
    return this.last[low - 1];
  }
}
