// The thread's own program: see snapshot-press.ts.
import { parentPort, workerData } from "node:worker_threads";
import type { SnapshotHeader } from "@berth/core/snapshots/header";
import { subjectsOf } from "@berth/contracts/rpc";
import type { Logger } from "@berth/ports/logger";
import { pressSnapshot, type SnapshotCopy } from "@berth/runtime/snapshots/press-snapshot";
import { connectNats, reasonOf } from "../nats-connection.js";
import { openNatsSnapshotStore } from "./nats-snapshot-store.js";

export interface PressOrder {
  readonly url: string;
  readonly region: string;
  readonly replicas: number;
  readonly copy: SnapshotCopy;
}

export type PressResult = { readonly ok: true; readonly header: SnapshotHeader } | { readonly ok: false; readonly reason: string };

const nothing = (): void => undefined;
/** The main thread says what came of it. */
const quiet: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => quiet };

async function press({ url, region, replicas, copy }: PressOrder): Promise<SnapshotHeader> {
  const link = await connectNats(url, { name: "snapshots", logger: quiet });
  try {
    const store = await openNatsSnapshotStore({ link, subjects: subjectsOf(region), logger: quiet, replicas });
    return await pressSnapshot(store, copy);
  } finally {
    await link.close();
  }
}

function say(result: PressResult): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(result);
}

if (parentPort !== null) {
  await press(workerData as PressOrder).then(
    (header) => say({ ok: true, header }),
    (error: unknown) => say({ ok: false, reason: reasonOf(error) }),
  );
}
