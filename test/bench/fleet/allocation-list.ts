// The allocations of one simulated node in 17 bytes each: thousands of nodes with hundreds of allocations have to fit
// into one small process. Ids are UUIDs, kept as their 16 bytes; a look-up scans their first words, for a node holds few.
import { readUuid, uuidBytes, writeUuid } from "@berth/core/common/uuid-bytes";

export const standing = { starting: 1, running: 2, ended: 3 } as const;

const words = uuidBytes / 4;
const asked = new Uint8Array(uuidBytes);
const askedWords = new Int32Array(asked.buffer);

export class AllocationList {
  private ids = new Int32Array(8 * words);
  private standings = new Uint8Array(8);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** -1: not here. */
  rowOf(id: string): number {
    return writeUuid(id, asked, 0) ? this.find() : -1;
  }

  /** The same for an id as its bytes. */
  rowOfBytes(bytes: Uint8Array, at: number): number {
    for (let i = 0; i < uuidBytes; i++) asked[i] = bytes[at + i]!;
    return this.find();
  }

  private find(): number {
    const { ids } = this;
    const [first, second, third, fourth] = askedWords;
    for (let at = 0, end = this.count * words; at < end; at += words)
      if (ids[at] === first && ids[at + 1] === second && ids[at + 2] === third && ids[at + 3] === fourth) return at / words;
    return -1;
  }

  /** Its row, until another one is removed. */
  add(bytes: Uint8Array, at: number, code: number): number {
    if (this.count === this.standings.length) {
      const ids = new Int32Array(this.ids.length * 2);
      ids.set(this.ids);
      this.ids = ids;
      const standings = new Uint8Array(this.count * 2);
      standings.set(this.standings);
      this.standings = standings;
    }
    for (let i = 0; i < uuidBytes; i++) asked[i] = bytes[at + i]!;
    this.ids.set(askedWords, this.count * words);
    this.standings[this.count] = code;
    return this.count++;
  }

  standingOf(row: number): number {
    return this.standings[row]!;
  }

  setStanding(row: number, code: number): void {
    this.standings[row] = code;
  }

  idOf(row: number): string {
    return readUuid(new Uint8Array(this.ids.buffer), row * uuidBytes);
  }

  /** The last row takes the place of this one. */
  remove(row: number): void {
    const last = --this.count;
    this.ids.copyWithin(row * words, last * words, (last + 1) * words);
    this.standings[row] = this.standings[last]!;
  }
}
