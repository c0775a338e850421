// The cluster log's entries: one message, one transaction. Events are proposals in the past tense: the fold
// (state/evolve.ts) checks each one's preconditions in log order and says `applied` or `refused`.
import type { Job } from "./job.js";
import type { Eligibility, NodeRegistration } from "./node.js";
import type { SkippedLaunches } from "./periodic-launch.js";
import type { Plan } from "./plan.js";
import type { AllocationReport } from "./report.js";
import type { SchedulerConfiguration } from "./scheduler-configuration.js";

export type Role = "broker" | "applier" | "controller" | "discovery" | "history";

/** Who leads, by the log: only the current epoch and the next ordinal are accepted. */
export interface LeaderStamp {
  readonly role: Role;
  readonly epoch: number;
  readonly ordinal: number;
}

export interface LeadershipTaken {
  readonly type: "LeadershipTaken";
  readonly role: Role;
  readonly epoch: number;
  readonly holder: string;
}

/** A leader's word that so much time has passed: the only entry that may move state time by more than a minute. */
export interface Ticked {
  readonly type: "Ticked";
}

export interface LevelRaised {
  readonly type: "LevelRaised";
  readonly level: number;
}

export interface JobSubmission {
  readonly source: string;
  readonly format: "hcl2" | "json" | "hcl1";
}

export interface JobRegistered {
  readonly type: "JobRegistered";
  readonly job: Job;
  /** Compare-and-set on JobModifyIndex: 0 = must not exist; undefined = whatever is there. */
  readonly expectedJobModifyIndex: number | undefined;
  readonly submission: JobSubmission | undefined;
}

export interface JobDeregistered {
  readonly type: "JobDeregistered";
  readonly namespace: string;
  readonly jobId: string;
  readonly purge: boolean;
}

export interface JobEvaluationForced {
  readonly type: "JobEvaluationForced";
  readonly namespace: string;
  readonly jobId: string;
}

/** One or more groups' counts: no new version of the spec besides the count. */
export interface JobScaled {
  readonly type: "JobScaled";
  readonly namespace: string;
  readonly jobId: string;
  readonly group: string;
  readonly count: number;
}

/** A periodic job's due time has come: its child is launched, or the fold says why not. */
export interface PeriodicJobLaunched {
  readonly type: "PeriodicJobLaunched";
  readonly namespace: string;
  readonly jobId: string;
  /** The version of the job that the due time was computed from. */
  readonly jobModifyIndex: number;
  readonly dueMs: number;
  /** Earlier due times that nobody launched. */
  readonly skipped: readonly SkippedLaunches[];
}

/** Due times without a launch: they were missed, or their local day does not exist. */
export interface PeriodicLaunchesSkipped {
  readonly type: "PeriodicLaunchesSkipped";
  readonly namespace: string;
  readonly jobId: string;
  readonly jobModifyIndex: number;
  readonly skipped: readonly SkippedLaunches[];
}

/** Somebody wants a periodic job to run now, beside its due times. */
export interface PeriodicJobForced {
  readonly type: "PeriodicJobForced";
  readonly namespace: string;
  readonly jobId: string;
  readonly atMs: number;
}

/** A child of a parameterised job, with what it was given. */
export interface JobDispatched {
  readonly type: "JobDispatched";
  readonly namespace: string;
  readonly jobId: string;
  /** The child's, made by the writer. */
  readonly childId: string;
  /** Base64; "" = none. */
  readonly payload: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly idempotencyToken: string;
  /** 0 = the parent's. */
  readonly priority: number;
}

export interface NodeRegistered {
  readonly type: "NodeRegistered";
  readonly registration: NodeRegistration;
}

/** The controller heard nothing of these nodes for longer than their time to live. */
export interface NodesMarkedDown {
  readonly type: "NodesMarkedDown";
  readonly nodes: readonly { readonly nodeId: string; readonly registrationIndex: number }[];
  readonly reason: string;
}

export interface NodeEligibilitySet {
  readonly type: "NodeEligibilitySet";
  readonly nodeId: string;
  readonly eligibility: Eligibility;
}

export interface NodePurged {
  readonly type: "NodePurged";
  readonly nodeId: string;
}

export interface AllocationsReported {
  readonly type: "AllocationsReported";
  readonly nodeId: string;
  readonly registrationIndex: number;
  readonly reports: readonly AllocationReport[];
}

/** Stop these and let the scheduler replace them. */
export interface AllocationsStopRequested {
  readonly type: "AllocationsStopRequested";
  readonly allocationIds: readonly string[];
}

export interface PlansCommitted {
  readonly type: "PlansCommitted";
  /** Index of the state they were checked against. */
  readonly verifiedThrough: number;
  readonly plans: readonly Plan[];
}

/** Removed from the state, if unchanged since the index at which the controller looked. */
export interface ObjectsCollected {
  readonly type: "ObjectsCollected";
  readonly lookedAt: number;
  readonly evaluationIds: readonly string[];
  readonly allocationIds: readonly string[];
  readonly jobs: readonly { readonly namespace: string; readonly jobId: string }[];
  readonly deploymentIds: readonly string[];
  readonly nodeIds: readonly string[];
}

export interface SchedulerConfigured {
  readonly type: "SchedulerConfigured";
  readonly configuration: SchedulerConfiguration;
  /** Compare-and-set on its ModifyIndex: 0 = never set; undefined = whatever is there. */
  readonly expectedModifyIndex: number | undefined;
}

export type LogEvent =
  | LeadershipTaken
  | Ticked
  | LevelRaised
  | JobRegistered
  | JobDeregistered
  | JobEvaluationForced
  | JobScaled
  | PeriodicJobLaunched
  | PeriodicLaunchesSkipped
  | PeriodicJobForced
  | JobDispatched
  | NodeRegistered
  | NodesMarkedDown
  | NodeEligibilitySet
  | NodePurged
  | AllocationsReported
  | AllocationsStopRequested
  | PlansCommitted
  | ObjectsCollected
  | SchedulerConfigured;

export interface LogEntry {
  /** Unique for ever; also the message id. */
  readonly id: string;
  readonly timeMs: number;
  /** Process that wrote it: `<service>/<instance>`. */
  readonly actor: string;
  /** W3C traceparent of each event, "" where there is none; shorter than events when the rest have none. */
  readonly traces: readonly string[];
  /** Lowest level of the fold that may read it. */
  readonly level: number;
  readonly leader: LeaderStamp | undefined;
  readonly events: readonly LogEvent[];
  /**
   * State time after which it must not count any more, absent = for ever. A copy that was sent again, and was long under
   * way, then does nothing, although nobody remembers the first one. Leaders' entries need none: their ordinals are used up.
   */
  readonly validUntilMs?: number;
}

export type RefusalCode =
  | "duplicate"
  | "not-leader"
  | "stale-index"
  | "exists"
  | "unknown-job"
  | "unknown-node"
  | "unknown-allocation"
  | "type-change"
  | "wrong-secret"
  | "stale-registration"
  | "stale-plan"
  | "expired"
  | "registration-disabled"
  | "invalid";

/** What became of one plan of a PlansCommitted. */
export interface PlanOutcome {
  readonly evaluationId: string;
  readonly applied: boolean;
  readonly placed: number;
  /** Placements on nodes that had changed after the applier's check. */
  readonly skipped: number;
}

export type Outcome =
  | {
      readonly kind: "applied";
      readonly index: number;
      readonly evaluationId: string;
      /** JobModifyIndex of a job's event, registration index of a node's, epoch of a leader's. */
      readonly detail: number;
      readonly plans?: readonly PlanOutcome[];
    }
  | { readonly kind: "refused"; readonly index: number; readonly code: RefusalCode; readonly message: string };
