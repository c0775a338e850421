/** Answers about evaluations, deployments and plans (nomad.md 3.5, 3.13). Evaluations leave empty fields out. */
import { z } from "zod";
import { counts, index, legacyResourcesSchema, timeNs, timeText } from "./common.js";
import { jobDiffSchema } from "./job-answers.js";

export const allocationMetricSchema = z
  .object({
    NodesEvaluated: z.int(),
    NodesFiltered: z.int(),
    NodesInPool: z.int(),
    NodePool: z.string(),
    NodesAvailable: counts.nullable(),
    ClassFiltered: counts.nullable(),
    ConstraintFiltered: counts.nullable(),
    NodesExhausted: z.int(),
    ClassExhausted: counts.nullable(),
    DimensionExhausted: counts.nullable(),
    QuotaExhausted: z.array(z.string()).nullable(),
    ResourcesExhausted: z.record(z.string(), legacyResourcesSchema).nullable(),
    /** Ours: for each exhausted dimension what the closest node lacked. */
    ClosestShortfall: z.record(z.string(), z.number()).nullable(),
    Scores: z.record(z.string(), z.number()).nullable(),
    ScoreMetaData: z
      .array(z.object({ NodeID: z.string(), Scores: z.record(z.string(), z.number()), NormScore: z.number() }))
      .nullable(),
    AllocationTime: z.int(),
    CoalescedFailures: z.int(),
  })
  .meta({ id: "AllocationMetric" });
export type AllocationMetricAnswer = z.infer<typeof allocationMetricSchema>;

export const evaluationAnswerSchema = z
  .object({
    ID: z.string(),
    Namespace: z.string(),
    Priority: z.int(),
    Type: z.string(),
    TriggeredBy: z.string(),
    JobID: z.string(),
    JobModifyIndex: index.optional(),
    NodeID: z.string().optional(),
    DeploymentID: z.string().optional(),
    Status: z.string(),
    StatusDescription: z.string().optional(),
    WaitUntil: timeText.optional(),
    NextEval: z.string().optional(),
    PreviousEval: z.string().optional(),
    BlockedEval: z.string().optional(),
    RelatedEvals: z
      .array(z.object({ ID: z.string(), Status: z.string(), TriggeredBy: z.string(), CreateIndex: index }).loose())
      .optional(),
    FailedTGAllocs: z.record(z.string(), allocationMetricSchema).optional(),
    QueuedAllocations: counts.optional(),
    SnapshotIndex: index.optional(),
    CreateIndex: index,
    ModifyIndex: index,
    CreateTime: timeNs,
    ModifyTime: timeNs,
  })
  .meta({ id: "Evaluation" });
export type EvaluationAnswer = z.infer<typeof evaluationAnswerSchema>;

export const deploymentGroupSchema = z
  .object({
    AutoRevert: z.boolean(),
    AutoPromote: z.boolean(),
    ProgressDeadline: z.number(),
    RequireProgressBy: timeText,
    Promoted: z.boolean(),
    PlacedCanaries: z.array(z.string()).nullable(),
    DesiredCanaries: z.int(),
    DesiredTotal: z.int(),
    PlacedAllocs: z.int(),
    HealthyAllocs: z.int(),
    UnhealthyAllocs: z.int(),
  })
  .meta({ id: "DeploymentState" });

export const deploymentAnswerSchema = z
  .object({
    ID: z.string(),
    Namespace: z.string(),
    JobID: z.string(),
    JobVersion: z.int(),
    JobModifyIndex: index,
    JobSpecModifyIndex: index,
    JobCreateIndex: index,
    IsMultiregion: z.boolean(),
    TaskGroups: z.record(z.string(), deploymentGroupSchema),
    Status: z.string(),
    StatusDescription: z.string(),
    EvalPriority: z.int(),
    CreateIndex: index,
    ModifyIndex: index,
    CreateTime: timeNs,
    ModifyTime: timeNs,
  })
  .meta({ id: "Deployment" });
export type DeploymentAnswer = z.infer<typeof deploymentAnswerSchema>;

export const desiredUpdatesSchema = z
  .object({
    Ignore: z.int(),
    Place: z.int(),
    Migrate: z.int(),
    Stop: z.int(),
    InPlaceUpdate: z.int(),
    DestructiveUpdate: z.int(),
    Canary: z.int(),
    Preemptions: z.int(),
    Disconnect: z.int(),
    Reconnect: z.int(),
    RescheduleNow: z.int(),
    RescheduleLater: z.int(),
  })
  .meta({ id: "DesiredUpdates" });
export type DesiredUpdatesAnswer = z.infer<typeof desiredUpdatesSchema>;

export const planAnswerSchema = z
  .object({
    Annotations: z.object({
      DesiredTGUpdates: z.record(z.string(), desiredUpdatesSchema),
      PreemptedAllocs: z.null(),
    }),
    FailedTGAllocs: z.record(z.string(), allocationMetricSchema).nullable(),
    JobModifyIndex: index,
    CreatedEvals: z.array(evaluationAnswerSchema).nullable(),
    Diff: jobDiffSchema.nullable(),
    NextPeriodicLaunch: timeText.nullable(),
    Warnings: z.string(),
    Index: index,
  })
  .meta({ id: "JobPlanResponse" });
export type PlanAnswer = z.infer<typeof planAnswerSchema>;
