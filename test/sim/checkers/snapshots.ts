// A snapshot is the whole state: restored it has the same hash, and folding the rest of the log on it ends in the state
// that the whole log gives.
import { decodeEntry, hashEntry } from "@berth/contracts/entry";
import { decodeSnapshot, encodeSnapshot } from "@berth/contracts/snapshot";
import { evolve } from "@berth/core/state/evolve";
import { stateHash } from "@berth/core/state/state-hash";
import type { Checker, Fail, Scene } from "../scene.ts";

const ticksPerSnapshot = 25;
const kept = 2;

export function snapshots(): Checker {
  const taken: Uint8Array[][] = [];
  let ticks = 0;
  return {
    name: "snapshots",
    tick({ state }, fail) {
      if (ticks++ % ticksPerSnapshot !== 0 || state.index === 0) return;
      const chunks = encodeSnapshot(state);
      taken.push(chunks);
      if (taken.length > kept) taken.shift();
      if (stateHash(decodeSnapshot(chunks)) !== stateHash(state)) fail(`the snapshot of index ${state.index} is another state`);
    },
    ended(scene, fail) {
      for (const chunks of taken) foldOn(scene, chunks, fail);
    },
  };
}

function foldOn({ world, state }: Scene, chunks: readonly Uint8Array[], fail: Fail): void {
  const restored = decodeSnapshot(chunks);
  const from = restored.index;
  for (const { index, data } of world.log.records.slice(from)) evolve(restored, { index, entry: decodeEntry(data), hash: hashEntry(data) });
  if (stateHash(restored) !== stateHash(state)) fail(`the snapshot of index ${from} and the rest of the log give another state`);
}
