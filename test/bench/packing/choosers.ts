// How others choose a node, over any kind of bin: `fits` and `score` are the data set's. All look at the same score;
// they differ in how many nodes they look at.
import type { Random } from "./random.ts";

export interface Bins<Item> {
  readonly size: number;
  fits(bin: number, item: Item): boolean;
  /** Higher is better; only of bins that fit. */
  score(bin: number, item: Item): number;
}

/** -1: fits nowhere. */
export type Choose = <Item>(bins: Bins<Item>, item: Item, random: Random) => number;

/** Of the first `limit` bins that fit, from a start on, the best. */
function bestOf<Item>(bins: Bins<Item>, item: Item, { start, limit }: { readonly start: number; readonly limit: number }): number {
  let best = -1;
  let bestScore = -Infinity;
  let seen = 0;
  for (let i = 0; i < bins.size && seen < limit; i++) {
    const bin = (start + i) % bins.size;
    if (!bins.fits(bin, item)) continue;
    seen++;
    const score = bins.score(bin, item);
    if (score > bestScore) {
      best = bin;
      bestScore = score;
    }
  }
  return best;
}

/** Kubernetes scores 50 % of 100 nodes, 10 % of 5,000, never under 5 % nor under 100 nodes. */
export function kubernetesSample(nodes: number): number {
  if (nodes < 100) return nodes;
  const percent = Math.max(5, 50 - nodes / 125);
  return Math.max(100, Math.floor((nodes * percent) / 100));
}

/** Nomad scores ceil(log2 n) nodes for a service job, at least 2. */
export function nomadSample(nodes: number): number {
  return Math.max(2, Math.ceil(Math.log2(Math.max(2, nodes))));
}

/** Visits the bins in an order that differs each time, without storing one: steps of a number coprime to the size. */
function bestOfScattered<Item>(bins: Bins<Item>, item: Item, { random, limit }: { readonly random: Random; readonly limit: number }): number {
  const { size } = bins;
  let step = 1 + Math.floor(random() * size);
  while (greatestCommonDivisor(step, size) !== 1) step = (step % size) + 1;
  const start = Math.floor(random() * size);
  const scattered: Bins<Item> = {
    size,
    fits: (i, wanted) => bins.fits((start + i * step) % size, wanted),
    score: (i, wanted) => bins.score((start + i * step) % size, wanted),
  };
  const found = bestOf(scattered, item, { start: 0, limit });
  return found < 0 ? -1 : (start + found * step) % size;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

export const choosers: Readonly<Record<string, Choose>> = {
  first_fit: (bins, item) => bestOf(bins, item, { start: 0, limit: 1 }),
  random: (bins, item, random) => bestOfScattered(bins, item, { random, limit: 1 }),
  nomad_log2: (bins, item, random) => bestOfScattered(bins, item, { random, limit: nomadSample(bins.size) }),
  kubernetes_sample: (bins, item, random) => bestOf(bins, item, { start: Math.floor(random() * bins.size), limit: kubernetesSample(bins.size) }),
  best_fit: (bins, item) => bestOf(bins, item, { start: 0, limit: Infinity }),
};
