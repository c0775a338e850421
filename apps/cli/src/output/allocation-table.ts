import type { AllocationStub } from "@berth/core/api/schema/allocation-answers";
import { columns } from "./columns.js";
import { shortId, whenText } from "./words.js";

export interface TableOptions {
  readonly nowMs: number;
  readonly verbose: boolean;
}

type Row = Pick<
  AllocationStub,
  "ID" | "EvalID" | "NodeID" | "NodeName" | "TaskGroup" | "DesiredStatus" | "ClientStatus" | "CreateTime" | "ModifyTime" | "CreateIndex"
> & { readonly JobVersion: number };

/** Newest first, as Nomad lists them. */
export function allocationTable(allocations: readonly Row[], options: TableOptions): string[] {
  if (allocations.length === 0) return ["No allocations placed"];
  const { verbose } = options;
  const when = (ns: number): string => whenText(ns, options);
  const sorted = [...allocations].sort((a, b) => b.CreateIndex - a.CreateIndex || (a.ID < b.ID ? -1 : 1));
  const head = ["Task Group", "Version", "Desired", "Status", "Created", "Modified"];
  const rows = sorted.map((one) => [
    shortId(one.ID, verbose),
    ...(verbose ? [one.EvalID] : []),
    shortId(one.NodeID, verbose),
    ...(verbose ? [one.NodeName] : []),
    one.TaskGroup,
    String(one.JobVersion),
    one.DesiredStatus,
    one.ClientStatus,
    when(one.CreateTime),
    when(one.ModifyTime),
  ]);
  return columns([verbose ? ["ID", "Eval ID", "Node ID", "Node Name", ...head] : ["ID", "Node ID", ...head], ...rows]);
}

/** Replaced ones are of no interest unless all are asked for or nothing else is there. */
export function currentOnly<T extends { readonly DesiredStatus: string; readonly ClientStatus: string }>(allocations: readonly T[]): readonly T[] {
  const over = new Set(["complete", "failed", "lost"]);
  return allocations.filter((one) => one.DesiredStatus === "run" || !over.has(one.ClientStatus));
}
