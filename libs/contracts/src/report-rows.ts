// Rows of reports on the wire. Decoding makes no object a report; a pattern that was seen before is not parsed again.
// Whatever does not belong together throws here, before anything is folded.
import { type ReportRows, assertWhole } from "@berth/core/model/report-rows";
import type { CheckState } from "@berth/core/model/report";
import { StatesPattern } from "@berth/core/state/states-pattern";
import type { berth } from "../gen/entry.js";
import { bytesOf, float64Column, uint16Column, uint32Column } from "./columns.js";
import { fromDocument, toDocument } from "./documents.js";

const maxPatternsKnown = 1_024;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

const patternsKnown = new Map<string, StatesPattern>();
const bytesOfPatterns = new WeakMap<StatesPattern, Uint8Array>();

/** Throws when it is no pattern. */
function patternFromWire(bytes: Uint8Array): StatesPattern {
  const key = decoder.decode(bytes);
  const known = patternsKnown.get(key);
  if (known !== undefined) return known;
  const pattern = new StatesPattern(key);
  if (!Number.isSafeInteger(pattern.timeCount) || pattern.timeCount > key.length) throw new RangeError("task states whose ranks are none");
  if (patternsKnown.size >= maxPatternsKnown) patternsKnown.clear();
  patternsKnown.set(key, pattern);
  return pattern;
}

function patternToWire(pattern: StatesPattern): Uint8Array {
  let bytes = bytesOfPatterns.get(pattern);
  if (bytes === undefined) {
    bytes = encoder.encode(pattern.key);
    bytesOfPatterns.set(pattern, bytes);
  }
  return bytes;
}

export function rowsToWire(rows: ReportRows): berth.log.v1.ReportRows.$Properties {
  return {
    ids: rows.ids,
    revisions: bytesOf(rows.revisions),
    clientStatuses: rows.statuses,
    healths: rows.healths,
    descriptions: [...rows.descriptions],
    descriptionRefs: bytesOf(rows.descriptionRefs),
    patterns: rows.patterns.map(patternToWire),
    patternRefs: bytesOf(rows.patternRefs),
    firstTimesMs: bytesOf(rows.firstTimesMs),
    timeSteps: bytesOf(rows.timeSteps),
    checks: rows.checks.map(toDocument),
    checkRefs: bytesOf(rows.checkRefs),
  };
}

export function rowsFromWire(wire: berth.log.v1.ReportRows): ReportRows {
  const revisions = uint32Column(wire.revisions);
  const rows: ReportRows = {
    count: revisions.length,
    ids: wire.ids,
    revisions,
    statuses: wire.clientStatuses,
    healths: wire.healths,
    descriptions: wire.descriptions,
    descriptionRefs: uint16Column(wire.descriptionRefs),
    patterns: wire.patterns.map(patternFromWire),
    patternRefs: uint16Column(wire.patternRefs),
    firstTimesMs: float64Column(wire.firstTimesMs),
    timeSteps: uint32Column(wire.timeSteps),
    checks: wire.checks.map((bytes) => fromDocument<readonly CheckState[]>(bytes)),
    checkRefs: uint16Column(wire.checkRefs),
  };
  assertWhole(rows);
  return rows;
}
