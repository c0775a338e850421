// Allocation spread (nomad.md 4.10). The score of a node depends on nothing but its values of the spread attributes and
// on how many allocations of the group each value has, so nodes with equal values share a key and one score, and a
// placement changes counts, not nodes: that is what keeps ranking with spreads exact and cheap.
//
// With targets: (desired - used) / desired, weighted; values not listed share the remainder. Without: even, towards
// the value with the fewest allocations. A node without the attribute scores -1.
import type { Job, Spread, TaskGroup } from "../../model/job.js";
import type { NodeRecord } from "../../state/node-table.js";
import { parseTarget, type Target } from "../feasibility/target.js";

class AttributeSpread {
  private readonly target: Target;
  private readonly counts = new Map<string, number>();
  private readonly desired = new Map<string, number>();
  private readonly remainder: number;
  /** Fewest and most allocations that a value in use has; made anew after a change. */
  private extremes: { readonly min: number; readonly max: number } | undefined;

  constructor(
    spread: Spread,
    count: number,
    readonly weightShare: number,
  ) {
    this.target = parseTarget(spread.Attribute);
    let sum = 0;
    for (const { Value: value, Percent: percent } of spread.SpreadTarget ?? []) {
      const wanted = (percent / 100) * count;
      this.desired.set(value, wanted);
      sum += wanted;
    }
    this.remainder = count - sum;
  }

  valueOn(node: NodeRecord): string | undefined {
    return this.target.valueOn(node.spec);
  }

  /** True when the scores of other values may have changed too. */
  add(node: NodeRecord, step: number): boolean {
    const value = this.valueOn(node);
    if (value === undefined) return false;
    const before = this.extremes;
    this.extremes = undefined;
    const count = (this.counts.get(value) ?? 0) + step;
    if (count <= 0) this.counts.delete(value);
    else this.counts.set(value, count);
    if (this.desired.size > 0) return false;
    if (before === undefined) return true;
    this.extremes = this.findExtremes();
    return this.extremes.min !== before.min || this.extremes.max !== before.max;
  }

  score(value: string | undefined): number {
    if (value === undefined) return -1;
    return this.desired.size === 0 ? this.evenScore(value) : this.targetScore(value);
  }

  private targetScore(value: string): number {
    const desired = this.desired.get(value) ?? (this.remainder > 0 ? this.remainder : undefined);
    if (desired === undefined || desired === 0) return -1;
    const used = (this.counts.get(value) ?? 0) + 1;
    return ((desired - used) / desired) * this.weightShare;
  }

  private evenScore(value: string): number {
    if (this.counts.size === 0) return 0;
    const { min, max } = (this.extremes ??= this.findExtremes());
    const current = this.counts.get(value) ?? 0;
    if (current !== min) return (min - current) / min;
    return min === max ? -1 : (max - min) / min;
  }

  private findExtremes(): { readonly min: number; readonly max: number } {
    let min = Infinity;
    let max = 0;
    for (const count of this.counts.values()) {
      min = Math.min(min, count);
      max = Math.max(max, count);
    }
    return { min, max };
  }
}

/** Beside the group's and job's spreads; undefined where the node lacks the attribute. */
export type SpreadValues = readonly (string | undefined)[];

export class SpreadCounts {
  private readonly spreads: readonly AttributeSpread[];

  constructor(job: Job, group: TaskGroup) {
    const spreads = [...(group.Spreads ?? []), ...(job.Spreads ?? [])];
    const total = spreads.reduce((sum, spread) => sum + spread.Weight, 0);
    this.spreads = spreads.map((spread) => new AttributeSpread(spread, group.Count, total === 0 ? 0 : spread.Weight / total));
  }

  get isEmpty(): boolean {
    return this.spreads.length === 0;
  }

  /** All that spread sees of a node: equal values, equal score. */
  valuesOf(node: NodeRecord): SpreadValues {
    return this.spreads.map((spread) => spread.valueOn(node));
  }

  scoreOf(values: SpreadValues): number {
    let sum = 0;
    for (let i = 0; i < this.spreads.length; i++) sum += this.spreads[i]!.score(values[i]);
    return sum;
  }

  /** True when the score of any values may have changed, false when only that of values which share one with the node. */
  add(node: NodeRecord, step: number): boolean {
    let changesAll = false;
    for (const spread of this.spreads) changesAll = spread.add(node, step) || changesAll;
    return changesAll;
  }
}
