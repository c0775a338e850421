// How much a plan may still take, so that it fits into a log entry. A fresh placement is some ten bytes in columns; one that
// replaces another, pushes others out, or holds cores and devices brings their names along.
import type { PlacementRequest } from "../reconcile/changes.js";

export interface Budget {
  left: number;
}

const named = 16;

export function weightOf({ previous, stop }: PlacementRequest, hasMore: boolean): number {
  return previous === undefined && stop === undefined && !hasMore ? 1 : named;
}
