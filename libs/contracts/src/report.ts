// An agent's report of one allocation on the wire.
import type { AllocationReport, ReportedStatus } from "@berth/core/model/report";
import type { berth } from "../gen/entry.js";
import { fromDocumentOr, toDocument } from "./documents.js";

const statuses: readonly ReportedStatus[] = ["pending", "running", "complete", "failed"];

export function reportToWire(report: AllocationReport): berth.log.v1.Report.$Properties {
  return {
    allocationId: report.allocationId,
    revision: report.revision,
    clientStatus: statuses.indexOf(report.clientStatus),
    description: report.description,
    taskStates: toDocument(report.taskStates),
    checks: report.checks.length === 0 ? undefined : toDocument(report.checks),
    health: report.healthy === undefined ? 0 : report.healthy ? 1 : 2,
  };
}

export function reportFromWire(report: berth.log.v1.Report.$Properties): AllocationReport {
  const clientStatus = statuses[report.clientStatus ?? 0];
  if (clientStatus === undefined) throw new RangeError(`report with unknown client status ${report.clientStatus}`);
  return {
    allocationId: report.allocationId ?? "",
    revision: report.revision ?? 0,
    clientStatus,
    description: report.description ?? "",
    taskStates: fromDocumentOr(report.taskStates, {}),
    checks: fromDocumentOr(report.checks, []),
    healthy: report.health === 1 ? true : report.health === 2 ? false : undefined,
  };
}
