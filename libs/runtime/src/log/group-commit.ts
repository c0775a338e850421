// Group commit for writers that do not lead (job-api, node-gateway): events of concurrent callers share one entry,
// since the number of messages is the log's scarcest resource. While one entry is under way the next one fills, and under
// load until its turn comes (entry-pace.ts); an idle writer sends at once. Each caller gets the outcome of its own event, from the own replica.
import { entryValidMs, supportedLevel } from "@berth/core/state/evolve";
import { decidedJob } from "@berth/core/model/decided-job";
import type { LogEvent, Outcome } from "@berth/core/model/entry";
import type { State } from "@berth/core/state/state";
import type { CommandLog } from "@berth/ports/command-log";
import type { Environment, Timer } from "@berth/ports/environment";
import { RpcError } from "@berth/ports/rpc";
import { eventBytes } from "@berth/contracts/entry";
import { EntryPace } from "./entry-pace.js";
import type { EntryWriter } from "./entry-writer.js";
import type { Replica } from "./replica.js";

const entriesInFlight = 2;
const maxEventsPerEntry = 256;
/** 125 entries a second without end: an event waits 4 ms on average then. */
const pace = { everyMs: 8, atOnce: 8 };
/** Room in an entry for everything but its events. */
const entryOverheadBytes = 1024;
const maxWaiting = 10_000;

interface WaitingEvent {
  readonly event: LogEvent;
  readonly trace: string;
  readonly bytes: number;
  /** Its caller stopped waiting. */
  readonly isOver: () => boolean;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

export interface GroupCommitOptions {
  readonly replica: Replica;
  readonly writer: EntryWriter;
  readonly environment: Environment;
  /** `<service>/<instance>` */
  readonly actor: string;
  /** Callers stop waiting after this; the event's fate is then unknown to them. */
  readonly timeoutMs: number;
}

export class GroupCommit implements CommandLog {
  private waiting: WaitingEvent[] = [];
  private inFlight = 0;
  private readonly pace = new EntryPace(pace);
  private turn: Timer | undefined;
  private readonly stopping = new AbortController();

  constructor(private readonly options: GroupCommitOptions) {}

  get state(): State {
    return this.options.replica.state;
  }

  isReady(): boolean {
    return this.options.replica.isReady;
  }

  lagMs(): number {
    return this.options.replica.lagMs();
  }

  catchUp(): Promise<void> {
    this.options.replica.assertServing();
    return this.options.replica.catchUp();
  }

  onChange(listener: () => void): { close(): void } {
    return this.options.replica.onFolded(() => listener());
  }

  submit(event: LogEvent, trace: string): Promise<Outcome> {
    const { writer, environment, timeoutMs, replica } = this.options;
    replica.assertServing();
    if (this.waiting.length >= maxWaiting) throw new RpcError("unavailable", "too many changes are waiting for the log; try again");
    const bytes = eventBytes(event);
    if (bytes + entryOverheadBytes > writer.maxEntryBytes)
      throw new RpcError("refused", `the change takes ${bytes} bytes in the log, more than the ${writer.maxEntryBytes} that fit`);
    return new Promise<Outcome>((resolve, reject) => {
      let isOver = false;
      const timer = environment.clock.after(timeoutMs, () => {
        isOver = true;
        reject(new RpcError("timeout", `the cluster log did not confirm the change within ${timeoutMs / 1000} s; it may still happen`));
      });
      this.waiting.push({
        event,
        trace,
        bytes,
        isOver: () => isOver,
        resolve: (outcome) => {
          timer.cancel();
          resolve(outcome);
        },
        reject: (error) => {
          timer.cancel();
          reject(error);
        },
      });
      this.pump();
    });
  }

  stop(): void {
    this.stopping.abort();
    this.turn?.cancel();
    for (const { reject } of this.waiting.splice(0)) reject(new RpcError("unavailable", "stopped before the change was sent"));
  }

  private pump(): void {
    while (this.inFlight < entriesInFlight && this.waiting.length > 0 && this.isOnTurn()) {
      this.inFlight++;
      void this.commit(this.take()).finally(() => {
        this.inFlight--;
        this.pump();
      });
    }
  }

  /** A full entry has nothing to wait for. */
  private isOnTurn(): boolean {
    if (this.waiting.length >= maxEventsPerEntry) return true;
    if (this.turn !== undefined) return false;
    const { clock } = this.options.environment;
    const waitMs = this.pace.take(clock.monotonicMs());
    if (waitMs === 0) return true;
    this.turn = clock.after(waitMs, () => {
      this.turn = undefined;
      this.pump();
    });
    return false;
  }

  /** As much as fits, of each job at most one decision: the next one waits for the next entry, and with it its own index. */
  private take(): WaitingEvent[] {
    const room = this.options.writer.maxEntryBytes - entryOverheadBytes;
    const taken: WaitingEvent[] = [];
    const left: WaitingEvent[] = [];
    const jobs = new Set<string>();
    let bytes = 0;
    let at = 0;
    for (; at < this.waiting.length; at++) {
      const next = this.waiting[at]!;
      if (taken.length === maxEventsPerEntry || bytes + next.bytes > room) break;
      const job = decidedJob(next.event);
      if (job !== undefined && jobs.has(job)) {
        left.push(next);
        continue;
      }
      if (job !== undefined) jobs.add(job);
      bytes += next.bytes;
      taken.push(next);
    }
    this.waiting.splice(0, at, ...left);
    return taken;
  }

  private async commit(batch: readonly WaitingEvent[]): Promise<void> {
    const { writer, environment, actor, replica } = this.options;
    try {
      const outcomes = await writer.write(
        {
          id: environment.ids.uuid(),
          timeMs: environment.clock.nowMs(),
          actor,
          traces: batch.some(({ trace }) => trace !== "") ? batch.map(({ trace }) => trace) : [],
          level: supportedLevel,
          leader: undefined,
          events: batch.map(({ event }) => event),
          validUntilMs: replica.state.timeMs + entryValidMs,
        },
        this.stopping.signal,
      );
      // It did not happen, and never will: whoever still waits goes into another entry.
      if (outcomes.every((outcome) => outcome.kind === "refused" && outcome.code === "expired")) this.waiting.unshift(...batch.filter(({ isOver }) => !isOver()));
      else for (const [i, { resolve }] of batch.entries()) resolve(outcomes[i]!);
    } catch (error) {
      for (const { reject } of batch) reject(error as Error);
    }
  }
}
