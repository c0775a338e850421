// What a node has to report, in columns from the start. It says what a real agent says of a raw_exec task: received and set
// up in one go, started some milliseconds later; for what was stopped also when it ended.
import { uuidBytes } from "@berth/core/common/uuid-bytes";
import { taskEvents } from "@berth/core/agent/task-events";
import { type ReportRows, rowsOfReports } from "@berth/core/model/report-rows";
import type { AllocationReport, TaskState } from "@berth/core/model/report";
import type { StatesPattern } from "@berth/core/state/states-pattern";

export interface Reported {
  readonly tasks: readonly string[];
  readonly isWatched: boolean;
  readonly ended: boolean;
}

const descriptions = ["Tasks are running", "All tasks have completed"];

export function reportOf(allocationId: string, { tasks, isWatched, ended }: Reported, nowMs: number): AllocationReport {
  const receivedMs = nowMs - 1 - setupMs(parseInt(allocationId.slice(0, 2), 16));
  const told = [taskEvents.received(), taskEvents.setup(), taskEvents.started()];
  const state: TaskState = {
    state: ended ? "dead" : "running",
    failed: false,
    restarts: 0,
    lastRestartMs: 0,
    startedAtMs: nowMs,
    finishedAtMs: ended ? nowMs + 1 : 0,
    events: told.map((event, i) => ({ ...event, timeMs: i < 2 ? receivedMs : nowMs })),
  };
  return {
    allocationId,
    revision: ended ? 2 : 1,
    clientStatus: ended ? "complete" : "running",
    description: descriptions[ended ? 1 : 0]!,
    taskStates: Object.fromEntries(tasks.map((task) => [task, state])),
    checks: [],
    healthy: isWatched && !ended ? true : undefined,
  };
}

/** Tasks take a little longer here than there. */
function setupMs(firstByte: number): number {
  return firstByte % 25;
}

const anyId = "00000000-0000-4000-8000-000000000000";
const patterns = new Map<readonly string[], { readonly running: StatesPattern; readonly ended: StatesPattern }>();

function patternsOf(tasks: readonly string[]) {
  let known = patterns.get(tasks);
  if (known === undefined) {
    const of = (ended: boolean): StatesPattern => rowsOfReports([reportOf(anyId, { tasks, ended, isWatched: false }, 1_000)])!.patterns[0]!;
    known = { running: of(false), ended: of(true) };
    patterns.set(tasks, known);
  }
  return known;
}

export class ReportBatch {
  private ids = new Uint8Array(8 * uuidBytes);
  private what: Reported[] = [];

  get size(): number {
    return this.what.length;
  }

  add(ids: Uint8Array, at: number, reported: Reported): void {
    const end = this.size * uuidBytes;
    if (end === this.ids.length) {
      const grown = new Uint8Array(2 * end);
      grown.set(this.ids);
      this.ids = grown;
    }
    for (let i = 0; i < uuidBytes; i++) this.ids[end + i] = ids[at + i]!;
    this.what.push(reported);
  }

  /** The oldest, as of now. */
  rows(most: number, nowMs: number): ReportRows {
    const count = Math.min(most, this.size);
    const used: StatesPattern[] = [];
    const refs = { descriptionRefs: new Uint16Array(count), patternRefs: new Uint16Array(count), checkRefs: new Uint16Array(0) };
    const columns = { revisions: new Uint32Array(count), statuses: new Uint8Array(count), healths: new Uint8Array(count), firstTimesMs: new Float64Array(count) };
    const steps: number[] = [];
    for (let i = 0; i < count; i++) {
      const { tasks, isWatched, ended } = this.what[i]!;
      const pattern = patternsOf(tasks)[ended ? "ended" : "running"];
      let ref = used.indexOf(pattern);
      if (ref < 0) ref = used.push(pattern) - 1;
      refs.patternRefs[i] = ref;
      refs.descriptionRefs[i] = ended ? 1 : 0;
      columns.revisions[i] = ended ? 2 : 1;
      columns.statuses[i] = ended ? 2 : 1;
      columns.healths[i] = isWatched && !ended ? 1 : 0;
      if (pattern.timeCount === 0) continue;
      const took = 1 + setupMs(this.ids[i * uuidBytes]!);
      columns.firstTimesMs[i] = nowMs - took;
      steps.push(took);
      if (ended) steps.push(1);
    }
    return { count, ids: this.ids.slice(0, count * uuidBytes), ...columns, ...refs, descriptions, patterns: used, timeSteps: Uint32Array.from(steps), checks: [] };
  }

  /** They have arrived. */
  drop(count: number): void {
    this.ids.copyWithin(0, count * uuidBytes, this.size * uuidBytes);
    this.what = this.what.slice(count);
  }
}
