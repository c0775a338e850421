// The file (or FIFO) that takes one stream of a task's output. Appends only; opens anew when somebody renamed the file
// away, as log rotation does.
import * as fs from "node:fs/promises";
import { constants } from "node:fs";
import type { FileState } from "./log-position.js";

export class LogFile {
  private handle: fs.FileHandle | undefined;
  private plain = true;

  constructor(private readonly path: string) {}

  async append(bytes: Buffer): Promise<void> {
    const handle = await this.current();
    let offset = 0;
    while (offset < bytes.length) {
      const { bytesWritten } = await handle.write(bytes, offset, bytes.length - offset);
      offset += bytesWritten;
    }
  }

  /** inode 0 says: not a plain file, its size means nothing. */
  async state(): Promise<FileState> {
    const stats = await (await this.current()).stat();
    return stats.isFile() ? { inode: stats.ino, bytes: stats.size } : { inode: 0, bytes: 0 };
  }

  async close(): Promise<void> {
    const handle = this.handle;
    this.handle = undefined;
    await handle?.close();
  }

  private async current(): Promise<fs.FileHandle> {
    if (this.handle !== undefined && (!this.plain || (await this.isStillThere(this.handle)))) return this.handle;
    await this.close();
    this.handle = await this.open();
    this.plain = (await this.handle.stat()).isFile();
    return this.handle;
  }

  private async isStillThere(handle: fs.FileHandle): Promise<boolean> {
    const [opened, named] = await Promise.all([handle.stat(), fs.stat(this.path).catch(() => undefined)]);
    return named !== undefined && named.ino === opened.ino && named.dev === opened.dev;
  }

  private async open(): Promise<fs.FileHandle> {
    const existing = await fs.stat(this.path).catch(() => undefined);
    // A FIFO opened for writing alone would block until somebody reads.
    if (existing?.isFIFO() === true) return fs.open(this.path, constants.O_RDWR | constants.O_APPEND);
    return fs.open(this.path, "a", 0o644);
  }
}
