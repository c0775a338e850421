// The applier's judgement of who has to go for a placement. Named allocations go only if they are still there and wanted,
// on this node, of a job that is lower now, and if nobody else counts on their room. Whoever is not needed (any more)
// stays: what was freed meanwhile may do. All or nothing: without room nobody goes. The room of what was evicted before
// and has not ended yet counts as free: who it was evicted for is counted already.
import { leastPriorityGap } from "../scheduling/preemption/preemption-score.js";
import { desiredCode, none } from "../state/allocation-table.js";
import { currentVersion } from "../state/job-table.js";
import type { NodeRecord } from "../state/node-table.js";
import type { State } from "../state/state.js";
import type { PlanDraft } from "./accepted-plans.js";

export interface RoomTerms {
  readonly state: State;
  readonly draft: PlanDraft;
  readonly node: NodeRecord;
  /** Of the job that wants the room. */
  readonly priority: number;
  /** Does the placement fit as the draft has it? */
  readonly fitsNow: () => boolean;
}

function mayGo({ state, draft, node, priority }: RoomTerms, row: number): boolean {
  const { allocations } = state;
  if (state.nodeOfAllocation(row) !== node || allocations.desired.get(row) !== desiredCode.run) return false;
  return currentVersion(state.jobOfAllocation(row)).job.Priority <= priority - leastPriorityGap && draft.mayEvict(row);
}

/** Who goes, evicted in the draft; undefined: there is no room so, and nobody goes. */
export function makeRoom(terms: RoomTerms, asked: readonly string[]): readonly string[] | undefined {
  const { state, draft, node, fitsNow } = terms;
  const there = asked.map((id) => state.allocations.rowOf(id)).filter((row) => row !== none && !state.allocations.isClientTerminal(row));
  if (fitsNow()) return [];
  if (there.length === 0 || !there.every((row) => mayGo(terms, row))) return undefined;
  const going = draft.goingOn(node);
  for (const row of going) draft.stop(row);
  for (const row of there) draft.evict(row);
  if (!fitsNow()) {
    for (const row of there) draft.spare(row);
    for (const row of going) draft.takeBackStop(row);
    return undefined;
  }
  const gone = there.length === 1 && going.length === 0 ? there : there.filter((row) => {
    draft.spare(row);
    if (fitsNow()) return false;
    draft.evict(row);
    return true;
  });
  return gone.map((row) => state.allocations.idOf(row));
}
