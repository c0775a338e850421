// Which candidate is best now. An entry's own part of the score is a sum with its number of components; spread is
// shared by all nodes with the same spread values, a bucket. Within (bucket, number of components) the order is by the
// sum alone, so each is a heap. Buckets whose values are used alike score alike, a tier, and there again the order is
// by the sum alone: a heap of the buckets' tops. Only the tiers' tops are compared by the mean (nomad.md 4.10), and a
// placement moves the few buckets that share a value with its node from one tier to another. Without spreads there is
// one bucket, and its heaps are asked directly.
import type { NodeRecord } from "../../state/node-table.js";
import type { Candidates } from "./candidates.js";
import { EntryHeap } from "./entry-heap.js";
import type { Slots, SpreadCounts } from "./spread.js";

/** By number of components. */
type Heaps = (EntryHeap | undefined)[];

interface Tier {
  readonly key: string;
  readonly heaps: Heaps;
  buckets: number;
}

interface Bucket {
  readonly slots: Slots;
  readonly heaps: Heaps;
  tier: Tier;
}

export class CandidatePool {
  private readonly bucketOf: Bucket[] = [];
  private readonly byKey = new Map<string, Bucket>();
  private readonly bySlot = new Map<string, Bucket[]>();
  private readonly tiers = new Map<string, Tier>();
  private readonly single: Bucket;
  private readonly isSingle: boolean;

  constructor(
    private readonly candidates: Candidates,
    private readonly spreads: SpreadCounts,
  ) {
    this.isSingle = spreads.isEmpty;
    this.single = { slots: [], heaps: [], tier: { key: "", heaps: [], buckets: 1 } };
  }

  add(entry: number): void {
    if (!this.isSingle) this.bucketOf[entry] = this.bucketFor(this.candidates.nodeOf(entry));
    this.giveBack(entry);
  }

  /** The best of all, out of its heap; `giveBack` puts it in again. */
  take(): number | undefined {
    if (this.isSingle) return this.takeFrom(this.single.heaps);
    let best: number | undefined;
    let bestMean = 0;
    for (const tier of this.tiers.values()) {
      for (const heap of tier.heaps) {
        const entry = heap === undefined ? undefined : this.topOf(tier, heap);
        if (entry === undefined) continue;
        const mean = this.scoreOf(entry, false);
        if (best !== undefined && (mean < bestMean || (mean === bestMean && !this.candidates.winsTie(entry, best)))) continue;
        best = entry;
        bestMean = mean;
      }
    }
    if (best !== undefined) this.heapOf(best)!.drop();
    return best;
  }

  giveBack(entry: number): void {
    if (this.candidates.isStale(entry)) return;
    const components = this.candidates.components[entry]!;
    const bucket = this.isSingle ? this.single : this.bucketOf[entry]!;
    const heap = (bucket.heaps[components] ??= new EntryHeap(this.candidates));
    heap.push(entry);
    if (!this.isSingle && heap.fresh() === entry) this.show(bucket.tier, entry);
  }

  /** The mean of all components that take part, as things are now. */
  scoreOf(entry: number, penalised: boolean): number {
    const { sums, components } = this.candidates;
    let sum = sums[entry]!;
    let count = components[entry]!;
    const spread = this.isSingle ? 0 : this.spreads.scoreOf(this.bucketOf[entry]!.slots);
    if (spread !== 0) {
      sum += spread;
      count++;
    }
    if (penalised) {
      sum -= 1;
      count++;
    }
    return sum / count;
  }

  /** The counts of these values changed. */
  spreadChanged(slots: Slots): void {
    for (let i = 0; i < slots.length; i++) for (const bucket of this.bySlot.get(`${i} ${slots[i]}`) ?? []) this.refile(bucket);
  }

  private takeFrom(heaps: Heaps): number | undefined {
    let best: number | undefined;
    let bestHeap: EntryHeap | undefined;
    for (const heap of heaps) {
      const entry = heap?.fresh();
      if (entry === undefined || (best !== undefined && !this.isBetter(entry, best))) continue;
      best = entry;
      bestHeap = heap;
    }
    bestHeap?.drop();
    return best;
  }

  private isBetter(a: number, b: number): boolean {
    const difference = this.scoreOf(a, false) - this.scoreOf(b, false);
    return difference !== 0 ? difference > 0 : this.candidates.winsTie(a, b);
  }

  /** The best top of the tier's buckets. What is shown there may be out of date; a bucket's next best takes its place. */
  private topOf(tier: Tier, heap: EntryHeap): number | undefined {
    for (let shown = heap.peek(); shown !== undefined; shown = heap.peek()) {
      if (this.bucketOf[shown]!.tier !== tier) {
        heap.drop();
        continue;
      }
      const top = this.heapOf(shown)!.fresh();
      if (top === shown) return shown;
      heap.drop();
      if (top !== undefined) heap.push(top);
    }
    return undefined;
  }

  private heapOf(entry: number): EntryHeap | undefined {
    return this.bucketOf[entry]!.heaps[this.candidates.components[entry]!];
  }

  private show(tier: Tier, entry: number): void {
    (tier.heaps[this.candidates.components[entry]!] ??= new EntryHeap(this.candidates)).push(entry);
  }

  private refile(bucket: Bucket): void {
    const key = this.spreads.usageKey(bucket.slots);
    const { tier } = bucket;
    if (tier.key === key) return;
    if (--tier.buckets === 0) this.tiers.delete(tier.key);
    bucket.tier = this.tierOf(key);
    for (const heap of bucket.heaps) {
      const top = heap?.fresh();
      if (top !== undefined) this.show(bucket.tier, top);
    }
  }

  private tierOf(key: string): Tier {
    let tier = this.tiers.get(key);
    if (tier === undefined) this.tiers.set(key, (tier = { key, heaps: [], buckets: 0 }));
    tier.buckets++;
    return tier;
  }

  private bucketFor(node: NodeRecord): Bucket {
    const slots = this.spreads.slotsOf(node);
    const key = slots.length === 1 ? `${slots[0]}` : slots.join();
    let bucket = this.byKey.get(key);
    if (bucket === undefined) {
      bucket = { slots, heaps: [], tier: this.tierOf(this.spreads.usageKey(slots)) };
      this.byKey.set(key, bucket);
      for (let i = 0; i < slots.length; i++) {
        const slotKey = `${i} ${slots[i]}`;
        const sharing = this.bySlot.get(slotKey);
        if (sharing === undefined) this.bySlot.set(slotKey, [bucket]);
        else sharing.push(bucket);
      }
    }
    return bucket;
  }
}
