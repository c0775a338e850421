import type { State } from "@berth/core/state/state";

/** The hash over all entries that the state has folded, as 16 hex digits. */
export function chainHashOf(state: State): string {
  const digits = (value: number): string => (value >>> 0).toString(16).padStart(8, "0");
  return digits(state.chainHigh) + digits(state.chainLow);
}
