// Rotation of one output stream whose writer holds the file open and cannot be told to open another.
//
// The task writes (O_APPEND) into one inode for ever. It has two names: `active`, where drivers open it, and `<base>.<n>` with the
// highest number, where readers look. When it holds more than a file may, its first part is copied to a file of its own and cut out
// of its beginning (fallocate --collapse-range): what the task writes meanwhile stays, nothing is lost. On file systems that
// cannot do so the rest is copied too and the file emptied; a write in the microseconds between the two is lost.
//
//   copy head to <tmp> → write intent → rename .n to .n+1 → rename <tmp> to .n → cut the head out of .n+1 → remove intent
//
// From the intent on everything is synchronous, so that readers in this process never see half of it; after a crash the
// intent tells what remains to be done.
import { spawnSync } from "node:child_process";
import { closeSync, constants, existsSync, fstatSync, ftruncateSync, linkSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import type { TaskLogLimits } from "@berth/ports/allocation-files";
import { logIndexes, logPath } from "./log-files.js";

export interface LogStream {
  /** Without the number: `…/alloc/logs/web.stdout` */
  readonly base: string;
  /** The stable name for writers, outside of the logs directory. */
  readonly active: string;
}

/** File systems cut in whole blocks only. */
const BLOCK_BYTES = 4096;
const COPY_BYTES = 256 * 1024;

interface Intent {
  readonly index: number;
  readonly headBytes: number;
}

function isSameFile(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && statSync(a).ino === statSync(b).ino;
}

function copyRange(from: number, to: number, range: { start: number; end: number }): void {
  const buffer = Buffer.allocUnsafe(COPY_BYTES);
  for (let at = range.start; at < range.end; ) {
    const bytes = readSync(from, buffer, 0, Math.min(COPY_BYTES, range.end - at), at);
    if (bytes === 0) return;
    writeSync(to, buffer, 0, bytes);
    at += bytes;
  }
}

function beginsWith(path: string, head: string): boolean {
  const headBytes = statSync(head).size;
  const file = openSync(path, "r");
  const other = openSync(head, "r");
  try {
    const a = Buffer.allocUnsafe(COPY_BYTES);
    const b = Buffer.allocUnsafe(COPY_BYTES);
    for (let at = 0; at < headBytes; ) {
      const bytes = readSync(other, b, 0, COPY_BYTES, at);
      if (bytes === 0 || readSync(file, a, 0, bytes, at) !== bytes || !a.subarray(0, bytes).equals(b.subarray(0, bytes))) return false;
      at += bytes;
    }
    return true;
  } finally {
    closeSync(file);
    closeSync(other);
  }
}

export class LogRotation {
  private busy = false;

  constructor(
    private readonly stream: LogStream,
    private readonly limits: TaskLogLimits,
  ) {}

  /** Makes the files, or mends what a crash left half done. */
  prepare(): void {
    this.finishIntent();
    const newest = this.newest();
    if (!existsSync(this.stream.active)) {
      const path = logPath(this.stream.base, newest ?? 0);
      closeSync(openSync(path, "a", 0o644));
      linkSync(path, this.stream.active);
    } else if (newest === undefined || !isSameFile(logPath(this.stream.base, newest), this.stream.active)) {
      linkSync(this.stream.active, logPath(this.stream.base, newest === undefined ? 0 : newest + 1));
    }
  }

  /** Rotates as often as the size asks for. */
  async check(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.isFull()) await this.rotate();
    } finally {
      this.busy = false;
    }
  }

  private isFull(): boolean {
    return existsSync(this.stream.active) && statSync(this.stream.active).size >= this.headBytes() + BLOCK_BYTES;
  }

  private headBytes(): number {
    return Math.max(BLOCK_BYTES, Math.floor(this.limits.maxFileBytes / BLOCK_BYTES) * BLOCK_BYTES);
  }

  private newest(): number | undefined {
    return logIndexes(this.stream.base).at(-1);
  }

  private get temporary(): string {
    return `${this.stream.active}.head`;
  }

  private get intentPath(): string {
    return `${this.stream.active}.intent`;
  }

  private async rotate(): Promise<void> {
    const index = this.newest();
    if (index === undefined) return this.prepare();
    const headBytes = this.headBytes();
    await this.copyHead(headBytes);
    const intent: Intent = { index, headBytes };
    writeFileSync(this.intentPath, JSON.stringify(intent));
    this.carryOut(intent);
    this.removeOldest(index + 1);
  }

  private async copyHead(headBytes: number): Promise<void> {
    const from = await open(this.stream.active, constants.O_RDONLY);
    const to = await open(this.temporary, "w", 0o644);
    try {
      const buffer = Buffer.allocUnsafe(COPY_BYTES);
      for (let at = 0; at < headBytes; ) {
        const { bytesRead } = await from.read(buffer, 0, Math.min(COPY_BYTES, headBytes - at), at);
        if (bytesRead === 0) break;
        await to.write(buffer, 0, bytesRead);
        at += bytesRead;
      }
    } finally {
      await from.close();
      await to.close();
    }
  }

  private carryOut(intent: Intent): void {
    const head = logPath(this.stream.base, intent.index);
    const next = logPath(this.stream.base, intent.index + 1);
    if (!existsSync(next)) renameSync(head, next);
    if (existsSync(this.temporary)) renameSync(this.temporary, head);
    if (existsSync(head) && beginsWith(this.stream.active, head)) this.cut(head, intent.headBytes);
    rmSync(this.intentPath, { force: true });
  }

  private finishIntent(): void {
    if (!existsSync(this.intentPath)) {
      rmSync(this.temporary, { force: true });
      return;
    }
    try {
      this.carryOut(JSON.parse(readFileSync(this.intentPath, "utf8")) as Intent);
    } catch {
      // Half written: nothing had been renamed yet.
      rmSync(this.intentPath, { force: true });
      rmSync(this.temporary, { force: true });
    }
  }

  private cut(head: string, headBytes: number): void {
    const result = spawnSync("fallocate", ["--collapse-range", "--offset", "0", "--length", String(headBytes), this.stream.active], { stdio: "ignore" });
    if (result.status !== 0) this.empty(head, headBytes);
  }

  private empty(head: string, headBytes: number): void {
    const from = openSync(this.stream.active, "r+");
    const to = openSync(head, "a");
    try {
      let copied = headBytes;
      for (let size = fstatSync(from).size; size > copied; size = fstatSync(from).size) {
        copyRange(from, to, { start: copied, end: size });
        copied = size;
      }
      ftruncateSync(from, 0);
    } finally {
      closeSync(from);
      closeSync(to);
    }
  }

  private removeOldest(newest: number): void {
    for (const index of logIndexes(this.stream.base)) {
      if (index <= newest - this.limits.maxFiles) rmSync(logPath(this.stream.base, index), { force: true });
    }
  }
}
