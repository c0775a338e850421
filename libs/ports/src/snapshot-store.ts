// Where snapshots of the state are kept: blocks of bytes, and a header each that is written last. What has no header does
// not exist, whatever blocks of it are there.
import type { SnapshotHeader } from "@berth/core/snapshots/header";

export interface SnapshotStore {
  /** All that are whole, newest first. Headers that cannot be read are left out. */
  list(): Promise<readonly SnapshotHeader[]>;
  /** In order. Throws when one is missing. */
  read(id: string): AsyncIterable<Uint8Array>;
  /** One block under way at a time, so that the log's own writers are not held up. */
  write(id: string, blocks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void>;
  /** Makes it exist. */
  publish(header: SnapshotHeader): Promise<void>;
  /** Header first. Nothing happens when there is none. */
  remove(id: string): Promise<void>;
}
