// Hands records on several at once under load and singly at rest: whatever the socket brought in one turn of the event
// loop is one batch. No timer, so nothing waits for company.
import type { LogRecord } from "@berth/ports/log";

export class RecordBatch {
  private waiting: LogRecord[] = [];
  private flush: NodeJS.Immediate | undefined;

  constructor(private readonly deliver: (records: readonly LogRecord[]) => void) {}

  push(record: LogRecord): void {
    this.waiting.push(record);
    this.flush ??= setImmediate(() => this.flushNow());
  }

  flushNow(): void {
    if (this.flush !== undefined) clearImmediate(this.flush);
    this.flush = undefined;
    if (this.waiting.length === 0) return;
    const records = this.waiting;
    this.waiting = [];
    this.deliver(records);
  }

  discard(): void {
    if (this.flush !== undefined) clearImmediate(this.flush);
    this.flush = undefined;
    this.waiting = [];
  }
}
