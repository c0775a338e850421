// Takes snapshots, on schedule and on demand. Every controller-manager runs one; a lease sees to it that one works at a
// time, and the process that leads waits longer than its standbys, so that they do it where there are any.
//
//   look every few seconds ──due──▶ hold the lease ──▶ copy (on this thread) ──▶ press (elsewhere) ──▶ release
import { snapshotDue, type SnapshotTerms } from "@berth/core/snapshots/due";
import { newestFirst, positionOf, type SnapshotHeader } from "@berth/core/snapshots/header";
import type { Environment } from "@berth/ports/environment";
import type { Lease } from "@berth/ports/lease";
import type { Logger } from "@berth/ports/logger";
import type { Metrics } from "@berth/ports/metrics";
import { RpcError } from "@berth/ports/rpc";
import type { SnapshotStore } from "@berth/ports/snapshot-store";
import type { Replica } from "../log/replica.js";
import { captureState, encodeCaptured, prepareRoom } from "./copy-state.js";
import type { SnapshotCopy } from "./press-snapshot.js";

export interface SnapshotterParts {
  readonly replica: Replica;
  readonly store: SnapshotStore;
  readonly lease: Lease;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** `<service>/<instance>` */
  readonly holder: string;
  /** Writes a copy and proves it; a thread's work. */
  readonly press: (copy: SnapshotCopy) => Promise<SnapshotHeader>;
  /** True while somebody waits for what this process does. */
  readonly isBusy: () => boolean;
}

const lookEveryMs = 5_000;
const leaseName = "snapshots";

export class Snapshotter {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private taking: Promise<SnapshotHeader> | undefined;
  private readonly beganAtMs: number;
  private dueSinceMs = 0;

  constructor(
    private readonly parts: SnapshotterParts,
    private readonly terms: SnapshotTerms,
  ) {
    this.beganAtMs = parts.environment.clock.nowMs();
  }

  start(): void {
    this.running = this.run();
  }

  /** A snapshot under way is finished first. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.taking?.catch(() => undefined);
    await this.running;
  }

  /** Now; callers at the same time share one. Throws RpcError when another process is at it. */
  take(): Promise<SnapshotHeader> {
    this.taking ??= this.takeAlone().finally(() => {
      this.taking = undefined;
    });
    return this.taking;
  }

  private async run(): Promise<void> {
    const { environment, logger } = this.parts;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await environment.clock.sleep(lookEveryMs, signal);
      if (signal.aborted) return;
      try {
        if (await this.isMyTurn()) await this.take();
      } catch (error) {
        logger.warn("no snapshot was taken; trying again", { reason: (error as Error).message });
      }
    }
  }

  private async isMyTurn(): Promise<boolean> {
    const { replica, store, environment, metrics, isBusy } = this.parts;
    const [newest] = newestFirst((await store.list()).filter(({ incarnation }) => incarnation === replica.incarnation));
    const nowMs = environment.clock.nowMs();
    const known = newest === undefined ? undefined : { index: positionOf(newest), takenAtMs: newest.takenAtMs };
    metrics.gauge("berth.snapshot.entries_behind", replica.state.index - (known?.index ?? 0));
    if (!snapshotDue({ index: replica.state.index, nowMs, newest: known, beganAtMs: this.beganAtMs }, this.terms)) {
      this.dueSinceMs = 0;
      return false;
    }
    this.dueSinceMs ||= nowMs;
    return !isBusy() || nowMs - this.dueSinceMs >= this.terms.leaderWaitsMs;
  }

  private async takeAlone(): Promise<SnapshotHeader> {
    const { lease, holder, replica } = this.parts;
    replica.assertServing();
    if (replica.state.index === 0) throw new RpcError("refused", "the cluster log is empty: there is nothing to take a snapshot of");
    if (!(await lease.hold(leaseName, holder))) throw new RpcError("unavailable", "another process is taking a snapshot; ask for the list in a moment");
    const done = new AbortController();
    const renewing = this.renew(done.signal);
    try {
      return await this.copyAndPress();
    } finally {
      done.abort();
      await renewing;
      await lease.release(leaseName, holder);
    }
  }

  private async copyAndPress(): Promise<SnapshotHeader> {
    const { replica, environment, logger, metrics, holder, press, isBusy } = this.parts;
    const { clock, ids } = environment;
    const room = await prepareRoom(replica.state, clock);
    replica.assertServing();
    const startedMs = clock.monotonicMs();
    const captured = captureState(replica, { takenBy: holder, nowMs: clock.nowMs(), unique: ids.uuid(), isIdle: !isBusy(), room });
    const copyMs = clock.monotonicMs() - startedMs;
    const header = await press(await encodeCaptured(captured, clock));
    const tookMs = clock.monotonicMs() - startedMs;
    metrics.observe("berth.snapshot.copy", copyMs);
    metrics.observe("berth.snapshot.take", tookMs);
    metrics.gauge("berth.snapshot.index", header.index);
    metrics.gauge("berth.snapshot.bytes", header.bytes);
    const { id, index, bytes, stateHash } = header;
    logger.info("took a snapshot and verified it", { snapshot: id, index, bytes, stateHash, copyMs: Math.round(copyMs), tookMs: Math.round(tookMs) });
    return header;
  }

  private async renew(done: AbortSignal): Promise<void> {
    const { lease, holder, environment } = this.parts;
    while (!done.aborted) {
      await environment.clock.sleep(lease.ttlMs / 3, done);
      if (!done.aborted) await lease.hold(leaseName, holder);
    }
  }
}
