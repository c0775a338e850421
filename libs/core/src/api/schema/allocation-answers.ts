/** Answers about allocations (nomad.md 3.5). The full object leaves empty fields out, the stub shows all. */
import { z } from "zod";
import { index, assignedDeviceSchema, legacyNetworkSchema, legacyResourcesSchema, textMap, timeNs, timeText } from "./common.js";
import { allocationMetricSchema } from "./evaluation-answers.js";
import { jobAnswerSchema } from "./job-answers.js";

export const taskEventAnswerSchema = z
  .object({
    Type: z.string(),
    Time: timeNs,
    DisplayMessage: z.string(),
    Message: z.string(),
    Details: textMap,
    ExitCode: z.int(),
    Signal: z.int(),
    FailsTask: z.boolean(),
    RestartReason: z.string(),
    StartDelay: z.number(),
    DriverError: z.string(),
    DriverMessage: z.string(),
    KillError: z.string(),
    KillReason: z.string(),
    KillTimeout: z.number(),
    SetupError: z.string(),
    DownloadError: z.string(),
    ValidationError: z.string(),
    VaultError: z.string(),
    FailedSibling: z.string(),
    TaskSignal: z.string(),
    TaskSignalReason: z.string(),
    GenericSource: z.string(),
    DiskLimit: z.int(),
  })
  .meta({ id: "TaskEvent" });
export type TaskEventAnswer = z.infer<typeof taskEventAnswerSchema>;

export const taskStateAnswerSchema = z
  .object({
    State: z.string(),
    Failed: z.boolean(),
    Restarts: z.int(),
    LastRestart: timeText.nullable(),
    StartedAt: timeText.nullable(),
    FinishedAt: timeText.nullable(),
    Events: z.array(taskEventAnswerSchema).nullable(),
    Paused: z.string(),
    TaskHandle: z.null(),
  })
  .meta({ id: "TaskState" });
export type TaskStateAnswer = z.infer<typeof taskStateAnswerSchema>;

export const deploymentStatusSchema = z
  .object({ Healthy: z.boolean().nullable(), Timestamp: timeText, Canary: z.boolean(), ModifyIndex: index })
  .meta({ id: "AllocDeploymentStatus" });

export const rescheduleTrackerSchema = z
  .object({
    Events: z.array(
      z.object({ RescheduleTime: timeNs, PrevAllocID: z.string(), PrevNodeID: z.string(), Delay: z.number() }),
    ),
    LastReschedule: z.string(),
  })
  .meta({ id: "RescheduleTracker" });

export const desiredTransitionSchema = z
  .object({
    Migrate: z.boolean().nullable(),
    Reschedule: z.boolean().nullable(),
    ForceReschedule: z.boolean().nullable(),
    NoShutdownDelay: z.boolean().nullable(),
  })
  .meta({ id: "DesiredTransition" });

export const allocatedTaskSchema = z
  .object({
    Cpu: z.object({ CpuShares: z.int(), ReservedCores: z.array(z.int()).nullable() }),
    Memory: z.object({ MemoryMB: z.int(), MemoryMaxMB: z.int() }),
    Networks: z.array(legacyNetworkSchema).nullable(),
    Devices: z.array(assignedDeviceSchema).nullable(),
  })
  .meta({ id: "AllocatedTaskResources" });

export const allocatedResourcesSchema = z
  .object({
    Tasks: z.record(z.string(), allocatedTaskSchema),
    TaskLifecycles: z.record(z.string(), z.object({ Hook: z.string(), Sidecar: z.boolean() }).nullable()),
    Shared: z.object({
      DiskMB: z.int(),
      Networks: z.array(legacyNetworkSchema).nullable(),
      Ports: z
        .array(
          z.object({ Label: z.string(), Value: z.int(), To: z.int(), HostIP: z.string(), IgnoreCollision: z.boolean() }),
        )
        .nullable(),
    }),
  })
  .meta({ id: "AllocatedResources" });
export type AllocatedResources = z.infer<typeof allocatedResourcesSchema>;

const identityShape = {
  ID: z.string(),
  Namespace: z.string(),
  EvalID: z.string(),
  Name: z.string(),
  NodeID: z.string(),
  NodeName: z.string(),
  JobID: z.string(),
  TaskGroup: z.string(),
  DesiredStatus: z.string(),
  ClientStatus: z.string(),
  CreateIndex: index,
  ModifyIndex: index,
  CreateTime: timeNs,
  ModifyTime: timeNs,
};

export const allocationAnswerSchema = z
  .object({
    ...identityShape,
    Job: jobAnswerSchema,
    Resources: legacyResourcesSchema,
    TaskResources: z.record(z.string(), legacyResourcesSchema),
    SharedResources: legacyResourcesSchema,
    AllocatedResources: allocatedResourcesSchema,
    Metrics: allocationMetricSchema,
    DesiredDescription: z.string().optional(),
    DesiredTransition: desiredTransitionSchema.optional(),
    ClientDescription: z.string().optional(),
    TaskStates: z.record(z.string(), taskStateAnswerSchema).optional(),
    PreviousAllocation: z.string().optional(),
    NextAllocation: z.string().optional(),
    DeploymentID: z.string().optional(),
    DeploymentStatus: deploymentStatusSchema.optional(),
    RescheduleTracker: rescheduleTrackerSchema.optional(),
    FollowupEvalID: z.string().optional(),
    PreemptedAllocations: z.array(z.string()).optional(),
    PreemptedByAllocation: z.string().optional(),
    NetworkStatus: z.object({ InterfaceName: z.string(), Address: z.string(), DNS: z.null() }),
    AllocModifyIndex: index,
  })
  .meta({ id: "Allocation" });
export type AllocationAnswer = z.infer<typeof allocationAnswerSchema>;

export const allocationStubSchema = z
  .object({
    ...identityShape,
    JobType: z.string(),
    JobVersion: z.int(),
    AllocatedResources: allocatedResourcesSchema.optional(),
    DesiredDescription: z.string(),
    DesiredTransition: desiredTransitionSchema,
    ClientDescription: z.string(),
    TaskStates: z.record(z.string(), taskStateAnswerSchema).nullable(),
    DeploymentStatus: deploymentStatusSchema.nullable(),
    FollowupEvalID: z.string(),
    NextAllocation: z.string(),
    RescheduleTracker: rescheduleTrackerSchema.nullable(),
    PreemptedAllocations: z.array(z.string()).nullable(),
    PreemptedByAllocation: z.string(),
  })
  .meta({ id: "AllocationListStub" });
export type AllocationStub = z.infer<typeof allocationStubSchema>;

export const allocationStopAnswerSchema = z.object({ EvalID: z.string(), Index: index }).meta({ id: "AllocStopResponse" });
export type AllocationStopAnswer = z.infer<typeof allocationStopAnswerSchema>;

export const checkResultSchema = z
  .object({
    ID: z.string(),
    Check: z.string(),
    Group: z.string(),
    Mode: z.string(),
    Output: z.string(),
    Service: z.string(),
    Task: z.string(),
    Status: z.string(),
    StatusCode: z.int(),
    Timestamp: z.int(),
  })
  .meta({ id: "AllocCheckStatus" });
export type CheckResult = z.infer<typeof checkResultSchema>;
