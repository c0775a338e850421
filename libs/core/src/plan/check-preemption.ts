// The applier's judgement of who has to go for a placement. Named allocations go only if they are still there and wanted,
// on this node, of a job that is lower now, and if nobody else counts on their room. Whoever is not needed (any more)
// stays, judged when the whole plan is placed: what was freed meanwhile may do, or what the plan itself stops. All or
// nothing: without room nobody goes. The room of what was evicted before
// and has not ended yet counts as free: who it was evicted for is counted already.
import type { GroupPlacements } from "../model/plan.js";
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
  if (there.length === 0 || !there.every((row) => mayGo(terms, row))) return fitsNow() ? [] : undefined;
  const going = draft.goingOn(node);
  for (const row of going) draft.letGo(row);
  for (const row of there) draft.evict(row);
  if (fitsNow()) return there.map((row) => state.allocations.idOf(row));
  for (const row of there) draft.spare(row);
  for (const row of going) draft.holdOn(row);
  return undefined;
}

/** With all of the plan placed: whoever can stay beside it does. */
export function spareNeedless(state: State, draft: PlanDraft, placements: readonly GroupPlacements[]): readonly GroupPlacements[] {
  const staying = (id: string): boolean => {
    const row = state.allocations.rowOf(id);
    draft.spare(row);
    if (draft.canStay(row)) return true;
    draft.evict(row);
    return false;
  };
  return placements.map((group) => {
    if (group.preemptions === undefined) return group;
    const left = group.preemptions.map(({ placement, allocationIds }) => ({ placement, allocationIds: allocationIds.filter((id) => !staying(id)) }));
    if (left.every(({ allocationIds }, i) => allocationIds.length === group.preemptions![i]!.allocationIds.length)) return group;
    const needed = left.filter(({ allocationIds }) => allocationIds.length > 0);
    return { ...group, preemptions: needed.length === 0 ? undefined : needed };
  });
}
