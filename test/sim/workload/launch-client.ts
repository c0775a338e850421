// People who run things on a schedule and on demand: periodic jobs that are due several times a minute, changed, stopped,
// run again and launched by force; a parameterised job, dispatched with and without tokens.
import { canonicalize } from "@berth/core/jobspec/canonicalize";
import { parseJobHcl } from "@berth/core/jobspec/parse-hcl";
import type { LogEvent, Outcome } from "@berth/core/model/entry";
import { epochMs } from "../world/life.ts";
import type { Random } from "../world/random.ts";
import type { Scene } from "../scene.ts";

const namespace = "default";
const dispatchedJob = "on-demand";

export class LaunchClient {
  private isOver = false;
  private readonly tokens = new Map<string, number>();
  private readonly scene: Scene;
  private readonly random: Random;

  constructor(scene: Scene, random: Random) {
    this.scene = scene;
    this.random = random;
  }

  start(): void {
    this.next();
  }

  stop(): void {
    this.isOver = true;
  }

  private next(): void {
    this.scene.world.time.after(8_000 * this.random.next(), () => {
      if (this.isOver) return;
      void this.act();
      this.next();
    });
  }

  private act(): Promise<void> {
    const jobId = this.random.pick(["clock-1", "clock-2"]);
    const dice = this.random.next();
    if (dice < 0.3) return this.register(periodicHcl(jobId, this.random));
    if (dice < 0.4) return this.send({ type: "JobDeregistered", namespace, jobId, purge: this.random.chance(0.3) });
    if (dice < 0.55) return this.send({ type: "PeriodicJobForced", namespace, jobId, atMs: epochMs + Math.floor(this.scene.world.time.nowMs) });
    if (dice < 0.7) return this.register(parameterizedHcl);
    return this.dispatch();
  }

  private register(hcl: string): Promise<void> {
    const parsed = parseJobHcl(hcl);
    if (!parsed.ok) throw new Error(parsed.errors.map((error) => error.message).join("\n"));
    return this.send({ type: "JobRegistered", job: canonicalize(parsed.job), expectedJobModifyIndex: undefined, submission: undefined });
  }

  private async dispatch(): Promise<void> {
    const number = this.random.int(0, 0xffff_ffff).toString(16).padStart(8, "0");
    const token = this.random.chance(0.5) ? `token-${this.random.int(1, 5)}` : "";
    const childId = `${dispatchedJob}/dispatch-${Math.floor(this.scene.world.time.nowMs / 1_000)}-${number}`;
    const outcome = await this.submit({ type: "JobDispatched", namespace, jobId: dispatchedJob, childId, payload: "aGk=", meta: {}, idempotencyToken: token, priority: 0 });
    if (outcome?.kind !== "applied" || token === "") return;
    // What a token names may be collected; then it may name another job, never two that are there at once.
    const first = this.tokens.get(token);
    if (first !== undefined && first > outcome.detail) this.scene.world.violate("dispatch", `${token} named the job of index ${first} and later that of ${outcome.detail}`);
    this.tokens.set(token, outcome.detail);
  }

  private async send(event: LogEvent): Promise<void> {
    await this.submit(event);
  }

  /** undefined: nobody knows what became of it. */
  private async submit(event: LogEvent): Promise<Outcome | undefined> {
    const serving = this.scene.processes.filter((process) => process.isServing && process.options.loops.includes("api"));
    if (serving.length === 0) return undefined;
    return this.random.pick(serving).commands!.submit(event, "").catch(() => undefined);
  }
}

const task = (runMs: number): string => `group "g" {
  task "t" {
    driver = "raw_exec"
    config {
      run_ms = ${runMs}
    }
    resources {
      cpu = 10
      memory = 10
    }
  }
}`;

function periodicHcl(id: string, random: Random): string {
  const everyS = random.pick([10, 20, 30]);
  return `job "${id}" {
  type = "batch"
  periodic {
    crons = ["*/${everyS} * * * * * *"]
    prohibit_overlap = ${random.chance(0.5)}
    enabled = ${random.chance(0.9)}
  }
  ${task(random.pick([500, 5_000, 40_000]))}
}`;
}

const parameterizedHcl = `job "${dispatchedJob}" {
  type = "batch"
  parameterized {
  }
  ${task(2_000)}
}`;
