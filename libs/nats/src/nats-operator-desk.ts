// The operator's desk over NATS: snapshots and notes from their stores, taking one by asking whoever takes them.
//
// A restore first stores and verifies the snapshot under the incarnation of the log to come, then makes that log. So there
// is no moment at which a process that starts would find the new log without the snapshot that it goes on from.
import { randomUUID } from "node:crypto";
import { type SnapshotHeader, positionOf, snapshotHeaderSchema, snapshotId } from "@berth/core/snapshots/header";
import { decodeJson } from "@berth/contracts/rpc";
import { decodeSnapshotFile, encodeSnapshotFile } from "@berth/contracts/snapshot-file";
import type { LogPlace, OperatorDesk, ProjectorPlace, ReplicaPlace, RestoreReport } from "@berth/ports/operator-desk";
import { RpcError } from "@berth/ports/rpc";
import { presentProcesses } from "@berth/runtime/operator/presence";
import { readCheckpoints } from "@berth/runtime/snapshots/checkpoints";
import { verifySnapshot } from "@berth/runtime/snapshots/read-snapshot";
import type { Cluster } from "./cluster.js";

const takeTimeoutMs = 120_000;
/** Nobody has seen an index this far past a snapshot. */
const indexJump = 1_000_000;

export class NatsOperatorDesk implements OperatorDesk {
  constructor(private readonly cluster: Pick<Cluster, "log" | "snapshots" | "notes" | "rpc" | "subjects">) {}

  snapshots(): Promise<readonly SnapshotHeader[]> {
    return this.cluster.snapshots.list();
  }

  async takeSnapshot(): Promise<SnapshotHeader> {
    const { rpc, subjects } = this.cluster;
    const answer = rpc.request(subjects.rpc("snapshots", "take"), new Uint8Array(), takeTimeoutMs).catch((error: unknown) => {
      if (error instanceof RpcError && error.code === "no-responder")
        throw new RpcError("unavailable", "no controller-manager runs at this moment, and they take the snapshots; start one and try again", { cause: error });
      throw error;
    });
    return snapshotHeaderSchema.parse(decodeJson(await answer));
  }

  snapshotFile(header: SnapshotHeader): AsyncIterable<Uint8Array> {
    return encodeSnapshotFile(header, this.cluster.snapshots.read(header.id));
  }

  async restore(file: AsyncIterable<Uint8Array>): Promise<RestoreReport> {
    const { log, snapshots } = this.cluster;
    const { header: saved, blocks } = await decodeSnapshotFile(file);
    const incarnation = randomUUID();
    const { last } = await log.bounds();
    const resumeAfter = Math.max(positionOf(saved), last) + indexJump;
    const header: SnapshotHeader = { ...saved, id: snapshotId(saved.index, incarnation), incarnation, resumeAfter, entryHash: "" };
    try {
      await snapshots.write(header.id, blocks);
      await verifySnapshot(snapshots, header);
      await snapshots.publish(header);
      await log.startAnew({ incarnation, firstSequence: resumeAfter + 1 });
    } catch (error) {
      await snapshots.remove(header.id).catch(() => undefined);
      throw error;
    }
    return { header, resumeAfter, incarnation };
  }

  async log(): Promise<LogPlace> {
    const { log } = this.cluster;
    const [incarnation, bounds, usage] = await Promise.all([log.incarnation(), log.bounds(), log.usage()]);
    return { incarnation, ...bounds, ...usage };
  }

  replicas(): Promise<readonly ReplicaPlace[]> {
    return presentProcesses(this.cluster.notes);
  }

  async projectors(): Promise<readonly ProjectorPlace[]> {
    return readCheckpoints(this.cluster.notes, await this.cluster.log.incarnation());
  }
}
