/** Answers about jobs (nomad.md 3.3). */
import { z } from "zod";
import { jobSchema, jobServerFieldsSchema } from "../../model/job.js";
import { counts, index, queryMetaShape, textMap, timeNs, timeText } from "./common.js";

export const jobAnswerSchema = jobSchema
  .extend({ ...jobServerFieldsSchema.shape, VersionTag: z.null(), ConsulToken: z.string(), VaultToken: z.string() })
  .meta({ id: "JobAnswer" });
export type JobAnswer = z.infer<typeof jobAnswerSchema>;

export const groupSummarySchema = z
  .object({
    Queued: z.int(),
    Complete: z.int(),
    Failed: z.int(),
    Running: z.int(),
    Starting: z.int(),
    Lost: z.int(),
    Unknown: z.int(),
  })
  .meta({ id: "TaskGroupSummary" });

export const jobSummarySchema = z
  .object({
    JobID: z.string(),
    Namespace: z.string(),
    Summary: z.record(z.string(), groupSummarySchema),
    Children: z.object({ Pending: z.int(), Running: z.int(), Dead: z.int() }),
    /** Of a periodic job; Nomad has no such thing. */
    PeriodicLaunches: z
      .object({
        LaunchedThrough: timeText,
        Skipped: z.array(z.object({ FirstDue: timeText, LastDue: timeText, Count: z.int(), Reason: z.string() })),
      })
      .optional(),
    CreateIndex: index,
    ModifyIndex: index,
  })
  .meta({ id: "JobSummary" });
export type JobSummary = z.infer<typeof jobSummarySchema>;

export const jobStubSchema = z
  .object({
    ID: z.string(),
    ParentID: z.string(),
    Name: z.string(),
    Namespace: z.string(),
    Datacenters: z.array(z.string()),
    NodePool: z.string(),
    Multiregion: z.unknown().nullable(),
    Type: z.string(),
    Priority: z.int(),
    Periodic: z.boolean(),
    ParameterizedJob: z.boolean(),
    Stop: z.boolean(),
    Status: z.string(),
    StatusDescription: z.string(),
    JobSummary: jobSummarySchema,
    CreateIndex: index,
    ModifyIndex: index,
    JobModifyIndex: index,
    SubmitTime: timeNs,
    Version: z.int(),
    Meta: textMap.nullable(),
  })
  .meta({ id: "JobListStub" });
export type JobStub = z.infer<typeof jobStubSchema>;

export const jobRegisterAnswerSchema = z
  .object({
    EvalID: z.string(),
    EvalCreateIndex: index,
    JobModifyIndex: index,
    Warnings: z.string(),
    ...queryMetaShape,
  })
  .meta({ id: "JobRegisterResponse" });
export type JobRegisterAnswer = z.infer<typeof jobRegisterAnswerSchema>;

export const periodicForceAnswerSchema = z
  .object({ EvalID: z.string(), EvalCreateIndex: index, Index: index })
  .meta({ id: "PeriodicForceResponse" });
export type PeriodicForceAnswer = z.infer<typeof periodicForceAnswerSchema>;

export const jobDispatchAnswerSchema = z
  .object({ DispatchedJobID: z.string(), EvalID: z.string(), EvalCreateIndex: index, JobCreateIndex: index, Index: index })
  .meta({ id: "JobDispatchResponse" });
export type JobDispatchAnswer = z.infer<typeof jobDispatchAnswerSchema>;

export const jobSubmissionAnswerSchema = z
  .object({
    Source: z.string(),
    Format: z.string(),
    VariableFlags: z.null(),
    Variables: z.string(),
    Namespace: z.string(),
    JobID: z.string(),
    Version: z.int(),
    JobModifyIndex: index,
  })
  .meta({ id: "JobSubmission" });

export const jobDeregisterAnswerSchema = z
  .object({
    EvalID: z.string(),
    EvalCreateIndex: index,
    JobModifyIndex: index,
    VolumeEvalID: z.string(),
    VolumeEvalIndex: index,
    ...queryMetaShape,
  })
  .meta({ id: "JobDeregisterResponse" });
export type JobDeregisterAnswer = z.infer<typeof jobDeregisterAnswerSchema>;

export const jobValidateAnswerSchema = z
  .object({
    DriverConfigValidated: z.boolean(),
    ValidationErrors: z.array(z.string()).nullable(),
    Error: z.string(),
    Warnings: z.string(),
  })
  .meta({ id: "JobValidateResponse" });
export type JobValidateAnswer = z.infer<typeof jobValidateAnswerSchema>;

export const groupScaleSchema = z
  .object({
    Desired: z.int(),
    Placed: z.int(),
    Running: z.int(),
    Healthy: z.int(),
    Unhealthy: z.int(),
    Events: z.null(),
  })
  .meta({ id: "TaskGroupScaleStatus" });

export const jobScaleStatusSchema = z
  .object({
    JobID: z.string(),
    Namespace: z.string(),
    JobCreateIndex: index,
    JobModifyIndex: index,
    JobStopped: z.boolean(),
    TaskGroups: z.record(z.string(), groupScaleSchema),
  })
  .meta({ id: "JobScaleStatus" });
export type JobScaleStatus = z.infer<typeof jobScaleStatusSchema>;

export const fieldDiffSchema = z
  .object({
    Type: z.string(),
    Name: z.string(),
    Old: z.string(),
    New: z.string(),
    Annotations: z.array(z.string()).nullable(),
  })
  .meta({ id: "FieldDiff" });
export type FieldDiff = z.infer<typeof fieldDiffSchema>;

export const objectDiffSchema = z
  .object({
    Type: z.string(),
    Name: z.string(),
    Fields: z.array(fieldDiffSchema).nullable(),
    get Objects() {
      return z.array(objectDiffSchema).nullable();
    },
  })
  .meta({ id: "ObjectDiff" });
export type ObjectDiff = z.infer<typeof objectDiffSchema>;

export const taskDiffSchema = z
  .object({
    Type: z.string(),
    Name: z.string(),
    Fields: z.array(fieldDiffSchema).nullable(),
    Objects: z.array(objectDiffSchema).nullable(),
    Annotations: z.array(z.string()).nullable(),
  })
  .meta({ id: "TaskDiff" });
export type TaskDiff = z.infer<typeof taskDiffSchema>;

export const groupDiffSchema = z
  .object({
    Type: z.string(),
    Name: z.string(),
    Fields: z.array(fieldDiffSchema).nullable(),
    Objects: z.array(objectDiffSchema).nullable(),
    Tasks: z.array(taskDiffSchema).nullable(),
    Updates: counts.nullable(),
  })
  .meta({ id: "TaskGroupDiff" });
export type GroupDiff = z.infer<typeof groupDiffSchema>;

export const jobDiffSchema = z
  .object({
    Type: z.string(),
    ID: z.string(),
    Fields: z.array(fieldDiffSchema).nullable(),
    Objects: z.array(objectDiffSchema).nullable(),
    TaskGroups: z.array(groupDiffSchema).nullable(),
  })
  .meta({ id: "JobDiff" });
export type JobDiff = z.infer<typeof jobDiffSchema>;

export const jobVersionsAnswerSchema = z
  .object({
    Versions: z.array(jobAnswerSchema),
    Diffs: z.array(jobDiffSchema).nullable(),
    ...queryMetaShape,
  })
  .meta({ id: "JobVersionsResponse" });
export type JobVersionsAnswer = z.infer<typeof jobVersionsAnswerSchema>;
