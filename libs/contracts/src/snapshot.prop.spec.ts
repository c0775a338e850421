import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evolve } from "@berth/core/state/evolve";
import { State } from "@berth/core/state/state";
import { stateHash } from "@berth/core/state/state-hash";
import { type Move, moveKinds, storyOf } from "@berth/core/state/testing/chance-story";
import { decodeEntry, encodeEntry, hashEntry } from "./entry.js";
import { SnapshotRoom, UndecodableSnapshot, captureSnapshot, decodeSnapshot, encodeSnapshot } from "./snapshot.js";

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...moveKinds),
    job: fc.integer({ min: 0, max: 2 }),
    node: fc.integer({ min: 0, max: 2 }),
    size: fc.integer({ min: 0, max: 9 }),
  }),
  { minLength: 5, maxLength: 60 },
);

const logOf = (story: readonly Move[]): Uint8Array[] => storyOf(story).entries.map(encodeEntry);

function fold(state: State, log: readonly Uint8Array[], from: number): State {
  for (const [i, bytes] of log.slice(from).entries()) evolve(state, { index: from + i + 1, entry: decodeEntry(bytes), hash: hashEntry(bytes) });
  return state;
}

/** The snapshot's bytes, cut into pieces of these lengths in turn. */
function* pieces(chunks: readonly Uint8Array[], lengths: readonly number[]): Generator<Uint8Array> {
  const whole = Buffer.concat(chunks);
  for (let at = 0, n = 0; at < whole.length; n++) {
    const length = lengths[n % lengths.length]!;
    yield whole.subarray(at, at + length);
    at += length;
  }
}

/** What readers see of an allocation: more than the hash takes in. */
function visible(state: State): unknown {
  const { allocations } = state;
  const rows = Array.from({ length: allocations.rowLimit }, (_, row) => row).filter((row) => allocations.isLive(row));
  return rows.map((row) => {
    const id = allocations.idOf(row);
    expect(allocations.rowOf(id)).toBe(row);
    const times = [allocations.createdAtMs.get(row), allocations.modifiedAtMs.get(row), allocations.createIndex.get(row)];
    return [row, id, times, allocations.clientStatus(row), state.nodeOfAllocation(row)?.id, structuredClone(allocations.extras.get(row))];
  });
}

describe("a snapshot", () => {
  it("and the rest of the log are the whole log, wherever it is taken and however its bytes are cut", () => {
    const cuts = fc.array(fc.nat(100), { minLength: 1, maxLength: 4 });
    const lengths = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(moves, cuts, lengths, (story, places, parts) => {
        const log = logOf(story);
        const straight = fold(new State(), log, 0);
        let state = new State();
        for (const cut of places.map((place) => 1 + Math.floor((place / 101) * log.length)).toSorted((a, b) => a - b)) {
          fold(state, log.slice(0, cut), state.index);
          const before = stateHash(state);
          const seen = visible(state);
          state = decodeSnapshot(pieces(encodeSnapshot(state), parts));
          expect(stateHash(state)).toBe(before);
          expect(visible(state)).toEqual(seen);
        }
        fold(state, log, state.index);
        expect(stateHash(state)).toBe(stateHash(straight));
        expect(visible(state)).toEqual(visible(straight));
      }),
      { numRuns: 150 },
    );
  });

  it("is what the state was, whatever is folded after it was taken", () => {
    fc.assert(
      fc.property(moves, (story) => {
        const log = logOf(story);
        const half = Math.max(1, Math.floor(log.length / 2));
        const state = fold(new State(), log.slice(0, half), 0);
        const hash = stateHash(state);
        const chunks = encodeSnapshot(state);
        fold(state, log, half);
        expect(stateHash(decodeSnapshot(chunks))).toBe(hash);
      }),
      { numRuns: 30 },
    );
  });

  it("has the same bytes when it is captured first and encoded after everything else was folded", () => {
    fc.assert(
      fc.property(moves, fc.nat(100), (story, place) => {
        const log = logOf(story);
        const cut = 1 + Math.floor((place / 101) * log.length);
        const state = fold(new State(), log.slice(0, cut), 0);
        const atOnce = Buffer.concat(encodeSnapshot(state));
        const room = new SnapshotRoom();
        for (const _step of room.prepare(state));
        const captured = captureSnapshot(state, room);
        fold(state, log, cut);
        expect(Buffer.concat(captured.map((chunk) => chunk())).equals(atOnce)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it.each([0, 5, 40, 1_000])("that ends after %i bytes is refused", (length) => {
    const whole = Buffer.concat(encodeSnapshot(storyOf([{ kind: "register", job: 0, node: 0, size: 1 }]).state));
    expect(() => decodeSnapshot([whole.subarray(0, length)])).toThrow(UndecodableSnapshot);
  });

  it("without its last section is refused", () => {
    const chunks = encodeSnapshot(storyOf([]).state);
    expect(() => decodeSnapshot(chunks.slice(0, -1))).toThrow("end is missing");
  });
});
