// People and programs that use the API: they register, change, scale, stop and purge, with and without an expected index,
// and check what they were promised: what was acknowledged is in the log, and whoever reads afterwards sees it.
import type { LogEvent, Outcome } from "@berth/core/model/entry";
import { encodeJson, subjectsOf } from "@berth/contracts/rpc";
import type { ControlProcess } from "../world/control-process.ts";
import type { Random } from "../world/random.ts";
import type { Scene } from "../scene.ts";
import { behaves, changedShape, drawJobShape, type JobShape, jobOfShape } from "./job-shapes.ts";

export interface ClientOptions {
  readonly scene: Scene;
  readonly random: Random;
  /** Mean time between two actions. */
  readonly pauseMs: number;
  readonly jobs: number;
}

export class Client {
  acknowledged = 0;
  private readonly shapes = new Map<string, JobShape>();
  /** Expected index a compare-and-set was accepted with, by job. */
  private readonly accepted = new Set<string>();
  private isOver = false;
  private readonly options: ClientOptions;

  constructor(options: ClientOptions) {
    this.options = options;
  }

  start(): void {
    this.next();
  }

  stop(): void {
    this.isOver = true;
  }

  /** Every job that is still wanted is submitted once more, so that no failed deployment of the bad days stands in the way. */
  async submitAllAgain(): Promise<void> {
    const { state } = this.options.scene;
    for (const shape of this.shapes.values()) {
      const job = state.job("default", shape.id);
      if (job === undefined || job.stopped) continue;
      await this.submitUntilSeen({ ...shape, edition: shape.edition + 1_000 });
    }
  }

  async stopSome(): Promise<void> {
    for (const id of [...this.shapes.keys()].filter((_, i) => i % 2 === 0)) {
      const process = this.server();
      if (process !== undefined) await this.submit(process, { type: "JobDeregistered", namespace: "default", jobId: id, purge: false });
    }
  }

  private async submitUntilSeen(shape: JobShape): Promise<void> {
    const { scene } = this.options;
    for (let tries = 0; tries < 100; tries++) {
      const process = this.server();
      const outcome = process === undefined ? undefined : await this.submit(process, { type: "JobRegistered", job: jobOfShape(shape), expectedJobModifyIndex: undefined, submission: undefined });
      if (outcome?.kind === "applied") return this.settled(shape);
      await new Promise<void>((resolve) => void scene.world.time.after(1_000, resolve));
    }
  }

  private settled(shape: JobShape): void {
    this.shapes.set(shape.id, shape);
    if (behaves(shape)) this.options.scene.behaved.add(shape.id);
    else this.options.scene.behaved.delete(shape.id);
  }

  private next(): void {
    const { scene, random, pauseMs } = this.options;
    scene.world.time.after(pauseMs * 2 * random.next(), () => {
      if (this.isOver) return;
      const process = this.server();
      if (process !== undefined) void this.act(process).catch((error: unknown) => scene.world.violate("client", String(error instanceof Error ? error.stack : error)));
      this.next();
    });
  }

  private server(): ControlProcess | undefined {
    const serving = this.options.scene.processes.filter((process) => process.isServing && process.options.loops.includes("api"));
    return serving.length === 0 ? undefined : this.options.random.pick(serving);
  }

  private async act(process: ControlProcess): Promise<void> {
    const { random, jobs, scene } = this.options;
    const id = `job-${random.int(1, jobs)}`;
    const dice = random.next();
    const known = this.shapes.get(id);
    if (known === undefined || dice < 0.08) return this.register(process, drawJobShape(random, id));
    if (dice < 0.45) return this.register(process, changedShape(random, known));
    if (dice < 0.6) return this.scale(process, known);
    if (dice < 0.72) return this.stopJob(process, id);
    if (dice < 0.78) return void (await this.submit(process, { type: "JobEvaluationForced", namespace: "default", jobId: id }));
    if (dice < 0.84) return this.stopAllocation(process, id);
    if (dice < 0.92) return this.setEligibility(process);
    if (dice < 0.95) return this.purgeNode(process);
    void scene.world.network.client(process.life).request(subjectsOf("sim").leader("controller", "collect"), encodeJson({}), 5_000).catch(() => undefined);
  }

  private async register(process: ControlProcess, drawn: JobShape): Promise<void> {
    const { random } = this.options;
    // A job's type cannot change.
    const known = this.shapes.get(drawn.id);
    const shape = known === undefined ? drawn : { ...drawn, type: known.type, runMs: known.runMs, exit: known.exit, edition: Math.max(drawn.edition, known.edition + 1), count: known.type === "system" ? 1 : drawn.count };
    const seen = process.commands!.state.job("default", shape.id);
    const isConditional = random.chance(0.4);
    const expected = isConditional ? (seen === undefined || seen.purged ? 0 : seen.jobModifyIndex) : undefined;
    this.settled(shape);
    const outcome = await this.submit(process, { type: "JobRegistered", job: jobOfShape(shape), expectedJobModifyIndex: expected, submission: undefined });
    if (outcome?.kind !== "applied" || expected === undefined || expected === 0) return;
    const key = `${shape.id}@${expected}`;
    if (this.accepted.has(key)) this.options.scene.world.violate("compare and set", `two writes of ${shape.id} were accepted that expected index ${expected}`);
    this.accepted.add(key);
  }

  private async scale(process: ControlProcess, shape: JobShape): Promise<void> {
    if (shape.type === "system") return;
    const count = this.options.random.int(0, 7);
    this.shapes.set(shape.id, { ...shape, count: Math.max(1, count) });
    await this.submit(process, { type: "JobScaled", namespace: "default", jobId: shape.id, group: "g", count });
  }

  private async stopJob(process: ControlProcess, jobId: string): Promise<void> {
    await this.submit(process, { type: "JobDeregistered", namespace: "default", jobId, purge: this.options.random.chance(0.4) });
  }

  private async stopAllocation(process: ControlProcess, jobId: string): Promise<void> {
    const { state } = process.commands!;
    const job = state.job("default", jobId);
    if (job === undefined) return;
    const rows = [...state.allocationsOfJob(job)];
    if (rows.length > 0) await this.submit(process, { type: "AllocationsStopRequested", allocationIds: [state.allocations.idOf(this.options.random.pick(rows))] });
  }

  private async setEligibility(process: ControlProcess): Promise<void> {
    const { random, scene } = this.options;
    const { nodeId } = random.pick(scene.machines);
    await this.submit(process, { type: "NodeEligibilitySet", nodeId, eligibility: random.chance(0.35) ? "ineligible" : "eligible" });
  }

  private async purgeNode(process: ControlProcess): Promise<void> {
    const { random, scene } = this.options;
    const gone = scene.machines.filter((machine) => machine.isGone || random.chance(0.1));
    if (gone.length === 0) return;
    const machine = random.pick(gone);
    await this.submit(process, { type: "NodePurged", nodeId: machine.nodeId });
  }

  /** undefined: nobody knows what became of it. */
  private async submit(process: ControlProcess, event: LogEvent): Promise<Outcome | undefined> {
    const { scene } = this.options;
    const { commands, life } = process;
    let outcome: Outcome;
    try {
      outcome = await commands!.submit(event, "");
    } catch {
      return undefined;
    }
    if (outcome.kind !== "applied") return outcome;
    this.acknowledged++;
    const entry = scene.entries[outcome.index - 1];
    if (entry === undefined || !entry.actor.endsWith(`/${life.name}`) || !entry.events.some((each) => each.type === event.type))
      scene.world.violate("acknowledged", `${life.name} acknowledged ${event.type} at ${outcome.index}, which the log does not hold`);
    if (commands!.state.index < outcome.index) scene.world.violate("read your writes", `${life.name} acknowledged ${outcome.index} and reads at ${commands!.state.index}`);
    void this.readElsewhere(outcome.index);
    return outcome;
  }

  private async readElsewhere(index: number): Promise<void> {
    const other = this.server();
    if (other?.commands === undefined) return;
    const { commands, life } = other;
    const caughtUp = await commands.catchUp().then(
      () => true,
      () => false,
    );
    if (caughtUp && commands.state.index < index) this.options.scene.world.violate("read your writes", `${life.name} caught up and reads at ${commands.state.index}, ${index} was acknowledged before`);
  }
}
