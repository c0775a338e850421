// Looks at an allocation until core says that it is healthy or not, and wakes its owner when it is time to look again.
import { decideHealth, type HealthPolicy, type HealthQuestion } from "@berth/core/agent/allocation-health";
import { nanosecondsToMs } from "@berth/core/agent/duration-text";
import type { TaskGroup } from "@berth/core/model/job";
import type { Environment, Timer } from "@berth/ports/environment";

const DEFAULT_POLICY: HealthPolicy = { mode: "checks", minHealthyMs: 10_000, deadlineMs: 300_000 };

/** A deployment's rules, or a migration's for groups that have no deployments. */
export function healthPolicyOf(group: TaskGroup): HealthPolicy {
  const rules = group.Update ?? group.Migrate;
  if (rules === null) return DEFAULT_POLICY;
  return {
    mode: rules.HealthCheck,
    minHealthyMs: nanosecondsToMs(rules.MinHealthyTime),
    deadlineMs: nanosecondsToMs(rules.HealthyDeadline),
  };
}

export class HealthWatch {
  private said: boolean | undefined;
  private timer: Timer | undefined;
  private watchedSinceMs = 0;
  private reason = "";

  constructor(
    private readonly environment: Environment,
    private readonly wake: () => void,
  ) {}

  /** Said once; undefined = not known yet. */
  get verdict(): boolean | undefined {
    return this.said;
  }

  /** Why it is unhealthy, "" otherwise. */
  get unhealthyReason(): string {
    return this.reason;
  }

  restart(): void {
    this.close();
    this.said = undefined;
    this.reason = "";
    this.watchedSinceMs = 0;
  }

  look(group: TaskGroup, seen: Pick<HealthQuestion, "tasks" | "checks">): void {
    if (this.said !== undefined) return;
    const { clock } = this.environment;
    const nowMs = clock.nowMs();
    if (this.watchedSinceMs === 0) this.watchedSinceMs = nowMs;
    this.timer?.cancel();
    const verdict = decideHealth({ ...seen, policy: healthPolicyOf(group), watchedSinceMs: this.watchedSinceMs, nowMs });
    switch (verdict.kind) {
      case "healthy":
        this.said = true;
        return;
      case "unhealthy":
        this.said = false;
        this.reason = verdict.reason;
        return;
      case "undecided":
        if (Number.isFinite(verdict.askAgainAtMs)) this.timer = clock.after(Math.max(1, verdict.askAgainAtMs - nowMs), this.wake);
        return;
    }
  }

  close(): void {
    this.timer?.cancel();
  }
}
