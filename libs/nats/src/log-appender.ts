// Sends entries in the order of the calls, any number in flight, and settles each by the server's answer, by time, or by
// the loss of the connection. While the connection is down nothing is sent or kept: an entry that left later than its
// caller believes would arrive in a world that moved on.
import type { AppendResult } from "@berth/ports/log";
import { createInbox, headers, type Msg, type Subscription } from "@nats-io/nats-core";
import { classifyAnswer, unknown } from "./append-outcome.js";
import type { NatsLink } from "./nats-connection.js";

interface Flight {
  readonly settle: (result: AppendResult) => void;
  readonly deadlineMs: number;
}

export interface LogAppenderOptions {
  readonly link: NatsLink;
  readonly subject: string;
  readonly maxEntryBytes: number;
  readonly timeoutMs: number;
}

/** An append that finds the connection down waits this long for it, so that callers that try again do not spin. */
const DOWN_WAIT_MS = 500;
const SWEEP_MS = 100;
const MESSAGE_ID = "Nats-Msg-Id";

export class LogAppender {
  private readonly inbox = createInbox();
  private readonly flights = new Map<string, Flight>();
  private readonly answers: Subscription;
  private readonly sweeper: NodeJS.Timeout;
  private readonly stopWatching: () => void;
  private nextToken = 0;

  constructor(private readonly options: LogAppenderOptions) {
    this.answers = options.link.connection.subscribe(`${this.inbox}.*`, { callback: (error, message) => this.onAnswer(error, message) });
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS);
    this.sweeper.unref();
    this.stopWatching = options.link.onStatus((status) => {
      if (status !== "connected") this.settleAll("the connection was lost before the answer came");
    });
  }

  append(id: string, data: Uint8Array): Promise<AppendResult> {
    if (data.length > this.options.maxEntryBytes) {
      const reason = `the entry has ${data.length} bytes, at most ${this.options.maxEntryBytes} are allowed`;
      return Promise.resolve({ kind: "refused", code: "too-large", reason });
    }
    if (!this.options.link.isUp()) return this.notSent();
    return new Promise((settle) => this.send(id, data, settle));
  }

  close(): void {
    clearInterval(this.sweeper);
    this.stopWatching();
    this.answers.unsubscribe();
    this.settleAll("the log was closed");
  }

  private send(id: string, data: Uint8Array, settle: Flight["settle"]): void {
    const token = (this.nextToken++).toString(36);
    const header = headers();
    header.set(MESSAGE_ID, id);
    this.flights.set(token, { settle, deadlineMs: performance.now() + this.options.timeoutMs });
    try {
      this.options.link.connection.publish(this.options.subject, data, { reply: `${this.inbox}.${token}`, headers: header });
    } catch (error) {
      this.flights.delete(token);
      settle(unknown(`not sent: ${error instanceof Error ? error.message : String(error)}`));
    }
  }

  private async notSent(): Promise<AppendResult> {
    await this.options.link.whenUp(DOWN_WAIT_MS);
    return unknown("not sent: there was no connection to NATS");
  }

  private onAnswer(error: Error | null, message: Msg): void {
    if (error !== null) return this.settleAll(error.message);
    const token = message.subject.slice(this.inbox.length + 1);
    const flight = this.flights.get(token);
    if (flight === undefined) return;
    this.flights.delete(token);
    flight.settle(classifyAnswer(message.data, message.headers?.code ?? 0));
  }

  /** Flights are in the order of their deadlines, for all have the same timeout. */
  private sweep(): void {
    const nowMs = performance.now();
    for (const [token, flight] of this.flights) {
      if (flight.deadlineMs > nowMs) return;
      this.flights.delete(token);
      flight.settle(unknown(`no answer within ${this.options.timeoutMs} ms`));
    }
  }

  private settleAll(reason: string): void {
    const flights = [...this.flights.values()];
    this.flights.clear();
    for (const flight of flights) flight.settle(unknown(reason));
  }
}
