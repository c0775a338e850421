// What operators ask of a region beyond its state: snapshots, the log as a whole, who is there.
import type { SnapshotHeader } from "@berth/core/snapshots/header";
import type { LogUsage } from "./log.js";

export interface ReplicaPlace {
  readonly service: string;
  readonly instance: string;
  readonly index: number;
  readonly level: number;
  readonly lagMs: number;
  readonly atMs: number;
}

export interface ProjectorPlace {
  readonly projector: string;
  readonly index: number;
  readonly atMs: number;
}

export interface LogPlace extends LogUsage {
  readonly incarnation: string;
  readonly first: number;
  readonly last: number;
}

export interface RestoreReport {
  readonly header: SnapshotHeader;
  /** Entries of the new log come after this. */
  readonly resumeAfter: number;
  readonly incarnation: string;
}

export interface OperatorDesk {
  /** Newest first; of every incarnation that is kept. */
  snapshots(): Promise<readonly SnapshotHeader[]>;
  /** Now, by the process whose work it is; verified. */
  takeSnapshot(): Promise<SnapshotHeader>;
  snapshotFile(header: SnapshotHeader): AsyncIterable<Uint8Array>;
  /** The log is made anew behind the snapshot: every process of the region starts again from it. */
  restore(file: AsyncIterable<Uint8Array>): Promise<RestoreReport>;
  log(): Promise<LogPlace>;
  replicas(): Promise<readonly ReplicaPlace[]>;
  projectors(): Promise<readonly ProjectorPlace[]>;
}
