/**
 * The policies of jobs and groups: rolling update, restart, reschedule, migrate, disconnect (nomad.md 1.4 - 1.7).
 * All durations are nanoseconds. Defaults depend on the job's type: jobspec/defaults.
 */
import { z } from "zod";
import { type DeepReadonly, duration, durationOrNull, flag, flagOrNull, int, oneOf, text, ZERO_TEXT } from "./field.js";

export const updateHealthChecks = ["checks", "task_states", "manual"] as const;

export const updateSchema = z
  .object({
    /** Pause between batches that the user asked for. 0: none asked (Nomad prints 30 s there). */
    Stagger: duration("stagger"),
    MaxParallel: int("max_parallel"),
    HealthCheck: oneOf("health_check", updateHealthChecks),
    MinHealthyTime: duration("min_healthy_time"),
    HealthyDeadline: duration("healthy_deadline"),
    ProgressDeadline: duration("progress_deadline"),
    AutoRevert: flag("auto_revert"),
    AutoPromote: flag("auto_promote"),
    Canary: int("canary"),
  })
  .meta({ id: "UpdateStrategy" });
export type UpdateStrategy = DeepReadonly<z.infer<typeof updateSchema>>;

/** What the job itself keeps of its update block: the groups have the whole. */
export const jobUpdateSchema = updateSchema.extend({
  HealthCheck: text("health_check"),
}).meta({ id: "JobUpdateStrategy" });
export type JobUpdateStrategy = DeepReadonly<z.infer<typeof jobUpdateSchema>>;

export const restartModes = ["fail", "delay"] as const;

export const restartSchema = z
  .object({
    Attempts: int("attempts"),
    Interval: duration("interval"),
    Delay: duration("delay"),
    Mode: oneOf("mode", restartModes),
    RenderTemplates: flag("render_templates"),
  })
  .meta({ id: "RestartPolicy" });
export type RestartPolicy = DeepReadonly<z.infer<typeof restartSchema>>;

export const delayFunctions = ["constant", "exponential", "fibonacci"] as const;

export const rescheduleSchema = z
  .object({
    Attempts: int("attempts"),
    Interval: duration("interval"),
    Delay: duration("delay"),
    DelayFunction: oneOf("delay_function", delayFunctions),
    MaxDelay: duration("max_delay"),
    Unlimited: flag("unlimited"),
  })
  .meta({ id: "ReschedulePolicy" });
export type ReschedulePolicy = DeepReadonly<z.infer<typeof rescheduleSchema>>;

export const migrateSchema = z
  .object({
    MaxParallel: int("max_parallel"),
    HealthCheck: oneOf("health_check", ["checks", "task_states"]),
    MinHealthyTime: duration("min_healthy_time"),
    HealthyDeadline: duration("healthy_deadline"),
  })
  .meta({ id: "MigrateStrategy" });
export type MigrateStrategy = DeepReadonly<z.infer<typeof migrateSchema>>;

export const disconnectSchema = z
  .object({
    LostAfter: duration("lost_after", { default: 0 }),
    StopOnClientAfter: durationOrNull("stop_on_client_after"),
    Replace: flag("replace", { default: true }),
    Reconcile: oneOf("reconcile", ["best_score", "keep_original", "keep_replacement", "longest_running"], {
      absent: "",
      default: "best_score",
    }),
  })
  .meta({ id: "DisconnectStrategy" });
export type DisconnectStrategy = DeepReadonly<z.infer<typeof disconnectSchema>>;

export const ephemeralDiskSchema = z
  .object({
    SizeMB: int("size", { default: 300 }),
    Sticky: flag("sticky", { default: false }),
    Migrate: flag("migrate", { default: false }),
  })
  .meta({ id: "EphemeralDisk" });
export type EphemeralDisk = DeepReadonly<z.infer<typeof ephemeralDiskSchema>>;

export const logConfigSchema = z
  .object({
    MaxFiles: int("max_files", { default: 10 }),
    MaxFileSizeMB: int("max_file_size", { default: 10 }),
    Disabled: flag("disabled", { default: false }),
    /** Older, inverse spelling of Disabled. */
    Enabled: flagOrNull("enabled"),
  })
  .meta({ id: "LogConfig" });
export type LogConfig = DeepReadonly<z.infer<typeof logConfigSchema>>;

export const consulSchema = z
  .object({
    Namespace: text("namespace", ZERO_TEXT),
    Cluster: text("cluster", { absent: "", default: "default" }),
    Partition: text("partition", ZERO_TEXT),
  })
  .meta({ id: "Consul" });
export type ConsulConfig = DeepReadonly<z.infer<typeof consulSchema>>;
