/** Rules of update, restart, reschedule, migrate and disconnect (nomad.md 1.4 - 1.7). */
import { isSystemType } from "./defaults.js";
import { formatDuration } from "../hcl/duration.js";
import { SECOND_NS } from "../model/field.js";
import type { DisconnectStrategy, MigrateStrategy, ReschedulePolicy, RestartPolicy, UpdateStrategy } from "../model/policies.js";
import { delayFunctions, restartModes, updateHealthChecks } from "../model/policies.js";
import type { ProblemList } from "./problem.js";

const MIN_RESTART_INTERVAL_NS = 5 * SECOND_NS;
const MIN_RESCHEDULE_DELAY_NS = 5 * SECOND_NS;
const MIN_RESCHEDULE_INTERVAL_NS = 15 * SECOND_NS;

const isOneOf = (known: readonly string[], word: string) => known.includes(word);

export function validateUpdate(update: UpdateStrategy | null, type: string, group: ProblemList): void {
  if (update === null) return;
  if (type !== "service" && type !== "system") {
    group.add("update", `Job type "${type}" does not allow update block`);
    return;
  }
  const problems = group.part("update", "");
  problems.when(!isOneOf(updateHealthChecks, update.HealthCheck), "health_check", () => `Invalid health check given: "${update.HealthCheck}"`);
  problems.when(update.MaxParallel < 0, "max_parallel", () => `Max parallel can not be less than zero: ${update.MaxParallel} < 0`);
  problems.when(update.Canary < 0, "canary", () => `Canary count can not be less than zero: ${update.Canary} < 0`);
  const promotes = update.AutoPromote && update.Canary === 0;
  problems.when(promotes, "auto_promote", () => "Auto Promote requires a Canary count greater than zero");
  validateHealthTimes(update, problems);
  problems.when(update.Stagger < 0, "stagger", () => `Stagger must not be negative: ${formatDuration(update.Stagger)}`);
}

function validateHealthTimes(update: UpdateStrategy, problems: ProblemList): void {
  const [healthy, deadline, progress] = [update.MinHealthyTime, update.HealthyDeadline, update.ProgressDeadline];
  problems.when(healthy < 0, "min_healthy_time", () => `Minimum healthy time may not be less than zero: ${formatDuration(healthy)}`);
  problems.when(deadline <= 0, "healthy_deadline", () => `Healthy deadline must be greater than zero: ${formatDuration(deadline)}`);
  problems.when(progress < 0, "progress_deadline", () => `Progress deadline must be zero or greater: ${formatDuration(progress)}`);
  problems.when(healthy >= deadline, "min_healthy_time", () =>
    `Minimum healthy time must be less than healthy deadline: ${formatDuration(healthy)} > ${formatDuration(deadline)}`,
  );
  problems.when(progress !== 0 && deadline >= progress, "healthy_deadline", () =>
    `Healthy deadline must be less than progress deadline: ${formatDuration(deadline)} > ${formatDuration(progress)}`,
  );
}

export function validateRestart(policy: RestartPolicy, parent: ProblemList): void {
  const problems = parent.part("restart", "");
  problems.when(!isOneOf(restartModes, policy.Mode), "mode", () => `Unsupported restart mode: "${policy.Mode}"`);
  problems.when(policy.Attempts < 0, "attempts", () => `Attempts can not be less than zero: ${policy.Attempts}`);
  problems.when(policy.Delay < 0, "delay", () => `Delay can not be negative: ${formatDuration(policy.Delay)}`);
  if (policy.Attempts === 0) {
    problems.when(policy.Mode !== "fail", "attempts", () => `Restart policy "${policy.Mode}" with 0 attempts is ambiguous`);
  }
  problems.when(policy.Interval < MIN_RESTART_INTERVAL_NS, "interval", () =>
    `Interval can not be less than ${formatDuration(MIN_RESTART_INTERVAL_NS)} (got ${formatDuration(policy.Interval)})`,
  );
  problems.when(policy.Attempts * policy.Delay > policy.Interval, "attempts", () =>
    `Nomad can't restart the TaskGroup ${policy.Attempts} times in an interval of ${formatDuration(policy.Interval)} with a delay of ${formatDuration(policy.Delay)}`,
  );
}

export function validateReschedule(policy: ReschedulePolicy | null, type: string, group: ProblemList): void {
  if (policy === null) return;
  if (isSystemType(type)) {
    group.add("reschedule", `${type === "system" ? "System" : "Sysbatch"} jobs should not have a reschedule policy`);
    return;
  }
  if (policy.Attempts === 0 && !policy.Unlimited) return;
  const problems = group.part("reschedule", "");
  problems.when(policy.Attempts < 0, "attempts", () => `Attempts can not be less than zero: ${policy.Attempts}`);
  const isTooShort = policy.Delay < MIN_RESCHEDULE_DELAY_NS;
  problems.when(isTooShort, "delay", () => `Delay cannot be less than 5s (got ${formatDuration(policy.Delay)})`);
  const known = isOneOf(delayFunctions, policy.DelayFunction);
  problems.when(!known, "delay_function", () =>
    `Invalid delay function "${policy.DelayFunction}", must be one of ["constant" "exponential" "fibonacci"]`,
  );
  if (policy.DelayFunction !== "constant") validateMaxDelay(policy, problems);
  if (policy.Unlimited) {
    problems.when(policy.Attempts > 0, "attempts", () => "Attempts and Unlimited can not both be set; write unlimited = false");
    return;
  }
  problems.when(policy.Interval < MIN_RESCHEDULE_INTERVAL_NS, "interval", () =>
    `Interval cannot be less than 15s (got ${formatDuration(policy.Interval)})`,
  );
  if (known && !isTooShort) validateAttemptsFit(policy, problems);
}

function validateMaxDelay(policy: ReschedulePolicy, problems: ProblemList): void {
  problems.when(policy.MaxDelay < MIN_RESCHEDULE_DELAY_NS, "max_delay", () =>
    `Max Delay cannot be less than 5s (got ${formatDuration(policy.Delay)})`,
  );
  problems.when(policy.MaxDelay < policy.Delay, "max_delay", () =>
    `Max Delay cannot be less than Delay ${formatDuration(policy.Delay)} (got ${formatDuration(policy.MaxDelay)})`,
  );
}

function validateAttemptsFit(policy: ReschedulePolicy, problems: ProblemList): void {
  const fitting = attemptsThatFit(policy);
  problems.when(fitting < policy.Attempts, "attempts", () =>
    `Nomad can only make ${fitting} attempts in ${formatDuration(policy.Interval)} with initial delay ${formatDuration(policy.Delay)} and delay function "${policy.DelayFunction}"`,
  );
}

/** Attempts whose delays together fit into the interval, no more than asked. */
function attemptsThatFit(policy: ReschedulePolicy): number {
  let [previous, delay, total, attempts] = [0, policy.Delay, 0, 0];
  while (attempts < policy.Attempts && attempts < 10_000) {
    total += policy.MaxDelay > 0 && policy.DelayFunction !== "constant" ? Math.min(delay, policy.MaxDelay) : delay;
    if (total > policy.Interval) return attempts;
    attempts += 1;
    if (policy.DelayFunction === "exponential") delay *= 2;
    if (policy.DelayFunction === "fibonacci") [previous, delay] = [delay, delay + previous];
  }
  return policy.Attempts;
}

export function validateMigrate(migrate: MigrateStrategy | null, type: string, group: ProblemList): void {
  if (migrate === null) return;
  if (type !== "service") {
    group.add("migrate", `Job type "${type}" does not allow migrate block`);
    return;
  }
  const problems = group.part("migrate", "");
  problems.when(migrate.MaxParallel < 0, "max_parallel", () => `MaxParallel must be >= 0 but found ${migrate.MaxParallel}`);
  problems.when(!isOneOf(["checks", "task_states"], migrate.HealthCheck), "health_check", () => `Invalid HealthCheck: "${migrate.HealthCheck}"`);
  problems.when(migrate.MinHealthyTime < 0, "min_healthy_time", () => "MinHealthyTime must be >= 0");
  problems.when(migrate.HealthyDeadline <= 0, "healthy_deadline", () => "HealthyDeadline must be > 0");
  problems.when(migrate.MinHealthyTime > migrate.HealthyDeadline, "min_healthy_time", () => "MinHealthyTime must be less than HealthyDeadline");
}

export function validateDisconnect(disconnect: DisconnectStrategy | null, group: ProblemList): void {
  if (disconnect === null) return;
  const problems = group.part("disconnect");
  problems.when(disconnect.LostAfter < 0, "lost_after", () => "lost_after cannot be a negative duration");
  problems.when((disconnect.StopOnClientAfter ?? 0) < 0, "stop_on_client_after", () => "stop_on_client_after cannot be a negative duration");
  const both = disconnect.LostAfter > 0 && disconnect.StopOnClientAfter !== null;
  problems.when(both, "stop_on_client_after", () => "lost_after and stop_on_client_after can not both be set");
  const known = ["best_score", "keep_original", "keep_replacement", "longest_running"];
  problems.when(!isOneOf(known, disconnect.Reconcile), "reconcile", () => `unknown reconcile option "${disconnect.Reconcile}", must be one of ${known.join(", ")}`);
}
