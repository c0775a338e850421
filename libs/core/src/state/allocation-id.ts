// An allocation's id contains its address: the applier's epoch, the entry's ordinal in that epoch and the placement's
// number in the entry, under a scrambled 32-bit head that spreads ids evenly for people and for prefix search.
//
//   hhhhhhhh-eeee-4eeo-8ooo-ooooonnnnnnn   h head, e epoch (24 bits), o ordinal (36 bits), n number (28 bits)
//
// It is a well-formed version-4 UUID. The head must match the rest: a mistyped id is refused at once.
import { mix32 } from "../common/hash.js";

export interface AllocationAddress {
  readonly epoch: number;
  readonly ordinal: number;
  readonly number: number;
}

export function headOf(epoch: number, ordinal: number, number: number): number {
  const high = Math.floor(ordinal / 0x1_0000_0000);
  return mix32(mix32(mix32(epoch ^ 0x5bd1e995) ^ (ordinal >>> 0)) + Math.imul(number, 0x9e3779b1) + high);
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");

export function allocationId(epoch: number, ordinal: number, number: number): string {
  const rest = hex(epoch, 6) + hex(ordinal, 9) + hex(number, 7);
  const head = hex(headOf(epoch, ordinal, number), 8);
  return `${head}-${rest.slice(0, 4)}-4${rest.slice(4, 7)}-8${rest.slice(7, 10)}-${rest.slice(10)}`;
}

const pattern = /^([0-9a-f]{8})-([0-9a-f]{4})-4([0-9a-f]{3})-8([0-9a-f]{3})-([0-9a-f]{12})$/;

/** undefined when the text is no allocation id of ours. */
export function parseAllocationId(id: string): AllocationAddress | undefined {
  const match = pattern.exec(id);
  if (match === null) return undefined;
  const rest = match[2]! + match[3]! + match[4]! + match[5]!;
  const epoch = Number.parseInt(rest.slice(0, 6), 16);
  const ordinal = Number.parseInt(rest.slice(6, 15), 16);
  const number = Number.parseInt(rest.slice(15), 16);
  return Number.parseInt(match[1]!, 16) === headOf(epoch, ordinal, number) ? { epoch, ordinal, number } : undefined;
}
