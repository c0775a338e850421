// An operator's desk over the state of this process: real snapshots and files, and a restore that is only noted.
import type { SnapshotHeader } from "@berth/core/snapshots/header";
import { chainHashOf } from "@berth/core/state/chain";
import { stateHash } from "@berth/core/state/state-hash";
import type { State } from "@berth/core/state/state";
import { encodeSnapshot } from "@berth/contracts/snapshot";
import { decodeSnapshotFile, encodeSnapshotFile } from "@berth/contracts/snapshot-file";
import type { LogPlace, OperatorDesk, ProjectorPlace, ReplicaPlace, RestoreReport } from "@berth/ports/operator-desk";
import { MemorySnapshotStore } from "@berth/runtime/snapshots/memory-snapshot-store";
import { pressSnapshot } from "@berth/runtime/snapshots/press-snapshot";

export class MemoryDesk implements OperatorDesk {
  readonly store = new MemorySnapshotStore();
  readonly restored: RestoreReport[] = [];

  constructor(private readonly source: { readonly state: State }) {}

  snapshots(): Promise<readonly SnapshotHeader[]> {
    return this.store.list();
  }

  takeSnapshot(): Promise<SnapshotHeader> {
    const { state } = this.source;
    const { index, timeMs, level } = state;
    const facts = { id: `${String(index).padStart(16, "0")}-test`, index, timeMs, takenAtMs: 1, takenBy: "test", incarnation: "first", chainHash: chainHashOf(state), entryHash: "" };
    return pressSnapshot(this.store, { facts: { ...facts, stateHash: stateHash(state), level, quarantined: [], resumeAfter: 0 }, chunks: encodeSnapshot(state) });
  }

  snapshotFile(header: SnapshotHeader): AsyncIterable<Uint8Array> {
    return encodeSnapshotFile(header, this.store.read(header.id));
  }

  async restore(file: AsyncIterable<Uint8Array>): Promise<RestoreReport> {
    const { header, blocks } = await decodeSnapshotFile(file);
    await this.store.write(header.id, blocks);
    const report = { header, resumeAfter: header.index + 1_000_000, incarnation: "second" };
    this.restored.push(report);
    return report;
  }

  async log(): Promise<LogPlace> {
    return { incarnation: "first", first: 1, last: this.source.state.index, bytes: 10, maxBytes: 100 };
  }

  async replicas(): Promise<readonly ReplicaPlace[]> {
    return [{ service: "scheduler", instance: "host-1", index: this.source.state.index, level: 1, lagMs: 3, atMs: 5 }];
  }

  async projectors(): Promise<readonly ProjectorPlace[]> {
    return [{ projector: "history", index: 1, atMs: 5 }];
  }
}
