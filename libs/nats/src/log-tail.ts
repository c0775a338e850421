// Follows the log from one index on, through restarts and failovers of the server, every record once and in order.
//
// It is a chain of short lives: each session makes a consumer at the next index needed, checks that the stream is still
// the one it was, and delivers until something is wrong; then the next session starts. A hole in the stream, a shorter
// stream or another incarnation ends the whole tail (onBroken): a consumer skips trimmed entries silently, so only this
// check stands between a trimmed log and a wrong state.
import type { LogFollower } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import { AckPolicy, DeliverPolicy, type JetStreamManager, ReplayPolicy } from "@nats-io/jetstream";
import { type Msg, nanos } from "@nats-io/nats-core";
import { readDelivery } from "./delivery.js";
import { delay, type NatsLink, reasonOf } from "./nats-connection.js";
import { PullSession } from "./pull-session.js";
import { RecordBatch } from "./record-batch.js";
import { isStreamNotFound, readShape } from "./stream-inspection.js";
import { whyBroken } from "./stream-shape.js";
import { whileUp } from "./while-up.js";

export interface LogTailOptions {
  readonly link: NatsLink;
  readonly manager: JetStreamManager;
  readonly stream: string;
  readonly after: number;
  readonly follower: LogFollower;
  readonly logger: Logger;
}

const FLOW_BYTES = 8 * 1024 * 1024;
const RETRY_MS = 100;
const RETRY_MAX_MS = 1_000;
const CONSUMER_INACTIVE_MS = 60_000;
/** A cluster that elects may say "stream not found" for a moment; only a lasting absence is a deletion. */
const ABSENT_TIMES_MAX = 10;

export class LogTail {
  private position: number;
  private incarnation: string | undefined;
  private deliveries = 0;
  private failures = 0;
  private absentTimes = 0;
  private stopped = false;
  private closed = false;
  private inspecting = false;
  private session: PullSession | undefined;
  private readonly batch: RecordBatch;

  constructor(private readonly options: LogTailOptions) {
    this.position = options.after;
    this.batch = new RecordBatch((records) => options.follower.onRecords(records));
  }

  /** Runs until stop() or onBroken. */
  async run(): Promise<void> {
    const stopWatching = this.options.link.onStatus((status) => {
      if (status !== "connected") this.session?.end(`connection ${status}`);
      if (status === "closed") this.stop();
    });
    while (!this.stopped) {
      if (!(await this.options.link.whenUp(RETRY_MAX_MS))) continue;
      const reason = await this.liveOnce().catch((error: unknown) => this.onSessionFailure(error));
      if (this.stopped) break;
      this.options.logger.debug("follows the log anew", { after: this.position, reason });
      if (this.failures > 0) await delay(Math.min(RETRY_MS * this.failures, RETRY_MAX_MS));
    }
    stopWatching();
  }

  /** Nothing is delivered after this returns. */
  stop(): void {
    this.stopped = true;
    this.closed = true;
    this.batch.discard();
    this.session?.end("closed");
  }

  /** Resolves with the reason when the session ended and another should be tried. */
  private async liveOnce(): Promise<string> {
    const { link } = this.options;
    const consumer = await whileUp(link, () => this.openConsumer());
    // After the consumer exists: whatever is trimmed or made anew from here on shows in what it delivers.
    const shape = await whileUp(link, () => readShape(this.options.manager, this.options.stream));
    this.incarnation ??= shape.incarnation;
    const broken = whyBroken({ incarnation: this.incarnation, position: this.position }, shape);
    if (broken !== undefined) this.break(broken);
    if (this.stopped) return "stopped";
    this.failures = 0;
    this.absentTimes = 0;
    this.deliveries = 0;
    const reason = await this.deliverUntilTrouble(consumer);
    if (link.isUp()) void this.options.manager.consumers.delete(this.options.stream, consumer).catch(() => undefined);
    return reason;
  }

  private async openConsumer(): Promise<string> {
    const info = await this.options.manager.consumers.add(this.options.stream, {
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: this.position + 1,
      replay_policy: ReplayPolicy.Instant,
      inactive_threshold: nanos(CONSUMER_INACTIVE_MS),
      mem_storage: true,
      num_replicas: 1,
    });
    return info.name;
  }

  private deliverUntilTrouble(consumer: string): Promise<string> {
    return new Promise((resolve) => {
      this.session = new PullSession({
        connection: this.options.link.connection,
        stream: this.options.stream,
        consumer,
        // A request must hold at least one message of any size, or the server could never fill it.
        maxBytes: Math.max(FLOW_BYTES, 4 * this.options.link.maxPayloadBytes),
        onMessage: (message) => this.onMessage(message),
        onIdle: () => void this.inspect(),
        onEnd: resolve,
      });
      if (!this.options.link.isUp()) this.session.end("connection lost");
    });
  }

  private onMessage(message: Msg): void {
    const delivery = readDelivery(message);
    if (delivery === undefined || delivery.deliverySequence !== this.deliveries + 1) {
      this.session?.end("a delivery was lost on the way");
      return;
    }
    const { index } = delivery.record;
    if (index !== this.position + 1) {
      this.break(`entries ${this.position + 1} to ${index - 1} are gone: the log was trimmed past this reader`);
      return;
    }
    this.deliveries++;
    this.position = index;
    this.batch.push(delivery.record);
  }

  /** At rest nothing would show that the stream was trimmed, deleted or made anew: so ask. */
  private async inspect(): Promise<void> {
    if (this.inspecting) return;
    this.inspecting = true;
    const session = this.session;
    try {
      const shape = await readShape(this.options.manager, this.options.stream);
      const broken = whyBroken({ incarnation: this.incarnation ?? shape.incarnation, position: this.position }, shape);
      // Deliveries may be on their way past this answer, so the next session, which starts clean, decides.
      if (broken !== undefined) session?.end(broken);
    } catch (error) {
      if (isStreamNotFound(error)) session?.end(reasonOf(error));
    } finally {
      this.inspecting = false;
    }
  }

  private onSessionFailure(error: unknown): string {
    this.failures++;
    this.absentTimes = isStreamNotFound(error) ? this.absentTimes + 1 : 0;
    if (this.absentTimes >= ABSENT_TIMES_MAX) this.break("the log's stream was deleted");
    return reasonOf(error);
  }

  private break(reason: string): void {
    if (this.stopped) return;
    this.stopped = true;
    this.session?.end(reason);
    // Outside of the client's message callback, where a throw would be taken for a protocol error.
    setImmediate(() => {
      if (this.closed) return;
      this.batch.flushNow();
      this.options.follower.onBroken(reason);
    });
  }
}
