// The cluster log as a service that takes commands sees it: submit an event, learn its outcome from the own replica,
// read from the same replica. Read-your-writes and compare-and-set are one rule (ARCHITECTURE §1).
import type { LogEvent, Outcome } from "@berth/core/model/entry";
import type { State } from "@berth/core/state/state";

export interface CommandLog {
  /** The own replica, folded so far. Rows and records are valid only until the next await. */
  readonly state: State;
  /**
   * Appends one event by group commit; resolves with its outcome once the own replica has applied it. `trace` is a W3C
   * traceparent or "". Rejects with RpcError("unavailable" | "timeout"): the command's fate is then unknown.
   */
  submit(event: LogEvent, trace: string): Promise<Outcome>;
  /** Resolves when the replica has reached the log's last sequence as of the call; concurrent calls share one question. */
  catchUp(): Promise<void>;
  /** Called after every batch of folded entries. */
  onChange(listener: () => void): { close(): void };
  isReady(): boolean;
  /** How far the replica may be behind the log's end. */
  lagMs(): number;
}
