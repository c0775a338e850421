// Decides whether a task that ended is started again on its node, and when (nomad.md 5.5).
//
// The window opens at the first counted end of the task; once `interval` has passed since then the count begins anew.
// An end counts when it is a failure, or when a service ends at all; a batch task's exit 0 is its success. More ends than
// `attempts` inside the window: mode "fail" ends the task for good, mode "delay" waits for the rest of the window.
// Otherwise the wait is `delay` and up to a quarter more, drawn by the caller. A restart asked for by a person or a
// template is not counted. Pure: the time and the draw are arguments; equal arguments, equal verdict.
import type { RestartPolicy } from "../model/job.js";
import { durationText, nanosecondsToMs } from "./duration-text.js";

export interface RestartTracker {
  /** Ends counted in the current window. */
  readonly count: number;
  /** 0 = no window open yet. */
  readonly windowStartMs: number;
}

export const FRESH_RESTART_TRACKER: RestartTracker = { count: 0, windowStartMs: 0 };

export type TaskEnd =
  | { readonly kind: "exited"; readonly success: boolean }
  | { readonly kind: "start-failed"; readonly recoverable: boolean }
  /** A health check asked for it: counted like a failure. */
  | { readonly kind: "unhealthy"; readonly reason: string }
  /** A person or a template asked for it: not counted. */
  | { readonly kind: "requested" };

export type RestartVerdict =
  | { readonly kind: "completed"; readonly tracker: RestartTracker }
  | { readonly kind: "failed"; readonly reason: string; readonly tracker: RestartTracker }
  | { readonly kind: "restart"; readonly delayMs: number; readonly reason: string; readonly tracker: RestartTracker };

export interface RestartQuestion {
  readonly policy: Pick<RestartPolicy, "Attempts" | "Interval" | "Delay"> & { readonly Mode?: RestartPolicy["Mode"] | null };
  readonly end: TaskEnd;
  /** Service and system tasks are meant to run for ever: exit 0 is an end like any other. */
  readonly restartsAfterSuccess: boolean;
  readonly nowMs: number;
  /** In [0, 1). */
  readonly draw: number;
}

function openWindow(tracker: RestartTracker, intervalMs: number, nowMs: number): RestartTracker {
  const expired = tracker.windowStartMs === 0 || nowMs - tracker.windowStartMs > intervalMs;
  return expired ? { count: 0, windowStartMs: nowMs } : tracker;
}

export function decideRestart(tracker: RestartTracker, question: RestartQuestion): RestartVerdict {
  const { policy, end, nowMs } = question;
  if (end.kind === "requested") return { kind: "restart", delayMs: 0, reason: "", tracker };
  if (end.kind === "exited" && end.success && !question.restartsAfterSuccess) return { kind: "completed", tracker };
  if (policy.Attempts === 0) return { kind: "failed", reason: "Policy allows no restarts", tracker };
  if (end.kind === "start-failed" && !end.recoverable) return { kind: "failed", reason: "Error was unrecoverable", tracker };

  const intervalMs = nanosecondsToMs(policy.Interval);
  const delayMs = nanosecondsToMs(policy.Delay);
  const jitterMs = Math.floor(question.draw * delayMs * 0.25);
  const window = openWindow(tracker, intervalMs, nowMs);
  const counted: RestartTracker = { ...window, count: window.count + 1 };
  const unhealthy = end.kind === "unhealthy" ? end.reason : "";

  if (counted.count <= policy.Attempts) {
    return { kind: "restart", delayMs: delayMs + jitterMs, reason: unhealthy, tracker: counted };
  }
  if ((policy.Mode ?? "fail") === "fail") {
    const reason = `Exceeded allowed attempts ${policy.Attempts} in interval ${durationText(intervalMs)} and mode is "fail"`;
    return { kind: "failed", reason, tracker: counted };
  }
  const restMs = Math.max(0, window.windowStartMs + intervalMs - nowMs);
  return {
    kind: "restart",
    delayMs: restMs + jitterMs,
    reason: unhealthy || "Exceeded allowed attempts, applying a delay",
    tracker: counted,
  };
}
