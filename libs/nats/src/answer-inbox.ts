// Questions and their answers over one subscription. The client's own requests make an error with its stack trace for each
// question, answered or not; a scheduler asks thousands in a second.
import { createInbox, errors, type Msg, type MsgHdrs, type NatsConnection } from "@nats-io/nats-core";
import type { NatsLink } from "./nats-connection.js";
import { ConnectionLost } from "./while-up.js";

interface Asked {
  readonly subject: string;
  readonly timer: NodeJS.Timeout;
  readonly resolve: (answer: Msg) => void;
  readonly reject: (error: Error) => void;
}

export interface Question {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly timeoutMs: number;
  readonly headers: MsgHdrs | undefined;
}

const NO_RESPONDERS = 503;

export class AnswerInbox {
  private readonly inbox = createInbox();
  private readonly asked = new Map<string, Asked>();
  private nextToken = 0;
  private isOpen = false;

  constructor(private readonly link: NatsLink) {}

  /** Rejects with ConnectionLost, NoRespondersError, TimeoutError, or what the client says of the message. */
  ask({ subject, payload, timeoutMs, headers }: Question): Promise<Msg> {
    if (!this.link.isUp()) return Promise.reject(new ConnectionLost(`there is no connection to NATS at ${this.link.address}`));
    const { connection } = this.link;
    this.open(connection);
    const token = (this.nextToken++).toString(36);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.settle(token)?.reject(new errors.TimeoutError()), timeoutMs);
      this.asked.set(token, { subject, timer, resolve, reject });
      try {
        connection.publish(subject, payload, { reply: `${this.inbox}.${token}`, ...(headers === undefined ? {} : { headers }) });
      } catch (error) {
        this.settle(token)?.reject(error as Error);
      }
    });
  }

  /** With the first question: most processes that serve ask nothing. */
  private open(connection: NatsConnection): void {
    if (this.isOpen) return;
    this.isOpen = true;
    connection.subscribe(`${this.inbox}.*`, { callback: (error, answer) => this.onAnswer(error, answer) });
    this.link.onStatus((status) => {
      if (status !== "connected") this.rejectAll(new ConnectionLost("the connection was lost before the answer came"));
    });
  }

  private onAnswer(error: Error | null, answer: Msg): void {
    if (error !== null) return this.rejectAll(error);
    const asked = this.settle(answer.subject.slice(this.inbox.length + 1));
    if (asked === undefined) return;
    const isUnserved = answer.data.length === 0 && answer.headers?.code === NO_RESPONDERS;
    if (isUnserved) asked.reject(new errors.NoRespondersError(asked.subject));
    else asked.resolve(answer);
  }

  private settle(token: string): Asked | undefined {
    const asked = this.asked.get(token);
    if (asked === undefined) return undefined;
    this.asked.delete(token);
    clearTimeout(asked.timer);
    return asked;
  }

  private rejectAll(error: Error): void {
    for (const token of Array.from(this.asked.keys())) this.settle(token)?.reject(error);
  }
}
