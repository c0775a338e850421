// The state of one health check, from result to result.
//
// http passes on 2xx (checks of the built-in provider also on 3xx), tcp on a connection, a script on exit 0, gRPC on SERVING.
// A check turns passing after `successesToPass` good results in a row and critical after `failuresToFail` bad ones. While a task
// has not passed yet it is tried more often than its interval (100 ms, doubling), so that a fast task is known healthy at
// once; the bad results of that time count for nothing but the shown output. check_restart counts bad results, one an
// interval at most, from `grace` after the task's start; at the limit the task is to be restarted, and counting begins anew.
import type { CheckStatus } from "../model/report.js";
import type { CheckPlan } from "./check-plan.js";

export interface CheckProgress {
  readonly status: CheckStatus;
  readonly output: string;
  readonly successes: number;
  readonly failures: number;
  readonly badForRestart: number;
  /** Tries since the task started, for the quick tries at the beginning. */
  readonly tries: number;
  readonly countedAtMs: number;
  /** 0 = not passing. */
  readonly passingSinceMs: number;
}

export type CheckResult =
  | { readonly kind: "http"; readonly status: number; readonly body: string }
  | { readonly kind: "connected" }
  | { readonly kind: "serving" }
  | { readonly kind: "script"; readonly exitCode: number; readonly output: string }
  | { readonly kind: "failed"; readonly message: string };

export interface CheckVerdict {
  readonly passing: boolean;
  readonly output: string;
}

export interface CheckStep {
  readonly progress: CheckProgress;
  /** "" = leave the task alone. */
  readonly restartReason: string;
}

const OUTPUT_LENGTH_MAX = 512;
const FIRST_TRY_MS = 100;

export function freshCheck(plan: CheckPlan, nowMs: number): CheckProgress {
  return {
    status: plan.startsPassing ? "passing" : "pending",
    output: "",
    successes: 0,
    failures: 0,
    badForRestart: 0,
    tries: 0,
    countedAtMs: nowMs,
    passingSinceMs: plan.startsPassing ? nowMs : 0,
  };
}

function verdictOf(result: CheckResult, provider: string): CheckVerdict {
  switch (result.kind) {
    case "http": {
      const passing = result.status >= 200 && result.status < (provider === "nomad" ? 400 : 300);
      return { passing, output: passing ? `HTTP ${result.status}` : `HTTP ${result.status}: ${result.body}` };
    }
    case "connected":
      return { passing: true, output: "TCP connect: success" };
    case "serving":
      return { passing: true, output: "gRPC health: SERVING" };
    case "script":
      return { passing: result.exitCode === 0, output: result.output };
    case "failed":
      return { passing: false, output: result.message };
  }
}

export function judgeCheck(result: CheckResult, provider: string): CheckVerdict {
  const verdict = verdictOf(result, provider);
  return { ...verdict, output: verdict.output.slice(0, OUTPUT_LENGTH_MAX) };
}

function onGood(progress: CheckProgress, output: string, { plan, nowMs }: CheckMoment): CheckStep {
  const successes = progress.successes + 1;
  const passes = progress.status === "passing" || successes >= plan.successesToPass;
  return {
    progress: {
      ...progress,
      status: passes ? "passing" : progress.status,
      output,
      successes,
      failures: 0,
      badForRestart: 0,
      tries: progress.tries + 1,
      countedAtMs: nowMs,
      passingSinceMs: passes ? progress.passingSinceMs || nowMs : 0,
    },
    restartReason: "",
  };
}

function onBad(progress: CheckProgress, output: string, at: CheckMoment): CheckStep {
  const { plan } = at;
  const tried = { ...progress, output, successes: 0, tries: progress.tries + 1 };
  const counts = progress.passingSinceMs > 0 || at.nowMs - progress.countedAtMs >= plan.intervalMs;
  if (!counts) return { progress: tried, restartReason: "" };
  const failures = progress.failures + 1;
  const critical = failures >= plan.failuresToFail;
  const pastGrace = at.nowMs - at.taskStartedAtMs >= plan.restartGraceMs;
  const badForRestart = plan.restartLimit > 0 && pastGrace && critical ? progress.badForRestart + 1 : progress.badForRestart;
  const restart = plan.restartLimit > 0 && badForRestart >= plan.restartLimit;
  return {
    progress: {
      ...tried,
      status: critical ? "critical" : progress.status,
      failures,
      badForRestart: restart ? 0 : badForRestart,
      countedAtMs: at.nowMs,
      passingSinceMs: critical ? 0 : progress.passingSinceMs,
    },
    restartReason: restart ? `healthcheck: check "${plan.name}" unhealthy` : "",
  };
}

export interface CheckMoment {
  readonly plan: CheckPlan;
  readonly nowMs: number;
  readonly taskStartedAtMs: number;
}

export function stepCheck(progress: CheckProgress, verdict: CheckVerdict, at: CheckMoment): CheckStep {
  return verdict.passing ? onGood(progress, verdict.output, at) : onBad(progress, verdict.output, at);
}

/** Time to the next try. */
export function checkDelayMs(progress: CheckProgress, plan: CheckPlan): number {
  const warmingUp = progress.passingSinceMs === 0 && progress.failures === 0;
  if (!warmingUp) return plan.intervalMs;
  return Math.min(plan.intervalMs, FIRST_TRY_MS * 2 ** Math.min(progress.tries, 16));
}
