/**
 * The job specification in Nomad's API JSON shape (nomad.md 1): PascalCase names, durations as integer nanoseconds.
 *
 * `Job` is the canonical job, as the rest of the system uses it: scalars are there, lists and maps are null when
 * empty, defaults are filled in (jobspec/canonicalize) and the rules hold (jobspec/validate). `JobDraft` is the job as
 * it was written, with null where nothing was said. What the server owns (version, status, indexes) is not part of
 * the specification: `JobServerFields`.
 */
import { z } from "zod";
import {
  block,
  blocks,
  type DeepReadonly,
  type Draft,
  field,
  flag,
  int,
  oneOf,
  requiredBlock,
  requiredBlocks,
  text,
  textMap,
  ZERO_TEXT,
} from "./field.js";
import { taskGroupSchema } from "./group.js";
import { multiregionSchema, parameterizedSchema, periodicSchema } from "./launch.js";
import { affinitySchema, constraintSchema, spreadSchema } from "./placement-rules.js";
import { jobUpdateSchema, migrateSchema, rescheduleSchema } from "./policies.js";

export type { TaskGroup } from "./group.js";
export type { Lifecycle, Multiregion, ParameterizedJobConfig, PeriodicConfig, ScalingPolicy } from "./launch.js";
export type { CniConfig, DnsConfig, NetworkResource, Port } from "./network.js";
export type { Affinity, Constraint, ConstraintOperand, Spread, SpreadTarget } from "./placement-rules.js";
export type {
  ConsulConfig,
  DisconnectStrategy,
  EphemeralDisk,
  JobUpdateStrategy,
  LogConfig,
  MigrateStrategy,
  ReschedulePolicy,
  RestartPolicy,
  UpdateStrategy,
} from "./policies.js";
export type { NumaResource, RequestedDevice, Resources } from "./resources.js";
export type { CheckRestart, CheckType, Service, ServiceCheck } from "./service.js";
export type { Task } from "./task.js";
export type { Artifact, Template } from "./template.js";
export type { Secret, Vault, WorkloadIdentity } from "./identity.js";
export type { VolumeMount, VolumeRequest } from "./volume.js";

export const jobTypes = ["service", "batch", "system", "sysbatch"] as const;
export type JobType = (typeof jobTypes)[number];

export const jobUiSchema = z
  .object({
    Description: text("description", ZERO_TEXT),
    Links: blocks("link", z.object({ Label: text("label", ZERO_TEXT), URL: text("url", ZERO_TEXT) })),
  })
  .meta({ id: "JobUIConfig" });

export const jobSchema = z
  .object({
    ID: text("id"),
    Name: text("name"),
    Region: text("region", { default: "global" }),
    Namespace: text("namespace", { default: "default" }),
    Type: oneOf("type", jobTypes, { default: "service" }),
    Priority: int("priority", { default: 50 }),
    AllAtOnce: flag("all_at_once", { default: false }),
    Datacenters: field(z.array(z.string()), { form: "attribute", hcl: "datacenters" }),
    NodePool: text("node_pool", { default: "default" }),
    Constraints: blocks("constraint", constraintSchema),
    Affinities: blocks("affinity", affinitySchema),
    Spreads: blocks("spread", spreadSchema),
    TaskGroups: requiredBlocks("group", taskGroupSchema, { label: "Name" }),
    /** Stagger and MaxParallel as the job says; the rest has moved into the groups. */
    Update: requiredBlock("update", jobUpdateSchema),
    Migrate: block("migrate", migrateSchema),
    Reschedule: block("reschedule", rescheduleSchema),
    Multiregion: block("multiregion", multiregionSchema),
    Periodic: block("periodic", periodicSchema),
    ParameterizedJob: block("parameterized", parameterizedSchema),
    Meta: textMap("meta"),
    UI: block("ui", jobUiSchema),
  })
  .meta({ id: "Job" });

export type Job = DeepReadonly<z.infer<typeof jobSchema>>;
/** The job as written, before canonicalisation. A canonical job is a draft too. */
export type JobDraft = Draft<z.infer<typeof jobSchema>>;

/** What the server adds to a job it has accepted; never part of a submitted specification. */
export const jobServerFieldsSchema = z
  .object({
    Stop: z.boolean(),
    ParentID: z.string(),
    Dispatched: z.boolean(),
    DispatchIdempotencyToken: z.string(),
    /** Base64. */
    Payload: z.string().nullable(),
    Status: z.enum(["pending", "running", "dead"]),
    StatusDescription: z.string(),
    Stable: z.boolean(),
    Version: z.int(),
    /** Unix nanoseconds: above 2^53, so the last digits are not exact. */
    SubmitTime: z.number(),
    CreateIndex: z.int(),
    /** Changes with any write, status included. */
    ModifyIndex: z.int(),
    /** Changes with the specification only: the index for compare-and-set. */
    JobModifyIndex: z.int(),
    NomadTokenID: z.string(),
    ConsulNamespace: z.string(),
    VaultNamespace: z.string(),
  })
  .meta({ id: "JobServerFields" });
export type JobServerFields = DeepReadonly<z.infer<typeof jobServerFieldsSchema>>;

/** Names a client may send back from a job it has read; they are ignored when a specification is parsed. */
export const serverOwnedJobFields: readonly string[] = [
  ...Object.keys(jobServerFieldsSchema.shape),
  "VersionTag",
  "ConsulToken",
  "VaultToken",
];
