// What an agent reports of an allocation: the observed state, owned by the node alone. A report is ordered by
// (registration index of the node, revision from the agent's own store): newer wins, others are dropped.

export type ClientStatus = "pending" | "running" | "complete" | "failed" | "lost" | "unknown";

/** The statuses that an agent may report itself; lost and unknown are the cluster's to say. */
export type ReportedStatus = "pending" | "running" | "complete" | "failed";

export interface TaskEvent {
  /** Nomad's event types, for example "Received", "Started", "Terminated", "Restarting". */
  readonly type: string;
  readonly timeMs: number;
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
}

export interface TaskState {
  readonly state: "pending" | "running" | "dead";
  readonly failed: boolean;
  readonly restarts: number;
  /** 0 = never */
  readonly lastRestartMs: number;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  /** the newest 10 */
  readonly events: readonly TaskEvent[];
}

export type CheckStatus = "passing" | "critical" | "pending";

export interface CheckState {
  /** `<service name>/<check name>` */
  readonly id: string;
  readonly service: string;
  readonly task: string;
  readonly status: CheckStatus;
  /** At most 512 characters of the last result. */
  readonly output: string;
}

export interface AllocationReport {
  readonly allocationId: string;
  /** Counts up for each allocation in the agent's store; survives the agent's restart. */
  readonly revision: number;
  readonly clientStatus: ReportedStatus;
  readonly description: string;
  readonly taskStates: Readonly<Record<string, TaskState>>;
  readonly checks: readonly CheckState[];
  /** Deployment health, said once: true = healthy for min_healthy_time, false = deadline passed or failed; undefined = not yet known. */
  readonly healthy?: boolean | undefined;
}

export function isClientTerminal(status: ClientStatus): boolean {
  return status === "complete" || status === "failed" || status === "lost";
}
