// Leases in a JetStream key-value bucket. A renewal is a publish to the key with a time to live and the expected last
// revision (the client's own KV update drops the TTL), so two holders cannot both succeed. A lease only advises: a
// holder that believes too long is fenced by the log's epochs.
import type { Subjects } from "@berth/contracts/rpc";
import type { Lease } from "@berth/ports/lease";
import type { Logger } from "@berth/ports/logger";
import { jetstream, type JetStreamClient, type JetStreamManager, jetstreamManager } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import { headers } from "@nats-io/nats-core";
import { type Claimant, type LeaseRecord, mayClaim } from "./lease-record.js";
import { type NatsLink, reasonOf } from "./nats-connection.js";
import { isNoMessage, isWrongLastSequence } from "./stream-inspection.js";
import { whileUp } from "./while-up.js";

export interface OpenNatsLeaseOptions {
  readonly link: NatsLink;
  readonly subjects: Subjects;
  readonly logger: Logger;
  /** At least 1,000 (the store's own resolution); 3,000 or more with replicas. */
  readonly ttlMs: number;
  readonly replicas: number;
}

export const LEASE_TTL_MIN_MS = 1_000;
const MARKER_TTL_MS = 10 * 60_000;
/** KV's mark of a deleted key; an expired one carries Nats-Marker-Reason instead. */
const OPERATION = "KV-Operation";
const MARKER_REASON = "Nats-Marker-Reason";

export async function openNatsLease(options: OpenNatsLeaseOptions): Promise<Lease> {
  const { link, subjects, ttlMs, replicas } = options;
  if (ttlMs < LEASE_TTL_MIN_MS) throw new RangeError(`a lease of ${ttlMs} ms is too short; the store needs ${LEASE_TTL_MIN_MS} ms or more`);
  const manager = await jetstreamManager(link.connection, { checkAPI: false, timeout: ttlMs });
  const client = jetstream(link.connection, { timeout: ttlMs });
  await new Kvm(client).create(subjects.leaseBucket, { history: 1, replicas, markerTTL: MARKER_TTL_MS });
  return new KeyValueLease(options, client, manager);
}

class KeyValueLease implements Lease {
  /** Revision of the own last renewal, by role. */
  private readonly held = new Map<string, number>();
  private readonly heldLast = new Set<string>();

  constructor(
    private readonly options: OpenNatsLeaseOptions,
    private readonly client: JetStreamClient,
    private readonly manager: JetStreamManager,
  ) {}

  get ttlMs(): number {
    return this.options.ttlMs;
  }

  async hold(role: string, holder: string): Promise<boolean> {
    try {
      return await whileUp(this.options.link, () => this.renewOrClaim(role, holder));
    } catch (error) {
      this.options.logger.debug("lease not held", { role, reason: reasonOf(error) });
      return false;
    }
  }

  async release(role: string, holder: string): Promise<void> {
    const revision = this.held.get(role);
    this.held.delete(role);
    this.heldLast.delete(role);
    if (revision === undefined || !this.options.link.isUp()) return;
    const header = headers();
    header.set(OPERATION, "DEL");
    try {
      await this.client.publish(this.key(role), new Uint8Array(), { headers: header, expect: { lastSubjectSequence: revision } });
    } catch (error) {
      this.options.logger.debug("lease not released; it will run out", { role, holder, reason: reasonOf(error) });
    }
  }

  private async renewOrClaim(role: string, holder: string): Promise<boolean> {
    const revision = this.held.get(role);
    if (revision !== undefined && (await this.write(role, holder, revision))) return true;
    return this.claim(role, holder);
  }

  private async claim(role: string, holder: string): Promise<boolean> {
    const record = await this.read(role);
    const claimant: Claimant = { holder, heldLast: this.heldLast.has(role), sinceReconnectedMs: this.options.link.sinceReconnectedMs() };
    if (record.holder !== "" && record.holder !== holder) this.heldLast.delete(role);
    return mayClaim(record, claimant, this.ttlMs) && (await this.write(role, holder, record.revision));
  }

  /** False when somebody else wrote the key since `revision`. */
  private async write(role: string, holder: string, revision: number): Promise<boolean> {
    try {
      const expect = { lastSubjectSequence: revision };
      const ack = await this.client.publish(this.key(role), holder, { ttl: `${this.ttlMs}ms`, expect });
      this.held.set(role, ack.seq);
      this.heldLast.add(role);
      return true;
    } catch (error) {
      this.held.delete(role);
      if (isWrongLastSequence(error)) return false;
      throw error;
    }
  }

  private async read(role: string): Promise<LeaseRecord> {
    try {
      const message = await this.manager.streams.getMessage(`KV_${this.options.subjects.leaseBucket}`, { last_by_subj: this.key(role) });
      if (message === null) return { revision: 0, holder: "" };
      const isMarker = message.header.get(OPERATION) !== "" || message.header.get(MARKER_REASON) !== "";
      return { revision: message.seq, holder: isMarker ? "" : new TextDecoder().decode(message.data) };
    } catch (error) {
      if (isNoMessage(error)) return { revision: 0, holder: "" };
      throw error;
    }
  }

  private key(role: string): string {
    return `$KV.${this.options.subjects.leaseBucket}.${role}`;
  }
}
