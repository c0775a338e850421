// A replica of the cluster's state: follows the log, folds, tells who waits. One a process; everything in the process
// reads the same one. Folding is synchronous, so readers always see a whole index. It begins at the newest whole snapshot,
// if there is one, and checks that the log goes on from there. A log that is not the one it followed (a hole, shorter,
// another incarnation) or an entry that cannot be folded ends the replica: the process must start again.
import type { LogEntry, Outcome } from "@berth/core/model/entry";
import { evolve } from "@berth/core/state/evolve";
import type { FoldContext } from "@berth/core/state/fold/context";
import { type EntryHash, advanceChain, chainHashOf, entryHashText } from "@berth/core/state/chain";
import type { Quarantined } from "@berth/core/snapshots/header";
import { State } from "@berth/core/state/state";
import { decodeEntry, hashEntry } from "@berth/contracts/entry";
import type { Clock } from "@berth/ports/environment";
import type { Log, LogRecord, Subscription } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import { RpcError } from "@berth/ports/rpc";
import type { StartingPoint } from "../snapshots/starting-point.js";

export interface ReplicaOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The replica cannot go on; the process should end. */
  readonly onHalted: (reason: string) => void;
  /** Absent: the log's beginning. Asked again when the log is trimmed past it before it is caught up. */
  readonly startingPoint?: (() => Promise<StartingPoint>) | undefined;
  /** Entries to skip, by an operator's word; beside those that the snapshot names. */
  readonly quarantine?: (() => Promise<readonly Quarantined[]>) | undefined;
  /** Many replicas in one program may share what they decode; nobody changes an entry. */
  readonly decode?: ((data: Uint8Array) => LogEntry) | undefined;
}

interface IndexWaiter {
  readonly index: number;
  readonly resolve: () => void;
}

const startTries = 3;

export class Replica {
  incarnation = "";
  /** Entries that every replica skips. */
  quarantined: readonly Quarantined[] = [];
  private lastHash: EntryHash | undefined;
  private current = new State();
  private subscription: Subscription | undefined;
  /** While it starts: the log cannot be followed. */
  private onStartBroken: ((reason: string) => void) | undefined;
  private readonly listeners = new Set<(folded: readonly FoldContext[]) => void>();
  private readonly outcomeWaiters = new Map<string, (outcomes: readonly Outcome[]) => void>();
  private indexWaiters: IndexWaiter[] = [];
  private question: Promise<void> | undefined;
  private halted = "";
  private caughtUpAtMs = 0;

  constructor(private readonly options: ReplicaOptions) {}

  /** Hash of the last folded entry alone, 16 hex digits; "" before the first. */
  get entryHash(): string {
    return this.lastHash === undefined ? "" : entryHashText(this.lastHash);
  }

  get state(): State {
    return this.current;
  }

  /** Resolves when all that was in the log by now is folded; the state is another object then. Throws when it halts. */
  async start(): Promise<void> {
    this.incarnation = await this.options.log.incarnation();
    for (let tries = 1; ; tries++) {
      const broken = await this.startFrom((await this.options.startingPoint?.()) ?? { state: new State(), header: undefined });
      this.assertServing();
      if (broken === undefined) break;
      await this.stop();
      if (tries === startTries) this.halt(broken);
      this.assertServing();
      this.options.logger.warn("the log cannot be followed from here; starting again", { reason: broken });
    }
    this.caughtUpAtMs = this.options.clock.monotonicMs();
  }

  /** undefined: caught up. Else why the log cannot be followed from this point. */
  private async startFrom({ state, header }: StartingPoint): Promise<string | undefined> {
    const { log, quarantine } = this.options;
    this.current = state;
    this.quarantined = [...(header?.quarantined ?? []), ...((await quarantine?.()) ?? [])];
    const { first, last } = await log.bounds();
    // The entry at the snapshot's own index, if the log still has it, shows whether this is the log it was taken of.
    let expected = header !== undefined && header.resumeAfter === 0 && first <= header.index ? header.entryHash : "";
    const broken = new Promise<string>((resolve) => {
      this.onStartBroken = resolve;
    });
    this.subscription = await log.follow(expected === "" ? state.index : state.index - 1, {
      onRecords: (records) => {
        const rest = expected === "" ? records : this.checked(records, expected);
        expected = "";
        this.fold(rest);
      },
      onBroken: (reason) => (this.onStartBroken === undefined ? this.halt(reason) : this.onStartBroken(reason)),
    });
    const why = await Promise.race([broken, this.reached(last).then(() => undefined)]);
    this.onStartBroken = undefined;
    return why;
  }

  private checked(records: readonly LogRecord[], expected: string): readonly LogRecord[] {
    const [own, ...rest] = records;
    if (own === undefined) return records;
    const found = entryHashText(hashEntry(own.data));
    if (found !== expected) this.halt(`entry ${own.index} of the log is not the one that the snapshot was taken at (hash ${found}, expected ${expected})`);
    return rest;
  }

  async stop(): Promise<void> {
    await this.subscription?.close();
    this.subscription = undefined;
  }

  /** Called after each batch, with what each entry touched. Listeners must not throw. */
  onFolded(listener: (folded: readonly FoldContext[]) => void): { close(): void } {
    this.listeners.add(listener);
    return { close: () => void this.listeners.delete(listener) };
  }

  /** Resolves when the state is at least at this index. */
  reached(index: number): Promise<void> {
    if (this.state.index >= index) return Promise.resolve();
    return new Promise((resolve) => {
      this.indexWaiters.push({ index, resolve });
    });
  }

  /** What the fold said of an entry, once it has seen it; must be asked before the entry is sent. */
  outcomesOf(entryId: string): { readonly seen: Promise<readonly Outcome[]>; forget(): void } {
    const known = this.state.outcomes.get(entryId);
    if (known !== undefined) return { seen: Promise.resolve(known.outcomes), forget: () => undefined };
    const seen = new Promise<readonly Outcome[]>((resolve) => {
      this.outcomeWaiters.set(entryId, resolve);
    });
    return { seen, forget: () => void this.outcomeWaiters.delete(entryId) };
  }

  /** Resolves when everything that was in the log at the time of the call is folded; callers share one question. */
  catchUp(): Promise<void> {
    this.question ??= this.ask().finally(() => {
      this.question = undefined;
    });
    return this.question;
  }

  private async ask(): Promise<void> {
    // One turn of the event loop: requests that arrive together share the question.
    await this.options.clock.sleep(0);
    this.question = undefined;
    const { last } = await this.options.log.bounds().catch((cause: unknown) => {
      throw new RpcError("unavailable", "the cluster log cannot be asked how far it is; try again, or read with ?stale", { cause });
    });
    await this.reached(last);
    this.caughtUpAtMs = this.options.clock.monotonicMs();
  }

  get isReady(): boolean {
    return this.subscription !== undefined && this.halted === "";
  }

  /** Time since the replica was last known to be at the log's end. */
  lagMs(): number {
    return this.options.clock.monotonicMs() - this.caughtUpAtMs;
  }

  private fold(records: readonly LogRecord[]): void {
    if (this.halted !== "") return;
    const folded: FoldContext[] = [];
    try {
      for (const record of records) this.foldOne(record, folded);
    } catch (error) {
      this.halt(`entry ${this.state.index + 1} cannot be folded: ${(error as Error).message}`);
    }
    this.caughtUpAtMs = this.options.clock.monotonicMs();
    for (const ctx of folded) this.answer(ctx);
    this.wakeIndexWaiters();
    for (const listener of this.listeners) listener(folded);
  }

  private foldOne({ index, data }: LogRecord, folded: FoldContext[]): void {
    const { decode = decodeEntry, logger } = this.options;
    const hash = hashEntry(data);
    if (this.quarantined.length > 0 && this.isQuarantined(index)) {
      logger.error("a quarantined entry is skipped", { index });
      advanceChain(this.state, index, hash);
    } else folded.push(evolve(this.state, { index, entry: decode(data), hash }));
    this.lastHash = hash;
  }

  private isQuarantined(index: number): boolean {
    const chainHash = chainHashOf(this.state);
    return this.quarantined.some((entry) => entry.index === index && entry.chainHash === chainHash);
  }

  private answer(ctx: FoldContext): void {
    const resolve = this.outcomeWaiters.get(ctx.entry.id);
    if (resolve === undefined) return;
    this.outcomeWaiters.delete(ctx.entry.id);
    resolve(ctx.outcomes);
  }

  private wakeIndexWaiters(): void {
    if (this.indexWaiters.length === 0) return;
    const reached = this.indexWaiters.filter((waiter) => waiter.index <= this.state.index);
    if (reached.length === 0) return;
    this.indexWaiters = this.indexWaiters.filter((waiter) => waiter.index > this.state.index);
    for (const waiter of reached) waiter.resolve();
  }

  private halt(reason: string): void {
    if (this.halted !== "") return;
    this.halted = reason;
    this.options.logger.error("replica halted", { reason, index: this.state.index, chainHash: chainHashOf(this.state) });
    this.onStartBroken?.(reason);
    this.options.onHalted(reason);
  }

  /** Throws when the replica has halted: its state must not be served. */
  assertServing(): void {
    if (this.halted !== "") throw new RpcError("unavailable", `the replica halted: ${this.halted}`);
  }
}
