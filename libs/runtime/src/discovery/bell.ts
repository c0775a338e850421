import type { Clock } from "@berth/ports/environment";

/** Wakes a level-triggered loop: any number of rings while it works or sleeps are one. */
export class Bell {
  private rung = false;
  private awaken: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  readonly ring = (): void => {
    this.rung = true;
    this.awaken?.();
  };

  /** Ends when it was rung (since the last time it was heard), after timeoutMs, or when aborted. */
  async heard(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.rung && !signal.aborted) await this.sleep(timeoutMs, signal);
    this.rung = false;
  }

  private sleep(timeoutMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        timer.cancel();
        signal.removeEventListener("abort", wake);
        this.awaken = undefined;
        resolve();
      };
      const timer = this.clock.after(timeoutMs, wake);
      signal.addEventListener("abort", wake, { once: true });
      this.awaken = wake;
    });
  }
}

/** Waits the time out, rung or not; ends early only when aborted. */
export async function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  await new Bell(clock).heard(delayMs, signal);
}
