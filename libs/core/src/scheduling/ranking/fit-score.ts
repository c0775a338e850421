// How well an allocation would use its node, from the fractions of cpu and memory that would stay free (nomad.md 4.10).
// Bin packing prefers full nodes, spreading prefers empty ones; both are 0..1 after division by the best score, 18.
//
// 10^free is split into what the node is now and what the allocation takes, 10^(free - ask) = 10^free * 10^-ask: the
// first is remembered for each node, the second is one number for each machine size, so that scoring a node costs two
// products. Everybody who scores must go through `packedFit`: equal arithmetic gives equal scores, to the last bit.
import type { Shape } from "../../state/interned.js";

/** Nomad's two, and Berth's own: "balance" looks at the amounts (balance-score.ts); where there are but powers it packs. */
export type FitAlgorithm = "binpack" | "spread" | "balance";

export function isFitAlgorithm(text: string): text is FitAlgorithm {
  return text === "binpack" || text === "spread" || text === "balance";
}

const best = 18;
/** exp is several times faster than pow, and as exact as the score needs. */
const ln10 = Math.LN10;

function freeFraction(used: number, capacity: number): number {
  return capacity <= 0 ? 0 : 1 - used / capacity;
}

/** 10 to the fraction that is free: 1 full … 10 empty. */
export function fillPower(used: number, capacity: number): number {
  return Math.exp(ln10 * freeFraction(used, capacity));
}

/** What taking `ask` multiplies the fill power with: 0.1 … 1. */
export function askPower(ask: number, capacity: number): number {
  return capacity <= 0 ? 1 : Math.exp((ln10 * -ask) / capacity);
}

/** 0..1, from the sum of cpu's and memory's powers after the allocation. */
export function packedFit(total: number, algorithm: FitAlgorithm): number {
  const score = algorithm === "spread" ? total - 2 : 20 - total;
  return (score < 0 ? 0 : score > best ? best : score) / best;
}

/** 0..18; `used` already has the new allocation in it. The definition that the rest must agree with. */
export function scoreFit(capacity: Shape, used: Shape, algorithm: FitAlgorithm): number {
  return packedFit(fillPower(used.cpuMhz, capacity.cpuMhz) + fillPower(used.memoryMb, capacity.memoryMb), algorithm) * best;
}
