// Who has to go for a plan's placements. The applier judged it; the fold looks again at what may have changed since: on
// a node where somebody may not go any more nothing of the plan is placed, since others of its placements may count on
// the same room. Whoever goes is told to stop, keeps holding its room until its node says that it has ended, and its job
// is looked at again.
import type { GroupPlacements, Plan } from "../../model/plan.js";
import { leastPriorityGap } from "../../scheduling/preemption/preemption-score.js";
import { desiredCode, none } from "../allocation-table.js";
import { type JobRecord, currentVersion } from "../job-table.js";
import type { State } from "../state.js";
import { setDesired } from "./allocations.js";
import type { FoldContext } from "./context.js";
import { requireEvaluation } from "./evaluations.js";

const nobody: ReadonlySet<number> = new Set();

/** Rows of nodes. */
export function spoiledNodes(state: State, job: JobRecord, plan: Plan): ReadonlySet<number> {
  if (plan.placements.every(({ preemptions }) => preemptions === undefined)) return nobody;
  const highest = currentVersion(job).job.Priority - leastPriorityGap;
  const spoiled = new Set<number>();
  for (const { preemptions = [], nodeRows } of plan.placements)
    for (const { placement, allocationIds } of preemptions)
      if (!allocationIds.every((id) => mayGo(state, { id, highest, nodeRow: nodeRows[placement]! }))) spoiled.add(nodeRows[placement]!);
  return spoiled;
}

interface Victim {
  readonly id: string;
  readonly nodeRow: number;
  /** Priority that its job may have. */
  readonly highest: number;
}

/** What has ended, or is told to stop by somebody else, makes room as well. */
function mayGo(state: State, { id, nodeRow, highest }: Victim): boolean {
  const { allocations } = state;
  const row = allocations.rowOf(id);
  if (row === none || allocations.isClientTerminal(row)) return true;
  return allocations.node.get(row) === nodeRow && currentVersion(state.jobOfAllocation(row)).job.Priority <= highest;
}

/** By position in the columns; undefined: nobody has to go. */
export function victimsByPlacement({ preemptions }: GroupPlacements): ReadonlyMap<number, readonly string[]> | undefined {
  return preemptions === undefined ? undefined : new Map(preemptions.map(({ placement, allocationIds }) => [placement, allocationIds]));
}

/** `row` has been placed where these are. */
export function evictFor(ctx: FoldContext, row: number, victimIds: readonly string[]): void {
  const { allocations } = ctx.state;
  const id = allocations.idOf(row);
  const gone: string[] = [];
  for (const victimId of victimIds) {
    const victim = allocations.rowOf(victimId);
    if (victim === none || allocations.isClientTerminal(victim) || allocations.desired.get(victim) !== desiredCode.run) continue;
    setDesired(ctx, victim, { desired: "evict", description: `Preempted by alloc ID ${id}` });
    allocations.extras.of(victim).preemptedById = id;
    gone.push(victimId);
    const job = ctx.state.jobOfAllocation(victim);
    job.decidedAt = ctx.index;
    ctx.touchJob(job);
    requireEvaluation(ctx, job, { triggeredBy: "preemption" });
  }
  if (gone.length > 0) allocations.extras.of(row).preemptedIds = gone;
}
