// How well an allocation would use its node, from the fractions of cpu and memory that would stay free (nomad.md 4.10).
// Bin packing prefers full nodes, spreading prefers empty ones; both are 0..1 after division by the best score, 18.
import type { Shape } from "../../state/interned.js";

export type FitAlgorithm = "binpack" | "spread";

const best = 18;

function freeFraction(used: number, capacity: number): number {
  return capacity <= 0 ? 0 : 1 - used / capacity;
}

function clamp(score: number): number {
  return Math.min(best, Math.max(0, score));
}

/** 0..18; `used` already has the new allocation in it. */
export function scoreFit(capacity: Shape, used: Shape, algorithm: FitAlgorithm): number {
  const total =
    Math.pow(10, freeFraction(used.cpuMhz, capacity.cpuMhz)) + Math.pow(10, freeFraction(used.memoryMb, capacity.memoryMb));
  return clamp(algorithm === "binpack" ? 20 - total : total - 2);
}

/** 0..1 */
export function normalisedFit(capacity: Shape, used: Shape, algorithm: FitAlgorithm): number {
  return scoreFit(capacity, used, algorithm) / best;
}
