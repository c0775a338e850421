// The real time, ids and randomness. The simulation brings its own.
import { randomUUID } from "node:crypto";
import type { Clock, Environment, Timer } from "@berth/ports/environment";

/** setTimeout fires at once beyond this; nothing here waits longer than a few hours, but delayed jobs may ask. */
const TIMEOUT_MAX_MS = 2 ** 31 - 1;

export function systemEnvironment(): Environment {
  return {
    clock: systemClock,
    ids: { uuid: () => randomUUID() },
    rng: { next: () => Math.random() },
  };
}

const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after,
  sleep,
};

function after(delayMs: number, run: () => void): Timer {
  // A timer takes a millisecond at least; who asks for no time wants the next turn of the event loop.
  if (delayMs <= 0) {
    const turn = setImmediate(run);
    return { cancel: () => clearImmediate(turn) };
  }
  const deadlineMs = performance.now() + delayMs;
  let timeout: NodeJS.Timeout;
  const arm = (): void => {
    const leftMs = Math.max(deadlineMs - performance.now(), 0);
    timeout = leftMs > TIMEOUT_MAX_MS ? setTimeout(arm, TIMEOUT_MAX_MS) : setTimeout(run, leftMs);
  };
  arm();
  return { cancel: () => clearTimeout(timeout) };
}

/** Resolves early, without an error, when the signal fires. */
function sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      timer.cancel();
      signal?.removeEventListener("abort", finish);
      resolve();
    };
    const timer = after(delayMs, finish);
    signal?.addEventListener("abort", finish, { once: true });
  });
}
