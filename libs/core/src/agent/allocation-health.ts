// Says once whether an allocation that a deployment or a migration waits for is healthy (nomad.md 5.6).
//
// Healthy: every task that should be up has been running for min_healthy_time since its last start and, with
// health_check = "checks", every check has been passing as long. Unhealthy: a task failed for good, or healthy_deadline went by.
// "manual" is never decided here. Stateless: the last starts and the times since when checks pass are arguments, so a restart of
// a task or a check that fails in between moves the whole period.
import type { TaskState } from "../model/report.js";
import { durationText } from "./duration-text.js";

export interface HealthPolicy {
  readonly mode: "checks" | "task_states" | "manual";
  readonly minHealthyMs: number;
  readonly deadlineMs: number;
}

export interface HealthTask {
  readonly hook: "" | "prestart" | "poststart" | "poststop";
  readonly sidecar: boolean;
  readonly state: Pick<TaskState, "state" | "failed" | "startedAtMs">;
}

export interface HealthCheck {
  /** 0 = not passing. */
  readonly passingSinceMs: number;
  readonly ignored: boolean;
}

export interface HealthQuestion {
  readonly policy: HealthPolicy;
  readonly tasks: readonly HealthTask[];
  readonly checks: readonly HealthCheck[];
  readonly watchedSinceMs: number;
  readonly nowMs: number;
}

export type HealthVerdict =
  | { readonly kind: "healthy" }
  | { readonly kind: "unhealthy"; readonly reason: string }
  /** Ask again then at the latest, or when something changes. */
  | { readonly kind: "undecided"; readonly askAgainAtMs: number };

/** Infinity = not all up yet. */
function tasksUpSinceMs(tasks: readonly HealthTask[]): number {
  const times = tasks
    .filter((task) => task.hook !== "poststop")
    .map((task) => {
      if (task.state.state === "running") return task.state.startedAtMs;
      const done = task.state.state === "dead" && !task.state.failed && task.hook !== "" && !task.sidecar;
      return done ? 0 : Number.POSITIVE_INFINITY;
    });
  return Math.max(0, ...times);
}

function checksUpSinceMs(checks: readonly HealthCheck[]): number {
  const times = checks.filter((check) => !check.ignored).map((check) => check.passingSinceMs || Number.POSITIVE_INFINITY);
  return Math.max(0, ...times);
}

function deadlineReason({ policy, checks }: HealthQuestion, tasksUpAtMs: number): string {
  const deadline = durationText(policy.deadlineMs);
  if (!Number.isFinite(tasksUpAtMs)) {
    return `Task not running for min_healthy_time of ${durationText(policy.minHealthyMs)} by healthy_deadline of ${deadline}`;
  }
  const required = checks.filter((check) => !check.ignored);
  const passing = required.filter((check) => check.passingSinceMs > 0);
  if (passing.length < required.length) {
    return `Services not healthy by deadline: only ${passing.length} out of ${required.length} checks registered and passing`;
  }
  return `Task not running for min_healthy_time of ${durationText(policy.minHealthyMs)} by healthy_deadline of ${deadline}`;
}

export function decideHealth(question: HealthQuestion): HealthVerdict {
  const { policy, tasks, checks, nowMs } = question;
  if (policy.mode === "manual") return { kind: "undecided", askAgainAtMs: Number.POSITIVE_INFINITY };
  if (tasks.some((task) => task.state.state === "dead" && task.state.failed)) {
    return { kind: "unhealthy", reason: "Unhealthy because of failed task" };
  }
  const tasksUpAtMs = tasksUpSinceMs(tasks);
  const upSinceMs = policy.mode === "checks" ? Math.max(tasksUpAtMs, checksUpSinceMs(checks)) : tasksUpAtMs;
  const healthyAtMs = upSinceMs + policy.minHealthyMs;
  const deadlineAtMs = question.watchedSinceMs + policy.deadlineMs;
  if (healthyAtMs <= nowMs) return { kind: "healthy" };
  if (nowMs >= deadlineAtMs) return { kind: "unhealthy", reason: deadlineReason(question, tasksUpAtMs) };
  return { kind: "undecided", askAgainAtMs: Math.min(healthyAtMs, deadlineAtMs) };
}
