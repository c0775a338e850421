// The conversation between node-agent and node-gateway. The agent dials out only: it registers, then polls
// "what changed for me since index X"; the poll is the heartbeat. Answers are explicit changes: an allocation that
// is not mentioned stays as it is, so absence never stops anything.
import type { Holding } from "./holding.js";
import type { Job } from "./job.js";
import type { NodeRegistration } from "./node.js";
import type { AllocationReport } from "./report.js";

export interface RegisterRequest {
  readonly registration: NodeRegistration;
}

export interface RegisterResponse {
  /** The log index of this registration: the first half of every report's revision. */
  readonly registrationIndex: number;
  /** Name of the log's current life; when it changes the agent keeps everything and registers again. */
  readonly incarnation: string;
  readonly heartbeatTtlMs: number;
  /**
   * Allocations of the inventory that this life of the log no longer has for this node: thought lost, and collected
   * meanwhile. Nobody will ever ask to stop them, so this is the word to stop; not for what an earlier life had placed.
   */
  readonly unknown?: readonly string[];
  /**
   * Present: refused, since the log holds a registration with this or a higher counter (an older message came late, or
   * the agent's disk was put back to an earlier day). The agent registers again with a higher one.
   */
  readonly countFrom?: number;
}

export interface PollRequest {
  readonly nodeId: string;
  readonly registrationIndex: number;
  readonly incarnation: string;
  /** The index of the last answer that was carried out and stored by the agent; 0 at first. */
  readonly sinceIndex: number;
  /** Longest time the gateway may park this poll. */
  readonly waitMs: number;
  /** Keys of specs that assignments since `sinceIndex` name and that did not come: any gateway sends them again. */
  readonly missingJobs?: readonly string[];
}

/** Where a port label of an allocation ended up. */
export interface AssignedPort {
  readonly label: string;
  /** Host port. */
  readonly value: number;
  /** Port inside the task's network; 0 = same as host. */
  readonly to: number;
  readonly hostIp: string;
  /** Set for a legacy port of one task's own `resources.network`; "" for a group's port. */
  readonly task: string;
}

/** All that an agent needs to run an allocation. The job's spec comes once a version and node, in `jobs`. */
export interface Assignment {
  readonly allocationId: string;
  readonly name: string;
  readonly namespace: string;
  readonly jobId: string;
  readonly jobVersion: number;
  /** Key into PollResponse.jobs and the agent's own store: `<namespace>/<jobId>@<createIndex>.<version>`. */
  readonly jobKey: string;
  readonly group: string;
  readonly nameIndex: number;
  readonly desired: "run" | "stop";
  readonly desiredDescription: string;
  /** Server-side modify index of this allocation. */
  readonly index: number;
  readonly ports: readonly AssignedPort[];
  /** Cores and devices by name; absent: none. */
  readonly holding?: Holding;
  /** Tasks may use up to their `memory_max`; absent: only what they asked for. */
  readonly oversubscribes?: true;
  /** A deployment or migration waits for this allocation's health. */
  readonly watchHealth: boolean;
  readonly previousAllocationId: string;
  /** What its job was dispatched with, base64; absent = nothing. */
  readonly payload?: string;
  readonly createdAtMs: number;
  /** W3C traceparent of the request that caused it, "" if none. */
  readonly trace: string;
}

export interface PollResponse {
  readonly kind: "changes" | "register-again";
  /** Everything up to this index is contained; becomes the next sinceIndex. More may be there already: the next poll says. */
  readonly index: number;
  readonly assignments: readonly Assignment[];
  /** Collected from the state: the agent may delete their directories. Only ever names terminal allocations. */
  readonly forget: readonly string[];
  /**
   * Specs that the node does not have, by all that its polls said. One that the agent lacks all the same it asks for
   * (`missingJobs`), and does not go on to the next index before it has come or is among `unknownJobs`.
   */
  readonly jobs: Readonly<Record<string, Job>>;
  /** Asked for, and there is none. */
  readonly unknownJobs?: readonly string[];
  readonly heartbeatTtlMs: number;
  /** With "register-again": why. */
  readonly reason: string;
}

export interface ReportRequest {
  readonly nodeId: string;
  readonly registrationIndex: number;
  readonly reports: readonly AllocationReport[];
}

export interface ReportResponse {
  readonly kind: "recorded" | "register-again";
  readonly reason: string;
}
