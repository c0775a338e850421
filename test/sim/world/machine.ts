// A machine: a disk, tasks, and an agent that can be killed at any moment while the tasks run on. The machine itself can
// go down too, and come back with its disk or be replaced by another one of the same name.
import { createHash } from "node:crypto";
import { fitsBeside } from "@berth/core/agent/admission";
import type { Subjects } from "@berth/contracts/rpc";
import type { NodeSpec } from "@berth/core/model/node";
import type { Logger } from "@berth/ports/logger";
import { noTracing } from "@berth/ports/tracing";
import { Agent } from "@berth/runtime/agent/agent";
import { DEFAULT_AGENT_SETTINGS } from "@berth/runtime/agent/agent-parts";
import { RpcGateway } from "@berth/runtime/gateway/rpc-gateway";
import { Life } from "./life.ts";
import { MachineDisk } from "./machine-disk.ts";
import { MachineTasks, type TaskWatch } from "./machine-tasks.ts";
import type { World } from "./world.ts";

const directories = { allocDir: "/a", taskDir: "/t", localDir: "/l", secretsDir: "/s", stateDir: "/x", stdoutPath: "/o", stderrPath: "/e" };

export interface MachineOptions {
  readonly name: string;
  readonly spec: NodeSpec;
  readonly subjects: Subjects;
  readonly watch: TaskWatch;
}

export class Machine {
  readonly disk = new MachineDisk();
  readonly tasks: MachineTasks;
  agent: Agent | undefined;
  life: Life;
  /** Times at which the machine went down. */
  readonly downs: number[] = [];
  /** Replaced by another machine; never comes back. */
  isGone = false;
  isUp: boolean;
  readonly options: MachineOptions;
  private readonly world: World;

  constructor(world: World, options: MachineOptions) {
    this.world = world;
    this.options = options;
    this.life = new Life(world, `agent/${options.name}`);
    this.life.alive = false;
    this.isUp = false;
    this.tasks = new MachineTasks({ ...world, random: world.random.fork(), watch: options.watch });
  }

  get name(): string {
    return this.options.name;
  }

  get nodeId(): string {
    return this.disk.identity?.nodeId ?? "";
  }

  crashAgent(restartAfterMs: number): void {
    this.world.end(this.life);
    this.world.time.after(restartAfterMs, () => {
      if (this.isUp && !this.isGone && !this.life.alive) this.boot();
    });
  }

  goDown(forMs: number): void {
    this.isUp = false;
    this.downs.push(this.world.time.nowMs);
    this.world.end(this.life);
    this.tasks.loseAll();
    if (forMs < Infinity) this.world.time.after(forMs, () => this.comeBack());
    else this.isGone = true;
  }

  comeBack(): void {
    if (this.isGone || this.isUp) return;
    this.isUp = true;
    this.boot();
  }

  boot(): void {
    const { world, options } = this;
    const life = new Life(world, `agent/${options.name}`);
    this.life = life;
    const { ID: _id, Drivers: _drivers, ...facts } = options.spec;
    const { counts, rates } = world;
    const onCrash = (): void => this.crashAgent(life.random.delay(100, 5_000));
    const crashOdds = rates.storeCrash;
    const agent = new Agent({
      environment: life.environment(),
      logger: this.logger(),
      tracing: noTracing,
      gateway: new RpcGateway(world.network.client(life), options.subjects),
      store: this.disk.store(life, { counts, crashOdds, onCrash }),
      drivers: [this.tasks.driver(life)],
      files: {
        prepare: () => life.later(1, () => directories),
        writePayload: () => life.later(1, () => undefined),
        settle: () => undefined,
        remove: () => life.later(1, () => undefined),
        close: () => undefined,
      },
      probe: { probe: () => life.later(5, () => ({ kind: "connected" })) },
      host: { read: () => life.later(1, () => facts) },
      fits: fitsBeside,
      sha256: (text) => createHash("sha256").update(text).digest("hex"),
      settings: { ...DEFAULT_AGENT_SETTINGS, region: "sim", hostEnv: {} },
    });
    this.agent = agent;
    this.world.note(`${options.name}: agent starts`);
    agent.start().catch((error: unknown) => {
      if (!life.alive) return;
      world.violate("agent start", `${options.name}: ${String(error)}`);
    });
  }

  private logger(): Logger {
    const { world } = this;
    const line = (level: string) => (message: string, fields?: object) => world.trace(`${this.name} ${level}: ${message} ${fields === undefined ? "" : JSON.stringify(fields)}`);
    const logger: Logger = { debug: () => undefined, info: line("info"), warn: line("warn"), error: line("error"), child: () => logger };
    return logger;
  }
}
