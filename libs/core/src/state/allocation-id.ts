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

const codeOfDigit = Uint8Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));

/** The code of one digit of a number. */
const digitAt = (value: number, shift: number): number => codeOfDigit[(value >>> shift) & 15]!;

const dash = 45;
const version = 52;
const variant = 56;

/** One call with all characters: many short texts put together would cost five times as much. */
export function allocationId(epoch: number, ordinal: number, number: number): string {
  const h = headOf(epoch, ordinal, number);
  const e = epoch;
  const top = Math.floor(ordinal / 0x1_0000_0000);
  const o = ordinal >>> 0;
  const n = number;
  return String.fromCharCode(
    digitAt(h, 28), digitAt(h, 24), digitAt(h, 20), digitAt(h, 16), digitAt(h, 12), digitAt(h, 8), digitAt(h, 4), digitAt(h, 0), dash,
    digitAt(e, 20), digitAt(e, 16), digitAt(e, 12), digitAt(e, 8), dash,
    version, digitAt(e, 4), digitAt(e, 0), digitAt(top, 0), dash,
    variant, digitAt(o, 28), digitAt(o, 24), digitAt(o, 20), dash,
    digitAt(o, 16), digitAt(o, 12), digitAt(o, 8), digitAt(o, 4), digitAt(o, 0),
    digitAt(n, 24), digitAt(n, 20), digitAt(n, 16), digitAt(n, 12), digitAt(n, 8), digitAt(n, 4), digitAt(n, 0),
  );
}

/** Value of a lower-case hexadecimal digit by its code; -1 for anything else. */
const digitOfCode = new Int8Array(128).fill(-1);
for (let value = 0; value < 16; value++) digitOfCode["0123456789abcdef".charCodeAt(value)] = value;

const impossible = -1;

/** Digits [from, to) as a number; impossible when one is none. At most seven digits: no carry past 32 bits. */
function digits(id: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const code = id.charCodeAt(i);
    const digit = code < 128 ? digitOfCode[code]! : -1;
    if (digit < 0) return impossible;
    value = (value << 4) | digit;
  }
  return value;
}

function hasFrame(id: string): boolean {
  if (id.length !== 36 || id.charCodeAt(14) !== version || id.charCodeAt(19) !== variant) return false;
  return id.charCodeAt(8) === dash && id.charCodeAt(13) === dash && id.charCodeAt(18) === dash && id.charCodeAt(23) === dash;
}

/** undefined when the text is no allocation id of ours. Called for every report: no pattern, no parts. */
export function parseAllocationId(id: string): AllocationAddress | undefined {
  if (!hasFrame(id)) return undefined;
  const headHigh = digits(id, 0, 4);
  const headLow = digits(id, 4, 8);
  const epochHigh = digits(id, 9, 13);
  const epochLow = digits(id, 15, 17);
  const ordinalTop = digits(id, 17, 18);
  const ordinalMiddle = digits(id, 20, 23);
  const ordinalLow = digits(id, 24, 29);
  const number = digits(id, 29, 36);
  if ((headHigh | headLow | epochHigh | epochLow | ordinalTop | ordinalMiddle | ordinalLow | number) < 0) return undefined;
  const epoch = (epochHigh << 8) | epochLow;
  const ordinal = ordinalTop * 0x1_0000_0000 + ordinalMiddle * 0x10_0000 + ordinalLow;
  const head = headHigh * 0x1_0000 + headLow;
  return head === headOf(epoch, ordinal, number) ? { epoch, ordinal, number } : undefined;
}

/** The same for an id as its sixteen bytes. */
export function addressOfBytes(bytes: Uint8Array, at: number): AllocationAddress | undefined {
  const byte = (i: number): number => bytes[at + i]!;
  if (byte(6) >>> 4 !== 4 || byte(8) >>> 4 !== 8) return undefined;
  const epoch = (byte(4) << 16) | (byte(5) << 8) | ((byte(6) & 15) << 4) | (byte(7) >>> 4);
  const ordinal = (byte(7) & 15) * 0x1_0000_0000 + (byte(8) & 15) * 0x1000_0000 + ((byte(9) << 20) | (byte(10) << 12) | (byte(11) << 4) | (byte(12) >>> 4));
  const number = ((byte(12) & 15) << 24) | (byte(13) << 16) | (byte(14) << 8) | byte(15);
  const head = ((byte(0) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3)) >>> 0;
  return head === headOf(epoch, ordinal, number) ? { epoch, ordinal, number } : undefined;
}

/** The id as its sixteen bytes. */
export function writeAllocationId({ epoch, ordinal, number }: AllocationAddress, into: Uint8Array, at: number): void {
  const head = headOf(epoch, ordinal, number);
  const top = Math.floor(ordinal / 0x1_0000_0000);
  const low = ordinal >>> 0;
  into[at] = head >>> 24;
  into[at + 1] = head >>> 16;
  into[at + 2] = head >>> 8;
  into[at + 3] = head;
  into[at + 4] = epoch >>> 16;
  into[at + 5] = epoch >>> 8;
  into[at + 6] = 0x40 | ((epoch >>> 4) & 15);
  into[at + 7] = ((epoch & 15) << 4) | top;
  into[at + 8] = 0x80 | (low >>> 28);
  into[at + 9] = low >>> 20;
  into[at + 10] = low >>> 12;
  into[at + 11] = low >>> 4;
  into[at + 12] = ((low & 15) << 4) | (number >>> 24);
  into[at + 13] = number >>> 16;
  into[at + 14] = number >>> 8;
  into[at + 15] = number;
}
