// Many plain reports of one node as columns. An agent that starts a thousand tasks says a thousand times the same with
// other ids and times: what is the same goes out once. Whoever reads gets the same reports as from the long form.
import { type PlainTemplate, firstStartMs, isShifted, keyOf, moved } from "@berth/core/state/plain-task-states";
import type { AllocationReport } from "@berth/core/model/report";
import type { berth } from "../gen/entry.js";
import { bytesOf, float64Column, uint16Column, uint32Column } from "./columns.js";
import { fromDocument, toDocument } from "./documents.js";
import { healthCodeOf, healthyOf, statusCodeOf, statusOf } from "./report.js";

const idLength = 36;
const plainId = /^[\x21-\x7e]{36}$/;
const maxRefs = 0xffff;

/** Distinct values in the order of their first use. */
class Dictionary<T> {
  readonly values: T[] = [];
  private readonly refs = new Map<string, number>();

  ref(key: string, make: () => T): number {
    let ref = this.refs.get(key);
    if (ref === undefined) {
      ref = this.values.push(make()) - 1;
      this.refs.set(key, ref);
    }
    return ref;
  }
}

class TemplateDictionary {
  readonly found = new Dictionary<PlainTemplate>();
  private last = 0;

  /** undefined: not plain. */
  ref(states: AllocationReport["taskStates"], baseMs: number): number | undefined {
    const last = this.found.values[this.last];
    if (last !== undefined && isShifted(last, states, baseMs)) return this.last;
    const key = keyOf(states, baseMs);
    if (key === undefined) return undefined;
    this.last = this.found.ref(key, () => ({ baseMs, states }));
    return this.last;
  }
}

/** undefined: not all of them are plain, or there are too few to matter. */
export function reportsToColumns(reports: readonly AllocationReport[]): berth.log.v1.ReportColumns.$Properties | undefined {
  const count = reports.length;
  if (count < 2 || count > maxRefs) return undefined;
  const templates = new TemplateDictionary();
  const descriptions = new Dictionary<string>();
  const rows = { revisions: new Uint32Array(count), statuses: new Uint8Array(count), healths: new Uint8Array(count) };
  const refs = { descriptions: new Uint16Array(count), states: new Uint16Array(count), startsMs: new Float64Array(count) };
  let ids = "";
  for (const [i, report] of reports.entries()) {
    const startMs = firstStartMs(report.taskStates);
    const state = templates.ref(report.taskStates, startMs);
    if (state === undefined || report.checks.length > 0 || !plainId.test(report.allocationId)) return undefined;
    ids += report.allocationId;
    rows.revisions[i] = report.revision;
    rows.statuses[i] = statusCodeOf(report);
    rows.healths[i] = healthCodeOf(report);
    refs.descriptions[i] = descriptions.ref(report.description, () => report.description);
    refs.states[i] = state;
    refs.startsMs[i] = startMs;
  }
  return {
    allocationIds: ids,
    revisions: bytesOf(rows.revisions),
    clientStatuses: rows.statuses,
    healths: rows.healths,
    descriptions: descriptions.values,
    descriptionRefs: bytesOf(refs.descriptions),
    taskStates: templates.found.values.map(toDocument),
    taskStateRefs: bytesOf(refs.states),
    startsMs: bytesOf(refs.startsMs),
  };
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
