// Collects one group's placements into the columns of a plan: node rows, ports in the group's label order,
// the columns about replaced allocations only when at least one placement replaces something.
import type { AllocationMetric } from "../../model/evaluation.js";
import type { GroupPlacements } from "../../model/plan.js";
import type { NodeRecord } from "../../state/node-table.js";
import type { PlacementRequest } from "../reconcile/changes.js";

export interface PlacementTerms {
  readonly group: string;
  readonly jobVersion: number;
  readonly portsPerPlacement: number;
  readonly inDeployment: boolean;
}

export class PlacementColumns {
  private readonly nameIndexes: number[] = [];
  private readonly nodeRows: number[] = [];
  private readonly ports: number[] = [];
  private readonly previousIds: string[] = [];
  private readonly delaysMs: number[] = [];

  constructor(private readonly terms: PlacementTerms) {}

  get size(): number {
    return this.nameIndexes.length;
  }

  add(request: PlacementRequest, node: NodeRecord, ports: readonly number[]): void {
    this.nameIndexes.push(request.nameIndex);
    this.nodeRows.push(node.row);
    for (let i = 0; i < ports.length; i++) this.ports.push(ports[i]!);
    if (request.previous === undefined) return;
    // Most plans replace nothing: these columns stay empty, or have gaps that `finish` fills.
    this.previousIds[this.size - 1] = request.previous.id;
    this.delaysMs[this.size - 1] = request.rescheduleDelayMs;
  }

  finish(metric: AllocationMetric, spareNodeIds: readonly string[]): GroupPlacements {
    return {
      ...this.terms,
      nameIndexes: Uint32Array.from(this.nameIndexes),
      nodeRows: Uint32Array.from(this.nodeRows),
      ports: Uint16Array.from(this.ports),
      previousIds: this.previousIds.length === 0 ? [] : Array.from(this.nameIndexes, (_, i) => this.previousIds[i] ?? ""),
      rescheduleDelaysMs: this.previousIds.length === 0 ? [] : Array.from(this.nameIndexes, (_, i) => this.delaysMs[i] ?? -1),
      spareNodeIds,
      metric,
    };
  }
}
