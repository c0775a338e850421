// Who runs the cluster: in half of the worlds the scheduler is configured while it works, with and without an expected
// index, and now and then registration is refused or the broker paused for a while. In the end both brakes are off.
import type { Outcome } from "@berth/core/model/entry";
import type { SchedulerConfiguration } from "@berth/core/model/scheduler-configuration";
import type { ControlProcess } from "../world/control-process.ts";
import type { Random } from "../world/random.ts";
import type { Scene } from "../scene.ts";

const pauseMs = 25_000;
const firstMs = 3_000;

export class Operator {
  private isOver = false;
  /** Indexes that a compare-and-set was accepted with. */
  private readonly accepted = new Set<number>();
  private readonly scene: Scene;
  private readonly random: Random;
  private readonly isActive: boolean;

  constructor(scene: Scene, random: Random) {
    this.scene = scene;
    this.random = random;
    this.isActive = random.chance(0.5);
  }

  start(): void {
    if (this.isActive) this.next(firstMs);
  }

  /** Nothing is refused or paused any more. */
  async release(): Promise<void> {
    this.isOver = true;
    if (!this.isActive) return;
    const configuration = this.draw(0);
    for (let tries = 0; tries < 200; tries++) {
      const outcome = await this.set(configuration, undefined);
      if (outcome?.kind === "applied") return;
      await new Promise<void>((resolve) => void this.scene.world.time.after(1_000, resolve));
    }
  }

  private next(afterMs: number): void {
    this.scene.world.time.after(afterMs * 2 * this.random.next(), () => {
      if (this.isOver) return;
      void this.act().catch((error: unknown) => this.scene.world.violate("operator", String(error instanceof Error ? error.stack : error)));
      this.next(pauseMs);
    });
  }

  private async act(): Promise<void> {
    const process = this.server();
    if (process?.commands === undefined) return;
    const expected = this.random.chance(0.4) ? process.commands.state.schedulerConfiguration.ModifyIndex : undefined;
    const outcome = await this.set(this.draw(0.15), expected);
    if (outcome?.kind !== "applied" || expected === undefined) return;
    if (this.accepted.has(expected)) this.scene.world.violate("compare and set", `two configurations were accepted that expected index ${expected}`);
    this.accepted.add(expected);
  }

  /** undefined: nobody knows what became of it. */
  private async set(configuration: SchedulerConfiguration, expectedModifyIndex: number | undefined): Promise<Outcome | undefined> {
    const process = this.server();
    if (process?.commands === undefined || (this.isOver && expectedModifyIndex !== undefined)) return undefined;
    return process.commands.submit({ type: "SchedulerConfigured", configuration, expectedModifyIndex }, "").catch(() => undefined);
  }

  private draw(brakes: number): SchedulerConfiguration {
    const { random } = this;
    return {
      SchedulerAlgorithm: random.pick(["binpack", "binpack", "spread"] as const),
      PreemptionConfig: {
        SystemSchedulerEnabled: random.chance(0.8),
        SysBatchSchedulerEnabled: random.chance(0.5),
        BatchSchedulerEnabled: random.chance(0.5),
        ServiceSchedulerEnabled: random.chance(0.8),
      },
      MemoryOversubscriptionEnabled: random.chance(0.3),
      RejectJobRegistration: random.chance(brakes),
      PauseEvalBroker: random.chance(brakes),
    };
  }

  private server(): ControlProcess | undefined {
    const serving = this.scene.processes.filter((process) => process.isServing && process.options.loops.includes("api"));
    return serving.length === 0 ? undefined : this.random.pick(serving);
  }
}
