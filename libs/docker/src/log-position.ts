// Knows which log messages of a container reached the task's files already. Pure.
//
// A stream's position is the timestamp of the last message taken and how many messages with that very timestamp were
// taken (the pieces of one long line share it). `fileBytes` is the size that the file had with all of them in it: when an
// agent is killed after it wrote and before it noted the position, the file is longer than that, and exactly that many
// bytes of what follows are there already. So nothing is lost and nothing comes twice; only when the file was also cut
// by a rotation in that very moment (a fifth of a second at most) may some of it come twice.
import type { LogMessage, LogStream } from "./log-frames.js";

export interface StreamPosition {
  readonly timestamp: string;
  readonly taken: number;
  /** Identifies the file that `fileBytes` speaks of; 0 = not a plain file. */
  readonly inode: number;
  readonly fileBytes: number;
}

export interface LogPosition {
  readonly containerId: string;
  readonly stdout: StreamPosition;
  readonly stderr: StreamPosition;
}

export interface FileState {
  readonly inode: number;
  readonly bytes: number;
}

export function startOfLog(containerId: string, files: Readonly<Record<LogStream, FileState>>): LogPosition {
  return { containerId, stdout: startOfStream(files.stdout), stderr: startOfStream(files.stderr) };
}

function startOfStream(file: FileState): StreamPosition {
  return { timestamp: "", taken: 0, inode: file.inode, fileBytes: file.bytes };
}

/** How many bytes of the messages after `position` a killed agent had written without noting it. */
export function unnotedBytes(position: StreamPosition, file: FileState): number {
  if (position.inode === 0 || position.inode !== file.inode) return 0;
  return Math.max(0, file.bytes - position.fileBytes);
}

export function advance(position: StreamPosition, message: LogMessage): StreamPosition {
  const taken = message.timestamp === position.timestamp ? position.taken + 1 : 1;
  return { ...position, timestamp: message.timestamp, taken };
}

/**
 * Drops the messages up to `position` from a log that is read again. Once past it everything is taken, even an earlier
 * timestamp: the machine's clock may have been set back.
 */
export function skipTaken(position: StreamPosition): (message: LogMessage) => boolean {
  let past = position.timestamp === "";
  let same = 0;
  return (message) => {
    if (past) return true;
    if (message.timestamp < position.timestamp) return false;
    if (message.timestamp === position.timestamp) {
      same += 1;
      if (same <= position.taken) return false;
    }
    past = true;
    return true;
  };
}

/** How far the engine's two writers may stamp out of the order in which they wrote. */
const STAMP_SKEW_MS = 2_000;

/**
 * The `since` parameter, in seconds; undefined = from the start. The engine keeps both streams in one order, so all that
 * was not taken comes after the last message taken of either; `skipTaken` drops what the margin brings twice.
 */
export function sinceParameter(position: LogPosition): number | undefined {
  const last = [position.stdout.timestamp, position.stderr.timestamp].sort()[1] ?? "";
  if (last === "") return undefined;
  return Math.max(0, Math.floor((Date.parse(last) - STAMP_SKEW_MS) / 1_000));
}
