// A copy of the state between two entries: the only part of a snapshot that the loop's thread pays for (measured with
// `recovery`). The state's hash costs more than the copy when there are millions of allocations; where somebody waits it is then
// left to who presses the copy, and a standby, for whom nobody waits, always works it out on the live state.
import { chainHashOf } from "@berth/core/state/chain";
import { stateHash } from "@berth/core/state/state-hash";
import { snapshotId } from "@berth/core/snapshots/header";
import { encodeSnapshot } from "@berth/contracts/snapshot";
import type { Replica } from "../log/replica.js";
import type { SnapshotCopy } from "./press-snapshot.js";

export interface CopyTerms {
  readonly takenBy: string;
  readonly nowMs: number;
  /** Eight characters or more that nobody else draws. */
  readonly unique: string;
  /** Nobody waits for this process. */
  readonly isIdle: boolean;
}

/** Hashed in 20 ms. */
const hashedAnyway = 100_000;

export function copyState({ state, incarnation, quarantined, entryHash }: Replica, terms: CopyTerms): SnapshotCopy {
  const hashes = terms.isIdle || state.allocations.size <= hashedAnyway;
  return {
    facts: {
      id: snapshotId(state.index, terms.unique),
      index: state.index,
      timeMs: state.timeMs,
      takenAtMs: terms.nowMs,
      takenBy: terms.takenBy,
      incarnation,
      chainHash: chainHashOf(state),
      entryHash,
      stateHash: hashes ? stateHash(state) : "",
      level: state.level,
      quarantined: [...quarantined],
      resumeAfter: 0,
    },
    chunks: encodeSnapshot(state),
  };
}
