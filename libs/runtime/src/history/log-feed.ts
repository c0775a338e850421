// Brings the log's records into the fold, no faster than what is folded is written. The log pushes and cannot be asked to
// wait, so when the fold is full the feed lets the rest go, ends the subscription, and later follows again from where
// the fold stands.
import type { Log, LogRecord, Subscription } from "@berth/ports/log";
import type { HistoryFold } from "./history-fold.js";

export class LogFeed {
  /** The subscription in force; one that ended may still deliver and is not heard. */
  private flow: Flow | undefined;
  private failure: Error | undefined;

  constructor(
    private readonly log: Log,
    private readonly fold: HistoryFold,
    private readonly onNews: () => void,
  ) {}

  /** Follows, if it does not and there is room. Throws what went wrong since the last time. */
  async ensureFlow(): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (this.fold.isFull || this.flow !== undefined) return;
    const flow = new Flow();
    this.flow = flow;
    const subscription = await this.log.follow(this.fold.index, {
      onRecords: (records) => this.onRecords(records, flow),
      onBroken: (reason) => this.fail(new Error(`the log cannot be followed any more: ${reason}`), flow),
    });
    await flow.holds(subscription);
  }

  get isBroken(): boolean {
    return this.failure !== undefined;
  }

  async close(): Promise<void> {
    const { flow } = this;
    this.flow = undefined;
    await flow?.end();
  }

  private onRecords(records: readonly LogRecord[], flow: Flow): void {
    if (flow !== this.flow) return;
    try {
      if (!records.every((record) => this.fold.accept(record))) void this.close();
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error(String(error)), flow);
    }
    this.onNews();
  }

  private fail(error: Error, flow: Flow): void {
    if (flow !== this.flow) return;
    this.failure ??= error;
    void this.close();
    this.onNews();
  }
}

/** A subscription that may be ended before it is there: its first records can come while it is still being made. */
class Flow {
  private subscription: Subscription | undefined;
  private hasEnded = false;

  async holds(subscription: Subscription): Promise<void> {
    this.subscription = subscription;
    if (this.hasEnded) await this.end();
  }

  async end(): Promise<void> {
    this.hasEnded = true;
    const { subscription } = this;
    this.subscription = undefined;
    // It ends in any case; what it says about it concerns nobody.
    await subscription?.close().catch(() => undefined);
  }
}
