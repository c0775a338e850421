// Reads protobuf strings as flat ones. The library's own reader puts short strings together from single characters: a
// chain of eight pieces for an id, which the first look-up has to copy together again. Ids come by the thousand.
import protobuf from "protobufjs/minimal.js";

const decoder = new TextDecoder("utf-8", { fatal: true });

export class WireReader extends protobuf.BufferReader {
  constructor(bytes: Uint8Array) {
    super(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  }

  /** Called by the generated code for each string; throws on what is no UTF-8. */
  override stringVerify(): string {
    const length = this.uint32();
    const start = this.pos;
    const end = start + length;
    if (end > this.len) throw new RangeError(`string of ${length} bytes at ${start} ends behind its message`);
    this.pos = end;
    const buffer = this.buf as Buffer;
    for (let i = start; i < end; i++) if (buffer[i]! > 0x7f) return decoder.decode(buffer.subarray(start, end));
    return buffer.toString("latin1", start, end);
  }
}
