// A deployment: the progress of one job version towards being wholly rolled out and healthy.

export type DeploymentStatus = "running" | "paused" | "failed" | "successful" | "cancelled";

export interface DeploymentGroup {
  readonly autoRevert: boolean;
  readonly autoPromote: boolean;
  readonly promoted: boolean;
  readonly desiredCanaries: number;
  readonly desiredTotal: number;
  readonly placed: number;
  readonly healthy: number;
  readonly unhealthy: number;
  readonly progressDeadlineMs: number;
  /** Unix ms; 0 = no deadline. Moves forward with each allocation that becomes healthy. */
  readonly requireProgressByMs: number;
  /** When the last batch of replacements was placed; an explicit stagger counts from here. */
  readonly lastBatchAtMs: number;
}

export interface Deployment {
  readonly id: string;
  readonly namespace: string;
  readonly jobId: string;
  readonly jobVersion: number;
  readonly jobModifyIndex: number;
  readonly jobCreateIndex: number;
  readonly status: DeploymentStatus;
  readonly statusDescription: string;
  readonly groups: Readonly<Record<string, DeploymentGroup>>;
  readonly createIndex: number;
  readonly modifyIndex: number;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
}

export function isActiveDeployment(status: DeploymentStatus): boolean {
  return status === "running" || status === "paused";
}
