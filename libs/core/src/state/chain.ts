// The chain hash: a hash over all entries so far, in their order. Equal index and equal chain hash mean the same history.
import { mix32 } from "../common/hash.js";
import type { State } from "./state.js";

/** 64-bit hash of the entry's bytes, as two halves. */
export interface EntryHash {
  readonly high: number;
  readonly low: number;
}

const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, "0");

/** Moves the state to this entry, whether the entry is then judged or skipped. */
export function advanceChain(state: State, index: number, hash: EntryHash): void {
  state.index = index;
  state.chainHigh = mix32(state.chainHigh ^ hash.high ^ index);
  state.chainLow = mix32(Math.imul(state.chainLow, 31) + hash.low);
}

/** The hash over all entries that the state has folded, as 16 hex digits. */
export function chainHashOf(state: State): string {
  return hex(state.chainHigh) + hex(state.chainLow);
}

/** 16 hex digits. */
export function entryHashText({ high, low }: EntryHash): string {
  return hex(high) + hex(low);
}
