// A plan: what one look at one job wants changed. Made by `schedule` (pure), checked by the applier against the
// newest state, committed as one log entry together with others. Placements are columns, one set for each group.
import type { AllocationMetric, DesiredUpdates, EvaluationTrigger } from "./evaluation.js";
import type { Holding } from "./holding.js";
import type { DeploymentGroup, DeploymentStatus } from "./deployment.js";

/** Distinct nodes by id; `refs` points into it, one for each placement. */
export interface NamedNodes {
  readonly ids: readonly string[];
  readonly refs: Uint32Array;
}

/** Placements of one group. Columns run in parallel; all have the same length. */
export interface GroupPlacements {
  readonly group: string;
  readonly jobVersion: number;
  /** Index in `job.group[index]`. */
  readonly nameIndexes: Uint32Array;
  /**
   * Row of each placement's node in the node table (the same on all replicas): as it was at `snapshotIndex` in a plan
   * that is submitted, at `verifiedThrough` in an entry. See ADR 0013 for why a row that is used again does no harm.
   */
  readonly nodeRows: Uint32Array;
  /** Instead of rows, in entries that were written before there were any. */
  readonly namedNodes?: NamedNodes | undefined;
  /** Host ports, `portLabels.length` for each placement, in the group's label order (see scheduling/ports). */
  readonly portsPerPlacement: number;
  readonly ports: Uint16Array;
  /** Cores and devices, one for each placement; absent or empty: the group asks for none. */
  readonly holdings?: readonly Holding[] | undefined;
  /** Allocation that this one replaces; "" for none. Empty array = none at all. */
  readonly previousIds: readonly string[];
  /** Beside previousIds: delay of the reschedule in ms that this replacement is, -1 when it is none (lost, update). */
  readonly rescheduleDelaysMs: readonly number[];
  /** Next best nodes, best first, to fall back on when a node was taken meanwhile. */
  readonly spareNodeIds: readonly string[];
  /** The allocation is watched for health by the plan's deployment. */
  readonly inDeployment: boolean;
  readonly metric: AllocationMetric;
  /** Placements for which others have to go; absent: none. In the order of the columns. */
  readonly preemptions?: readonly PlannedPreemption[] | undefined;
}

/** Allocations of lower jobs, on the placement's node. */
export interface PlannedPreemption {
  /** Position in the columns. */
  readonly placement: number;
  readonly allocationIds: readonly string[];
}

export interface PlannedStop {
  readonly allocationId: string;
  readonly description: string;
  /** "" keeps what the node reported; lost and unknown are the cluster's word. */
  readonly clientStatus: "" | "lost" | "unknown";
  /** True: the allocation was rescheduled; its successor names it as previous. */
  readonly rescheduled: boolean;
}

/** The allocation stays, under a newer version of its job. */
export interface PlannedUpdate {
  readonly allocationId: string;
  readonly jobVersion: number;
  /** It joins the job's deployment, which waits for its health anew; absent: it stays with the one it was placed by. */
  readonly inDeployment?: boolean;
}

/** Look again at this job at a time: delayed reschedule, stagger, progress deadline. */
export interface FollowUp {
  readonly waitUntilMs: number;
  readonly triggeredBy: EvaluationTrigger;
  readonly description: string;
  /** Allocations that wait for it. */
  readonly allocationIds: readonly string[];
}

export type PlannedDeployment =
  | { readonly kind: "create"; readonly jobVersion: number; readonly groups: Readonly<Record<string, DeploymentGroup>> }
  | {
      readonly kind: "update";
      readonly id: string;
      readonly status: DeploymentStatus;
      readonly statusDescription: string;
      /** Groups whose next batch this plan places. */
      readonly batchedGroups: readonly string[];
    };

export interface Plan {
  readonly evaluationId: string;
  readonly namespace: string;
  readonly jobId: string;
  /** The job's decidedAt that the scheduler saw: accepted only if that is still so. */
  readonly decidedAt: number;
  /** Index of the state that the scheduler looked at. */
  readonly snapshotIndex: number;
  readonly allAtOnce: boolean;
  /** Not all of it: a chunk of a large job, or the applier left something out. The evaluation stays pending. */
  readonly partial: boolean;
  readonly placements: readonly GroupPlacements[];
  readonly stops: readonly PlannedStop[];
  readonly updates: readonly PlannedUpdate[];
  /** In order: an old deployment's end first, then a new one's start. */
  readonly deployments: readonly PlannedDeployment[];
  readonly followUps: readonly FollowUp[];
  /** Groups that could not be placed whole: why. Non-empty makes a blocked evaluation. */
  readonly failedGroups: Readonly<Record<string, AllocationMetric>>;
  readonly queued: Readonly<Record<string, number>>;
  readonly desiredUpdates: Readonly<Record<string, DesiredUpdates>>;
}

/** The applier's answer to a scheduler. */
export interface PlanResult {
  readonly kind: "committed" | "partial" | "stale" | "retry";
  /** Index of the entry, or the index to catch up to before the next try. */
  readonly index: number;
  readonly reason: string;
  readonly placed: number;
  readonly moved: number;
  readonly rejected: number;
}
