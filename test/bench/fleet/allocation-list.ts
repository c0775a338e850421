// The allocations of one simulated node in 17 bytes each: thousands of nodes with hundreds of allocations have to fit
// into one small process. Ids are UUIDs, kept as their 16 bytes; a look-up scans, for a node holds few.

export const standing = { starting: 1, running: 2, ended: 3 } as const;

const rowBytes = 17;
const idBytes = 16;

export class AllocationList {
  private rows = new Uint8Array(8 * rowBytes);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** -1: not here. */
  rowOf(id: string): number {
    const wanted = bytesOf(id);
    for (let row = 0; row < this.count; row++) {
      const at = row * rowBytes;
      let same = 0;
      while (same < idBytes && this.rows[at + same] === wanted[same]) same++;
      if (same === idBytes) return row;
    }
    return -1;
  }

  add(id: string, code: number): void {
    if ((this.count + 1) * rowBytes > this.rows.length) {
      const grown = new Uint8Array(this.rows.length * 2);
      grown.set(this.rows);
      this.rows = grown;
    }
    this.rows.set(bytesOf(id), this.count * rowBytes);
    this.rows[this.count * rowBytes + idBytes] = code;
    this.count++;
  }

  standingOf(row: number): number {
    return this.rows[row * rowBytes + idBytes]!;
  }

  setStanding(row: number, code: number): void {
    this.rows[row * rowBytes + idBytes] = code;
  }

  idOf(row: number): string {
    const hex = Buffer.from(this.rows.buffer, row * rowBytes, idBytes).toString("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** The last row takes the place of this one. */
  remove(row: number): void {
    const last = (this.count - 1) * rowBytes;
    this.rows.copyWithin(row * rowBytes, last, last + rowBytes);
    this.count--;
  }

  clear(): void {
    this.count = 0;
  }
}

function bytesOf(id: string): Uint8Array {
  return Buffer.from(id.replaceAll("-", ""), "hex");
}
