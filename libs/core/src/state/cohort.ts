// What the placements of one group in one plan have in common: stored once, named by a number in each row. A cohort
// lives as long as one of its allocations.
import { assignPorts, type PortRequest } from "../model/group-demand.js";
import type { AssignedPort } from "../model/agent-protocol.js";
import type { Holding } from "../model/holding.js";
import type { Birth } from "./birth.js";
import type { GroupSummary, JobRecord } from "./job-table.js";

/** Host ports of all placements of the cohort, as the plan's columns had them. */
export interface CohortPorts {
  readonly requests: readonly PortRequest[];
  readonly perPlacement: number;
  readonly values: Uint16Array;
  /** Address of each placement's node when it was placed. */
  readonly hostIps: string[];
}

export interface CohortTerms {
  readonly job: JobRecord;
  readonly jobVersion: number;
  readonly group: string;
  readonly shape: number;
  readonly evaluationId: string;
  readonly deploymentId: string;
  /** W3C traceparent of what caused it, "" if none. */
  readonly trace: string;
  /** Number of the group's first placement in the entry. */
  readonly firstNumber: number;
  readonly ports: CohortPorts | undefined;
  /** Cores and devices of each placement; undefined: the group asks for none. */
  readonly holdings?: readonly Holding[] | undefined;
}

export interface Cohort extends CohortTerms {
  readonly id: number;
  readonly birth: Birth;
  /** interned */
  readonly groupText: number;
  readonly evaluationText: number;
  readonly deploymentText: number;
  /** The counts of its job's group. */
  readonly summary: GroupSummary;
  live: number;
}

export function holdingOf({ holdings, firstNumber }: Cohort, number: number): Holding | undefined {
  return holdings?.[number - firstNumber];
}

export function portsOf(cohort: Cohort, number: number): readonly AssignedPort[] | undefined {
  const { ports } = cohort;
  if (ports === undefined) return undefined;
  const at = number - cohort.firstNumber;
  const values = ports.values.subarray(at * ports.perPlacement, (at + 1) * ports.perPlacement);
  return assignPorts(ports.requests, values, ports.hostIps[at]!);
}
