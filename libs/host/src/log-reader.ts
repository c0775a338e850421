// Reads a task's log across its rotated files, from anywhere, following it if asked. Each piece is read in one synchronous go
// by name and position: rotation in this process happens between two pieces, never inside one.
import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TaskLogFrame, TaskLogRequest } from "@berth/ports/task-logs";
import { safeName, type HostAllocationFiles } from "./host-allocation-files.js";
import { logIndexes, logPath } from "./log-files.js";

export type LogQuestion = Omit<TaskLogRequest, "nodeId">;

const FRAME_BYTES = 64 * 1024;
const FOLLOW_EVERY_MS = 100;

interface Place {
  readonly index: number;
  readonly position: number;
}

export class LogNotFound extends Error {
  override readonly name = "LogNotFound";
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

function firstPlace(base: string, { origin, offset }: LogQuestion): Place {
  const files = logIndexes(base).map((index) => ({ index, size: sizeOf(logPath(base, index)) }));
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let position = origin === "start" ? Math.min(offset, total) : Math.max(0, total - offset);
  for (const { index, size } of files) {
    if (position <= size && (position < size || index === files.at(-1)?.index)) return { index, position };
    position -= size;
  }
  return { index: files.at(-1)?.index ?? 0, position: 0 };
}

type Piece = { readonly kind: "data"; readonly data: Uint8Array } | { readonly kind: "end"; readonly size: number } | { readonly kind: "deleted" };

function readPiece(base: string, { index, position }: Place): Piece {
  let file: number;
  try {
    file = openSync(logPath(base, index), "r");
  } catch {
    return { kind: "deleted" };
  }
  try {
    const buffer = Buffer.allocUnsafe(FRAME_BYTES);
    const bytes = readSync(file, buffer, 0, FRAME_BYTES, position);
    return bytes === 0 ? { kind: "end", size: fstatSync(file).size } : { kind: "data", data: buffer.subarray(0, bytes) };
  } finally {
    closeSync(file);
  }
}

/** Where reading goes on when a file has no more; undefined: nothing newer yet. */
function nextPlace(base: string, place: Place, piece: Piece): Place | undefined {
  const next = logIndexes(base).find((index) => index > place.index);
  if (next === undefined) return undefined;
  // A rotation moved what was read beyond the finished file's end to the beginning of the next.
  const beyond = piece.kind === "end" ? Math.max(0, place.position - piece.size) : 0;
  return { index: next, position: beyond };
}

export class LogReader {
  constructor(private readonly files: HostAllocationFiles) {}

  /** Throws LogNotFound when the task has never had a log here. */
  async *readLog(question: LogQuestion, signal: AbortSignal): AsyncIterable<TaskLogFrame> {
    const { allocationId, task, type } = question;
    const base = join(this.files.allocationPath(allocationId), "alloc", "logs", `${safeName(task, "task")}.${type}`);
    if (logIndexes(base).length === 0) throw new LogNotFound(`allocation ${allocationId} has no ${type} log of a task "${task}" on this node`);
    let place = firstPlace(base, question);
    while (!signal.aborted) {
      const piece = readPiece(base, place);
      if (piece.kind === "data") {
        place = { index: place.index, position: place.position + piece.data.length };
        yield { offset: place.position, data: piece.data, file: `alloc/logs/${task}.${type}.${place.index}` };
        continue;
      }
      const next = nextPlace(base, place, piece);
      if (next !== undefined) place = next;
      else if (!question.follow || piece.kind === "deleted") return;
      else await sleep(FOLLOW_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
