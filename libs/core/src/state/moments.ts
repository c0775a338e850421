// When something last changed: (log index, state time) pairs, stored once for all rows that changed in one entry and
// named by a small number. Each holder counts; a moment that nobody holds is used again. Two million allocations
// placed by ten thousand entries need ten thousand moments, not two million indexes and times of eight bytes each.

const initialMoments = 256;

export class Moments {
  private indexes = new Float64Array(initialMoments);
  private timesMs = new Float64Array(initialMoments);
  private holders = new Int32Array(initialMoments);
  private readonly free: number[] = [];
  private used = 0;
  private current = -1;

  /** The moment of the entry being folded; the same number until the index changes. */
  at(index: number, timeMs: number): number {
    if (this.current >= 0) {
      if (this.indexes[this.current] === index) return this.current;
      if (this.holders[this.current] === 0) return this.begin(this.current, index, timeMs);
    }
    if (this.free.length === 0 && this.used === this.indexes.length) this.grow();
    return this.begin(this.free.pop() ?? this.used++, index, timeMs);
  }

  hold(moment: number, times: number): void {
    this.holders[moment]! += times;
  }

  /** The current one stays, even without holders, until the next begins. */
  release(moment: number): void {
    if (--this.holders[moment]! === 0 && moment !== this.current) this.free.push(moment);
  }

  index(moment: number): number {
    return this.indexes[moment]!;
  }

  timeMs(moment: number): number {
    return this.timesMs[moment]!;
  }

  /** Everything, for a snapshot; the arrays are the live ones. */
  dump(): MomentsDump {
    const { used, current, free } = this;
    return {
      indexes: this.indexes.subarray(0, used),
      timesMs: this.timesMs.subarray(0, used),
      holders: this.holders.subarray(0, used),
      free: Int32Array.from(free),
      current,
    };
  }

  restore({ indexes, timesMs, holders, free, current }: MomentsDump): void {
    this.used = indexes.length;
    const room = Math.max(initialMoments, this.used);
    this.indexes = grown(indexes, new Float64Array(room));
    this.timesMs = grown(timesMs, new Float64Array(room));
    this.holders = grown(holders, new Int32Array(room));
    for (const moment of free) this.free.push(moment);
    this.current = current;
  }

  private begin(moment: number, index: number, timeMs: number): number {
    this.indexes[moment] = index;
    this.timesMs[moment] = timeMs;
    this.holders[moment] = 0;
    this.current = moment;
    return moment;
  }

  private grow(): void {
    const room = this.indexes.length * 2;
    this.indexes = grown(this.indexes, new Float64Array(room));
    this.timesMs = grown(this.timesMs, new Float64Array(room));
    this.holders = grown(this.holders, new Int32Array(room));
  }
}

export interface MomentsDump {
  readonly indexes: Float64Array;
  readonly timesMs: Float64Array;
  readonly holders: Int32Array;
  readonly free: Int32Array;
  readonly current: number;
}

function grown<T extends Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(from: Float64Array | Int32Array, to: T): T {
  to.set(from);
  return to;
}
