// A small seeded generator (mulberry32): the same seed draws the same workload on every machine.

export type Random = () => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

/** Pareto between two bounds, by inversion. */
export function boundedPareto(random: Random, { alpha, least, most }: { readonly alpha: number; readonly least: number; readonly most: number }): number {
  const ratio = (least / most) ** alpha;
  return least / (1 - random() * (1 - ratio)) ** (1 / alpha);
}
