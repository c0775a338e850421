// What changed for a node since an index, out of the replica in one synchronous go: explicit changes, those of one plan's
// group under what they have in common, and the specs that the node cannot have yet. An agent that has carried out
// everything up to the index has the spec of each allocation that it still has from then; so nothing about a node is
// remembered here, and any gateway gives the same answer.
import type { NodeRegistration } from "@berth/core/model/node";
import { none } from "@berth/core/state/allocation-table";
import type { NodeRecord } from "@berth/core/state/node-table";
import type { State } from "@berth/core/state/state";
import type { AnswerPart, AssignmentColumns } from "@berth/contracts/poll-answer";
import { AssignmentGroups } from "./assignment-groups.js";
import { NeededSpecs, versionKey } from "./needed-specs.js";

export interface Since {
  readonly index: number;
  /** Specs that the agent says it lacks. */
  readonly missingJobs: readonly string[];
  /** About as much is put into one answer; the rest comes with the next poll. */
  readonly maxBytes: number;
}

export interface NodeChanges {
  /** Everything up to here is in them. */
  readonly index: number;
  readonly assignments: AssignmentColumns;
  /** Their groups, and the specs that go with them. */
  readonly parts: readonly AnswerPart[];
  readonly unknownJobs: readonly string[];
  /** There is more. */
  readonly isCut: boolean;
}

interface Changed {
  readonly row: number;
  readonly index: number;
}

/** undefined = nothing changed. Terminal allocations that the agent never heard of are left out. */
export function changesSince(state: State, node: NodeRecord, since: Since): NodeChanges | undefined {
  if (node.assignedAt <= since.index) return undefined;
  const { allocations } = state;
  const changed: Changed[] = [];
  const known = new Set<number>();
  // By hand: what is walked for every answer.
  for (let row = node.firstAllocation; row !== none; row = allocations.nextOnNode.get(row)) {
    if (allocations.isClientTerminal(row)) continue;
    const index = allocations.serverIndex.get(row);
    if (index > since.index) changed.push({ row, index });
    else known.add(versionKey(state, row));
  }
  if (changed.length === 0) return undefined;
  const inOrder = changed.toSorted((a, b) => a.index - b.index);
  const groups = new AssignmentGroups(state);
  const specs = new NeededSpecs(state, known, since);
  let index = state.index;
  let isCut = false;
  let at = since.index;
  for (const change of inOrder) {
    // Only between two entries: what one entry says of a node fits into a message, as the entry did.
    if (change.index !== at && groups.bytes + specs.bytes > since.maxBytes) {
      index = at;
      isCut = true;
      break;
    }
    at = change.index;
    groups.add(change.row);
    specs.need(change.row);
  }
  const { parts, ...assignments } = groups.made();
  return { index, assignments, parts: [...parts, ...specs.taken()], unknownJobs: isCut ? [] : specs.unknown(), isCut };
}

/** What the node says it has and the state, which has folded this registration, does not have on it. */
export function unknownTo(state: State, { spec, inventory }: NodeRegistration): readonly string[] {
  return inventory
    .map((report) => report.allocationId)
    .filter((id) => {
      const row = state.allocations.rowOf(id);
      return row === none || state.nodeOfAllocation(row)?.id !== spec.ID;
    });
}
