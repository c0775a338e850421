// When to look again. Each plan says anew everything its job waits for (the fold drops what older plans waited for).
// Delayed reschedules that fall within five seconds share one evaluation.
import type { FollowUp } from "../../model/plan.js";
import { followUpText } from "./descriptions.js";
import type { Reschedule } from "./failed.js";

const batchWindowMs = 5_000;

export function rescheduleFollowUps(later: readonly Reschedule[]): FollowUp[] {
  const inOrder = [...later].sort((a, b) => a.atMs - b.atMs || (a.allocation.id < b.allocation.id ? -1 : 1));
  const batches: { readonly atMs: number; readonly allocationIds: string[] }[] = [];
  for (const { atMs, allocation } of inOrder) {
    const open = batches.at(-1);
    if (open !== undefined && atMs <= open.atMs + batchWindowMs) open.allocationIds.push(allocation.id);
    else batches.push({ atMs, allocationIds: [allocation.id] });
  }
  return batches.map(({ atMs, allocationIds }) => ({
    waitUntilMs: Math.ceil(atMs),
    triggeredBy: "alloc-reschedule",
    description: followUpText.reschedule,
    allocationIds,
  }));
}

export function waitFor(waitUntilMs: number, triggeredBy: FollowUp["triggeredBy"], description: string): FollowUp {
  return { waitUntilMs: Math.ceil(waitUntilMs), triggeredBy, description, allocationIds: [] };
}
