// Every replica at the same index has the same history and the same state, and replaying the log gives it again.
import { stateHash } from "@berth/core/state/state-hash";
import { decodeEntry, hashEntry } from "@berth/contracts/entry";
import { evolve } from "@berth/core/state/evolve";
import { State } from "@berth/core/state/state";
import type { Checker } from "../scene.ts";

export const replicas: Checker = {
  name: "replicas",
  tick({ processes, state, chain }, fail) {
    let hash = "";
    for (const { replica, name } of processes) {
      if (replica === undefined || replica.state.index === 0) continue;
      const own = `${replica.state.chainHigh}.${replica.state.chainLow}`;
      if (own !== chain[replica.state.index - 1]) return fail(`${name} at index ${replica.state.index} followed another history`);
      if (replica.state.index !== state.index) continue;
      if (hash === "") hash = stateHash(state);
      if (stateHash(replica.state) !== hash) fail(`${name} has another state at index ${state.index}`);
    }
  },
  ended({ world, state }, fail) {
    const again = new State();
    for (const { index, data } of world.log.records) evolve(again, index, decodeEntry(data), hashEntry(data));
    if (stateHash(again) !== stateHash(state)) fail("replaying the log gives another state");
  },
};
