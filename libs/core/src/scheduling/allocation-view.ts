// One allocation as the reconciler sees it: read once from the columns, then plain readonly data. Sorted by name
// index, then age, then id, so that nothing downstream depends on the order of rows, which differs between replicas.
import type { ClientStatus } from "../model/report.js";
import type { AllocationExtras, DesiredStatus } from "../state/allocation-table.js";
import { healthCode } from "../state/allocation-table.js";
import type { Shape } from "../state/interned.js";
import type { JobRecord } from "../state/job-table.js";
import type { NodeRecord } from "../state/node-table.js";
import type { State } from "../state/state.js";

export type Health = "unknown" | "healthy" | "unhealthy";

export interface AllocationView {
  readonly id: string;
  readonly group: string;
  readonly nameIndex: number;
  readonly jobVersion: number;
  /** undefined: the node was collected. */
  readonly node: NodeRecord | undefined;
  readonly desired: DesiredStatus;
  readonly client: ClientStatus;
  readonly health: Health;
  readonly deploymentId: string;
  readonly createIndex: number;
  readonly modifiedAtMs: number;
  readonly shape: Shape;
  readonly extras: AllocationExtras;
}

const noExtras: AllocationExtras = {};

function healthOf(code: number): Health {
  return code === healthCode.healthy ? "healthy" : code === healthCode.unhealthy ? "unhealthy" : "unknown";
}

export function viewAllocation(state: State, row: number): AllocationView {
  const table = state.allocations;
  return {
    id: table.idOf(row),
    group: state.groupOfAllocation(row),
    nameIndex: table.nameIndex.get(row),
    jobVersion: table.jobVersion.get(row),
    node: state.nodeOfAllocation(row),
    desired: table.desiredStatus(row),
    client: table.clientStatus(row),
    health: healthOf(table.health.get(row)),
    deploymentId: table.deploymentOf(row),
    createIndex: table.createIndex.get(row),
    modifiedAtMs: table.modifiedAtMs.get(row),
    shape: state.shapes.shape(table.shape.get(row)),
    extras: table.extras.get(row) ?? noExtras,
  };
}

function byNameThenAge(a: AllocationView, b: AllocationView): number {
  return a.nameIndex - b.nameIndex || a.createIndex - b.createIndex || (a.id < b.id ? -1 : 1);
}

export function viewAllocations(state: State, job: JobRecord): AllocationView[] {
  return Array.from(state.allocationsOfJob(job), (row) => viewAllocation(state, row)).sort(byNameThenAge);
}

/** complete, failed or lost: holds nothing on its node any more. */
export function hasEnded(view: AllocationView): boolean {
  return view.client === "complete" || view.client === "failed" || view.client === "lost";
}

/** Wanted, and as far as anyone knows there. */
export function isLive(view: AllocationView): boolean {
  return view.desired === "run" && !hasEnded(view);
}
