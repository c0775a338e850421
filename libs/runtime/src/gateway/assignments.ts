// What changed for a node since an index, out of the replica in one synchronous go: explicit changes, those of one plan's
// group under what they have in common, and the specs that the node cannot have yet. An agent that has carried out
// everything up to the index has the spec of each allocation that it still has from then; so nothing about a node is
// remembered here, and any gateway gives the same answer.
import type { NodeRegistration } from "@berth/core/model/node";
import { none } from "@berth/core/state/allocation-table";
import type { NodeRecord } from "@berth/core/state/node-table";
import type { State } from "@berth/core/state/state";
import type { AssignmentFrame, EncodedJob } from "@berth/contracts/poll-answer";
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
  readonly assignments: AssignmentFrame;
  readonly jobs: readonly EncodedJob[];
  readonly unknownJobs: readonly string[];
  /** There is more. */
  readonly isCut: boolean;
}

/** undefined = nothing changed. Terminal allocations that the agent never heard of are left out. */
export function changesSince(state: State, node: NodeRecord, since: Since): NodeChanges | undefined {
  if (node.assignedAt <= since.index) return undefined;
  const { serverIndex } = state.allocations;
  const changed: number[] = [];
  const known = new Set<number>();
  for (const row of state.allocationsOnNode(node)) {
    if (state.allocations.isClientTerminal(row)) continue;
    if (serverIndex.get(row) > since.index) changed.push(row);
    else known.add(versionKey(state, row));
  }
  if (changed.length === 0) return undefined;
  const inOrder = changed.toSorted((a, b) => serverIndex.get(a) - serverIndex.get(b));
  const groups = new AssignmentGroups(state);
  const specs = new NeededSpecs(state, known, since);
  let index = state.index;
  let isCut = false;
  let at = since.index;
  for (const row of inOrder) {
    // Only between two entries: what one entry says of a node fits into a message, as the entry did.
    if (serverIndex.get(row) !== at && groups.bytes + specs.bytes > since.maxBytes) {
      index = at;
      isCut = true;
      break;
    }
    at = serverIndex.get(row);
    groups.add(row);
    specs.need(row);
  }
  return { index, assignments: groups.made(), jobs: specs.taken(), unknownJobs: isCut ? [] : specs.unknown(), isCut };
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
