// The tasks of a machine. They know nothing of agents and outlive them; they do not outlive the machine. How a task behaves
// stands in its config: `run_ms` (0 = until it is stopped), `exit`.
import { type Driver, DriverStartError, type TaskExit, type TaskHandle, type TaskStart } from "@berth/ports/driver";
import type { FaultCounts } from "./fault-counts.ts";
import type { FaultRates } from "./fault-rates.ts";
import type { Life } from "./life.ts";
import type { Random } from "./random.ts";
import type { SimTime } from "./sim-time.ts";

export interface RunningTask {
  readonly allocationId: string;
  readonly task: string;
  readonly startId: string;
  readonly startedAtMs: number;
  /** Asked to stop by an agent. */
  stopAsked: boolean;
  exit: TaskExit | undefined;
  endedAtMs: number;
}

export interface TaskWatch {
  readonly begun: (task: RunningTask) => void;
  readonly ended: (task: RunningTask) => void;
  readonly stopAsked: (task: RunningTask) => void;
  readonly destroyed: (task: RunningTask) => void;
}

export interface MachineTasksParts {
  readonly time: SimTime;
  readonly random: Random;
  readonly rates: FaultRates;
  readonly counts: FaultCounts;
  readonly watch: TaskWatch;
}

export class MachineTasks {
  readonly started: RunningTask[] = [];
  private readonly byStart = new Map<string, RunningTask>();
  private readonly voided = new Set<string>();
  private readonly parts: MachineTasksParts;

  constructor(parts: MachineTasksParts) {
    this.parts = parts;
  }

  running(): RunningTask[] {
    return this.started.filter((task) => task.exit === undefined);
  }

  /** The machine went down: nothing that ran is there any more, nor any trace of it. */
  loseAll(): void {
    for (const task of this.running()) this.end(task, { exitCode: 137, signal: 9, oomKilled: false, error: "machine went down" });
    this.byStart.clear();
  }

  /** By itself, as a program does. */
  finish(task: RunningTask, exitCode: number): void {
    this.end(task, { exitCode, signal: 0, oomKilled: false, error: "" });
  }

  driver(life: Life): Driver {
    const { rates, counts } = this.parts;
    const later = <T>(work: () => T): Promise<T> => {
      if (counts.happens("driver call failed", rates.driverCallFails)) return life.later(1_000, () => Promise.reject(new Error("the engine is away"))) as Promise<T>;
      return life.later(1 + life.random.delay(0, rates.driverDelayMs), work);
    };
    const find = (handle: TaskHandle): RunningTask | undefined => this.byStart.get(String(handle["startId"]));
    return {
      name: "raw_exec",
      fingerprint: () => life.later(1, () => ({ detected: true, healthy: true, description: "Healthy", attributes: {} })),
      start: async (task) => {
        await life.later(1 + life.random.delay(0, rates.driverDelayMs), () => this.begin(task));
        return life.later(life.random.delay(0, 50), () => ({ startId: task.startId }));
      },
      adopt: ({ startId }) =>
        later(() => {
          if (this.byStart.has(startId)) return { startId };
          this.voided.add(startId);
          return undefined;
        }),
      recover: (handle) => later(() => find(handle) !== undefined),
      wait: (handle, signal) => this.wait(life, () => find(handle), signal),
      stop: (handle) =>
        later(() => {
          const task = find(handle);
          if (task === undefined || task.exit !== undefined) return;
          task.stopAsked = true;
          this.parts.watch.stopAsked(task);
          this.end(task, { exitCode: 0, signal: 15, oomKilled: false, error: "" });
        }),
      signal: () => later(() => undefined),
      destroy: (handle) =>
        later(() => {
          const task = find(handle);
          if (task !== undefined && task.exit === undefined) this.parts.watch.destroyed(task);
        }),
      usage: async () => undefined,
      exec: () => later(() => ({ exitCode: 0, output: "" })),
    };
  }

  private async wait(life: Life, find: () => RunningTask | undefined, signal: AbortSignal): Promise<TaskExit> {
    for (;;) {
      signal.throwIfAborted();
      const task = find();
      if (task === undefined) throw new Error("no such task");
      if (task.exit !== undefined) return task.exit;
      await life.later(250 + life.random.delay(0, 500), () => undefined);
    }
  }

  private begin(task: TaskStart): void {
    const { counts, rates, time, random, watch } = this.parts;
    if (this.voided.has(task.startId)) return;
    if (task.config["start"] === "never") throw new DriverStartError("no such program", false);
    if (counts.happens("driver start failed", rates.driverStartFails)) throw new DriverStartError("the engine had a bad moment", true);
    const { allocationId, startId } = task;
    const running: RunningTask = {
      allocationId,
      task: task.task,
      startId,
      startedAtMs: time.nowMs,
      stopAsked: false,
      exit: undefined,
      endedAtMs: 0,
    };
    this.started.push(running);
    this.byStart.set(startId, running);
    watch.begun(running);
    const runMs = Number(task.config["run_ms"] ?? 0);
    if (runMs > 0) time.after(runMs, () => this.end(running, { exitCode: Number(task.config["exit"] ?? 0), signal: 0, oomKilled: false, error: "" }));
    if (counts.happens("task died", rates.taskDies))
      time.after(random.delay(100, 30_000), () => this.end(running, { exitCode: 1, signal: 0, oomKilled: false, error: "" }));
  }

  private end(task: RunningTask, exit: TaskExit): void {
    if (task.exit !== undefined) return;
    task.exit = exit;
    task.endedAtMs = this.parts.time.nowMs;
    this.parts.watch.ended(task);
  }
}
