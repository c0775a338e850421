// Recorded logs of every release fold to what they were recorded to. A release that is not out yet (no heading of its own in
// the changelog) may still change its rules: its log must fold, to the recorded chain; what differs otherwise is printed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UnsupportedLevel, evolve } from "@berth/core/state/evolve";
import { State } from "@berth/core/state/state";
import { stateHash } from "@berth/core/state/state-hash";
import { decodeEntry, encodeEntry, hashEntry } from "@berth/contracts/entry";
import { decodeSnapshot, encodeSnapshot } from "@berth/contracts/snapshot";
import { foldEntries, readEntries, type Recording } from "./recording.ts";

const directory = import.meta.dirname;
const names = readdirSync(directory).filter((name) => name.endsWith(".json")).map((name) => name.replace(/\.json$/, ""));
const changelog = readFileSync(join(directory, "../../CHANGELOG.md"), "utf8");

describe.each(names)("%s", (name) => {
  const recording = JSON.parse(readFileSync(join(directory, `${name}.json`), "utf8")) as Recording;
  const entries = readEntries(join(directory, `${name}.zst`));
  const isOut = changelog.includes(`\n## ${recording.release}`);

  it("folds to what it was recorded to", () => {
    const { state: _state, ...folded } = foldEntries(entries);
    expect(folded).toMatchObject({ entries: recording.entries, chainHash: recording.chainHash });
    const { stateHash: hash, outcomesHash } = recording;
    if (isOut) expect(folded).toMatchObject({ stateHash: hash, outcomesHash });
    else if (folded.stateHash !== hash || folded.outcomesHash !== outcomesHash)
      console.warn(`${name}: the rules changed since it was recorded; record it again before ${recording.release} goes out (node test/history/record.ts)`);
  });

  it("is the same state with a snapshot in the middle", () => {
    const half = Math.floor(entries.length / 2);
    const state = decodeSnapshot(encodeSnapshot(foldEntries(entries.slice(0, half)).state));
    for (const [i, data] of entries.slice(half).entries()) evolve(state, { index: half + i + 1, entry: decodeEntry(data), hash: hashEntry(data) });
    expect(stateHash(state)).toBe(foldEntries(entries).stateHash);
  });
});

describe("an entry of a newer release", () => {
  const entry = { id: "e-1", timeMs: 1, actor: "test", traces: [], level: 1, leader: undefined, events: [] };
  const fold = (data: Uint8Array): State => {
    const state = new State();
    evolve(state, { index: 1, entry: decodeEntry(data), hash: hashEntry(data) });
    return state;
  };

  it("may have a field that is not known here", () => {
    // Field 200 of the entry, a string.
    const data = Buffer.concat([encodeEntry(entry), Buffer.from([0xc2, 0x0c, 0x03, 0x6e, 0x65, 0x77])]);
    expect(fold(data).index).toBe(1);
  });

  it("of a higher level ends the fold: it is never skipped", () => {
    expect(() => fold(encodeEntry({ ...entry, level: 2 }))).toThrow(UnsupportedLevel);
  });

  it("with an event that is not known here ends the fold as well", () => {
    // Field 7 of the entry (an event) with field 200 alone in it.
    const data = Buffer.concat([encodeEntry(entry), Buffer.from([0x3a, 0x05, 0xc2, 0x0c, 0x02, 0x6e, 0x65])]);
    expect(() => fold(data)).toThrow(/event/);
  });
});
