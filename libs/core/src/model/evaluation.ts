// An evaluation: the record of one look at a job. It says why the scheduler looked and what came of it; it is
// never the reason that something happens (that is the job's own needsEvaluationAt), so losing or repeating one is harmless.

export type EvaluationStatus = "pending" | "blocked" | "complete" | "failed" | "canceled";

export type EvaluationTrigger =
  | "job-register"
  | "job-deregister"
  | "job-scaling"
  | "node-update"
  | "node-drain"
  | "alloc-failure"
  | "alloc-stop"
  | "alloc-reschedule"
  | "deployment-watcher"
  | "queued-allocs"
  | "max-plan-attempts"
  | "rolling-update"
  | "periodic-job"
  | "preemption"
  | "reconnect"
  | "scheduled";

/** Counts and reasons of one task group's search for nodes (Nomad's AllocMetric). */
export interface AllocationMetric {
  readonly nodesEvaluated: number;
  readonly nodesFiltered: number;
  readonly nodesInPool: number;
  readonly nodesAvailable: Readonly<Record<string, number>>;
  readonly classFiltered: Readonly<Record<string, number>>;
  readonly constraintFiltered: Readonly<Record<string, number>>;
  readonly nodesExhausted: number;
  readonly classExhausted: Readonly<Record<string, number>>;
  readonly dimensionExhausted: Readonly<Record<string, number>>;
  /** For each exhausted dimension the smallest shortfall found, in the dimension's unit: "closest needs 200 MB more". */
  readonly closestShortfall: Readonly<Record<string, number>>;
  /** The best five. */
  readonly scores: readonly {
    readonly nodeId: string;
    readonly scores: Readonly<Record<string, number>>;
    readonly normScore: number;
  }[];
  readonly coalescedFailures: number;
}

/** What reconciling wants of one group (Nomad's DesiredUpdates). */
export interface DesiredUpdates {
  readonly ignore: number;
  readonly place: number;
  readonly migrate: number;
  readonly stop: number;
  readonly inPlaceUpdate: number;
  readonly destructiveUpdate: number;
  readonly canary: number;
  readonly preemptions: number;
  readonly rescheduleNow: number;
  readonly rescheduleLater: number;
}

export interface Evaluation {
  readonly id: string;
  readonly namespace: string;
  readonly jobId: string;
  readonly type: string;
  readonly priority: number;
  readonly triggeredBy: EvaluationTrigger;
  readonly status: EvaluationStatus;
  readonly statusDescription: string;
  /** Unix ms; not handed out before; 0 = at once. */
  readonly waitUntilMs: number;
  readonly nodeId: string;
  readonly deploymentId: string;
  readonly previousId: string;
  readonly nextId: string;
  readonly blockedId: string;
  readonly jobModifyIndex: number;
  readonly failedGroups: Readonly<Record<string, AllocationMetric>>;
  readonly queued: Readonly<Record<string, number>>;
  readonly desiredUpdates: Readonly<Record<string, DesiredUpdates>>;
  /** How the groups that were placed were searched. */
  readonly placedGroups: Readonly<Record<string, AllocationMetric>>;
  /** Index of the state that the scheduler looked at; 0 before. */
  readonly snapshotIndex: number;
  readonly createIndex: number;
  readonly modifyIndex: number;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  /** W3C traceparent of what caused it. */
  readonly trace: string;
}
