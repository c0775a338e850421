// The shared world of one simulation: time, chance, servers, and where violations and the timeline are written.
import { decodeEntry } from "@berth/contracts/entry";
import type { LogEntry } from "@berth/core/model/entry";
import type { LogRecord } from "@berth/ports/log";
import { FaultCounts } from "./fault-counts.ts";
import type { FaultRates } from "./fault-rates.ts";
import type { Life, LifeScope } from "./life.ts";
import { Random } from "./random.ts";
import { HistoryServer } from "./sim-history.ts";
import { LeaseServer } from "./sim-lease.ts";
import { LogServer } from "./sim-log.ts";
import { RegistryServer } from "./sim-registry.ts";
import { type Answered, Network } from "./sim-rpc.ts";
import { SimTime } from "./sim-time.ts";

export interface Violation {
  readonly checker: string;
  readonly message: string;
  readonly atMs: number;
}

export interface WorldParts {
  readonly seed: number;
  readonly rates: FaultRates;
  readonly onStored: (record: LogRecord) => void;
  readonly onAnswered: (answered: Answered) => void;
  readonly onHeard: (by: Life, subject: string, payload: Uint8Array) => void;
}

const timelineLines = 4_000;

export class World implements LifeScope {
  readonly time = new SimTime();
  readonly random: Random;
  readonly rates: FaultRates;
  readonly counts: FaultCounts;
  readonly log: LogServer;
  readonly network: Network;
  readonly leases: LeaseServer;
  readonly registry: RegistryServer;
  readonly history: HistoryServer;
  readonly violations: Violation[] = [];
  readonly timeline: string[] = [];
  aheadMs = 0;
  /** Also keep what the loops log. */
  verbose = false;
  current: Life | undefined;
  private readonly decoded = new WeakMap<Uint8Array, LogEntry>();

  constructor(parts: WorldParts) {
    const { time } = this;
    this.random = new Random(parts.seed ^ 0x5eed);
    this.rates = parts.rates;
    this.counts = new FaultCounts(this.random.fork());
    const { rates, counts } = this;
    this.log = new LogServer({ time, rates, counts, onStored: parts.onStored });
    this.network = new Network({ time, random: this.random.fork(), rates, counts, onAnswered: parts.onAnswered, onHeard: parts.onHeard });
    this.leases = new LeaseServer(time, rates);
    this.registry = new RegistryServer(time);
    this.history = new HistoryServer(rates, counts);
  }

  /** Decoded once for all replicas; the checker of replicas decodes all of the log once more. */
  decode(data: Uint8Array): LogEntry {
    let entry = this.decoded.get(data);
    if (entry === undefined) {
      entry = decodeEntry(data);
      this.decoded.set(data, entry);
    }
    return entry;
  }

  enter(life: Life): void {
    this.current = life;
  }

  end(life: Life): void {
    if (!life.alive) return;
    life.alive = false;
    this.note(`${life.name}: ends`);
    this.time.after(life.random.delay(1, 2_000), () => this.network.forget(life));
  }

  violate(checker: string, message: string): void {
    if (this.violations.some((known) => known.checker === checker)) return;
    this.violations.push({ checker, message, atMs: this.time.nowMs });
    this.note(`VIOLATION ${checker}: ${message}`);
  }

  note(text: string): void {
    this.timeline.push(`${(this.time.nowMs / 1_000).toFixed(3).padStart(9)} ${text}`);
    if (this.timeline.length > timelineLines * 2) this.timeline.splice(0, timelineLines);
  }

  trace(text: string): void {
    if (this.verbose) this.note(`  ${text}`);
  }
}
