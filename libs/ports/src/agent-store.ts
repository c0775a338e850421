// The agent's memory on disk. Everything is synchronous and durable when the call returns.
import type { Assignment } from "@berth/core/model/agent-protocol";
import type { Job } from "@berth/core/model/job";
import type { AllocationReport } from "@berth/core/model/report";
import type { TaskHandle } from "./driver.js";

export interface StoredTask {
  readonly name: string;
  readonly driver: string;
  readonly handle: TaskHandle | undefined;
  /** Agent's own JSON: restart tracker, task state. */
  readonly progress: unknown;
}

export interface StoredAllocation {
  readonly assignment: Assignment;
  readonly report: AllocationReport;
  /** Last revision that the cluster acknowledged. */
  readonly acknowledgedRevision: number;
  readonly tasks: readonly StoredTask[];
}

export interface AgentIdentity {
  readonly nodeId: string;
  readonly secret: string;
}

export interface AgentStore {
  identity(create: () => AgentIdentity): AgentIdentity;
  allocations(): readonly StoredAllocation[];
  job(jobKey: string): Job | undefined;
  putJob(jobKey: string, job: Job): void;
  putAssignment(assignment: Assignment): void;
  putReport(report: AllocationReport): void;
  putAcknowledged(allocationId: string, revision: number): void;
  putTask(allocationId: string, task: StoredTask): void;
  forget(allocationId: string): void;
  /** Last poll index that was carried out, with the incarnation and registration it belongs to. */
  position(): { readonly incarnation: string; readonly registrationIndex: number; readonly sinceIndex: number };
  putPosition(position: { readonly incarnation: string; readonly registrationIndex: number; readonly sinceIndex: number }): void;
  /** A number above all that it gave before, and above this one; kept before it is given. */
  countRegistration(above: number): number;
  /** Runs several puts as one transaction. */
  transaction(run: () => void): void;
  close(): void;
}
