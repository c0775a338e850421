// The scheduler algorithm "balance", Berth's own: how much an allocation evens out what stays free of cpu and memory on
// its node. A node with cpu left and no memory can take nothing more, however much is left: a task that is heavy on the
// plentiful side is welcome there, one that is heavy on the scarce side is not. Where two nodes even out alike the
// emptier one is better: it has more choices left. Made for the fewest machines under a mix of tasks (the packing
// benchmark: fewer than bin packing by a tenth); it keeps all machines in use, so it is no way to empty some.
//
// With the free fractions c and m, imbalance is |ln((c + slack) / (m + slack))|; the score is what the allocation takes
// off it, plus a part of what is free, brought to 0..1 for the mean with the other components.
import type { Shape } from "../../state/interned.js";

/** Fractions below it are as good as nothing. */
const slack = 0.002;
/** What is free counts this much beside the imbalance. */
const roomWeight = 0.25;
const most = Math.log((1 + slack) / slack) + 2 * roomWeight;

function freeFraction(used: number, capacity: number): number {
  return capacity <= 0 ? 0 : Math.max(0, 1 - used / capacity);
}

function imbalance(cpu: number, memory: number): number {
  return Math.abs(Math.log((cpu + slack) / (memory + slack)));
}

/** 0..1; `used` is without the new allocation. */
export function balanceFit(capacity: Shape, used: Shape, ask: Shape): number {
  const cpu = freeFraction(used.cpuMhz, capacity.cpuMhz);
  const memory = freeFraction(used.memoryMb, capacity.memoryMb);
  const after = imbalance(freeFraction(used.cpuMhz + ask.cpuMhz, capacity.cpuMhz), freeFraction(used.memoryMb + ask.memoryMb, capacity.memoryMb));
  const gain = imbalance(cpu, memory) - after + roomWeight * (cpu + memory);
  return 0.5 + (0.5 * gain) / most;
}
