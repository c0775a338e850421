// Time, ids and randomness: the three things a deterministic simulation must own.

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Wall clock, Unix milliseconds. */
  nowMs(): number;
  /** Never runs backwards; for measuring. */
  monotonicMs(): number;
  after(delayMs: number, run: () => void): Timer;
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

export interface Ids {
  uuid(): string;
}

export interface Rng {
  /** In [0, 1). */
  next(): number;
}

export interface Environment {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly rng: Rng;
}
