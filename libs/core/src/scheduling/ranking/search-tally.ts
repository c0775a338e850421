// Counts why a group's search for nodes went as it did. Every node looked at is counted once: filtered (it may not run
// the group), exhausted (it may, but has not enough left), or neither. Keys come out sorted: equal searches give equal
// metrics, byte for byte.
import type { AllocationMetric } from "../../model/evaluation.js";
import type { NodeRecord } from "../../state/node-table.js";
import type { Misfit } from "../fit.js";

type Counts = Map<string, number>;

function increment(counts: Counts, key: string, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function toRecord(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export class SearchTally {
  private nodesEvaluated = 0;
  private nodesFiltered = 0;
  private nodesInPool = 0;
  private nodesExhausted = 0;
  private nodesAvailable: Counts = new Map();
  private classFiltered: Counts = new Map();
  private constraintFiltered: Counts = new Map();
  private classExhausted: Counts = new Map();
  private dimensionExhausted: Counts = new Map();
  private closestShortfall: Counts = new Map();

  /** Counts so far; both go on from here on their own. */
  copy(): SearchTally {
    const copy = new SearchTally();
    copy.nodesEvaluated = this.nodesEvaluated;
    copy.nodesFiltered = this.nodesFiltered;
    copy.nodesInPool = this.nodesInPool;
    copy.nodesExhausted = this.nodesExhausted;
    copy.nodesAvailable = new Map(this.nodesAvailable);
    copy.classFiltered = new Map(this.classFiltered);
    copy.constraintFiltered = new Map(this.constraintFiltered);
    copy.classExhausted = new Map(this.classExhausted);
    copy.dimensionExhausted = new Map(this.dimensionExhausted);
    copy.closestShortfall = new Map(this.closestShortfall);
    return copy;
  }

  /** Ready and eligible nodes of the job's pool. */
  inPool(count: number): void {
    this.nodesInPool += count;
  }

  evaluated(count: number): void {
    this.nodesEvaluated += count;
  }

  /** Nodes like this one, in the pool and in one of the job's datacenters. */
  available(like: NodeRecord, count: number): void {
    increment(this.nodesAvailable, like.spec.Datacenter, count);
  }

  filtered(like: NodeRecord, reason: string, count = 1): void {
    this.nodesFiltered += count;
    if (like.spec.NodeClass !== "") increment(this.classFiltered, like.spec.NodeClass, count);
    increment(this.constraintFiltered, reason, count);
  }

  /** `shortfall` is the least of them. */
  exhausted(like: NodeRecord, { dimension, shortfall }: Misfit, count = 1): void {
    this.nodesExhausted += count;
    if (like.spec.NodeClass !== "") increment(this.classExhausted, like.spec.NodeClass, count);
    increment(this.dimensionExhausted, dimension, count);
    const closest = this.closestShortfall.get(dimension);
    if (closest === undefined || shortfall < closest) this.closestShortfall.set(dimension, shortfall);
  }

  metric(scores: AllocationMetric["scores"], coalescedFailures: number): AllocationMetric {
    return {
      nodesEvaluated: this.nodesEvaluated,
      nodesFiltered: this.nodesFiltered,
      nodesInPool: this.nodesInPool,
      nodesAvailable: toRecord(this.nodesAvailable),
      classFiltered: toRecord(this.classFiltered),
      constraintFiltered: toRecord(this.constraintFiltered),
      nodesExhausted: this.nodesExhausted,
      classExhausted: toRecord(this.classExhausted),
      dimensionExhausted: toRecord(this.dimensionExhausted),
      closestShortfall: toRecord(this.closestShortfall),
      scores,
      coalescedFailures,
    };
  }
}
