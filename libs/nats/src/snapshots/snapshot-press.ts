// Presses a copy of the state in a thread of its own, with a connection of its own: the process that copied goes on with
// its work meanwhile, and neither its event loop nor its socket waits for the blocks.
import { Worker } from "node:worker_threads";
import type { SnapshotHeader } from "@berth/core/snapshots/header";
import type { SnapshotCopy } from "@berth/runtime/snapshots/press-snapshot";
import type { PressOrder, PressResult } from "./snapshot-press-worker.js";

export function pressInThread(order: Omit<PressOrder, "copy">, copy: SnapshotCopy): Promise<SnapshotHeader> {
  return new Promise((resolve, reject) => {
    const workerData: PressOrder = { ...order, copy };
    // The chunks are handed over, not copied once more.
    const transferList = copy.chunks.map(({ buffer }) => buffer);
    const worker = new Worker(new URL("./snapshot-press-worker.js", import.meta.url), { workerData, transferList });
    worker.once("message", (result: PressResult) => (result.ok ? resolve(result.header) : reject(new Error(result.reason))));
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the thread that writes the snapshot ended with ${code}`)));
  });
}
