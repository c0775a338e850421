// An agent's report of one allocation on the wire.
import { reportedStatuses as statuses } from "@berth/core/model/report-rows";
import type { AllocationReport, ReportedStatus } from "@berth/core/model/report";
import type { berth } from "../gen/entry.js";
import { fromDocumentOr, toDocument } from "./documents.js";

export function statusCodeOf(report: AllocationReport): number {
  return statuses.indexOf(report.clientStatus);
}

export function statusOf(code: number): ReportedStatus {
  const status = statuses[code];
  if (status === undefined) throw new RangeError(`report with unknown client status ${code}`);
  return status;
}

export function healthCodeOf({ healthy }: AllocationReport): number {
  return healthy === undefined ? 0 : healthy ? 1 : 2;
}

export function healthyOf(code: number): boolean | undefined {
  return code === 1 ? true : code === 2 ? false : undefined;
}

export function reportToWire(report: AllocationReport): berth.log.v1.Report.$Properties {
  return {
    allocationId: report.allocationId,
    revision: report.revision,
    clientStatus: statusCodeOf(report),
    description: report.description,
    taskStates: toDocument(report.taskStates),
    checks: report.checks.length === 0 ? undefined : toDocument(report.checks),
    health: healthCodeOf(report),
  };
}

export function reportFromWire(report: berth.log.v1.Report.$Properties): AllocationReport {
  return {
    allocationId: report.allocationId ?? "",
    revision: report.revision ?? 0,
    clientStatus: statusOf(report.clientStatus ?? 0),
    description: report.description ?? "",
    taskStates: fromDocumentOr(report.taskStates, {}),
    checks: fromDocumentOr(report.checks, []),
    healthy: healthyOf(report.health ?? 0),
  };
}
