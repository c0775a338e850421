// Writes one entry and learns its fate from the log alone. An append whose answer is lost is *unknown*: the same bytes
// go out again under the same id until the own replica has seen the id. Nothing is ever sent again under a new id while
// its fate is unknown.
import type { LogEntry, Outcome } from "@berth/core/model/entry";
import { encodeEntry } from "@berth/contracts/entry";
import type { Clock } from "@berth/ports/environment";
import type { Log } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import { type Metrics, noMetrics } from "@berth/ports/metrics";
import { RpcError } from "@berth/ports/rpc";
import type { Replica } from "./replica.js";

const firstRetryMs = 50;
const lastRetryMs = 2_000;

export interface EntryWriterOptions {
  readonly log: Log;
  readonly replica: Replica;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: Metrics;
}

export class EntryWriter {
  private readonly metrics: Metrics;

  constructor(private readonly options: EntryWriterOptions) {
    this.metrics = options.metrics ?? noMetrics;
  }

  get maxEntryBytes(): number {
    return this.options.log.maxEntryBytes;
  }

  /**
   * Resolves with one outcome an event. Rejects only when the server said that it did not store it, or on abort. A no to a
   * second copy says nothing of the first one: while that one's fate is unknown, the entry's is.
   */
  async write(entry: LogEntry, signal: AbortSignal): Promise<readonly Outcome[]> {
    const { log, replica, clock, logger } = this.options;
    const bytes = encodeEntry(entry);
    const fate = replica.outcomesOf(entry.id);
    let retryMs = firstRetryMs;
    let mayBeStored = false;
    const sentAtMs = clock.monotonicMs();
    try {
      for (;;) {
        const result = await log.append(entry.id, bytes);
        if (result.kind === "stored") {
          this.metrics.observe("berth.log.append", clock.monotonicMs() - sentAtMs);
          const outcomes = await orAborted(fate.seen, signal);
          this.metrics.observe("berth.log.commit", clock.monotonicMs() - sentAtMs);
          return outcomes;
        }
        if (result.kind === "refused" && (!mayBeStored || result.code === "too-large"))
          throw new RpcError(result.code === "too-large" ? "refused" : "unavailable", result.reason);
        mayBeStored = true;
        logger.warn("append unknown, sending again", { entry: entry.id, reason: result.reason });
        const pause = clock.sleep(retryMs, signal).then(() => undefined);
        const seen = await Promise.race([fate.seen, pause]);
        if (seen !== undefined) return seen;
        if (signal.aborted) throw new RpcError("unavailable", "stopped while the entry's fate was unknown");
        retryMs = Math.min(lastRetryMs, retryMs * 2);
      }
    } finally {
      fate.forget();
    }
  }
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new RpcError("unavailable", "stopped before the entry was seen"));
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(
      (value) => {
        signal.removeEventListener("abort", abort);
        resolve(value);
      },
      (error: unknown) => {
        signal.removeEventListener("abort", abort);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
