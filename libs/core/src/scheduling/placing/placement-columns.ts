// Collects one group's placements into the columns of a plan: node rows, ports in the group's label order,
// the columns about replaced allocations only when at least one placement replaces something.
import type { AllocationMetric } from "../../model/evaluation.js";
import type { Holding } from "../../model/holding.js";
import type { GroupPlacements, PlannedPreemption } from "../../model/plan.js";
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
  private readonly holdings: Holding[] = [];
  private readonly previousIds: string[] = [];
  private readonly delaysMs: number[] = [];
  private readonly preemptions: PlannedPreemption[] = [];

  constructor(private readonly terms: PlacementTerms) {}

  get size(): number {
    return this.nameIndexes.length;
  }

  add(request: PlacementRequest, node: NodeRecord, { ports, holding }: { readonly ports: readonly number[]; readonly holding: Holding | undefined }): void {
    this.nameIndexes.push(request.nameIndex);
    this.nodeRows.push(node.row);
    for (let i = 0; i < ports.length; i++) this.ports.push(ports[i]!);
    if (holding !== undefined) this.holdings.push(holding);
    if (request.previous === undefined) return;
    // Most plans replace nothing: these columns stay empty, or have gaps that `finish` fills.
    this.previousIds[this.size - 1] = request.previous.id;
    this.delaysMs[this.size - 1] = request.rescheduleDelayMs;
  }

  /** These have to go for the placement that was added last. */
  evict(allocationIds: readonly string[]): void {
    this.preemptions.push({ placement: this.size - 1, allocationIds });
  }

  finish(metric: AllocationMetric, spareNodeIds: readonly string[]): GroupPlacements {
    return {
      ...this.terms,
      nameIndexes: Uint32Array.from(this.nameIndexes),
      nodeRows: Uint32Array.from(this.nodeRows),
      ports: Uint16Array.from(this.ports),
      holdings: this.holdings.length === 0 ? undefined : this.holdings,
      previousIds: this.previousIds.length === 0 ? [] : Array.from(this.nameIndexes, (_, i) => this.previousIds[i] ?? ""),
      rescheduleDelaysMs: this.previousIds.length === 0 ? [] : Array.from(this.nameIndexes, (_, i) => this.delaysMs[i] ?? -1),
      spareNodeIds,
      metric,
      ...(this.preemptions.length === 0 ? {} : { preemptions: this.preemptions }),
    };
  }
}
