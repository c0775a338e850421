// What a stored snapshot says of itself: where in which log it was taken, and how to know that it is whole. The header is
// written last, after the bytes were read back and gave the same state: a snapshot without one does not exist.
import { z } from "zod";

const hash16 = z.string().regex(/^[0-9a-f]{16}$/);

/** An entry that every replica skips, by an operator's word. */
const quarantinedSchema = z.object({
  index: z.int().min(1),
  /** Chain hash of the log before this entry, so that the word counts for one history only. */
  chainHash: hash16,
  reason: z.string().max(1_000),
});

export const quarantineSchema = z.array(quarantinedSchema).max(1_000);

export const snapshotHeaderSchema = z.object({
  id: z.string().regex(/^[0-9]{16}-[0-9a-z-]{1,64}$/),
  /** Of the last entry that is in it. */
  index: z.int().min(1),
  /** State time at the index, Unix milliseconds. */
  timeMs: z.int().min(0),
  takenAtMs: z.int().min(0),
  takenBy: z.string().max(300),
  incarnation: z.string().min(1).max(200),
  chainHash: hash16,
  /** Hash of the entry at the index alone; "" when it is not known. */
  entryHash: z.union([hash16, z.literal("")]),
  stateHash: hash16,
  /** The region's level: a release that cannot fold it cannot use the snapshot. */
  level: z.int().min(1),
  blocks: z.int().min(1),
  bytes: z.int().min(1),
  /** SHA-256 over the blocks, 64 hex digits. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  quarantined: quarantineSchema,
  /** In a log that was made by a restore: entries go on after this index. 0 otherwise. */
  resumeAfter: z.int().min(0),
});

export type Quarantined = Readonly<z.infer<typeof quarantinedSchema>>;
export type SnapshotHeader = Readonly<Omit<z.infer<typeof snapshotHeaderSchema>, "quarantined">> & { readonly quarantined: readonly Quarantined[] };

/** The last index that a reader of this snapshot needs not ask of the log. */
export function positionOf({ index, resumeAfter }: Pick<SnapshotHeader, "index" | "resumeAfter">): number {
  return Math.max(index, resumeAfter);
}

/** Sorts by index as text. */
export function snapshotId(index: number, unique: string): string {
  return `${String(index).padStart(16, "0")}-${unique.slice(0, 8)}`;
}

export function newestFirst(headers: readonly SnapshotHeader[]): readonly SnapshotHeader[] {
  return headers.toSorted((a, b) => positionOf(b) - positionOf(a) || b.takenAtMs - a.takenAtMs);
}
