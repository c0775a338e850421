// How long clients and placements stood still because of each fault: the longest time without an acknowledged write, and
// without a placement, from the fault until the next one.
import { percentile } from "../bench/percentile.ts";
import type { RecordedFault } from "./history.ts";

export interface StallFigures {
  readonly times: number;
  readonly writeMsMax: number;
  readonly writeMsP99: number;
  readonly placementMsMax: number;
  readonly placementMsP99: number;
}

export interface Moments {
  /** When a write was acknowledged, in order. */
  readonly acknowledgedMs: readonly number[];
  /** When a plan that places something was seen in the log, in order. */
  readonly placedMs: readonly number[];
  readonly endMs: number;
}

/** Longest time in the window without any of the moments. */
export function longestGap(moments: readonly number[], fromMs: number, toMs: number): number {
  const inside = moments.filter((ms) => ms > fromMs && ms < toMs);
  const edges = [fromMs, ...inside, toMs];
  return Math.round(Math.max(0, ...edges.slice(1).map((ms, i) => ms - edges[i]!)));
}

export interface Stall {
  readonly writeMs: number;
  readonly placementMs: number;
}

export function stallOf(fault: RecordedFault, untilMs: number, { acknowledgedMs, placedMs }: Omit<Moments, "endMs">): Stall {
  return { writeMs: longestGap(acknowledgedMs, fault.startMs, untilMs), placementMs: longestGap(placedMs, fault.startMs, untilMs) };
}

export function stallsByKind(faults: readonly RecordedFault[], moments: Moments): Readonly<Record<string, StallFigures>> {
  const byKind = new Map<string, Stall[]>();
  for (const [i, fault] of faults.entries()) {
    const stall = stallOf(fault, faults[i + 1]?.startMs ?? moments.endMs, moments);
    byKind.set(fault.kind, [...(byKind.get(fault.kind) ?? []), stall]);
  }
  return Object.fromEntries([...byKind].toSorted(([a], [b]) => a.localeCompare(b)).map(([kind, stalls]) => [kind, figuresOf(stalls)]));
}

function figuresOf(stalls: readonly Stall[]): StallFigures {
  const write = stalls.map(({ writeMs }) => writeMs);
  const placement = stalls.map(({ placementMs }) => placementMs);
  return { times: stalls.length, writeMsMax: Math.max(...write), writeMsP99: percentile(write, 99), placementMsMax: Math.max(...placement), placementMsP99: percentile(placement, 99) };
}
