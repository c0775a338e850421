// The cluster log in one process, without a server: what is submitted is folded at once. For tests of what stands in
// front of the log; nothing of the fold is imitated, only the way through JetStream is left out.
import type { LogEvent, Outcome } from "@berth/core/model/entry";
import type { Evaluation } from "@berth/core/model/evaluation";
import { schedule } from "@berth/core/scheduling/schedule";
import type { State } from "@berth/core/state/state";
import { History } from "@berth/core/testing/history";
import type { CommandLog } from "@berth/ports/command-log";
import { RpcError } from "@berth/ports/rpc";

export class DirectCommandLog implements CommandLog {
  /** Traceparents as they were submitted, oldest first. */
  readonly traces: string[] = [];
  /** How often a reader asked for the log's end. */
  catchUps = 0;
  private readonly listeners = new Set<() => void>();
  private reachable = true;

  constructor(readonly history: History = new History(Date.now())) {}

  get state(): State {
    return this.history.state;
  }

  async submit(event: LogEvent, trace: string): Promise<Outcome> {
    if (!this.reachable) throw new RpcError("unavailable", "the cluster log cannot be reached");
    this.traces.push(trace);
    const { outcomes } = this.history.foldEntry({ events: [event], traces: [trace] });
    this.notify();
    return outcomes[0]!;
  }

  /** Something else than the API writes to the log. */
  act<T>(run: (history: History) => T): T {
    const result = run(this.history);
    this.notify();
    return result;
  }

  /** Schedules and commits every pending evaluation, as broker, scheduler and applier would. */
  settle(): void {
    const due = (): Evaluation | undefined =>
      [...this.state.jobs.all()].map((job) => this.state.evaluations.get(job.pendingEvaluationId)).find((found) => found !== undefined);
    for (let evaluation = due(), rounds = 0; evaluation !== undefined && rounds < 1_000; evaluation = due(), rounds++)
      this.history.commit(schedule(this.state, evaluation, { nowMs: this.history.nowMs, seed: 1, spares: 0 }));
    this.notify();
  }

  /** The log's server is gone, or back. */
  setReachable(reachable: boolean): void {
    this.reachable = reachable;
  }

  async catchUp(): Promise<void> {
    this.catchUps++;
    if (!this.reachable) throw new RpcError("unavailable", "the cluster log cannot be reached");
  }

  onChange(listener: () => void): { close(): void } {
    this.listeners.add(listener);
    return { close: () => this.listeners.delete(listener) };
  }

  isReady(): boolean {
    return this.reachable;
  }

  lagMs(): number {
    return this.reachable ? 0 : 1_500;
  }

  private notify(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
