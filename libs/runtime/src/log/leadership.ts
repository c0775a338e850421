// Leading a role. The lease says who should try; the log says who is:
//
//   standby ──lease held──▶ claiming ──LeadershipTaken applied──▶ leading ──lease lost, or another epoch in the log──▶ standby
//
// While leading, entries carry (role, epoch, ordinal) one after the other; the fold takes only the current epoch and
// the next ordinal, so a leader that was paused and wakes up late can do no harm.
import type { LogEntry, LogEvent, Outcome, Role } from "@berth/core/model/entry";
import { supportedLevel } from "@berth/core/state/evolve";
import { firstEpoch } from "@berth/core/state/fold/leadership";
import type { Environment } from "@berth/ports/environment";
import type { Lease } from "@berth/ports/lease";
import type { Logger } from "@berth/ports/logger";
import { RpcError } from "@berth/ports/rpc";
import type { EntryWriter } from "./entry-writer.js";
import type { Replica } from "./replica.js";

export interface LeaderWriter {
  readonly epoch: number;
  /**
   * One entry; resolves with its outcomes. Calls are queued: entries go out in order, one at a time. Events that depend on
   * what is so at that moment are asked for when their turn comes; none: nothing is written.
   */
  write(events: readonly LogEvent[] | (() => readonly LogEvent[]), traces?: readonly string[]): Promise<readonly Outcome[]>;
  /**
   * One entry at once, behind those that are under way, under the next ordinal. When one of them is not applied, those
   * sent after it are refused by the fold: wait until none is under way, then send them anew. Not beside `write`.
   */
  send(events: readonly LogEvent[], traces?: readonly string[]): SentEntry;
  /** Fires when this epoch is over. */
  readonly over: AbortSignal;
}

export interface SentEntry {
  readonly id: string;
  readonly outcomes: Promise<readonly Outcome[]>;
}

interface EntryStamp {
  readonly epoch: number;
  readonly ordinal: number;
  readonly traces: readonly string[];
}

/** What a leader does while it leads. Ends soon after `writer.over`. */
export type Lead = (writer: LeaderWriter) => Promise<void>;

export interface LeadershipOptions {
  readonly role: Role;
  /** `<service>/<instance>` */
  readonly holder: string;
  readonly lease: Lease;
  readonly replica: Replica;
  readonly writer: EntryWriter;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly lead: Lead;
}

export class Leadership {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private epochInForce = 0;

  constructor(private readonly options: LeadershipOptions) {}

  /** 0 while not leading. */
  get epoch(): number {
    return this.epochInForce;
  }

  start(): void {
    this.running = this.run();
  }

  /** Hands over at once. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.options.lease.release(this.options.role, this.options.holder);
  }

  /** A leader may miss two renewals. */
  private get renewEveryMs(): number {
    return Math.max(50, this.options.lease.ttlMs / 3);
  }

  /** What a standby waits beyond the lease's end: to ask costs far less than to be without a leader. */
  private get claimEveryMs(): number {
    return Math.max(50, this.options.lease.ttlMs / 10);
  }

  private async run(): Promise<void> {
    const { lease, role, holder, environment, logger } = this.options;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        if (await lease.hold(role, holder)) await this.claimAndLead();
      } catch (error) {
        logger.warn("leading failed", { role, reason: (error as Error).message });
      }
      await environment.clock.sleep(this.claimEveryMs, signal);
    }
  }

  private async claimAndLead(): Promise<void> {
    const { role, replica, holder, logger, lead } = this.options;
    await replica.catchUp();
    const current = replica.state.leaders.get(role)?.epoch;
    const epoch = current === undefined ? firstEpoch(replica.incarnation) : current + 1;
    const [outcome] = await this.append([{ type: "LeadershipTaken", role, epoch, holder }], undefined, this.stopping.signal);
    if (outcome?.kind !== "applied") return;
    logger.info("leading", { role, epoch });
    const over = new AbortController();
    const end = (): void => over.abort();
    this.stopping.signal.addEventListener("abort", end, { once: true });
    const watching = replica.onFolded(() => {
      if (replica.state.leaders.get(role)?.epoch !== epoch) over.abort();
    });
    this.epochInForce = epoch;
    try {
      await Promise.all([this.renew(over), lead(this.writerOf(epoch, over.signal)).finally(end)]);
    } finally {
      this.epochInForce = 0;
      watching.close();
      this.stopping.signal.removeEventListener("abort", end);
      logger.info("no longer leading", { role, epoch });
    }
  }

  /** An unreachable lease store ends the epoch only after a whole TTL: until then nobody else can claim it either. */
  private async renew(over: AbortController): Promise<void> {
    const { lease, role, holder, environment } = this.options;
    let heldAtMs = environment.clock.monotonicMs();
    while (!over.signal.aborted) {
      await environment.clock.sleep(this.renewEveryMs, over.signal);
      if (over.signal.aborted) return;
      if (await lease.hold(role, holder)) heldAtMs = environment.clock.monotonicMs();
      else if (environment.clock.monotonicMs() - heldAtMs > lease.ttlMs) over.abort();
    }
  }

  private writerOf(epoch: number, over: AbortSignal): LeaderWriter {
    let last: Promise<unknown> = Promise.resolve();
    const write = async (asked: readonly LogEvent[] | (() => readonly LogEvent[]), traces: readonly string[] = []): Promise<readonly Outcome[]> => {
      if (over.aborted) throw new RpcError("unavailable", `${this.options.role} no longer leads`);
      const events = typeof asked === "function" ? asked() : asked;
      if (events.length === 0) return [];
      const ordinal = this.options.replica.state.leaders.get(this.options.role)!.nextOrdinal;
      return this.append(events, { epoch, ordinal, traces }, over);
    };
    return {
      epoch,
      over,
      write: (events, traces) => {
        const next = last.then(
          () => write(events, traces),
          () => write(events, traces),
        );
        last = next;
        return next;
      },
      send: this.senderOf(epoch, over),
    };
  }

  private senderOf(epoch: number, over: AbortSignal): LeaderWriter["send"] {
    let underWay = 0;
    let ordinal = 0;
    return (events, traces = []) => {
      // At rest the state knows which ordinal is next; while entries are under way it is the one after theirs.
      ordinal = underWay === 0 ? this.options.replica.state.leaders.get(this.options.role)!.nextOrdinal : ordinal + 1;
      underWay++;
      const entry = this.entryOf(events, { epoch, ordinal, traces });
      const outcomes = this.options.writer.write(entry, over).finally(() => underWay--);
      return { id: entry.id, outcomes };
    };
  }

  private append(events: readonly LogEvent[], stamp: EntryStamp | undefined, signal: AbortSignal): Promise<readonly Outcome[]> {
    return this.options.writer.write(this.entryOf(events, stamp), signal);
  }

  private entryOf(events: readonly LogEvent[], stamp: EntryStamp | undefined): LogEntry {
    const { environment, role, holder } = this.options;
    return {
      id: environment.ids.uuid(),
      timeMs: environment.clock.nowMs(),
      actor: holder,
      traces: stamp?.traces ?? [],
      level: supportedLevel,
      leader: stamp === undefined ? undefined : { role, epoch: stamp.epoch, ordinal: stamp.ordinal },
      events,
    };
  }
}
