// From a copy of the state to a stored snapshot: cut, compressed, written, read back and loaded, and only then published
// under its header. Takes seconds for millions of allocations, so services run it in a thread of its own.
import { stateHash } from "@berth/core/state/state-hash";
import type { SnapshotHeader } from "@berth/core/snapshots/header";
import { BlockTally, packBlocks } from "@berth/contracts/snapshot-blocks";
import type { SnapshotStore } from "@berth/ports/snapshot-store";
import { DamagedSnapshot, readSnapshot } from "./read-snapshot.js";

/** All of a header that is known when the state is copied. `stateHash` is "" when it was too dear to work out there. */
export type SnapshotFacts = Omit<SnapshotHeader, "blocks" | "bytes" | "digest">;

export interface SnapshotCopy {
  readonly facts: SnapshotFacts;
  /** As encodeSnapshot gave them: each has its own buffer. */
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
}

/** Throws, and leaves nothing behind, when what is read back is not what was copied. */
export async function pressSnapshot(store: SnapshotStore, { facts, chunks }: SnapshotCopy): Promise<SnapshotHeader> {
  const tally = new BlockTally();
  try {
    await store.write(facts.id, counted(packBlocks(chunks), tally));
    const unproved: SnapshotHeader = { ...facts, ...tally.totals() };
    const hash = stateHash(await readSnapshot(store, unproved));
    if (facts.stateHash !== "" && facts.stateHash !== hash)
      throw new DamagedSnapshot(`snapshot ${facts.id} loads as state ${hash}, the state it was taken of is ${facts.stateHash}`);
    const header = { ...unproved, stateHash: hash };
    await store.publish(header);
    return header;
  } catch (error) {
    await store.remove(facts.id).catch(() => undefined);
    throw error;
  }
}

function* counted(blocks: Iterable<Uint8Array>, tally: BlockTally): Generator<Uint8Array> {
  for (const block of blocks) {
    tally.add(block);
    yield block;
  }
}
