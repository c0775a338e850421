// The cluster log on one JetStream stream. See log-appender.ts (what an append's answer means), log-tail.ts (how a follower
// stays gapless) and stream-shape.ts (how the stream is made).
import type { Subjects } from "@berth/contracts/rpc";
import type { AppendResult, Log, LogFollower, LogUpkeep, LogUsage, Subscription } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import { type JetStreamManager, jetstreamManager, type StreamInfo } from "@nats-io/jetstream";
import { LogAppender } from "./log-appender.js";
import { LogTail } from "./log-tail.js";
import { delay, type NatsLink, reasonOf } from "./nats-connection.js";
import { isStreamNameInUse, isStreamNotFound, readShape } from "./stream-inspection.js";
import { type LogCreation, streamConfig, type StreamShape, whyNotTheLog } from "./stream-shape.js";
import { askAgain, ConnectionLost, whileUp } from "./while-up.js";

export interface OpenNatsLogOptions {
  readonly connection: NatsLink;
  readonly subjects: Subjects;
  readonly logger: Logger;
  /** Creates the stream when it is absent; without it an absent stream is an error. */
  readonly create?: LogCreation;
  readonly appendTimeoutMs?: number;
}

export interface NatsLog extends Log, LogUpkeep {
  /** Deletes the stream and makes it again, with the bounds that it had: every follower ends. For a restore alone. */
  startAnew(life: Required<Pick<LogCreation, "incarnation" | "firstSequence">>): Promise<void>;
  close(): Promise<void>;
}

export class LogOpenError extends Error {
  override readonly name = "LogOpenError";
}

/** An entry is sent again under its own id, so waiting longer for a lost answer gains nothing; a stream leader that goes takes answers with it. */
const APPEND_TIMEOUT_MS = 2_000;
const QUESTION_TIMEOUT_MS = 5_000;
const OPEN_TIMEOUT_MS = 30_000;
const RETRY_MS = 200;
const RECREATE_TRIES = 5;
/** Room for the header with the id and for what the server adds, inside max_payload. */
const HEADER_BYTES = 1024;
const MIN_PAYLOAD_BYTES = 1024 * 1024;

export async function openNatsLog(options: OpenNatsLogOptions): Promise<NatsLog> {
  const { connection: link, subjects } = options;
  if (link.maxPayloadBytes < MIN_PAYLOAD_BYTES) {
    throw new LogOpenError(`the NATS server at ${link.address} takes messages of at most ${link.maxPayloadBytes} bytes; set max_payload to ${MIN_PAYLOAD_BYTES} or more`);
  }
  const manager = await jetstreamManager(link.connection, { checkAPI: false, timeout: QUESTION_TIMEOUT_MS });
  const info = await findOrCreate(manager, options);
  const unfit = whyNotTheLog(info, subjects);
  if (unfit !== undefined) throw new LogOpenError(`the stream ${subjects.stream} at ${link.address} is not Berth's cluster log: ${unfit}`);
  const streamLimit = info.config.max_msg_size > 0 ? info.config.max_msg_size : link.maxPayloadBytes;
  return new JetStreamLog(options, manager, Math.min(streamLimit, link.maxPayloadBytes) - HEADER_BYTES);
}

/** JetStream may still be recovering or electing when the connection is up already: so it is asked until OPEN_TIMEOUT_MS. */
async function findOrCreate(manager: JetStreamManager, options: OpenNatsLogOptions): Promise<StreamInfo> {
  const { stream } = options.subjects;
  const deadlineMs = performance.now() + OPEN_TIMEOUT_MS;
  for (;;) {
    try {
      return await whileUp(options.connection, () => manager.streams.info(stream));
    } catch (error) {
      if (isStreamNotFound(error)) {
        if (options.create === undefined) throw new LogOpenError(`the cluster log ${stream} does not exist at ${options.connection.address}`, { cause: error });
        const created = await create(manager, options, options.create);
        if (created !== undefined) return created;
      } else if (performance.now() >= deadlineMs) {
        throw new LogOpenError(`JetStream at ${options.connection.address} does not answer: ${reasonOf(error)}; is JetStream enabled there?`, { cause: error });
      }
      await delay(RETRY_MS);
    }
  }
}

/** undefined: try again (somebody else was first, or no answer came). */
async function create(manager: JetStreamManager, options: OpenNatsLogOptions, creation: LogCreation): Promise<StreamInfo | undefined> {
  try {
    const info = await whileUp(options.connection, () => manager.streams.add(streamConfig(options.subjects, creation)));
    options.logger.info("created the cluster log", { stream: options.subjects.stream, incarnation: creation.incarnation });
    return info;
  } catch (error) {
    if (isStreamNameInUse(error) || error instanceof ConnectionLost) return undefined;
    throw new LogOpenError(`cannot create the cluster log ${options.subjects.stream} at ${options.connection.address}: ${reasonOf(error)}`, { cause: error });
  }
}

class JetStreamLog implements NatsLog {
  private readonly appender: LogAppender;
  private readonly tails = new Set<LogTail>();

  constructor(
    private readonly options: OpenNatsLogOptions,
    private readonly manager: JetStreamManager,
    readonly maxEntryBytes: number,
  ) {
    this.appender = new LogAppender({
      link: options.connection,
      subject: options.subjects.log,
      maxEntryBytes,
      timeoutMs: options.appendTimeoutMs ?? APPEND_TIMEOUT_MS,
    });
  }

  append(id: string, data: Uint8Array): Promise<AppendResult> {
    return this.appender.append(id, data);
  }

  follow(after: number, follower: LogFollower): Promise<Subscription> {
    const { connection: link, subjects, logger } = this.options;
    const tail = new LogTail({ link, manager: this.manager, stream: subjects.stream, after, follower, logger });
    this.tails.add(tail);
    const running = tail.run().finally(() => this.tails.delete(tail));
    return Promise.resolve({
      close: () => {
        tail.stop();
        return running;
      },
    });
  }

  async bounds(): Promise<{ readonly first: number; readonly last: number }> {
    const { first, last } = await this.shape();
    return { first, last };
  }

  async incarnation(): Promise<string> {
    return (await this.shape()).incarnation;
  }

  async trim(first: number): Promise<void> {
    await askAgain(this.options.connection, QUESTION_TIMEOUT_MS, () => this.manager.streams.purge(this.options.subjects.stream, { seq: first }));
  }

  async usage(): Promise<LogUsage> {
    const { state, config } = await askAgain(this.options.connection, QUESTION_TIMEOUT_MS, () => this.manager.streams.info(this.options.subjects.stream));
    return { bytes: state.bytes, maxBytes: config.max_bytes > 0 ? config.max_bytes : Infinity };
  }

  async startAnew(life: Required<Pick<LogCreation, "incarnation" | "firstSequence">>): Promise<void> {
    const { subjects, connection, logger } = this.options;
    const { config } = await askAgain(connection, QUESTION_TIMEOUT_MS, () => this.manager.streams.info(subjects.stream));
    const creation = { ...life, maxBytes: config.max_bytes, replicas: config.num_replicas };
    for (let tries = 1; ; tries++) {
      try {
        await this.manager.streams.delete(subjects.stream);
      } catch (error) {
        if (!isStreamNotFound(error)) throw error;
      }
      try {
        await this.manager.streams.add(streamConfig(subjects, creation));
        break;
      } catch (error) {
        // A process that starts just now made an empty one.
        if (!isStreamNameInUse(error) || tries === RECREATE_TRIES) throw error;
      }
    }
    logger.warn("the cluster log was made anew", life);
  }

  async close(): Promise<void> {
    for (const tail of this.tails) tail.stop();
    this.appender.close();
  }

  private shape(): Promise<StreamShape> {
    return askAgain(this.options.connection, QUESTION_TIMEOUT_MS, () => readShape(this.manager, this.options.subjects.stream));
  }
}
