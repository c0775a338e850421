// The columns of allocations, laid side by side: sixteen 32-bit words a row, in pages of 65,536 rows. What the fold
// does with an allocation touches most of its words at once, at a random row: in one page that is one line of the
// processor's cache (64 bytes), in sixteen separate columns it would be sixteen. Growing never copies.

export const none = -1;

const pageBits = 16;
const pageRows = 1 << pageBits;
const rowMask = pageRows - 1;
const rowWordBits = 4;
export const pageWords = pageRows << rowWordBits;

/** The words of a row. */
export const word = {
  /** -1 in a free row, whose nextInJob then names the next free one. */
  cohort: 0,
  number: 1,
  nameIndex: 2,
  node: 3,
  jobVersion: 4,
  /** Bits: desired 0-1, client 2-4, health 5-6. */
  flags: 5,
  desiredDescription: 6,
  clientDescription: 7,
  revision: 8,
  modified: 9,
  served: 10,
  nextInJob: 11,
  previousInJob: 12,
  nextOnNode: 13,
  previousOnNode: 14,
  /** Pattern of its task states, see task-states.ts; 0 = none. */
  taskStates: 15,
} as const;

export class AllocationRows {
  readonly pages: Int32Array[] = [];
  readonly pageRows = pageRows;

  /** The next page, from a snapshot: its used part. */
  adopt(used: Int32Array<ArrayBuffer>): void {
    if (used.length === pageWords) {
      this.pages.push(used);
      return;
    }
    const page = new Int32Array(pageWords);
    page.set(used);
    this.pages.push(page);
  }

  /** The page of a row; its words begin at offset(row). */
  page(row: number): Int32Array {
    return this.pages[row >>> pageBits]!;
  }

  /** Makes room for rows below this limit. */
  ensure(limit: number): void {
    while (this.pages.length << pageBits < limit) this.pages.push(new Int32Array(pageWords));
  }

  get(row: number, at: number): number {
    return this.pages[row >>> pageBits]![((row & rowMask) << rowWordBits) | at]!;
  }

  set(row: number, at: number, value: number): void {
    this.pages[row >>> pageBits]![((row & rowMask) << rowWordBits) | at] = value;
  }
}

export function offset(row: number): number {
  return (row & rowMask) << rowWordBits;
}

/** One column of the rows. */
export class WordColumn {
  constructor(
    private readonly rows: AllocationRows,
    private readonly at: number,
  ) {}
  get(row: number): number {
    return this.rows.get(row, this.at);
  }
  set(row: number, value: number): void {
    this.rows.set(row, this.at, value);
  }
}

/** Counts up to 2^32, as agents do. */
export class UnsignedColumn {
  constructor(
    private readonly rows: AllocationRows,
    private readonly at: number,
  ) {}
  get(row: number): number {
    return this.rows.get(row, this.at) >>> 0;
  }
  set(row: number, value: number): void {
    this.rows.set(row, this.at, value);
  }
}

/** Some bits of the flags. */
export class FlagColumn {
  private readonly mask: number;
  constructor(
    private readonly rows: AllocationRows,
    private readonly shift: number,
    bits: number,
  ) {
    this.mask = (1 << bits) - 1;
  }
  get(row: number): number {
    return (this.rows.get(row, word.flags) >>> this.shift) & this.mask;
  }
  set(row: number, value: number): void {
    const others = this.rows.get(row, word.flags) & ~(this.mask << this.shift);
    this.rows.set(row, word.flags, others | (value << this.shift));
  }
}

/** What follows from a row's words: read only. */
export class DerivedColumn {
  constructor(readonly get: (row: number) => number) {}
}
