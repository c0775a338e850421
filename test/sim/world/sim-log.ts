// The cluster log's server and its clients. Faults: requests and answers that are lost (so an append may be stored and its
// writer not know it), a server that is away, deduplication that has forgotten an id, followers that hear late.
import type { AppendResult, Log, LogFollower, LogRecord, Subscription } from "@berth/ports/log";
import { RpcError } from "@berth/ports/rpc";
import type { FaultRates } from "./fault-rates.ts";
import type { FaultCounts } from "./fault-counts.ts";
import { epochMs, type Life } from "./life.ts";
import type { SimTime } from "./sim-time.ts";

const appendTimeoutMs = 5_000;
const questionTimeoutMs = 2_000;
const dedupWindowMs = 120_000;
const recordsAtOnce = 256;

export interface LogServerParts {
  readonly time: SimTime;
  readonly rates: FaultRates;
  readonly counts: FaultCounts;
  readonly onStored: (record: LogRecord) => void;
}

interface Follower {
  readonly life: Life;
  readonly follower: LogFollower;
  position: number;
  isPumping: boolean;
  isOpen: boolean;
}

export class LogServer {
  readonly records: LogRecord[] = [];
  readonly incarnation = "first";
  downUntilMs = 0;
  /** It says no to what is new until then. */
  fullUntilMs = 0;
  private readonly seen = new Map<string, number>();
  /** True time at which an entry was first sent, by id. */
  readonly sentAtMs = new Map<string, number>();
  private readonly followers = new Set<Follower>();
  private readonly parts: LogServerParts;

  constructor(parts: LogServerParts) {
    this.parts = parts;
  }

  get isDown(): boolean {
    return this.parts.time.nowMs < this.downUntilMs;
  }

  store(id: string, data: Uint8Array): AppendResult {
    const { time, rates, counts } = this.parts;
    const at = this.seen.get(id);
    if (time.nowMs < this.fullUntilMs) return { kind: "refused", code: "full", reason: "maximum bytes exceeded" };
    if (at !== undefined && time.nowMs - at < dedupWindowMs && !counts.happens("duplicate stored", rates.duplicateStored))
      return { kind: "unknown", reason: "duplicate" };
    this.seen.set(id, time.nowMs);
    const record = { index: this.records.length + 1, id, data: data.slice(), storedAtMs: epochMs + time.nowMs };
    this.records.push(record);
    this.parts.onStored(record);
    for (const follower of this.followers) this.pump(follower);
    return { kind: "stored", index: record.index };
  }

  follow(life: Life, after: number, follower: LogFollower): Subscription {
    const entry: Follower = { life, follower, position: after, isPumping: false, isOpen: true };
    this.followers.add(entry);
    this.pump(entry);
    return {
      close: async () => {
        entry.isOpen = false;
        this.followers.delete(entry);
      },
    };
  }

  /** Delivers what is new, soon; a follower that cannot be reached is tried again. */
  private pump(entry: Follower): void {
    if (entry.isPumping || entry.position >= this.records.length) return;
    entry.isPumping = true;
    const { rates } = this.parts;
    const { life } = entry;
    life.after(life.random.delay(0.2, rates.followDelayMs), () => {
      entry.isPumping = false;
      if (!entry.isOpen) return;
      if (life.isDeaf() || this.isDown) {
        entry.isPumping = true;
        life.after(200, () => {
          entry.isPumping = false;
          this.pump(entry);
        });
        return;
      }
      const batch = this.records.slice(entry.position, entry.position + recordsAtOnce);
      entry.position += batch.length;
      entry.follower.onRecords(batch);
      this.pump(entry);
    });
    if (!life.alive) this.followers.delete(entry);
  }

  client(life: Life): Log {
    const { rates } = this.parts;
    const travel = (): number => life.random.delay(0.2, rates.logDelayMs);
    const ask = <T>(answer: () => T): Promise<T> =>
      new Promise((resolve, reject) => {
        const fail = (): void => reject(new RpcError("unavailable", "the cluster log cannot be reached"));
        if (life.isMute() || life.isDeaf() || this.isDown) return void life.after(questionTimeoutMs, fail);
        life.after(travel(), () => (this.isDown ? fail() : resolve(answer())));
      });
    return {
      maxEntryBytes: 1_048_576,
      append: (id, data) => this.append(life, id, data),
      follow: async (after, follower) => this.follow(life, after, follower),
      bounds: () => ask(() => ({ first: this.records.length === 0 ? 0 : 1, last: this.records.length })),
      incarnation: () => ask(() => this.incarnation),
    };
  }

  /** A message that was stuck somewhere comes when nobody remembers the first one. */
  private copyLate(life: Life, id: string, data: Uint8Array): void {
    const { time, counts } = this.parts;
    time.after(life.random.int(30_000, 300_000), () => {
      if (!this.isDown && counts.enabled) this.store(id, data);
    });
  }

  private append(life: Life, id: string, data: Uint8Array): Promise<AppendResult> {
    const { rates, counts, time } = this.parts;
    if (!this.sentAtMs.has(id)) this.sentAtMs.set(id, time.nowMs);
    return new Promise((resolve) => {
      const unknown = (reason: string, delayMs: number): void => void life.after(delayMs, () => resolve({ kind: "unknown", reason }));
      if (life.isMute() || counts.happens("append lost", rates.appendLost)) return unknown("no answer", appendTimeoutMs);
      // What was sent arrives, even if its sender dies meanwhile.
      time.after(life.random.delay(0.2, rates.logDelayMs), () => {
        if (this.isDown) return unknown("no stream leader", life.random.delay(1, 500));
        const result = this.store(id, data);
        if (counts.happens("append copied late", rates.appendCopiedLate)) this.copyLate(life, id, data);
        if (life.isDeaf() || counts.happens("answer lost after storing", rates.answerLost)) return unknown("no answer", appendTimeoutMs);
        life.after(life.random.delay(0.2, rates.logDelayMs), () => resolve(result));
      });
    });
  }
}
