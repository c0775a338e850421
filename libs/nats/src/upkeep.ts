// Snapshots and the log's bounds, in a process that need not answer anybody: every controller-manager takes part in taking
// snapshots, and the one that leads the controller's role looks after the log.
import { fileURLToPath } from "node:url";
import type { SnapshotTerms } from "@berth/core/snapshots/due";
import type { Role } from "@berth/core/model/entry";
import { encodeJson } from "@berth/contracts/rpc";
import type { Lease } from "@berth/ports/lease";
import { LogKeeper, type LogKeeperTerms } from "@berth/runtime/snapshots/log-keeper";
import { pressSnapshot } from "@berth/runtime/snapshots/press-snapshot";
import { Snapshotter } from "@berth/runtime/snapshots/snapshotter";
import type { ClusterSettings } from "./cluster.js";
import type { Member } from "./member.js";
import { pressInThread } from "./snapshots/snapshot-press.js";

export interface UpkeepTerms {
  readonly snapshots: SnapshotTerms;
  readonly log: LogKeeperTerms;
}

export interface UpkeepOptions {
  readonly settings: Pick<ClusterSettings, "url" | "region" | "replicas">;
  readonly terms: UpkeepTerms;
  /** `<service>/<instance>` */
  readonly holder: string;
  /** Other than the member's own in `berth dev`. */
  readonly lease?: Lease;
}

const role: Role = "controller";
/** Run from its sources, as in tests, there is no program for a thread. */
const isBuilt = fileURLToPath(import.meta.url).endsWith(".js");

/** Takes part until it is stopped; answers those who ask for a snapshot now. */
export async function startUpkeep(member: Member, { settings, terms, holder, lease }: UpkeepOptions): Promise<{ stop(): Promise<void> }> {
  const { cluster, context, parts } = member;
  const { environment, logger, metrics, rpc, subjects } = context;
  const { replica } = parts;
  const leads = (): boolean => replica.state.leaders.get(role)?.holder === holder;
  const snapshotter = new Snapshotter(
    {
      ...{ replica, store: cluster.snapshots, environment, logger, metrics, holder },
      lease: lease ?? cluster.lease,
      press: (copy) => (isBuilt ? pressInThread(settings, copy) : pressSnapshot(cluster.snapshots, copy)),
      isBusy: leads,
    },
    terms.snapshots,
  );
  const keeper = new LogKeeper({ log: cluster.log, store: cluster.snapshots, notes: cluster.notes, environment, logger, metrics }, terms.log);
  const stopping = new AbortController();
  const keeping = keeper.run(stopping.signal, leads);
  const serving = await rpc.serve(subjects.rpc("snapshots", "take"), subjects.queue("snapshots"), async () => encodeJson(await snapshotter.take()));
  snapshotter.start();
  return {
    stop: async () => {
      await serving.close();
      stopping.abort();
      await Promise.all([snapshotter.stop(), keeping]);
    },
  };
}
