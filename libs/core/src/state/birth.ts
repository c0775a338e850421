// Where the placements of one log entry went: its allocation numbers' rows. Ids contain (epoch, ordinal, number), so
// finding an allocation is finding its birth and looking its number up here; there is no table of ids.
//
// Three forms, each with the same answers:
//   straight  row = firstRow + number           all of them took new rows, none was skipped: costs nothing
//   dense     rows[number]                      some rows were used before
//   sparse    rows[position of number]          few are left: numbers sorted, found by halving
import { none } from "./allocation-rows.js";

export interface BirthPlace {
  readonly epoch: number;
  readonly ordinal: number;
  /** Log index and state time of the entry. */
  readonly index: number;
  readonly timeMs: number;
  /** First row of the straight form. */
  readonly firstRow: number;
}

/** Below this share of numbers that are still there, a dense table is packed. */
const packBelow = 1 / 4;
const packFromLength = 32;

export class Birth {
  /** Allocations of it that still have a row. */
  live = 0;
  /** Numbers that the entry will use at most. */
  expected = 0;
  readonly epoch: number;
  readonly ordinal: number;
  readonly index: number;
  readonly timeMs: number;
  readonly firstRow: number;
  rows: Int32Array | undefined;
  numbers: Int32Array | undefined;

  constructor(place: BirthPlace) {
    this.epoch = place.epoch;
    this.ordinal = place.ordinal;
    this.index = place.index;
    this.timeMs = place.timeMs;
    this.firstRow = place.firstRow;
  }

  /** Numbers come upwards, each once, all before the first is removed. */
  add(number: number, row: number): void {
    const before = this.live++;
    if (this.rows === undefined) {
      if (number === before && row === this.firstRow + number) return;
      this.rows = new Int32Array(Math.max(this.expected, number + 1)).fill(none);
      for (let n = 0; n < before; n++) this.rows[n] = this.firstRow + n;
    } else if (number >= this.rows.length) {
      const longer = new Int32Array(Math.max(this.expected, (number + 1) * 2)).fill(none);
      longer.set(this.rows);
      this.rows = longer;
    }
    this.rows[number] = row;
  }

  /** A row that was removed meanwhile may be named: the caller compares the row's own birth and number. */
  rowOf(number: number): number {
    if (this.rows === undefined) return this.firstRow + number;
    if (this.numbers === undefined) return this.rows[number] ?? none;
    const at = positionOf(this.numbers, number);
    return at < 0 ? none : this.rows[at]!;
  }

  remove(number: number): void {
    this.live--;
    if (this.rows === undefined) return;
    const at = this.numbers === undefined ? number : positionOf(this.numbers, number);
    this.rows[at] = none;
    if (this.rows.length >= packFromLength && this.live < this.rows.length * packBelow) this.pack(this.rows);
  }

  restore({ live, expected, rows, numbers }: Pick<Birth, "live" | "expected" | "rows" | "numbers">): void {
    this.live = live;
    this.expected = expected;
    this.rows = rows;
    this.numbers = numbers;
  }

  private pack(rows: Int32Array): void {
    const keptRows = new Int32Array(this.live);
    const keptNumbers = new Int32Array(this.live);
    let kept = 0;
    for (const [at, row] of rows.entries()) {
      if (row === none) continue;
      keptRows[kept] = row;
      keptNumbers[kept++] = this.numbers?.[at] ?? at;
    }
    this.rows = keptRows;
    this.numbers = keptNumbers;
  }
}

/** Position of a number in a rising column, or -1. */
function positionOf(numbers: Int32Array, number: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = numbers[middle]!;
    if (found === number) return middle;
    if (found < number) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
