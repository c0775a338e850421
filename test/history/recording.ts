// A recorded log: what a release wrote, as bytes, and what it folded them to. Every later release must fold them to the same.
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { readFileSync, writeFileSync } from "node:fs";
import { hashString } from "@berth/core/common/hash";
import { chainHashOf } from "@berth/core/state/chain";
import { evolve } from "@berth/core/state/evolve";
import { State } from "@berth/core/state/state";
import { stateHash } from "@berth/core/state/state-hash";
import { decodeEntry, hashEntry } from "@berth/contracts/entry";

export interface Recording {
  /** That wrote it. */
  readonly release: string;
  /** How it came about, for people. */
  readonly from: string;
  readonly entries: number;
  readonly chainHash: string;
  readonly stateHash: string;
  /** Over the outcomes of all entries, in order. */
  readonly outcomesHash: number;
}

/** zstd over: u32 length, bytes, and so on. */
export function writeEntries(path: string, entries: readonly Uint8Array[]): void {
  const parts = entries.flatMap((data) => [new Uint8Array(Uint32Array.of(data.length).buffer), data]);
  writeFileSync(path, zstdCompressSync(Buffer.concat(parts)));
}

export function readEntries(path: string): readonly Uint8Array[] {
  const bytes = zstdDecompressSync(readFileSync(path));
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at);
    entries.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return entries;
}

export interface Folded extends Omit<Recording, "release" | "from"> {
  readonly state: State;
}

export function foldEntries(entries: readonly Uint8Array[]): Folded {
  const state = new State();
  let outcomesHash = 0;
  for (const [i, data] of entries.entries()) {
    const { outcomes } = evolve(state, { index: i + 1, entry: decodeEntry(data), hash: hashEntry(data) });
    outcomesHash = hashString(outcomes.map((outcome) => (outcome.kind === "applied" ? "applied" : outcome.code)).join(), outcomesHash);
  }
  return { state, entries: entries.length, chainHash: chainHashOf(state), stateHash: stateHash(state), outcomesHash };
}
