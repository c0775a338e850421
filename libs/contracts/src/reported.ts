// What a node reports, on the wire: in rows wherever that can be, else one message a report. It is the same in the log
// and from agent to gateway, so that a gateway hands on what it read.
import type { AllocationsReported } from "@berth/core/model/entry";
import { reportedInRows, rowsOfEvent, rowsOfReports } from "@berth/core/model/report-rows";
import { berth } from "../gen/entry.js";
import { reportsFromColumns } from "./report-columns.js";
import { rowsFromWire, rowsToWire } from "./report-rows.js";
import { reportFromWire, reportToWire } from "./report.js";
import { WireReader } from "./wire-reader.js";

type Wire = berth.log.v1.AllocationsReported;

export function reportedToWire(event: AllocationsReported): berth.log.v1.AllocationsReported.$Properties {
  const { nodeId, registrationIndex } = event;
  const rows = rowsOfEvent(event) ?? rowsOfReports(event.reports);
  if (rows === undefined) return { nodeId, registrationIndex, reports: event.reports.map(reportToWire) };
  return { nodeId, registrationIndex, rows: rowsToWire(rows) };
}

export function reportedFromWire({ nodeId, registrationIndex, reports, columns, rows }: Wire): AllocationsReported {
  if (rows !== null && rows !== undefined) return reportedInRows(nodeId, registrationIndex, rowsFromWire(rows as berth.log.v1.ReportRows));
  const inColumns = columns === null || columns === undefined ? [] : reportsFromColumns(columns as berth.log.v1.ReportColumns);
  return { type: "AllocationsReported", nodeId, registrationIndex, reports: [...reports.map(reportFromWire), ...inColumns] };
}

/** An agent's request to the gateway: the event that it is to become. */
export function encodeReported(event: AllocationsReported): Uint8Array {
  return berth.log.v1.AllocationsReported.encode(reportedToWire(event)).finish();
}

/** Throws when the reports are none. */
export function decodeReported(bytes: Uint8Array): AllocationsReported {
  return reportedFromWire(berth.log.v1.AllocationsReported.decode(new WireReader(bytes)) as Wire);
}
