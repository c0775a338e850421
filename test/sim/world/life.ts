// One run of a process, from its start to its end. What a dead process had asked for is never answered; a paused one gets
// everything late and in order, as after SIGSTOP. Its clocks may be wrong.
import type { Environment } from "@berth/ports/environment";
import type { Random } from "./random.ts";
import type { Cancellable, SimTime } from "./sim-time.ts";

export const epochMs = 1_700_000_000_000;

export interface LifeScope {
  readonly time: SimTime;
  readonly random: Random;
  /** Wall clocks of processes that start are ahead of the simulation's beginning by this. */
  readonly aheadMs: number;
  /** Whose event is being carried out: unhandled errors are its. */
  enter(life: Life): void;
}

export class Life {
  alive = true;
  /** Wall clock ahead of true time; may jump. */
  skewMs: number;
  /** Messages to and from the servers are lost until then. */
  deafUntilMs = 0;
  muteUntilMs = 0;
  readonly random: Random;
  private pausedUntilMs = 0;
  private readonly bornMs: number;
  private readonly scope: LifeScope;
  readonly name: string;

  constructor(scope: LifeScope, name: string) {
    this.scope = scope;
    this.name = name;
    this.random = scope.random.fork();
    this.bornMs = scope.time.nowMs;
    this.skewMs = scope.aheadMs;
  }

  get time(): SimTime {
    return this.scope.time;
  }

  pause(durationMs: number): void {
    this.pausedUntilMs = Math.max(this.pausedUntilMs, this.time.nowMs + durationMs);
  }

  get isPaused(): boolean {
    return this.time.nowMs < this.pausedUntilMs;
  }

  isDeaf(): boolean {
    return this.time.nowMs < this.deafUntilMs;
  }

  isMute(): boolean {
    return this.time.nowMs < this.muteUntilMs;
  }

  /** Something reaches the process after a while. */
  after(delayMs: number, run: () => void): Cancellable {
    let inner: Cancellable | undefined;
    const arrive = (): void => {
      if (!this.alive) return;
      if (this.isPaused) {
        inner = this.time.after(this.pausedUntilMs - this.time.nowMs, arrive);
        return;
      }
      this.scope.enter(this);
      run();
    };
    const outer = this.time.after(delayMs, arrive);
    return {
      cancel: () => {
        outer.cancel();
        inner?.cancel();
      },
    };
  }

  later<T>(delayMs: number, work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.after(delayMs, () => {
        try {
          resolve(work());
        } catch (error) {
          reject(error as Error);
        }
      });
    });
  }

  environment(): Environment {
    const after = (delayMs: number, run: () => void): Cancellable => this.after(Math.max(1, delayMs) + this.random.delay(0, 2), run);
    return {
      clock: {
        nowMs: () => Math.floor(epochMs + this.time.nowMs + this.skewMs),
        monotonicMs: () => this.time.nowMs - this.bornMs,
        after,
        sleep: (delayMs, signal) =>
          new Promise((resolve) => {
            if (signal?.aborted === true) return resolve();
            const timer = after(delayMs, () => {
              signal?.removeEventListener("abort", wake);
              resolve();
            });
            const wake = (): void => {
              timer.cancel();
              resolve();
            };
            signal?.addEventListener("abort", wake, { once: true });
          }),
      },
      ids: { uuid: () => this.random.uuid() },
      rng: { next: () => this.random.next() },
    };
  }
}
