// Sorts a group's allocations by what happened to them; the first rule that fits wins (nomad.md 4.7):
//
//   told to stop                     -> ignored (batch: a success of this version still counts, unless it was evicted:
//                                       what had to go in the middle of its work is done again)
//   ended, older version, batch      -> ignored: an old success says nothing about the new version
//   lost, or its node down or gone   -> lost
//   complete                         -> service: ignored, a new one takes its place; batch: done
//   failed                           -> failed: the reschedule policy decides
//   otherwise                        -> live
import { type AllocationView, hasEnded } from "../allocation-view.js";

export interface Classified {
  readonly live: readonly AllocationView[];
  readonly done: readonly AllocationView[];
  readonly failed: readonly AllocationView[];
  readonly lost: readonly AllocationView[];
}

type Kind = keyof Classified | "ignored";

/** Its node is known to be down, or is not known at all. */
export function isNodeLost(allocation: AllocationView): boolean {
  const status = allocation.node?.status;
  return status === undefined || status === "down" || status === "disconnected";
}

export function isLost(allocation: AllocationView): boolean {
  return allocation.client === "lost" || (!hasEnded(allocation) && isNodeLost(allocation));
}

function kindOf(allocation: AllocationView, rules: ClassifyRules): Kind {
  const isOldResult = rules.isBatch && hasEnded(allocation) && allocation.jobVersion < rules.version;
  if (isOldResult) return "ignored";
  if (allocation.desired !== "run") return rules.isBatch && allocation.desired === "stop" && allocation.client === "complete" ? "done" : "ignored";
  if (isLost(allocation)) return "lost";
  if (allocation.client === "complete") return rules.isBatch ? "done" : "ignored";
  return allocation.client === "failed" ? "failed" : "live";
}

export interface ClassifyRules {
  readonly isBatch: boolean;
  readonly version: number;
}

export function classify(allocations: readonly AllocationView[], rules: ClassifyRules): Classified {
  const sorted = { live: [] as AllocationView[], done: [] as AllocationView[], failed: [] as AllocationView[], lost: [] as AllocationView[] };
  for (const allocation of allocations) {
    const kind = kindOf(allocation, rules);
    if (kind !== "ignored") sorted[kind].push(allocation);
  }
  return sorted;
}
