// A copy of the state between two entries. Only capturing it holds the loop up (measured with `recovery`): columns are
// copied into memory that is ready, objects are held fast. What was captured becomes bytes in slices with the loop's own work between them. The state's hash costs more than the copy when there are millions of allocations; where somebody waits it is then
// left to who presses the copy, and a standby, for whom nobody waits, always works it out on the live state.
import { chainHashOf } from "@berth/core/state/chain";
import { stateHash } from "@berth/core/state/state-hash";
import { snapshotId } from "@berth/core/snapshots/header";
import { type CapturedChunk, SnapshotRoom, captureSnapshot } from "@berth/contracts/snapshot";
import type { Clock } from "@berth/ports/environment";
import type { State } from "@berth/core/state/state";
import type { Replica } from "../log/replica.js";
import type { SnapshotCopy, SnapshotFacts } from "./press-snapshot.js";

export interface CopyTerms {
  readonly takenBy: string;
  readonly nowMs: number;
  /** Eight characters or more that nobody else draws. */
  readonly unique: string;
  /** Nobody waits for this process. */
  readonly isIdle: boolean;
  /** Without it the copy takes two to three times as long. */
  readonly room?: SnapshotRoom;
}

export interface CapturedState {
  readonly facts: SnapshotFacts;
  readonly chunks: readonly CapturedChunk[];
}

/** Hashed in 20 ms. */
const hashedAnyway = 100_000;

export function captureState({ state, incarnation, quarantined, entryHash }: Replica, terms: CopyTerms): CapturedState {
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
    chunks: captureSnapshot(state, terms.room),
  };
}

/** So long one slice holds the loop up, about. */
const sliceMs = 5;

type SliceClock = Pick<Clock, "monotonicMs" | "sleep">;

/** Lets the loop's own work in between. */
async function inSlices<T>(work: Iterable<T>, clock: SliceClock): Promise<T[]> {
  const done: T[] = [];
  let sinceMs = clock.monotonicMs();
  for (const step of work) {
    done.push(step);
    if (clock.monotonicMs() - sinceMs < sliceMs) continue;
    await clock.sleep(0);
    sinceMs = clock.monotonicMs();
  }
  return done;
}

/** Of use for a copy that is captured soon after. */
export async function prepareRoom(state: State, clock: SliceClock): Promise<SnapshotRoom> {
  const room = new SnapshotRoom();
  await inSlices(room.prepare(state), clock);
  return room;
}

function* encoded(chunks: readonly CapturedChunk[]): Generator<Uint8Array<ArrayBuffer>> {
  for (const chunk of chunks) yield chunk();
}

export async function encodeCaptured({ facts, chunks }: CapturedState, clock: SliceClock): Promise<SnapshotCopy> {
  return { facts, chunks: await inSlices(encoded(chunks), clock) };
}
