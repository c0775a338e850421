// Where a replica begins: at the newest snapshot of this log that is whole, else at the one before, else at the log's
// first entry. What does not fit together is refused aloud: a log that ends before the snapshot, or that begins after it.
import { supportedLevel } from "@berth/core/state/evolve";
import { State } from "@berth/core/state/state";
import { rebase } from "@berth/core/state/snapshot/rebase";
import { type SnapshotHeader, newestFirst, positionOf } from "@berth/core/snapshots/header";
import type { Log } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import type { SnapshotStore } from "@berth/ports/snapshot-store";
import { readSnapshot } from "./read-snapshot.js";

export interface StartingPoint {
  readonly state: State;
  /** The snapshot it came from; undefined = the log's beginning. */
  readonly header: SnapshotHeader | undefined;
}

/** The log and its snapshots do not fit together: an operator has to decide. */
export class NoStartingPoint extends Error {
  override readonly name = "NoStartingPoint";
}

export interface StartingPointParts {
  readonly log: Log;
  readonly snapshots: SnapshotStore;
  readonly logger: Logger;
}

type Bounds = Awaited<ReturnType<Log["bounds"]>>;

export async function findStartingPoint({ log, snapshots, logger }: StartingPointParts, atMost = Number.MAX_SAFE_INTEGER): Promise<StartingPoint> {
  const incarnation = await log.incarnation();
  const bounds = await log.bounds();
  const ours = (await snapshots.list()).filter((header) => header.incarnation === incarnation && positionOf(header) <= atMost);
  let damaged = 0;
  for (const header of newestFirst(ours)) {
    if (!fits(header, bounds, logger)) continue;
    try {
      const state = await readSnapshot(snapshots, header);
      rebase(state, header.resumeAfter);
      const details = { snapshot: header.id, index: header.index, stateHash: header.stateHash, behind: bounds.last - positionOf(header) };
      logger.info(damaged === 0 ? "starting from a snapshot" : "starting from an older snapshot: a newer one is damaged", details);
      return { state, header };
    } catch (error) {
      damaged++;
      logger.error("a snapshot cannot be used; turning to the one before", { snapshot: header.id, reason: (error as Error).message });
    }
  }
  if (bounds.first > 1)
    throw new NoStartingPoint(
      `the cluster log begins at entry ${bounds.first} and no whole snapshot reaches that far: restore one with "berth operator snapshot restore"`,
    );
  return { state: new State(), header: undefined };
}

/** Throws when the log ends before what the snapshot has seen: it is not the log that the snapshot was taken of. */
function fits(header: SnapshotHeader, { first, last }: Bounds, logger: Logger): boolean {
  if (positionOf(header) > last)
    throw new NoStartingPoint(
      `the cluster log ends at entry ${last}, snapshot ${header.id} was taken at entry ${positionOf(header)}: entries were lost. Restore NATS' storage, or the snapshot into an empty cluster`,
    );
  if (positionOf(header) + 1 < first) {
    logger.warn("a snapshot is too old: the log was trimmed past it", { snapshot: header.id, first });
    return false;
  }
  if (header.level > supportedLevel) {
    logger.warn("a snapshot needs a newer release", { snapshot: header.id, level: header.level, supportedLevel });
    return false;
  }
  return true;
}
