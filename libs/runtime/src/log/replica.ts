// A replica of the cluster's state: follows the log, folds, tells who waits. One a process; everything in the process
// reads the same one. Folding is synchronous, so readers always see a whole index. A log that is not the one it
// followed (a hole, shorter, another incarnation) or an entry that cannot be folded ends the replica: the process must
// start again from the log.
import type { Outcome } from "@berth/core/model/entry";
import { evolve } from "@berth/core/state/evolve";
import type { FoldContext } from "@berth/core/state/fold/context";
import { State } from "@berth/core/state/state";
import { decodeEntry, hashEntry } from "@berth/contracts/entry";
import type { Clock } from "@berth/ports/environment";
import type { Log, LogRecord, Subscription } from "@berth/ports/log";
import type { Logger } from "@berth/ports/logger";
import { RpcError } from "@berth/ports/rpc";

export interface ReplicaOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The replica cannot go on; the process should end. */
  readonly onHalted: (reason: string) => void;
}

interface IndexWaiter {
  readonly index: number;
  readonly resolve: () => void;
}

export class Replica {
  readonly state = new State();
  incarnation = "";
  private subscription: Subscription | undefined;
  private readonly listeners = new Set<(folded: readonly FoldContext[]) => void>();
  private readonly outcomeWaiters = new Map<string, (outcomes: readonly Outcome[]) => void>();
  private indexWaiters: IndexWaiter[] = [];
  private question: Promise<void> | undefined;
  private halted = "";
  private caughtUpAtMs = 0;

  constructor(private readonly options: ReplicaOptions) {}

  /** Follows from the beginning; resolves when all that was in the log by now is folded. */
  async start(): Promise<void> {
    const { log } = this.options;
    this.incarnation = await log.incarnation();
    const { last } = await log.bounds();
    this.subscription = await log.follow(this.state.index, {
      onRecords: (records) => this.fold(records),
      onBroken: (reason) => this.halt(reason),
    });
    await this.reached(last);
    this.caughtUpAtMs = this.options.clock.monotonicMs();
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
      for (const record of records) folded.push(evolve(this.state, { index: record.index, entry: decodeEntry(record.data), hash: hashEntry(record.data) }));
    } catch (error) {
      this.halt(`entry ${this.state.index + 1} cannot be folded: ${(error as Error).message}`);
    }
    this.caughtUpAtMs = this.options.clock.monotonicMs();
    for (const ctx of folded) this.answer(ctx);
    this.wakeIndexWaiters();
    for (const listener of this.listeners) listener(folded);
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
    this.options.logger.error("replica halted", { reason, index: this.state.index });
    this.options.onHalted(reason);
  }

  /** Throws when the replica has halted: its state must not be served. */
  assertServing(): void {
    if (this.halted !== "") throw new RpcError("unavailable", `the replica halted: ${this.halted}`);
  }
}
