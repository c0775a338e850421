// A stored snapshot as a state again. Whatever is wrong with it (a block missing or damaged, another index, another
// history) is one error, so that the caller can turn to the one before.
import { chainHashOf } from "@berth/core/state/chain";
import type { State } from "@berth/core/state/state";
import { stateHash } from "@berth/core/state/state-hash";
import type { SnapshotHeader } from "@berth/core/snapshots/header";
import { decodeSnapshot } from "@berth/contracts/snapshot";
import { BlockTally, unpackBlock } from "@berth/contracts/snapshot-blocks";
import type { SnapshotStore } from "@berth/ports/snapshot-store";

export class DamagedSnapshot extends Error {
  override readonly name = "DamagedSnapshot";
}

/** The state as it was at the header's index; not yet moved into a restored log. */
export async function readSnapshot(store: Pick<SnapshotStore, "read">, header: SnapshotHeader): Promise<State> {
  const tally = new BlockTally();
  // Blocks are unpacked while the next ones come. The first failure is the one that counts: the others are heard, too.
  const unpacking: Promise<Uint8Array | Error>[] = [];
  for await (const block of store.read(header.id)) {
    tally.add(block);
    unpacking.push(unpackBlock(block).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))));
  }
  const { blocks, digest } = tally.totals();
  if (blocks !== header.blocks) throw new DamagedSnapshot(`snapshot ${header.id} has ${blocks} blocks, its header says ${header.blocks}`);
  if (digest !== header.digest) throw new DamagedSnapshot(`snapshot ${header.id} is damaged: its digest is not that of its header`);
  const chunks = await Promise.all(unpacking);
  const state = decodeSnapshot(chunks.map(orThrow));
  if (state.index !== header.index || chainHashOf(state) !== header.chainHash)
    throw new DamagedSnapshot(`snapshot ${header.id} holds entry ${state.index} with chain hash ${chainHashOf(state)}, its header says ${header.index} with ${header.chainHash}`);
  return state;
}

function orThrow(chunk: Uint8Array | Error): Uint8Array {
  if (chunk instanceof Error) throw chunk;
  return chunk;
}

/** Reads it and compares the state's hash: costs a pass over the whole state. */
export async function verifySnapshot(store: Pick<SnapshotStore, "read">, header: SnapshotHeader): Promise<State> {
  const state = await readSnapshot(store, header);
  const hash = stateHash(state);
  if (hash !== header.stateHash) throw new DamagedSnapshot(`snapshot ${header.id} gives the state hash ${hash}, its header says ${header.stateHash}`);
  return state;
}
