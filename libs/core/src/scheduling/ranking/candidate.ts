// A feasible node with room, and what it scores. All of the score but spread is the node's own and kept as a sum with
// its number of components; spread is shared by all nodes with the same spread key and added when candidates of
// different keys are compared. The final score is the mean of the components that take part (nomad.md 4.10).
import type { NodeRecord } from "../../state/node-table.js";

export interface Components {
  readonly binpack: number;
  /** Absent components do not take part in the mean. */
  readonly jobAntiAffinity: number | undefined;
  readonly nodeAffinity: number | undefined;
}

export interface Candidate extends Components {
  readonly node: NodeRecord;
  readonly sum: number;
  readonly count: number;
  readonly spreadKey: string;
  /** Seeded: which of equals comes first. */
  readonly tie: number;
  /** Replaced by a newer look at the same node. */
  stale: boolean;
}

/** What takes part besides the node's own components. */
export interface Shared {
  readonly spread: number;
  readonly penalised: boolean;
}

export function meanScore(candidate: Candidate, { spread, penalised }: Shared): number {
  let { sum, count } = candidate;
  if (spread !== 0) {
    sum += spread;
    count++;
  }
  if (penalised) {
    sum -= 1;
    count++;
  }
  return sum / count;
}

/** Does `a` come first, at these scores? Total: ties fall to the seed, then to the id. */
export function comesFirst(a: Candidate, scoreOfA: number, b: Candidate, scoreOfB: number): boolean {
  if (scoreOfA !== scoreOfB) return scoreOfA > scoreOfB;
  if (a.tie !== b.tie) return a.tie < b.tie;
  return a.node.id < b.node.id;
}
