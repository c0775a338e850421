// Waiting times between attempts: doubling, with a random part so that a thousand agents do not come back at once.
import type { Environment } from "@berth/ports/environment";

export interface BackoffLimits {
  readonly firstMs: number;
  readonly maxMs: number;
}

export class Backoff {
  private failures = 0;

  constructor(
    private readonly environment: Environment,
    private readonly limits: BackoffLimits,
  ) {}

  reset(): void {
    this.failures = 0;
  }

  /** Resolves early, without an error, when the signal fires. */
  async wait(signal: AbortSignal): Promise<void> {
    const wholeMs = Math.min(this.limits.maxMs, this.limits.firstMs * 2 ** Math.min(this.failures, 20));
    this.failures += 1;
    await pause(this.environment, wholeMs / 2 + (wholeMs / 2) * this.environment.rng.next(), signal);
  }
}

/** A sleep that ends, without an error, when the signal fires. */
export async function pause(environment: Environment, delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  try {
    await environment.clock.sleep(delayMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Stops waiting for an answer that does not come: whoever was asked may have died. The question may still be carried out. */
export async function within<T>(environment: Environment, limit: { timeoutMs: number; signal: AbortSignal; what: string }, answer: Promise<T>): Promise<T> {
  let stop: () => void = () => undefined;
  const over = new Promise<never>((_resolve, reject) => {
    const timer = environment.clock.after(limit.timeoutMs, () => reject(new Error(`no answer to ${limit.what} within ${limit.timeoutMs} ms`)));
    const leave = (): void => reject(new Error(`${limit.what} was given up`));
    limit.signal.addEventListener("abort", leave, { once: true });
    if (limit.signal.aborted) leave();
    stop = () => {
      timer.cancel();
      limit.signal.removeEventListener("abort", leave);
    };
  });
  try {
    return await Promise.race([answer, over]);
  } finally {
    stop();
  }
}
