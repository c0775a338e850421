// May a failed allocation be placed again, and when (nomad.md 4.7)? The delay is constant, or grows with each
// reschedule (doubling, or as the sum of the last two), up to the maximum; after a quiet time longer than the maximum
// the series starts anew. Limited policies count the reschedules within their interval. Policy times are nanoseconds
// as in the API, everything else here is milliseconds.
import type { ReschedulePolicy } from "../../model/job.js";
import type { RescheduleEvent } from "../../state/allocation-table.js";

const nsPerMs = 1_000_000;

function growingDelayMs(policy: ReschedulePolicy, events: readonly RescheduleEvent[]): number {
  const delayMs = policy.Delay / nsPerMs;
  const last = events.at(-1);
  if (last === undefined || policy.DelayFunction === "constant") return delayMs;
  if (policy.DelayFunction === "exponential") return last.delayMs * 2;
  const secondLast = events.at(-2);
  if (secondLast === undefined) return delayMs;
  const restarted = secondLast.delayMs === policy.MaxDelay / nsPerMs && last.delayMs === delayMs;
  return restarted ? last.delayMs : last.delayMs + secondLast.delayMs;
}

export function rescheduleDelayMs(policy: ReschedulePolicy, events: readonly RescheduleEvent[], failedAtMs: number): number {
  const delayMs = growingDelayMs(policy, events);
  const maxMs = policy.MaxDelay / nsPerMs;
  const last = events.at(-1);
  if (policy.DelayFunction === "constant" || maxMs <= 0 || delayMs <= maxMs) return delayMs;
  const quietMs = last === undefined ? 0 : failedAtMs - last.timeMs;
  return quietMs > maxMs ? policy.Delay / nsPerMs : maxMs;
}

export interface RescheduleTerms {
  readonly delayMs: number;
  readonly atMs: number;
}

/** undefined: never (disabled, or its attempts are used up). */
export function nextReschedule(
  policy: ReschedulePolicy | null,
  events: readonly RescheduleEvent[],
  failedAtMs: number,
): RescheduleTerms | undefined {
  if (policy === null || (policy.Attempts === 0 && !policy.Unlimited)) return undefined;
  const delayMs = rescheduleDelayMs(policy, events, failedAtMs);
  const terms = { delayMs, atMs: failedAtMs + delayMs };
  if (policy.Unlimited) return terms;
  const intervalMs = policy.Interval / nsPerMs;
  const recent = events.filter((event) => event.timeMs > failedAtMs - intervalMs).length;
  return recent < policy.Attempts && delayMs < intervalMs ? terms : undefined;
}
