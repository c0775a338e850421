// The times of each row's task states, ascending: the first as an offset from the row's creation, then steps to the next
// ones, seven bits a byte, the lowest first. Three words a row; what does not fit into them stands beside.
import { mix32 } from "../common/hash.js";

const pageBits = 16;
const pageMask = (1 << pageBits) - 1;
const rowWords = 3;
const stepBytes = 8;
/** A first time more than 24 days from the row's creation does not fit. */
const maxOffsetMs = 0x7fff_ffff;
/** Bytes of the steps' first word that no steps have: two times are never the same. */
const besideMark = -1;

export class RowTimes {
  private readonly pages: Int32Array[] = [];
  private readonly beside = new Map<number, readonly number[]>();

  /** False: they cannot be kept. */
  set(row: number, timesMs: ArrayLike<number>, { count, createdAtMs }: { readonly count: number; readonly createdAtMs: number }): boolean {
    const offsetMs = count === 0 ? 0 : timesMs[0]! - createdAtMs;
    if (this.beside.size > 0) this.beside.delete(row);
    if (offsetMs >= maxOffsetMs || offsetMs <= -maxOffsetMs) return false;
    const pageNumber = row >>> pageBits;
    while (this.pages.length <= pageNumber) this.pages.push(new Int32Array(rowWords << pageBits));
    const page = this.pages[pageNumber]!;
    const at = (row & pageMask) * rowWords;
    page[at] = offsetMs;
    if (!packSteps(page, at + 1, { timesMs, count })) {
      page[at + 1] = besideMark;
      page[at + 2] = besideMark;
      this.beside.set(row, Array.from({ length: count }, (_, i) => timesMs[i]! - createdAtMs));
    }
    return true;
  }

  get(row: number, count: number, createdAtMs: number): readonly number[] {
    if (count === 0) return [];
    const beside = this.beside.get(row);
    if (beside !== undefined) return beside.map((offsetMs) => offsetMs + createdAtMs);
    const page = this.pages[row >>> pageBits]!;
    const at = (row & pageMask) * rowWords;
    const times = [createdAtMs + page[at]!];
    for (let i = 1, from = 0; i < count; i++) {
      let step = 0;
      for (let scale = 1; ; scale *= 0x80) {
        const byte = byteAt(page, at + 1, from++);
        step += (byte & 0x7f) * scale;
        if (byte < 0x80) break;
      }
      times.push(times[i - 1]! + step);
    }
    return times;
  }

  clear(row: number): void {
    this.beside.delete(row);
  }

  hash(row: number): number {
    const page = this.pages[row >>> pageBits]!;
    const at = (row & pageMask) * rowWords;
    let h = mix32(mix32(mix32(page[at]!) + page[at + 1]!) + page[at + 2]!);
    for (const offsetMs of this.beside.get(row) ?? []) h = mix32(h ^ (offsetMs | 0));
    return h;
  }

  dump(): RowTimesDump {
    return { beside: [...this.beside], pages: this.pages };
  }

  restore(beside: RowTimesDump["beside"]): void {
    for (const [row, offsets] of beside) this.beside.set(row, offsets);
  }

  restorePage(page: Int32Array): void {
    this.pages.push(page);
  }
}

export interface RowTimesDump {
  /** Offsets from the row's creation. */
  readonly beside: readonly (readonly [row: number, offsetsMs: readonly number[]])[];
  readonly pages: readonly Int32Array[];
}

function byteAt(page: Int32Array, at: number, n: number): number {
  return (page[at + (n >>> 2)]! >>> ((n & 3) << 3)) & 0xff;
}

/** False: more bytes than there are. Bytes that are not needed are zero. */
function packSteps(page: Int32Array, at: number, { timesMs, count }: { readonly timesMs: ArrayLike<number>; readonly count: number }): boolean {
  let used = 0;
  let low = 0;
  let high = 0;
  for (let i = 1; i < count; i++) {
    let step = timesMs[i]! - timesMs[i - 1]!;
    do {
      if (used === stepBytes) return false;
      const byte = step < 0x80 ? step : (step % 0x80) | 0x80;
      if (used < 4) low |= byte << (used << 3);
      else high |= byte << ((used & 3) << 3);
      used++;
      step = Math.floor(step / 0x80);
    } while (step > 0);
  }
  page[at] = low;
  page[at + 1] = high;
  return true;
}
