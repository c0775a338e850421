// One consumer's life: asks for messages in two overlapping requests, so that the server always has one to fill while the
// other is renewed, and ends at the first sign of trouble. It never mends anything: its owner opens another session.
import type { Msg, NatsConnection, Subscription } from "@nats-io/nats-core";
import { createInbox, nanos } from "@nats-io/nats-core";

export interface PullSessionOptions {
  readonly connection: NatsConnection;
  readonly stream: string;
  readonly consumer: string;
  /** In flight in both requests together, at most. */
  readonly maxBytes: number;
  onMessage(message: Msg): void;
  /** Nothing came for a while; the server is alive. */
  onIdle(): void;
  /** Called once. */
  onEnd(reason: string): void;
}

interface Slot {
  readonly inbox: string;
  readonly subscription: Subscription;
  remaining: number;
}

const SLOTS = 2;
/** A request for more than 1,000 messages can overrun the server's buffer for this client, and stalls. */
const MESSAGES_PER_REQUEST = 500;
const EXPIRES_MS = 30_000;
const HEARTBEAT_MS = 3_000;
const SILENCE_MS = 2 * HEARTBEAT_MS + 1_000;

export class PullSession {
  private readonly slots: Slot[] = [];
  private readonly watchdog: NodeJS.Timeout;
  private lastHeardMs = performance.now();
  private ended = false;

  constructor(private readonly options: PullSessionOptions) {
    this.watchdog = setInterval(() => this.checkSilence(), HEARTBEAT_MS);
    for (let slot = 0; slot < SLOTS; slot++) this.slots.push(this.openSlot());
    for (const slot of this.slots) this.ask(slot);
  }

  end(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    clearInterval(this.watchdog);
    for (const slot of this.slots) slot.subscription.unsubscribe();
    this.options.onEnd(reason);
  }

  private openSlot(): Slot {
    const inbox = createInbox();
    const callback = (error: Error | null, message: Msg): void => {
      if (this.ended) return;
      if (error !== null) return this.end(error.message);
      this.lastHeardMs = performance.now();
      // Only deliveries can be acknowledged. Their headers stay unread: reading them costs more than the rest.
      if (message.reply?.startsWith("$JS.ACK.")) this.onData(slot, message);
      else this.onStatus(slot, message.headers?.code ?? 0, message.headers?.description ?? "");
    };
    const slot: Slot = { inbox, subscription: this.options.connection.subscribe(inbox, { callback }), remaining: 0 };
    return slot;
  }

  private onData(slot: Slot, message: Msg): void {
    slot.remaining--;
    this.options.onMessage(message);
    if (slot.remaining <= 0 && !this.ended) this.ask(slot);
  }

  private onStatus(slot: Slot, status: number, description: string): void {
    if (status === 100) return this.options.onIdle();
    const requestIsOver = status === 408 || status === 404 || (status === 409 && /maxbytes|batch completed/i.test(description));
    if (requestIsOver) return this.ask(slot);
    this.end(`${status} ${description}`.trim());
  }

  private ask(slot: Slot): void {
    const { connection, stream, consumer, maxBytes } = this.options;
    slot.remaining = MESSAGES_PER_REQUEST;
    const request = {
      batch: MESSAGES_PER_REQUEST,
      max_bytes: Math.floor(maxBytes / SLOTS),
      expires: nanos(EXPIRES_MS),
      idle_heartbeat: nanos(HEARTBEAT_MS),
    };
    try {
      connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, JSON.stringify(request), { reply: slot.inbox });
    } catch (error) {
      this.end(error instanceof Error ? error.message : String(error));
    }
  }

  private checkSilence(): void {
    const silentMs = performance.now() - this.lastHeardMs;
    if (silentMs > SILENCE_MS) this.end(`nothing heard for ${Math.round(silentMs)} ms`);
  }
}
