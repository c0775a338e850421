// Reports of one node as columns: what agents send, what the log holds and what the fold reads, without an object each.
// Descriptions, patterns of task states and checks that are alike are there once. Whoever wants a report as an object
// makes it here; an event that came as columns makes its `reports` only when somebody asks.
import { readUuid, uuidBytes, writeUuid } from "../common/uuid-bytes.js";
import { PatternFinder, type StatesPattern, type TaskStates, statesAt } from "../state/states-pattern.js";
import type { AllocationsReported } from "./entry.js";
import type { AllocationReport, CheckState, ReportedStatus } from "./report.js";

export const reportedStatuses: readonly ReportedStatus[] = ["pending", "running", "complete", "failed"];
const healths = [undefined, true, false] as const;

export interface ReportRows {
  readonly count: number;
  /** 16 bytes each. */
  readonly ids: Uint8Array;
  readonly revisions: Uint32Array;
  /** Numbers of `reportedStatuses`. */
  readonly statuses: Uint8Array;
  /** 0 = not known yet, 1 = healthy, 2 = unhealthy */
  readonly healths: Uint8Array;
  readonly descriptions: readonly string[];
  readonly descriptionRefs: Uint16Array;
  readonly patterns: readonly StatesPattern[];
  readonly patternRefs: Uint16Array;
  /** The earliest time of each one's task states; 0 when they have none. */
  readonly firstTimesMs: Float64Array;
  /** From each time to the next later one: as many for each report as its pattern has times, less one. */
  readonly timeSteps: Uint32Array;
  readonly checks: readonly (readonly CheckState[])[];
  /** From 1; empty = none has any. */
  readonly checkRefs: Uint16Array;
}

const maxRows = 0xffff;
const longestStepMs = 0xffff_ffff;

/** Distinct values in the order of their first use. */
class Dictionary<T> {
  readonly values: T[] = [];
  private readonly refs = new Map<unknown, number>();

  ref(key: unknown, value: T): number {
    let ref = this.refs.get(key);
    if (ref === undefined) {
      ref = this.values.push(value) - 1;
      this.refs.set(key, ref);
    }
    return ref;
  }
}

const patterns = new PatternFinder();

function addSteps(steps: number[], timesMs: readonly number[]): boolean {
  for (let i = 1; i < timesMs.length; i++) {
    const step = timesMs[i]! - timesMs[i - 1]!;
    if (step > longestStepMs) return false;
    steps.push(step);
  }
  return true;
}

/** undefined: at least one of them cannot be a row. */
export function rowsOfReports(reports: readonly AllocationReport[]): ReportRows | undefined {
  const count = reports.length;
  if (count === 0 || count > maxRows) return undefined;
  const found = { patterns: new Dictionary<StatesPattern>(), descriptions: new Dictionary<string>(), checks: new Dictionary<readonly CheckState[]>() };
  const rows = { ids: new Uint8Array(count * uuidBytes), revisions: new Uint32Array(count), statuses: new Uint8Array(count), healths: new Uint8Array(count) };
  const refs = { descriptionRefs: new Uint16Array(count), patternRefs: new Uint16Array(count), checkRefs: new Uint16Array(count) };
  const firstTimesMs = new Float64Array(count);
  const steps: number[] = [];
  for (let i = 0; i < count; i++) {
    const report = reports[i]!;
    const timed = patterns.find(report.taskStates);
    if (timed === undefined || !writeUuid(report.allocationId, rows.ids, i * uuidBytes) || !addSteps(steps, timed.timesMs)) return undefined;
    rows.revisions[i] = report.revision;
    rows.statuses[i] = reportedStatuses.indexOf(report.clientStatus);
    rows.healths[i] = healths.indexOf(report.healthy);
    refs.descriptionRefs[i] = found.descriptions.ref(report.description, report.description);
    refs.patternRefs[i] = found.patterns.ref(timed.pattern, timed.pattern);
    firstTimesMs[i] = timed.timesMs[0] ?? 0;
    if (report.checks.length > 0) refs.checkRefs[i] = found.checks.ref(JSON.stringify(report.checks), report.checks) + 1;
  }
  const values = { patterns: found.patterns.values, descriptions: found.descriptions.values, checks: found.checks.values };
  return { count, ...rows, ...refs, ...values, checkRefs: values.checks.length === 0 ? new Uint16Array(0) : refs.checkRefs, firstTimesMs, timeSteps: Uint32Array.from(steps) };
}

/** Throws when the columns do not belong together: each is as long as there are rows, each number names something. */
export function assertWhole(rows: ReportRows): void {
  const { count, ids, revisions, statuses, descriptionRefs, patternRefs, firstTimesMs, checkRefs } = rows;
  const lengths = [ids.length / uuidBytes, revisions.length, statuses.length, rows.healths.length, descriptionRefs.length, patternRefs.length, firstTimesMs.length];
  if (lengths.some((length) => length !== count) || (checkRefs.length !== 0 && checkRefs.length !== count)) throw new RangeError("columns of reports differ in length");
  let steps = 0;
  for (let i = 0; i < count; i++) {
    const pattern = rows.patterns[patternRefs[i]!];
    if (pattern === undefined || descriptionRefs[i]! >= rows.descriptions.length || (checkRefs[i] ?? 0) > rows.checks.length)
      throw new RangeError(`report ${i} names what its columns do not have`);
    if (statuses[i]! >= reportedStatuses.length) throw new RangeError(`report with unknown client status ${statuses[i]!}`);
    if (!Number.isSafeInteger(firstTimesMs[i]) || firstTimesMs[i]! < 0) throw new RangeError(`report ${i} has a time that is none`);
    steps += Math.max(0, pattern.timeCount - 1);
  }
  if (steps !== rows.timeSteps.length) throw new RangeError("columns of reports differ in length");
}

function timesOf(rows: ReportRows, i: number, firstStep: number): number[] {
  const times: number[] = [];
  const { timeCount } = rows.patterns[rows.patternRefs[i]!]!;
  for (let n = 0, time = rows.firstTimesMs[i]!; n < timeCount; n++, time += rows.timeSteps[firstStep + n - 1] ?? 0) times.push(time);
  return times;
}

/** As objects again. */
export function reportsOfRows(rows: ReportRows): readonly AllocationReport[] {
  const reports: AllocationReport[] = [];
  let step = 0;
  for (let i = 0; i < rows.count; i++) {
    const pattern = rows.patterns[rows.patternRefs[i]!]!;
    const taskStates: TaskStates = statesAt(pattern, timesOf(rows, i, step));
    step += Math.max(0, pattern.timeCount - 1);
    reports.push({
      allocationId: readUuid(rows.ids, i * uuidBytes),
      revision: rows.revisions[i]!,
      clientStatus: reportedStatuses[rows.statuses[i]!]!,
      description: rows.descriptions[rows.descriptionRefs[i]!]!,
      taskStates,
      checks: rows.checks[(rows.checkRefs[i] ?? 0) - 1] ?? [],
      healthy: healths[rows.healths[i]!],
    });
  }
  return reports;
}

const rowsOfEvents = new WeakMap<AllocationsReported, ReportRows>();

export function reportedInRows(nodeId: string, registrationIndex: number, rows: ReportRows): AllocationsReported {
  let made: readonly AllocationReport[] | undefined;
  const event: AllocationsReported = {
    type: "AllocationsReported",
    nodeId,
    registrationIndex,
    get reports() {
      made ??= reportsOfRows(rows);
      return made;
    },
  };
  rowsOfEvents.set(event, rows);
  return event;
}

/** The columns of an event that came as such. */
export function rowsOfEvent(event: AllocationsReported): ReportRows | undefined {
  return rowsOfEvents.get(event);
}
