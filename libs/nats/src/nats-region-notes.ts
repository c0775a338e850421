// Notes in a JetStream key-value bucket. Written by publishing, since the client's own KV update drops the time to live.
import type { Subjects } from "@berth/contracts/rpc";
import type { RegionNotes } from "@berth/ports/region-notes";
import { jetstream, type JetStreamClient, type JetStreamManager, jetstreamManager } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import type { NatsLink } from "./nats-connection.js";
import { lastOf, subjectsUnder } from "./stored-messages.js";
import { isStreamNameInUse } from "./stream-inspection.js";
import { askAgain, createSurely, TRY_TIMEOUT_MS } from "./while-up.js";

export interface OpenNatsRegionNotesOptions {
  readonly link: NatsLink;
  readonly subjects: Subjects;
  readonly replicas: number;
}

const TIMEOUT_MS = 5_000;
const MARKER_TTL_MS = 60_000;
const KEY = /^[A-Za-z0-9_-]+([.][A-Za-z0-9_-]+)*$/;

export async function openNatsRegionNotes({ link, subjects, replicas }: OpenNatsRegionNotesOptions): Promise<RegionNotes> {
  const manager = await jetstreamManager(link.connection, { checkAPI: false, timeout: TRY_TIMEOUT_MS });
  const client = jetstream(link.connection, { timeout: TRY_TIMEOUT_MS });
  const config = { history: 1, replicas, markerTTL: MARKER_TTL_MS };
  await createSurely(link, () => new Kvm(client).create(subjects.notesBucket, config), isStreamNameInUse);
  return new KeyValueNotes(link, subjects.notesBucket, { client, manager });
}

class KeyValueNotes implements RegionNotes {
  private readonly client: JetStreamClient;
  private readonly manager: JetStreamManager;

  constructor(
    private readonly link: NatsLink,
    private readonly bucket: string,
    { client, manager }: { readonly client: JetStreamClient; readonly manager: JetStreamManager },
  ) {
    this.client = client;
    this.manager = manager;
  }

  async put(key: string, text: string, ttlMs?: number): Promise<void> {
    if (!KEY.test(key)) throw new RangeError(`"${key}" cannot be the name of a note`);
    const ttl = ttlMs === undefined ? {} : { ttl: `${Math.max(1_000, ttlMs)}ms` };
    await askAgain(this.link, TIMEOUT_MS, () => this.client.publish(`$KV.${this.bucket}.${key}`, text, ttl));
  }

  get(key: string): Promise<string | undefined> {
    return this.read(`$KV.${this.bucket}.${key}`);
  }

  async list(prefix: string): Promise<ReadonlyMap<string, string>> {
    const root = `$KV.${this.bucket}.`;
    const subjects = await askAgain(this.link, TIMEOUT_MS, () => subjectsUnder(this.manager, `KV_${this.bucket}`, `${root}${prefix}.>`));
    const texts = await Promise.all(subjects.map((subject) => this.read(subject)));
    const found = subjects.map((subject, i) => [subject.slice(root.length), texts[i]] as const);
    return new Map(found.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
  }

  /** undefined also for the mark that the server leaves when a note has run out. */
  private async read(subject: string): Promise<string | undefined> {
    const message = await askAgain(this.link, TIMEOUT_MS, () => lastOf(this.manager, `KV_${this.bucket}`, subject));
    if (message === undefined || message.header.get("Nats-Marker-Reason") !== "" || message.header.get("KV-Operation") !== "") return undefined;
    return new TextDecoder().decode(message.data);
  }
}
