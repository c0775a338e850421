// Snapshots as bytes: a mark, then sections, each under a small header of its own. A section is JSON or a run of
// little-endian numbers; both are copied, so the state may go on as soon as `encodeSnapshot` has returned. Numbers lie in
// memory that the fold changes and must be copied at once; rows of objects that nothing changes any more can become text
// later, a few milliseconds at a time (`captureSnapshot`).
//
//   "berthsn1"   then per section: u32 kind, u32 bytes of the table's name, u32 bytes of the body, u32 zero, name, body
import type { State } from "@berth/core/state/state";
import { dumpColumns, dumpState, restoreState } from "@berth/core/state/snapshot/snapshot";
import type { Numbers, Section } from "@berth/core/state/snapshot/section";

export class UndecodableSnapshot extends Error {
  override readonly name = "UndecodableSnapshot";
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });
const mark = encoder.encode("berthsn1");
const kinds = { json: 0, int32: 1, float64: 2 } as const;
const headerBytes = 16;

/** To be asked once; costs a few milliseconds at most. */
export type CapturedChunk = () => Uint8Array<ArrayBuffer>;

/** All that `encodeSnapshot` gives, held fast before the next entry is folded; what can wait is encoded when it is asked. */
export function captureSnapshot(state: State, room?: SnapshotRoom): CapturedChunk[] {
  return [() => mark.slice(), ...Array.from(dumpState(state), (section) => captured(section, room))];
}

function captured(section: Section, room: SnapshotRoom | undefined): CapturedChunk {
  if ("rows" in section && section.isLasting === true) return () => encodeSection(section);
  const bytes = encodeSection(section, room);
  return () => bytes;
}

/** One chunk a section, in order; the first is the mark. Each has a buffer of its own, which may be given away. */
export function encodeSnapshot(state: State): Uint8Array<ArrayBuffer>[] {
  return [mark.slice(), ...Array.from(dumpState(state), (section) => encodeSection(section))];
}

/** Memory that is not cleared first: all of it is written at once. */
function uncleared(length: number): Buffer<ArrayBuffer> {
  return Buffer.allocUnsafeSlow(length);
}

/** The kernel hands out memory in such pieces, when they are first written to. */
const systemPageBytes = 4_096;

/**
 * Memory for a snapshot's columns, touched before it is needed: being given it costs more than copying into it. What is missing when
 * it is asked for is made then.
 */
export class SnapshotRoom {
  private readonly free = new Map<number, Buffer<ArrayBuffer>[]>();

  /** A step for each section, a few milliseconds at most. */
  *prepare(state: State): Generator<void> {
    for (const { table, numbers } of dumpColumns(state)) {
      const length = headerBytes + encoder.encode(table).length + numbers.byteLength;
      const bytes = uncleared(length);
      for (let at = 0; at < length; at += systemPageBytes) bytes[at] = 0;
      const others = this.free.get(length);
      if (others === undefined) this.free.set(length, [bytes]);
      else others.push(bytes);
      yield;
    }
  }

  take(length: number): Buffer<ArrayBuffer> | undefined {
    return this.free.get(length)?.pop();
  }
}

function encodeSection(section: Section, room?: SnapshotRoom): Uint8Array<ArrayBuffer> {
  const name = encoder.encode(section.table);
  const isJson = "rows" in section;
  const text = isJson ? JSON.stringify(section.rows) : "";
  const bodyBytes = isJson ? Buffer.byteLength(text) : section.numbers.byteLength;
  const kind = isJson ? kinds.json : section.numbers instanceof Float64Array ? kinds.float64 : kinds.int32;
  const length = headerBytes + name.length + bodyBytes;
  const bytes = room?.take(length) ?? uncleared(length);
  new Uint32Array(bytes.buffer, 0, headerBytes / 4).set([kind, name.length, bodyBytes, 0]);
  bytes.set(name, headerBytes);
  if (isJson) bytes.write(text, headerBytes + name.length);
  else bytes.set(new Uint8Array(section.numbers.buffer, section.numbers.byteOffset, section.numbers.byteLength), headerBytes + name.length);
  return bytes;
}

/** The chunks may be cut anywhere. Throws UndecodableSnapshot; a damaged one is never restored in part. */
export function decodeSnapshot(chunks: Iterable<Uint8Array>): State {
  try {
    return restoreState(sectionsOf(new ByteSource(chunks)));
  } catch (cause) {
    throw new UndecodableSnapshot(`snapshot cannot be restored: ${(cause as Error).message}`, { cause });
  }
}

function* sectionsOf(source: ByteSource): Generator<Section> {
  if (decoder.decode(source.take(mark.length)) !== decoder.decode(mark)) throw new TypeError("it does not begin as one");
  while (!source.isAtEnd()) {
    const [kind = 0, nameBytes = 0, bodyBytes = 0] = new Uint32Array(source.take(headerBytes).buffer);
    const table = decoder.decode(source.take(nameBytes));
    const body = source.take(bodyBytes);
    if (kind === kinds.json) yield { table, rows: JSON.parse(decoder.decode(body)) as readonly unknown[] };
    else yield { table, numbers: numbersOf(kind, body) };
  }
}

function numbersOf(kind: number, { buffer }: Uint8Array): Numbers {
  if (kind === kinds.int32) return new Int32Array(buffer);
  if (kind === kinds.float64) return new Float64Array(buffer);
  throw new TypeError(`unknown kind of section ${kind}: written by a newer release`);
}

/** Bytes out of chunks; what is taken is a copy with a buffer of its own. */
class ByteSource {
  private readonly chunks: Iterator<Uint8Array>;
  private chunk: Uint8Array = new Uint8Array(0);
  private at = 0;

  constructor(chunks: Iterable<Uint8Array>) {
    this.chunks = chunks[Symbol.iterator]();
  }

  isAtEnd(): boolean {
    while (this.at === this.chunk.length) {
      const next = this.chunks.next();
      if (next.done === true) return true;
      this.chunk = next.value;
      this.at = 0;
    }
    return false;
  }

  take(length: number): Uint8Array {
    const taken = uncleared(length);
    for (let filled = 0; filled < length; ) {
      if (this.isAtEnd()) throw new RangeError(`it ends ${length - filled} bytes too early`);
      const part = this.chunk.subarray(this.at, this.at + length - filled);
      taken.set(part, filled);
      filled += part.length;
      this.at += part.length;
    }
    return taken;
  }
}
