// Tries one health check again and again while its tasks run. Results go through core's check state; what follows from
// them (a status to report, a task to restart) is told to the owner.
import type { CheckPlan } from "@berth/core/agent/check-plan";
import { checkDelayMs, type CheckProgress, type CheckResult, freshCheck, judgeCheck, stepCheck } from "@berth/core/agent/check-state";
import type { CheckState } from "@berth/core/model/report";
import type { CheckProbe } from "@berth/ports/check-probe";
import type { Driver, TaskHandle } from "@berth/ports/driver";
import type { Environment, Timer } from "@berth/ports/environment";
import { messageOf } from "./backoff.js";

export interface CheckRunnerOwner {
  /** The running task that a script runs in. */
  taskHandle(task: string): { driver: Driver; handle: TaskHandle } | undefined;
  checkChanged(): void;
  restartAsked(task: string, reason: string): void;
}

const FIRST_TRY_MS = 100;

export class CheckRunner {
  private progress: CheckProgress;
  private timer: Timer | undefined;
  /** Of the task that is being checked; 0 = the check is not running. */
  private taskStartedAtMs = 0;
  private followedBefore = false;

  constructor(
    private readonly parts: { environment: Environment; probe: CheckProbe },
    readonly plan: CheckPlan,
    private readonly owner: CheckRunnerOwner & { readonly last: CheckState | undefined },
  ) {
    this.progress = this.continued();
  }

  get passingSinceMs(): number {
    return this.taskStartedAtMs === 0 ? 0 : this.progress.passingSinceMs;
  }

  get state(): CheckState {
    const { id, service, task } = this.plan;
    return { id, service, task, status: this.progress.status, output: this.progress.output };
  }

  /** 0 = its tasks do not run: the check rests. Another time than before: the task was started anew. */
  follow(taskStartedAtMs: number): void {
    if (taskStartedAtMs === this.taskStartedAtMs) return;
    this.taskStartedAtMs = taskStartedAtMs;
    this.timer?.cancel();
    this.progress = this.followedBefore ? freshCheck(this.plan, this.parts.environment.clock.nowMs()) : this.continued();
    if (taskStartedAtMs === 0) return;
    this.schedule(this.followedBefore ? undefined : FIRST_TRY_MS);
    this.followedBefore = true;
  }

  /** What was last said of the same check goes on being said until it is tried again: neither the agent's restart nor a new version of the job makes a healthy task unhealthy. */
  private continued(): CheckProgress {
    const nowMs = this.parts.environment.clock.nowMs();
    const fresh = freshCheck(this.plan, nowMs);
    const { last } = this.owner;
    if (last === undefined) return fresh;
    return { ...fresh, status: last.status, output: last.output, passingSinceMs: last.status === "passing" ? nowMs : 0 };
  }

  close(): void {
    this.taskStartedAtMs = 0;
    this.timer?.cancel();
  }

  private schedule(delayMs = checkDelayMs(this.progress, this.plan)): void {
    this.timer = this.parts.environment.clock.after(delayMs, () => void this.attempt());
  }

  private async attempt(): Promise<void> {
    const startedAtMs = this.taskStartedAtMs;
    const result = await this.probe();
    if (this.taskStartedAtMs !== startedAtMs) return;
    const nowMs = this.parts.environment.clock.nowMs();
    const step = stepCheck(this.progress, judgeCheck(result, this.plan.provider), { plan: this.plan, nowMs, taskStartedAtMs: startedAtMs });
    this.progress = step.progress;
    this.schedule();
    this.owner.checkChanged();
    if (step.restartReason !== "") this.owner.restartAsked(this.plan.task, step.restartReason);
  }

  private async probe(): Promise<CheckResult> {
    const { probe, timeoutMs } = this.plan;
    switch (probe.type) {
      case "impossible":
        return { kind: "failed", message: probe.reason };
      case "script":
        return this.runScript(probe.command);
      case "http":
      case "tcp":
      case "grpc":
        return this.parts.probe.probe(probe, timeoutMs);
    }
  }

  private async runScript(command: readonly string[]): Promise<CheckResult> {
    const running = this.owner.taskHandle(this.plan.task);
    if (running === undefined) return { kind: "failed", message: `task "${this.plan.task}" is not running` };
    try {
      const { exitCode, output } = await running.driver.exec(running.handle, command, this.plan.timeoutMs);
      return { kind: "script", exitCode, output };
    } catch (error) {
      return { kind: "failed", message: messageOf(error) };
    }
  }
}
