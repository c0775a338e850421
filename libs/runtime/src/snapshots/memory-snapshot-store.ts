// Snapshots in memory: for the simulator, for tests, and to read one out of a file.
import { type SnapshotHeader, newestFirst } from "@berth/core/snapshots/header";
import type { SnapshotStore } from "@berth/ports/snapshot-store";

export class MemorySnapshotStore implements SnapshotStore {
  readonly blocks = new Map<string, Uint8Array[]>();
  readonly headers = new Map<string, SnapshotHeader>();

  async list(): Promise<readonly SnapshotHeader[]> {
    return newestFirst([...this.headers.values()]);
  }

  async *read(id: string): AsyncGenerator<Uint8Array> {
    const blocks = this.blocks.get(id);
    if (blocks === undefined) throw new Error(`there is no snapshot ${id}`);
    yield* blocks;
  }

  async write(id: string, blocks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
    const kept: Uint8Array[] = [];
    for await (const block of blocks) kept.push(block);
    this.blocks.set(id, kept);
  }

  async publish(header: SnapshotHeader): Promise<void> {
    this.headers.set(header.id, header);
  }

  async remove(id: string): Promise<void> {
    this.headers.delete(id);
    this.blocks.delete(id);
  }
}
