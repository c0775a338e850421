// Carries one task through its life: feeds what happens to core's step function, stores the outcome, and then does what
// it says. The order is the crash-safety: the start id is on disk before the driver is asked to start, the handle before
// anything else happens with the task. Whatever the agent was doing when it was killed, `begin` takes it up again.
import { driverTraits } from "@berth/core/agent/driver-traits";
import { nanosecondsToMs } from "@berth/core/agent/duration-text";
import { stepTask, type TaskEffect, type TaskInput, type TaskProgress, type TaskRules } from "@berth/core/agent/task-life";
import type { Task } from "@berth/core/model/job";
import type { NodeSpec } from "@berth/core/model/node";
import type { StoredTask } from "@berth/ports/agent-store";
import { type Driver, DriverStartError, type TaskExit, type TaskHandle } from "@berth/ports/driver";
import type { Timer } from "@berth/ports/environment";
import type { AgentParts } from "./agent-parts.js";
import { Backoff, messageOf, pause } from "./backoff.js";
import { type AllocationSpec, taskStart } from "./task-start.js";

export interface TaskRunnerOwner {
  spec(): AllocationSpec;
  node(): NodeSpec;
  /** Stores the task, durably, together with the allocation's report. */
  persist(task: StoredTask): void;
  /** Resolves once the cluster has been heard since the agent began. */
  contacted(): Promise<void>;
}

export interface TaskRunnerStart {
  readonly name: string;
  readonly progress: TaskProgress;
  readonly handle: TaskHandle | undefined;
}

/** A start in flight longer than this is found again by its start id. */
const LEAVE_PATIENCE_MS = 2000;
const LOST = "failed to restore task; will not run until server is contacted";

export class TaskRunner {
  private readonly leaving = new AbortController();
  private readonly killAsked = new AbortController();
  private readonly pending = new Set<Promise<void>>();
  private delay: Timer | undefined;
  private readonly name: string;
  private current: TaskProgress;
  private handle: TaskHandle | undefined;
  /** Recovered without a trace of the running task. */
  private lost = false;

  constructor(
    private readonly parts: AgentParts,
    private readonly owner: TaskRunnerOwner,
    { name, progress, handle }: TaskRunnerStart,
  ) {
    this.name = name;
    this.current = progress;
    this.handle = handle;
  }

  get progress(): TaskProgress {
    return this.current;
  }

  get runningHandle(): { driver: Driver; handle: TaskHandle } | undefined {
    const driver = this.driver();
    if (this.current.phase !== "running" || this.handle === undefined || driver === undefined) return undefined;
    return { driver, handle: this.handle };
  }

  get spec(): Task {
    const task = this.owner.spec().group.Tasks.find((candidate) => candidate.Name === this.name);
    if (task === undefined) throw new Error(`task ${this.name} is not in its group`);
    return task;
  }

  /** Takes up a task that was stored, where it was left. */
  begin(): void {
    switch (this.current.phase) {
      case "waiting":
        return;
      case "starting":
        return this.track(this.adopt());
      case "running":
      case "stopping":
        return this.track(this.recover());
      case "backoff":
        this.track(this.clearAway());
        return this.carryOut("wait-until");
      case "dead":
        return this.track(this.clearAway());
    }
  }

  input(input: TaskInput): void {
    const { clock, rng } = this.parts.environment;
    const step = stepTask(this.current, input, { rules: this.rules(), nowMs: clock.nowMs(), draw: rng.next() });
    if (step.progress === this.current) return;
    this.current = step.progress;
    if (this.current.killed) this.killAsked.abort();
    this.store();
    this.carryOut(step.effect);
  }

  /** Lets go of the task without touching it; resolves when nothing of ours is under way any more. */
  async leave(): Promise<void> {
    this.leaving.abort();
    this.delay?.cancel();
    const settled = Promise.allSettled(this.pending).then(() => undefined);
    await Promise.race([settled, this.parts.environment.clock.sleep(LEAVE_PATIENCE_MS)]);
  }

  private rules(): TaskRules {
    const { job, group } = this.owner.spec();
    const task = this.spec;
    const runsForEver = (job.Type === "service" || job.Type === "system") && (task.Lifecycle === null || task.Lifecycle.Sidecar);
    return {
      policy: task.RestartPolicy,
      restartsAfterSuccess: runsForEver,
      killTimeoutMs: Math.min(this.parts.settings.maxKillTimeoutMs, nanosecondsToMs(task.KillTimeout)),
      shutdownDelayMs: nanosecondsToMs(task.ShutdownDelay + (group.ShutdownDelay ?? 0)),
    };
  }

  private driver(): Driver | undefined {
    return this.parts.drivers.find((driver) => driver.name === this.spec.Driver);
  }

  private requireDriver(): Driver {
    const driver = this.driver();
    if (driver === undefined) throw new DriverStartError(`driver "${this.spec.Driver}" is not available on this node`, false);
    return driver;
  }

  private store(): void {
    this.owner.persist({ name: this.name, driver: this.spec.Driver, handle: this.handle, progress: this.current });
  }

  /** What can fail for reasons of the world is caught where it fails; anything else (the store, a broken invariant) ends the process. */
  private track(work: Promise<void>): void {
    const guarded = work
      .catch((error: unknown) => {
        this.parts.logger.error("a task's step is broken", { ...this.ids(), error: messageOf(error) });
        queueMicrotask(() => {
          throw error;
        });
      })
      .finally(() => this.pending.delete(guarded));
    this.pending.add(guarded);
  }

  private ids(): { allocation: string; task: string } {
    return { allocation: this.owner.spec().assignment.allocationId, task: this.name };
  }

  private carryOut(effect: TaskEffect): void {
    switch (effect) {
      case "none":
        return;
      case "start":
        return this.track(this.start());
      case "stop":
        return this.track(this.stop());
      case "wait-until":
        return this.waitUntil(this.current.untilMs);
      case "finish":
        this.delay?.cancel();
        return;
    }
  }

  private waitUntil(untilMs: number): void {
    const { clock, ids } = this.parts.environment;
    this.delay?.cancel();
    this.delay = clock.after(Math.max(0, untilMs - clock.nowMs()), () => {
      if (!this.leaving.signal.aborted) this.input({ kind: "delay-passed", startId: ids.uuid() });
    });
  }

  private async start(): Promise<void> {
    const { assignment } = this.owner.spec();
    const options = { parent: assignment.trace, attributes: this.ids() };
    await this.clearAway();
    try {
      this.handle = await this.parts.tracing.withSpan("agent.start_task", options, () => this.startWithDriver());
    } catch (error) {
      const recoverable = error instanceof DriverStartError ? error.recoverable : true;
      return this.input({ kind: "start-failed", recoverable, message: messageOf(error) });
    }
    this.input({ kind: "started" });
    await this.watch();
  }

  private async startWithDriver(): Promise<TaskHandle> {
    const driver = this.requireDriver();
    const { region, hostEnv } = this.parts.settings;
    const task = this.spec;
    const directories = await this.prepareFiles();
    const { payload } = this.owner.spec().assignment;
    const file = task.DispatchPayload?.File ?? "";
    if (file !== "" && payload !== undefined) await this.parts.files.writePayload(directories.localDir, file, payload);
    const source = { spec: this.owner.spec(), task, node: this.owner.node(), region, hostEnv };
    return driver.start(taskStart(source, directories, this.current.startId));
  }

  private prepareFiles() {
    const { LogConfig } = this.spec;
    const limits = { maxFiles: LogConfig.MaxFiles, maxFileBytes: LogConfig.MaxFileSizeMB * 1024 * 1024 };
    return this.parts.files.prepare(this.owner.spec().assignment.allocationId, this.name, limits);
  }

  /** Waits for the end of the running task, as often as the driver loses sight of it. */
  private async watch(): Promise<void> {
    const driver = this.requireDriver();
    const backoff = new Backoff(this.parts.environment, { firstMs: 250, maxMs: 10_000 });
    while (!this.leaving.signal.aborted && this.handle !== undefined) {
      try {
        const exit = await driver.wait(this.handle, this.leaving.signal);
        if (!this.leaving.signal.aborted) await this.ended(exit);
        return;
      } catch (error) {
        if (this.leaving.signal.aborted) return;
        this.parts.logger.warn("cannot wait for the task, trying again", { ...this.ids(), error: messageOf(error) });
        await backoff.wait(this.leaving.signal);
      }
    }
  }

  /** The end is on disk before anything of the task is cleared away: after a crash it is still known. */
  private async ended(exit: TaskExit): Promise<void> {
    this.input({ kind: "exited", ...exit });
    await this.clearAway();
  }

  private async destroy(handle: TaskHandle): Promise<void> {
    try {
      await this.driver()?.destroy(handle);
    } catch (error) {
      this.parts.logger.warn("cannot clear away what the task left", { ...this.ids(), error: messageOf(error) });
    }
  }

  private async clearAway(): Promise<void> {
    const left = this.handle;
    if (left === undefined) return;
    await this.destroy(left);
    if (this.handle !== left) return;
    this.handle = undefined;
    this.store();
  }

  private async stop(): Promise<void> {
    const rules = this.rules();
    if (rules.shutdownDelayMs > 0) await pause(this.parts.environment, rules.shutdownDelayMs, this.leaving.signal);
    if (this.lost) return this.input({ kind: "vanished", message: LOST });
    const signal = this.spec.KillSignal === "" ? driverTraits(this.spec.Driver).defaultKillSignal : this.spec.KillSignal;
    // However long the engine is away: nobody else would ever end this task.
    await this.insist("stop the task", async () => {
      if (this.handle !== undefined) await this.requireDriver().stop(this.handle, signal, rules.killTimeoutMs);
    });
  }

  /** The agent was killed between the wish to start and the stored handle. */
  private async adopt(): Promise<void> {
    await this.clearAway();
    const driver = this.driver();
    if (driver?.adopt === undefined) return this.start();
    const found = await this.insist("look for a start that was cut short", () => this.findStart(driver));
    if (this.leaving.signal.aborted) return;
    if (found === undefined) return this.input({ kind: "not-begun", startId: this.parts.environment.ids.uuid() });
    this.handle = found;
    this.input({ kind: "started" });
    await this.watch();
  }

  private async findStart(driver: Driver): Promise<TaskHandle | undefined> {
    const { stateDir } = await this.prepareFiles();
    const { startId } = this.current;
    return driver.adopt?.({ startId, stateDir, allocationId: this.ids().allocation, task: this.name });
  }

  private async recover(): Promise<void> {
    const { handle } = this;
    const alive = await this.insist("attach to the task", async () => {
      await this.prepareFiles();
      return handle !== undefined && (await this.requireDriver().recover(handle));
    });
    if (this.leaving.signal.aborted) return;
    if (alive !== true) return this.giveUp();
    this.parts.logger.info("attached to the running task again", this.ids());
    if (this.current.phase === "stopping") this.carryOut("stop");
    await this.watch();
  }

  /** A driver whose engine is away knows nothing of the task: asked until it answers. Undefined when we leave. */
  private async insist<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    const backoff = new Backoff(this.parts.environment, { firstMs: 250, maxMs: 10_000 });
    while (!this.leaving.signal.aborted) {
      try {
        return await work();
      } catch (error) {
        this.parts.logger.warn(`cannot ${what}, trying again`, { ...this.ids(), error: messageOf(error) });
        await backoff.wait(this.leaving.signal);
      }
    }
    return undefined;
  }

  /** Gone without a trace. It is not started again before the cluster was heard: it may have been replaced meanwhile. */
  private async giveUp(): Promise<void> {
    this.lost = true;
    const killed = new Promise<void>((resolve) => this.killAsked.signal.addEventListener("abort", () => resolve(), { once: true }));
    if (!this.current.killed) await Promise.race([this.owner.contacted(), killed, aborted(this.leaving.signal)]);
    if (this.leaving.signal.aborted) return;
    await this.clearAway();
    this.lost = false;
    this.input({ kind: "vanished", message: LOST });
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
