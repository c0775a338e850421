// Every replica at the same index has the same history and the same state, and replaying the log gives it again.
import { stateHash } from "@berth/core/state/state-hash";
import { decodeEntry, hashEntry } from "@berth/contracts/entry";
import { evolve } from "@berth/core/state/evolve";
import { State } from "@berth/core/state/state";
import type { Checker, Fail, Scene } from "../scene.ts";

/** Hashing a state costs more than folding hundreds of entries. */
const ticksPerHash = 16;

export function replicas(): Checker {
  let ticks = 0;
  return { name: "replicas", tick: (scene, fail) => tick(scene, fail, ticks++ % ticksPerHash === 0), ended };
}

function tick({ processes, state, chain }: Scene, fail: Fail, hashes: boolean): void {
  let hash = "";
  for (const { replica, name } of processes) {
      if (replica === undefined || replica.state.index === 0) continue;
      const own = `${replica.state.chainHigh}.${replica.state.chainLow}`;
      if (own !== chain[replica.state.index - 1]) return fail(`${name} at index ${replica.state.index} followed another history`);
      if (!hashes || replica.state.index !== state.index) continue;
      if (hash === "") hash = stateHash(state);
      if (stateHash(replica.state) !== hash) fail(`${name} has another state at index ${state.index}`);
    }
}

function ended({ world, state }: Scene, fail: Fail): void {
  const again = new State();
  for (const { index, data } of world.log.records) evolve(again, { index, entry: decodeEntry(data), hash: hashEntry(data) });
  if (stateHash(again) !== stateHash(state)) fail("replaying the log gives another state");
}
