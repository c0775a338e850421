// Allocation spread (nomad.md 4.10). The score of a node depends on nothing but its values of the spread attributes and
// on how many allocations of the group each value has, so nodes with equal values share one score, and values that are
// used equally do too. Values are numbered as they are met: slots; the numbers decide nothing.
//
// With targets: (desired - used) / desired, weighted; values not listed share the remainder. Without: even, towards
// the value with the fewest allocations. A node without the attribute scores -1.
import type { Job, Spread, TaskGroup } from "../../model/job.js";
import type { NodeRecord } from "../../state/node-table.js";
import { parseTarget, type Target } from "../feasibility/target.js";

const missing = -1;

class AttributeSpread {
  readonly target: Target;
  private readonly slots = new Map<string, number>();
  private readonly counts: number[] = [];
  /** By slot, where there are targets. */
  private readonly desired: (number | undefined)[] = [];
  private readonly targets = new Map<string, number>();
  private readonly remainder: number;
  /** How many values in use have this many allocations. */
  private readonly histogram: number[] = [];
  /** Fewest and most allocations that a value in use has; 0: none is in use. */
  private min = 0;
  private max = 0;

  constructor(
    spread: Spread,
    count: number,
    readonly weightShare: number,
  ) {
    this.target = parseTarget(spread.Attribute);
    let sum = 0;
    for (const { Value: value, Percent: percent } of spread.SpreadTarget ?? []) {
      const wanted = (percent / 100) * count;
      this.targets.set(value, wanted);
      sum += wanted;
    }
    this.remainder = count - sum;
  }

  slotOn(node: NodeRecord): number {
    const value = this.target.valueOn(node.spec);
    if (value === undefined) return missing;
    let slot = this.slots.get(value);
    if (slot === undefined) {
      slot = this.slots.size;
      this.slots.set(value, slot);
      this.counts.push(0);
      this.desired.push(this.targets.get(value) ?? (this.remainder > 0 ? this.remainder : undefined));
    }
    return slot;
  }

  add(slot: number, step: number): void {
    if (slot === missing) return;
    const before = this.counts[slot]!;
    const after = Math.max(0, before + step);
    this.counts[slot] = after;
    if (before > 0) this.histogram[before]!--;
    if (after > 0) this.histogram[after] = (this.histogram[after] ?? 0) + 1;
    if (after > 0 && (this.min === 0 || after < this.min)) this.min = after;
    if (after > this.max) this.max = after;
    while (this.max > 0 && (this.histogram[this.max] ?? 0) === 0) this.max--;
    if (this.max === 0) this.min = 0;
    else while ((this.histogram[this.min] ?? 0) === 0) this.min++;
  }

  /** Values with the same usage have the same score. */
  usage(slot: number): string {
    if (slot === missing) return "-";
    return this.targets.size === 0 ? `${this.counts[slot]}` : `${this.counts[slot]}/${this.desired[slot]}`;
  }

  score(slot: number): number {
    if (slot === missing) return -1;
    return this.targets.size === 0 ? this.evenScore(slot) : this.targetScore(slot);
  }

  private targetScore(slot: number): number {
    const desired = this.desired[slot];
    if (desired === undefined || desired === 0) return -1;
    const used = this.counts[slot]! + 1;
    return ((desired - used) / desired) * this.weightShare;
  }

  private evenScore(slot: number): number {
    const { min, max } = this;
    if (max === 0) return 0;
    const current = this.counts[slot]!;
    if (current !== min) return (min - current) / min;
    return min === max ? -1 : (max - min) / min;
  }
}

/** Beside the group's and job's spreads; -1 where the node lacks the attribute. */
export type Slots = readonly number[];

export class SpreadCounts {
  private readonly spreads: readonly AttributeSpread[];
  private readonly byClass = new Map<string, Slots>();
  private readonly escapes: boolean;

  constructor(job: Job, group: TaskGroup) {
    const spreads = [...(group.Spreads ?? []), ...(job.Spreads ?? [])];
    const total = spreads.reduce((sum, spread) => sum + spread.Weight, 0);
    this.spreads = spreads.map((spread) => new AttributeSpread(spread, group.Count, total === 0 ? 0 : spread.Weight / total));
    this.escapes = this.spreads.some(({ target }) => target.escapes);
  }

  get isEmpty(): boolean {
    return this.spreads.length === 0;
  }

  /** All that spread sees of a node: equal slots, equal score. */
  slotsOf(node: NodeRecord): Slots {
    const key = this.escapes ? "" : node.computedClass;
    let slots = key === "" ? undefined : this.byClass.get(key);
    if (slots === undefined) {
      slots = this.spreads.map((spread) => spread.slotOn(node));
      if (key !== "") this.byClass.set(key, slots);
    }
    return slots;
  }

  scoreOf(slots: Slots): number {
    let sum = 0;
    for (let i = 0; i < slots.length; i++) sum += this.spreads[i]!.score(slots[i]!);
    return sum;
  }

  /** How much the values are used now; slots with equal keys have equal scores. */
  usageKey(slots: Slots): string {
    let key = "";
    for (let i = 0; i < slots.length; i++) key += `${this.spreads[i]!.usage(slots[i]!)},`;
    return key;
  }

  add(slots: Slots, step: number): void {
    for (let i = 0; i < slots.length; i++) this.spreads[i]!.add(slots[i]!, step);
  }
}
