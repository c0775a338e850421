// What may be forgotten of the log and of its snapshots. Decides from what stands there, never from what was done before.
//
// The log keeps everything after the *base*: the second newest verified snapshot that the history projector has passed.
// So a corrupt newest snapshot always has one before it with a whole tail, and no snapshot is ever the only copy of
// anything but what a restore began with. Refuses to trim while there are fewer than two.
import { type SnapshotHeader, newestFirst, positionOf } from "./header.js";

export interface RetentionTerms {
  /** Entries kept before the base, for followers that are behind. */
  readonly keepEntries: number;
  /** Verified snapshots kept, at least 2. */
  readonly keepSnapshots: number;
  /** Fewer are left alone: each purge holds up appends a little. */
  readonly leastTrimmed: number;
}

export interface RetentionScene {
  /** Verified ones of the log's incarnation. */
  readonly snapshots: readonly SnapshotHeader[];
  readonly firstIndex: number;
  /** Index up to which each projector has written; absent projectors are not in it. */
  readonly checkpoints: readonly number[];
}

export interface RetentionPlan {
  /** Entries below go; undefined: none. */
  readonly trimBefore: number | undefined;
  /** Ids of snapshots that nobody needs any more, oldest first. */
  readonly forget: readonly string[];
  /** Why nothing is trimmed, for people; "" when something is. */
  readonly reason: string;
}

export function planRetention(scene: RetentionScene, terms: RetentionTerms): RetentionPlan {
  const snapshots = newestFirst(scene.snapshots);
  const passed = Math.min(...scene.checkpoints, Number.MAX_SAFE_INTEGER);
  const base = snapshots.slice(1).find((snapshot) => positionOf(snapshot) <= passed);
  const forget = snapshots
    .slice(Math.max(2, terms.keepSnapshots))
    .filter((snapshot) => base !== undefined && positionOf(snapshot) < positionOf(base))
    .map(({ id }) => id)
    .toReversed();
  if (base === undefined) {
    const few = `${snapshots.length} verified snapshots, two are needed`;
    return { trimBefore: undefined, forget: [], reason: snapshots.length < 2 ? few : `history is written only up to entry ${passed}` };
  }
  const trimBefore = positionOf(base) + 1 - terms.keepEntries;
  if (trimBefore - scene.firstIndex < terms.leastTrimmed) return { trimBefore: undefined, forget, reason: "what is stored is inside the retention window" };
  return { trimBefore, forget, reason: "" };
}
