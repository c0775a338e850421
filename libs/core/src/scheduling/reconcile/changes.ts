// What reconciling wants changed, before anyone looked for nodes. Buckets are named by action. A placement that
// replaces something carries the stop of what it replaces: both happen, or neither.
import type { TaskGroup } from "../../model/job.js";
import type { DesiredUpdates } from "../../model/evaluation.js";
import type { FollowUp, PlannedDeployment } from "../../model/plan.js";
import type { NodeRecord } from "../../state/node-table.js";
import type { AllocationView } from "../allocation-view.js";

export interface Stop {
  readonly allocation: AllocationView;
  readonly description: string;
  readonly clientStatus: "" | "lost" | "unknown";
  readonly rescheduled: boolean;
}

export interface PlacementRequest {
  readonly nameIndex: number;
  readonly previous: AllocationView | undefined;
  /** Planned only together with the placement. */
  readonly stop: Stop | undefined;
  /** -1: not a reschedule. */
  readonly rescheduleDelayMs: number;
  /** Nodes to stay away from, the one it failed on first. */
  readonly avoid: readonly string[];
  /** System jobs: the one node it is for. */
  readonly node: NodeRecord | undefined;
  /** Counts as a step of the rolling update. */
  readonly inBatch: boolean;
}

export interface GroupChanges {
  readonly name: string;
  /** undefined: the job no longer has this group. */
  readonly group: TaskGroup | undefined;
  readonly stops: readonly Stop[];
  /** They stay, under the current version. */
  readonly updates: readonly AllocationView[];
  readonly placements: readonly PlacementRequest[];
  readonly desired: DesiredUpdates;
  readonly inDeployment: boolean;
}

export interface JobChanges {
  readonly groups: readonly GroupChanges[];
  readonly deployments: readonly PlannedDeployment[];
  readonly followUps: readonly FollowUp[];
  /** The deployment that steps of a rolling update are counted for; "" when this plan creates it or there is none. */
  readonly deploymentId: string;
}

export const nothingDesired: DesiredUpdates = {
  ignore: 0,
  place: 0,
  migrate: 0,
  stop: 0,
  inPlaceUpdate: 0,
  destructiveUpdate: 0,
  canary: 0,
  preemptions: 0,
  rescheduleNow: 0,
  rescheduleLater: 0,
};

export function stopOf(allocation: AllocationView, description: string): Stop {
  return { allocation, description, clientStatus: "", rescheduled: false };
}
