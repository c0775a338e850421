/**
 * What decides when and how often a job runs beside being registered: periodic, parameterized, scaling,
 * multiregion (nomad.md 1.14, 1.15).
 */
import { z } from "zod";
import {
  block,
  blocks,
  type DeepReadonly,
  flag,
  free,
  int,
  intOrNull,
  requiredBlock,
  text,
  textMap,
  texts,
  ZERO_TEXT,
} from "./field.js";

export const periodicSchema = z
  .object({
    Enabled: flag("enabled", { default: true }),
    /** One cron expression, the older spelling of Specs. */
    Spec: text("cron", { default: "", aliases: ["cron_spec"] }),
    Specs: texts("crons"),
    SpecType: text(null, { default: "cron" }),
    ProhibitOverlap: flag("prohibit_overlap", { default: false }),
    TimeZone: text("time_zone", { default: "UTC" }),
  })
  .meta({ id: "PeriodicConfig" });
export type PeriodicConfig = DeepReadonly<z.infer<typeof periodicSchema>>;

export const parameterizedSchema = z
  .object({
    Payload: text("payload", { absent: "", default: "optional" }),
    MetaRequired: texts("meta_required"),
    MetaOptional: texts("meta_optional"),
  })
  .meta({ id: "ParameterizedJobConfig" });
export type ParameterizedJobConfig = DeepReadonly<z.infer<typeof parameterizedSchema>>;

export const scalingSchema = z
  .object({
    Type: text(null, { absent: "", default: "horizontal" }),
    Min: intOrNull("min"),
    Max: intOrNull("max"),
    Enabled: flag("enabled", { default: true }),
    Policy: free("policy"),
  })
  .meta({ id: "ScalingPolicy" });
export type ScalingPolicy = DeepReadonly<z.infer<typeof scalingSchema>>;

export const multiregionStrategySchema = z
  .object({ MaxParallel: int("max_parallel", { default: 0 }), OnFailure: text("on_failure", { default: "" }) })
  .meta({ id: "MultiregionStrategy" });

export const multiregionRegionSchema = z
  .object({
    Name: text(null, ZERO_TEXT),
    Count: intOrNull("count"),
    Datacenters: texts("datacenters"),
    NodePool: text("node_pool", ZERO_TEXT),
    Meta: textMap("meta"),
  })
  .meta({ id: "MultiregionRegion" });

export const multiregionSchema = z
  .object({
    Strategy: block("strategy", multiregionStrategySchema),
    Regions: blocks("region", multiregionRegionSchema, { label: "Name" }),
  })
  .meta({ id: "Multiregion" });
export type Multiregion = DeepReadonly<z.infer<typeof multiregionSchema>>;

export const lifecycleSchema = z
  .object({ Hook: text("hook", ZERO_TEXT), Sidecar: flag("sidecar", { absent: false }) })
  .meta({ id: "TaskLifecycle" });
export type Lifecycle = DeepReadonly<z.infer<typeof lifecycleSchema>>;

export const cronScheduleSchema = z
  .object({ Start: text("start", ZERO_TEXT), End: text("end", ZERO_TEXT), Timezone: text("timezone", ZERO_TEXT) })
  .meta({ id: "TaskScheduleCron" });
export const taskScheduleSchema = z
  .object({ Cron: requiredBlock("cron", cronScheduleSchema.nullable()) })
  .meta({ id: "TaskSchedule" });

