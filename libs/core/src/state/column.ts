// Growing columns in pages of 65,536 rows: growing never copies, reading is two array look-ups. One class for each
// element type, written out, so that each access site sees one kind of array only.

const pageBits = 16;
const pageRows = 1 << pageBits;
const pageMask = pageRows - 1;

export class Uint8Column {
  private readonly pages: Uint8Array[] = [];
  get(row: number): number {
    return this.pages[row >>> pageBits]![row & pageMask]!;
  }
  set(row: number, value: number): void {
    const page = row >>> pageBits;
    while (this.pages.length <= page) this.pages.push(new Uint8Array(pageRows));
    this.pages[page]![row & pageMask] = value;
  }
}

export class Int32Column {
  readonly pages: Int32Array[] = [];
  get(row: number): number {
    return this.pages[row >>> pageBits]![row & pageMask]!;
  }
  set(row: number, value: number): void {
    const page = row >>> pageBits;
    while (this.pages.length <= page) this.pages.push(new Int32Array(pageRows));
    this.pages[page]![row & pageMask] = value;
  }
}

export class Float64Column {
  private readonly pages: Float64Array[] = [];
  get(row: number): number {
    return this.pages[row >>> pageBits]![row & pageMask]!;
  }
  set(row: number, value: number): void {
    const page = row >>> pageBits;
    while (this.pages.length <= page) this.pages.push(new Float64Array(pageRows));
    this.pages[page]![row & pageMask] = value;
  }
}
