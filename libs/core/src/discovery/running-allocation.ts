// An allocation whose services belong into the registry: what discovery needs to know of it, and no more.
import type { AssignedPort } from "../model/agent-protocol.js";
import type { Job } from "../model/job.js";
import type { CheckState, TaskState } from "../model/report.js";

export interface RunningAllocation {
  readonly allocationId: string;
  /** `<job>.<group>[<index>]` */
  readonly name: string;
  readonly namespace: string;
  /** The version of the job that this allocation runs. */
  readonly job: Job;
  readonly group: string;
  readonly nodeId: string;
  readonly nodeName: string;
  readonly datacenter: string;
  /** Where the node's ports are reached when a port itself names no address. */
  readonly nodeAddress: string;
  readonly ports: readonly AssignedPort[];
  readonly taskStates: Readonly<Record<string, TaskState>>;
  readonly checks: readonly CheckState[];
  /** A canary of a deployment that is not promoted yet. */
  readonly canary: boolean;
}
