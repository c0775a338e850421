// Reports in the columns of earlier entries: read for ever, written no more (report-rows.ts). Plain ones only, without
// events; a template's states are those of a report whose first task started at baseMs.
import type { AllocationReport, TaskState } from "@berth/core/model/report";
import type { berth } from "../gen/entry.js";
import { float64Column, uint16Column, uint32Column } from "./columns.js";
import { fromDocument } from "./documents.js";
import { healthyOf, statusOf } from "./report.js";

const idLength = 36;

interface PlainTemplate {
  readonly baseMs: number;
  readonly states: Readonly<Record<string, TaskState>>;
}

/** The template's states with their times this much later. */
function moved(states: PlainTemplate["states"], byMs: number): AllocationReport["taskStates"] {
  const shifted = (timeMs: number): number => (timeMs === 0 ? 0 : timeMs + byMs);
  const entries = Object.entries(states).map(([task, state]): [string, TaskState] => {
    const { lastRestartMs, startedAtMs, finishedAtMs } = state;
    return [task, { ...state, lastRestartMs: shifted(lastRestartMs), startedAtMs: shifted(startedAtMs), finishedAtMs: shifted(finishedAtMs) }];
  });
  return Object.fromEntries(entries);
}

export function reportsFromColumns(columns: berth.log.v1.ReportColumns): AllocationReport[] {
  const { allocationIds, clientStatuses, healths, descriptions } = columns;
  const revisions = uint32Column(columns.revisions);
  const descriptionRefs = uint16Column(columns.descriptionRefs);
  const stateRefs = uint16Column(columns.taskStateRefs);
  const startsMs = float64Column(columns.startsMs);
  const templates = columns.taskStates.map((bytes) => fromDocument<PlainTemplate>(bytes));
  const count = revisions.length;
  const lengths = [allocationIds.length / idLength, clientStatuses.length, healths.length, descriptionRefs.length, stateRefs.length];
  if ([...lengths, startsMs.length].some((length) => length !== count)) throw new RangeError("columns of reports differ in length");
  const reports: AllocationReport[] = [];
  for (let i = 0; i < count; i++) {
    const template = templates[stateRefs[i]!];
    const description = descriptions[descriptionRefs[i]!];
    if (template === undefined || description === undefined) throw new RangeError(`report ${i} names what its columns do not have`);
    reports.push({
      allocationId: allocationIds.slice(i * idLength, (i + 1) * idLength),
      revision: revisions[i]!,
      clientStatus: statusOf(clientStatuses[i]!),
      description,
      taskStates: moved(template.states, startsMs[i]! - template.baseMs),
      checks: [],
      healthy: healthyOf(healths[i]!),
    });
  }
  return reports;
}
