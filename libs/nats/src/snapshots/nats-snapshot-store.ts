// Snapshots in a JetStream stream of their own: one message a block and one for the header, each under a subject that
// keeps its last message only. So a block whose answer was lost is sent again and stays one block.
import { snapshotHeaderSchema, newestFirst, type SnapshotHeader } from "@berth/core/snapshots/header";
import { decodeJson, encodeJson, type Subjects } from "@berth/contracts/rpc";
import type { Logger } from "@berth/ports/logger";
import type { SnapshotStore } from "@berth/ports/snapshot-store";
import { DiscardPolicy, jetstream, type JetStreamClient, type JetStreamManager, jetstreamManager, RetentionPolicy, StorageType } from "@nats-io/jetstream";
import { type NatsLink, reasonOf } from "../nats-connection.js";
import { lastOf, subjectsUnder } from "../stored-messages.js";
import { isStreamNameInUse } from "../stream-inspection.js";
import { askAgain, createSurely } from "../while-up.js";

export interface OpenNatsSnapshotStoreOptions {
  readonly link: NatsLink;
  readonly subjects: Subjects;
  readonly logger: Logger;
  readonly replicas: number;
}

const TIMEOUT_MS = 15_000;
/** One try: a block is large, and the disk may be busy. */
const BLOCK_TIMEOUT_MS = 5_000;
const HEADER = "header";
const READ_AHEAD = 4;

export async function openNatsSnapshotStore(options: OpenNatsSnapshotStoreOptions): Promise<SnapshotStore> {
  const { link, subjects, replicas } = options;
  const manager = await jetstreamManager(link.connection, { checkAPI: false, timeout: BLOCK_TIMEOUT_MS });
  const config = {
    name: subjects.snapshotStream,
    subjects: [subjects.snapshot("*", "*")],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_msgs_per_subject: 1,
    discard_new_per_subject: false,
    num_replicas: replicas,
    allow_direct: true,
  };
  await createSurely(link, () => manager.streams.add(config), isStreamNameInUse).catch((error: unknown) => {
    // It is there, made by another release or with other replicas: it will do.
    if (!isStreamNameInUse(error)) throw error;
  });
  return new StreamSnapshotStore(options, manager, jetstream(link.connection, { timeout: BLOCK_TIMEOUT_MS }));
}

class StreamSnapshotStore implements SnapshotStore {
  constructor(
    private readonly options: OpenNatsSnapshotStoreOptions,
    private readonly manager: JetStreamManager,
    private readonly client: JetStreamClient,
  ) {}

  async list(): Promise<readonly SnapshotHeader[]> {
    const { subjects } = this.options;
    const found = await this.ask(() => subjectsUnder(this.manager, subjects.snapshotStream, subjects.snapshot("*", HEADER)));
    const headers = await Promise.all(found.map((subject) => this.header(subject)));
    return newestFirst(headers.filter((header) => header !== undefined));
  }

  async *read(id: string): AsyncGenerator<Uint8Array> {
    const next = (n: number): Promise<Uint8Array | undefined> => {
      const block = this.last(this.options.subjects.snapshot(id, String(n)));
      // Whoever reads is told when its turn comes; who stopped reading before must not end the process.
      block.catch(() => undefined);
      return block;
    };
    const ahead = Array.from({ length: READ_AHEAD }, (_, n) => next(n));
    for (let n = 0; ; n++) {
      const block = await ahead.shift()!;
      if (block === undefined) break;
      ahead.push(next(n + READ_AHEAD));
      yield block;
    }
    await Promise.all(ahead);
  }

  async write(id: string, blocks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
    let n = 0;
    for await (const block of blocks) await this.put(id, String(n++), block);
  }

  publish(header: SnapshotHeader): Promise<void> {
    return this.put(header.id, HEADER, encodeJson(header));
  }

  async remove(id: string): Promise<void> {
    const { subjects } = this.options;
    for (const part of [HEADER, "*"]) await this.ask(() => this.manager.streams.purge(subjects.snapshotStream, { filter: subjects.snapshot(id, part) }));
  }

  private async put(id: string, part: string, data: Uint8Array): Promise<void> {
    await this.ask(() => this.client.publish(this.options.subjects.snapshot(id, part), data));
  }

  private async header(subject: string): Promise<SnapshotHeader | undefined> {
    const data = await this.last(subject);
    if (data === undefined) return undefined;
    try {
      return snapshotHeaderSchema.parse(decodeJson(data));
    } catch (error) {
      this.options.logger.error("the header of a snapshot cannot be read: it is left out", { subject, reason: reasonOf(error) });
      return undefined;
    }
  }

  private async last(subject: string): Promise<Uint8Array | undefined> {
    const message = await this.ask(() => lastOf(this.manager, this.options.subjects.snapshotStream, subject));
    return message?.data;
  }

  private ask<T>(question: () => Promise<T>): Promise<T> {
    return askAgain(this.options.link, TIMEOUT_MS, question);
  }
}
