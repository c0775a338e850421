// A snapshot as one file: a mark, its header as one line of JSON, then each block behind its length (u32, little-endian).
//
//   "berthsf1\n"   {"id":…}\n   length block   length block   …
import { type SnapshotHeader, snapshotHeaderSchema } from "@berth/core/snapshots/header";
import { UndecodableSnapshot } from "./snapshot.js";

const mark = "berthsf1\n";
const longestHeaderBytes = 1024 * 1024;
const longestBlockBytes = 8 * 1024 * 1024;
const newline = 10;

export async function* encodeSnapshotFile(header: SnapshotHeader, blocks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(`${mark}${JSON.stringify(header)}\n`);
  for await (const block of blocks) {
    yield new Uint8Array(Uint32Array.of(block.length).buffer);
    yield block;
  }
}

export interface SnapshotFile {
  readonly header: SnapshotHeader;
  /** To be read once. Throws UndecodableSnapshot where the file is cut off. */
  readonly blocks: AsyncIterable<Uint8Array>;
}

/** The parts may be cut anywhere. Throws UndecodableSnapshot when it is no such file. */
export async function decodeSnapshotFile(parts: AsyncIterable<Uint8Array>): Promise<SnapshotFile> {
  const source = new PartSource(parts);
  const start = await source.take(mark.length);
  if (start === undefined || new TextDecoder().decode(start) !== mark) throw new UndecodableSnapshot("this is not a snapshot file: it does not begin as one");
  const line = await source.line(longestHeaderBytes);
  const header = snapshotHeaderSchema.safeParse(parsed(line));
  if (!header.success) throw new UndecodableSnapshot("this is not a snapshot file: its header cannot be read");
  return { header: header.data, blocks: blocksOf(source) };
}

function parsed(line: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(line));
  } catch {
    return undefined;
  }
}

async function* blocksOf(source: PartSource): AsyncGenerator<Uint8Array> {
  for (;;) {
    const head = await source.take(4);
    if (head === undefined) return;
    const length = new DataView(head.buffer, head.byteOffset, 4).getUint32(0, true);
    if (length === 0 || length > longestBlockBytes) throw new UndecodableSnapshot(`the snapshot file is damaged: a block of ${length} bytes`);
    const block = await source.take(length);
    if (block === undefined) throw new UndecodableSnapshot("the snapshot file is cut off");
    yield block;
  }
}

class PartSource {
  private readonly parts: AsyncIterator<Uint8Array>;
  private part: Uint8Array = new Uint8Array(0);

  constructor(parts: AsyncIterable<Uint8Array>) {
    this.parts = parts[Symbol.asyncIterator]();
  }

  /** undefined: the end, exactly here. */
  async take(length: number): Promise<Uint8Array | undefined> {
    const taken = new Uint8Array(length);
    for (let filled = 0; filled < length; ) {
      if (this.part.length === 0 && !(await this.next())) {
        if (filled === 0) return undefined;
        throw new UndecodableSnapshot("the snapshot file is cut off");
      }
      const part = this.part.subarray(0, length - filled);
      taken.set(part, filled);
      filled += part.length;
      this.part = this.part.subarray(part.length);
    }
    return taken;
  }

  /** Without its end. */
  async line(longestBytes: number): Promise<Uint8Array> {
    const line: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const end = this.part.indexOf(newline);
      const part = end < 0 ? this.part : this.part.subarray(0, end);
      line.push(part);
      length += part.length;
      this.part = this.part.subarray(part.length + (end < 0 ? 0 : 1));
      if (end >= 0) return Buffer.concat(line);
      if (length > longestBytes || !(await this.next())) throw new UndecodableSnapshot("this is not a snapshot file: its header has no end");
    }
  }

  private async next(): Promise<boolean> {
    const { done, value } = await this.parts.next();
    if (done === true) return false;
    this.part = value;
    return true;
  }
}
