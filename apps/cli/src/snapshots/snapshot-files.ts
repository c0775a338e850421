// Snapshot files on this machine's disk.
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { UndecodableSnapshot } from "@berth/contracts/snapshot";
import { decodeSnapshotFile, type SnapshotFile } from "@berth/contracts/snapshot-file";
import type { SnapshotHeader } from "@berth/core/snapshots/header";
import { MemorySnapshotStore } from "@berth/runtime/snapshots/memory-snapshot-store";
import { DamagedSnapshot, verifySnapshot } from "@berth/runtime/snapshots/read-snapshot";
import { CommandFailure } from "../command-line/command.js";

/** Says what is wrong with the file in one sentence. */
async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UndecodableSnapshot || error instanceof DamagedSnapshot) throw new CommandFailure(`${path}: ${error.message}`, { cause: error });
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") throw new CommandFailure(`there is no file ${path}`, { cause: error });
    if (code === "EISDIR") throw new CommandFailure(`${path} is a directory, not a snapshot file`, { cause: error });
    throw error;
  }
}

export async function fileBytes(path: string): Promise<{ readonly bytes: number; readonly parts: AsyncIterable<Uint8Array> }> {
  const { size } = await explained(path, () => stat(path));
  return { bytes: size, parts: createReadStream(path, { highWaterMark: 1024 * 1024 }) };
}

export function openSnapshotFile(path: string): Promise<SnapshotFile> {
  return explained(path, () => decodeSnapshotFile(createReadStream(path, { highWaterMark: 1024 * 1024 })));
}

/** Loads it; throws CommandFailure when it does not give the state that its header names. */
export async function verifiedFile(path: string): Promise<{ readonly header: SnapshotHeader; readonly allocations: number; readonly jobs: number; readonly nodes: number }> {
  const { header, blocks } = await openSnapshotFile(path);
  return explained(path, async () => {
    const store = new MemorySnapshotStore();
    await store.write(header.id, blocks);
    const { allocations, jobs, nodes } = await verifySnapshot(store, header);
    return { header, allocations: allocations.size, jobs: jobs.size, nodes: nodes.size };
  });
}

/** The file appears whole or not at all. */
export async function writeSnapshotFile(path: string, content: ReadableStream<Uint8Array>): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    await pipeline(Readable.fromWeb(content), createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new CommandFailure(`${path} could not be written: ${(error as Error).message}`, { cause: error });
  }
}

export function headerPairs(header: SnapshotHeader): (readonly [string, string])[] {
  const { id, index, stateHash, chainHash, incarnation, level, bytes, takenAtMs, takenBy, resumeAfter, quarantined } = header;
  return [
    ["ID", id],
    ["Index", String(index)],
    ["State hash", stateHash],
    ["Chain hash", chainHash],
    ["Incarnation", incarnation],
    ["Level", String(level)],
    ["Size", `${(bytes / 1_000_000).toFixed(1)} MB`],
    ["Taken", new Date(takenAtMs).toISOString()],
    ["Taken by", takenBy],
    ...(resumeAfter > 0 ? [["Goes on after", String(resumeAfter)] as const] : []),
    ...quarantined.map(({ index: at, reason }) => ["Quarantined", `entry ${at}: ${reason}`] as const),
  ];
}
