// Counts and durations of requests by route, method and status, as a cumulative histogram.

export const durationBoundsMs = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000] as const;

export interface RouteSample {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  count: number;
  sumMs: number;
  minMs: number;
  maxMs: number;
  sumOfSquares: number;
  /** Requests at most as long as each bound. */
  readonly buckets: number[];
}

export class RequestMetrics {
  private readonly byKey = new Map<string, RouteSample>();
  /** Requests that wait for a change at this moment. */
  parked = 0;

  record(method: string, route: string, result: { readonly status: number; readonly durationMs: number }): void {
    const key = `${method} ${route} ${result.status}`;
    let sample = this.byKey.get(key);
    if (sample === undefined) {
      const empty = durationBoundsMs.map(() => 0);
      sample = { method, route, status: result.status, count: 0, sumMs: 0, minMs: Infinity, maxMs: 0, sumOfSquares: 0, buckets: empty };
      this.byKey.set(key, sample);
    }
    sample.count++;
    sample.sumMs += result.durationMs;
    sample.sumOfSquares += result.durationMs ** 2;
    sample.minMs = Math.min(sample.minMs, result.durationMs);
    sample.maxMs = Math.max(sample.maxMs, result.durationMs);
    durationBoundsMs.forEach((bound, at) => {
      if (result.durationMs <= bound) sample.buckets[at]!++;
    });
  }

  samples(): readonly RouteSample[] {
    return [...this.byKey.values()];
  }
}
