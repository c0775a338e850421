/** Defaults that depend on the type of the job (nomad.md 1.4 - 1.6). Durations are nanoseconds. */
import { HOUR_NS, MINUTE_NS, SECOND_NS } from "../model/field.js";
import type { JobUpdateStrategy, MigrateStrategy, ReschedulePolicy, RestartPolicy, UpdateStrategy } from "../model/policies.js";

/**
 * Stagger is 0 where nobody asked for one (Nomad prints its legacy 30 s there): Berth honours an explicit stagger as
 * the minimum pause between two batches of an update, so "unset" must stay distinguishable from "30s".
 */
export const defaultUpdate: UpdateStrategy = {
  Stagger: 0,
  MaxParallel: 1,
  HealthCheck: "checks",
  MinHealthyTime: 10 * SECOND_NS,
  HealthyDeadline: 5 * MINUTE_NS,
  ProgressDeadline: 10 * MINUTE_NS,
  AutoRevert: false,
  AutoPromote: false,
  Canary: 0,
};

/** What a job without rolling updates keeps of its update block. */
export const noJobUpdate: JobUpdateStrategy = {
  Stagger: 0,
  MaxParallel: 0,
  HealthCheck: "",
  MinHealthyTime: 0,
  HealthyDeadline: 0,
  ProgressDeadline: 0,
  AutoRevert: false,
  AutoPromote: false,
  Canary: 0,
};

export const defaultMigrate: MigrateStrategy = {
  MaxParallel: 1,
  HealthCheck: "checks",
  MinHealthyTime: 10 * SECOND_NS,
  HealthyDeadline: 5 * MINUTE_NS,
};

const longRunningRestart: RestartPolicy = {
  Attempts: 2,
  Interval: 30 * MINUTE_NS,
  Delay: 15 * SECOND_NS,
  Mode: "fail",
  RenderTemplates: false,
};

const batchRestart: RestartPolicy = { ...longRunningRestart, Attempts: 3, Interval: 24 * HOUR_NS };

const serviceReschedule: ReschedulePolicy = {
  Attempts: 0,
  Interval: 0,
  Delay: 30 * SECOND_NS,
  DelayFunction: "exponential",
  MaxDelay: HOUR_NS,
  Unlimited: true,
};

const batchReschedule: ReschedulePolicy = {
  Attempts: 1,
  Interval: 24 * HOUR_NS,
  Delay: 5 * SECOND_NS,
  DelayFunction: "constant",
  MaxDelay: 0,
  Unlimited: false,
};

const noReschedule: ReschedulePolicy = {
  Attempts: 0,
  Interval: 0,
  Delay: 0,
  DelayFunction: "constant",
  MaxDelay: 0,
  Unlimited: false,
};

export function isBatchType(type: string): boolean {
  return type === "batch" || type === "sysbatch";
}

export function isSystemType(type: string): boolean {
  return type === "system" || type === "sysbatch";
}

export function defaultRestart(type: string): RestartPolicy {
  return isBatchType(type) ? batchRestart : longRunningRestart;
}

/** Not implied: jobs of this type are not rescheduled; a policy that is given all the same is filled from zeros. */
export function defaultReschedule(type: string): { readonly base: ReschedulePolicy; readonly implied: boolean } {
  if (type === "batch") return { base: batchReschedule, implied: true };
  if (type === "service") return { base: serviceReschedule, implied: true };
  return { base: noReschedule, implied: false };
}
