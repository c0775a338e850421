// What an allocation has beside its columns. Some of it is stored in full for the few that have it; ports come from
// the cohort and plain task states from their templates, put together only when somebody asks.
import type { AssignedPort } from "../model/agent-protocol.js";
import type { CheckState, TaskState } from "../model/report.js";
import { type AllocationRows, none, word } from "./allocation-rows.js";
import type { Holding } from "../model/holding.js";
import { type Cohort, holdingOf, portsOf } from "./cohort.js";
import type { TaskStatesColumn } from "./task-states.js";

export interface RescheduleEvent {
  readonly timeMs: number;
  readonly previousAllocationId: string;
  readonly previousNodeId: string;
  readonly delayMs: number;
}

/** What few allocations have, stored in full. */
export interface StoredExtras {
  previousId?: string;
  /** The deployment that updated it in place; absent: the one that placed it, if any. */
  deploymentId?: string;
  nextId?: string;
  followUpEvaluationId?: string;
  checks?: readonly CheckState[];
  /** The allocation of a higher job that it had to make room for. */
  preemptedById?: string;
  /** Those that had to make room for it. */
  preemptedIds?: readonly string[];
  reschedules?: readonly RescheduleEvent[];
  /** Only those that cannot be cut into pattern and times: see task-states.ts. */
  taskStates?: Readonly<Record<string, TaskState>>;
}

export interface AllocationExtras extends Readonly<StoredExtras> {
  readonly ports?: readonly AssignedPort[];
  readonly holding?: Holding;
  readonly trace?: string;
}

/** Reads what a row has; the stored part is written by the fold alone. */
export class ExtrasColumn {
  readonly stored = new Map<number, StoredExtras>();

  constructor(
    private readonly rows: AllocationRows,
    private readonly cohorts: readonly (Cohort | undefined)[],
    private readonly taskStates: TaskStatesColumn,
  ) {}

  /** undefined: nothing but its columns. */
  get(row: number): AllocationExtras | undefined {
    const id = this.rows.get(row, word.cohort);
    const cohort = id === none ? undefined : this.cohorts[id];
    if (cohort === undefined) return undefined;
    const stored = this.stored.get(row);
    const states = this.taskStates.get(row);
    if (cohort.ports === undefined && cohort.holdings === undefined && cohort.trace === "" && states === undefined) return stored;
    const extras: { -readonly [K in keyof AllocationExtras]: AllocationExtras[K] } = { ...stored };
    const ports = portsOf(cohort, this.rows.get(row, word.number));
    if (ports !== undefined) extras.ports = ports;
    const holding = holdingOf(cohort, this.rows.get(row, word.number));
    if (holding !== undefined) extras.holding = holding;
    if (states !== undefined) extras.taskStates = states;
    if (cohort.trace !== "") extras.trace = cohort.trace;
    return extras;
  }

  /** To be written. */
  of(row: number): StoredExtras {
    let stored = this.stored.get(row);
    if (stored === undefined) {
      stored = {};
      this.stored.set(row, stored);
    }
    return stored;
  }
}
