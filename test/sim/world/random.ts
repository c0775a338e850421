// All chance of a simulation comes from one seed. Each actor draws from a stream of its own, so that one more draw here
// does not change everything elsewhere.
export class Random {
  private a: number;

  constructor(seed: number) {
    this.a = seed >>> 0;
    for (let i = 0; i < 3; i++) this.next();
  }

  /** In [0, 1); mulberry32. */
  next(): number {
    this.a = (this.a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.a ^ (this.a >>> 15), 1 | this.a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  fork(): Random {
    return new Random(Math.floor(this.next() * 4_294_967_296));
  }

  chance(odds: number): boolean {
    return this.next() < odds;
  }

  /** Both ends included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)]!;
  }

  /** Mostly near the low end, now and then far out, as delays are. */
  delay(lowMs: number, highMs: number): number {
    return lowMs + (highMs - lowMs) * this.next() ** 4;
  }

  uuid(): string {
    const word = (): string => Math.floor(this.next() * 4_294_967_296).toString(16).padStart(8, "0");
    const text = word() + word() + word() + word();
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20)}`;
  }
}
