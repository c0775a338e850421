// The real clock, ids and randomness, for tests on real servers.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Environment } from "@berth/ports/environment";

export const systemEnvironment: Environment = {
  clock: {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return { cancel: () => clearTimeout(timer) };
    },
    sleep: (delayMs, signal) => sleep(delayMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
  },
  ids: { uuid: () => randomUUID() },
  rng: { next: () => Math.random() },
};
