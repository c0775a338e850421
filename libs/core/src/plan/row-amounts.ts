// Amounts of cpu, memory and disk by node row: columns that grow with the rows they are asked about.
import type { Shape } from "../state/interned.js";

export type Amounts = { -readonly [K in "cpuMhz" | "memoryMb" | "diskMb"]: Shape[K] };

export function addAmounts(to: Amounts, shape: Amounts | Shape, sign: 1 | -1): void {
  to.cpuMhz += sign * shape.cpuMhz;
  to.memoryMb += sign * shape.memoryMb;
  to.diskMb += sign * shape.diskMb;
}

export class RowAmounts {
  private cpuMhz = new Float64Array(64);
  private memoryMb = new Float64Array(64);
  private diskMb = new Float64Array(64);

  add(row: number, shape: Shape, sign: 1 | -1): void {
    if (row >= this.cpuMhz.length) this.grow(row);
    this.cpuMhz[row]! += sign * shape.cpuMhz;
    this.memoryMb[row]! += sign * shape.memoryMb;
    this.diskMb[row]! += sign * shape.diskMb;
  }

  addTo(row: number, to: Amounts): void {
    if (row >= this.cpuMhz.length) return;
    to.cpuMhz += this.cpuMhz[row]!;
    to.memoryMb += this.memoryMb[row]!;
    to.diskMb += this.diskMb[row]!;
  }

  private grow(row: number): void {
    const length = Math.max(this.cpuMhz.length * 2, row + 1);
    this.cpuMhz = grown(this.cpuMhz, length);
    this.memoryMb = grown(this.memoryMb, length);
    this.diskMb = grown(this.diskMb, length);
  }
}

function grown(column: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(length);
  longer.set(column);
  return longer;
}
