// A snapshot's bytes on their way: cut into blocks that fit into one message, each compressed on its own. The same blocks
// lie in the store and in files; the digest is over what is stored.
import { createHash, type Hash } from "node:crypto";
import { promisify } from "node:util";
import { constants, zstdCompressSync, zstdDecompress } from "node:zlib";
import { UndecodableSnapshot } from "./snapshot.js";

const decompress: (block: Uint8Array, options: typeof whole) => Promise<Uint8Array> = promisify(zstdDecompress);
/** Before compression; what cannot be compressed still fits into a message of 1 MiB. */
const blockBytes = 768 * 1024;
/** Into one piece of memory: else it is put together from many. */
const whole = { maxOutputLength: blockBytes, chunkSize: blockBytes };
const fastest = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 } };

export function* packBlocks(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  let block = new Uint8Array(blockBytes);
  let filled = 0;
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + blockBytes - filled);
      block.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < blockBytes) continue;
      yield zstdCompressSync(block, fastest);
      block = new Uint8Array(blockBytes);
      filled = 0;
    }
  }
  if (filled > 0) yield zstdCompressSync(block.subarray(0, filled), fastest);
}

/** In another thread. Rejects with UndecodableSnapshot when the block is damaged. */
export async function unpackBlock(block: Uint8Array): Promise<Uint8Array> {
  try {
    return await decompress(block, whole);
  } catch (cause) {
    throw new UndecodableSnapshot(`a block of ${block.length} bytes is damaged`, { cause });
  }
}

export interface BlockTotals {
  readonly blocks: number;
  readonly bytes: number;
  readonly digest: string;
}

/** Counts and hashes blocks as they go by. */
export class BlockTally {
  private readonly hash: Hash = createHash("sha256");
  private blocks = 0;
  private bytes = 0;

  add(block: Uint8Array): void {
    this.hash.update(block);
    this.blocks++;
    this.bytes += block.length;
  }

  /** Once. */
  totals(): BlockTotals {
    return { blocks: this.blocks, bytes: this.bytes, digest: this.hash.digest("hex") };
  }
}
