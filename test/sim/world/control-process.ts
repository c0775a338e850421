// A process of the control plane: one replica and some of the real loops. When it ends, in whatever way, another instance of
// it starts after a while and reads the log anew.
import type { Subjects } from "@berth/contracts/rpc";
import { noMetrics } from "@berth/ports/metrics";
import { noTracing } from "@berth/ports/tracing";
import {
  commandsOf,
  leadApplier,
  leadBroker,
  leadController,
  leadershipOf,
  type LoopContext,
  nodeGateway,
  type ReplicaParts,
  replicaParts,
  schedulerWorker,
} from "@berth/runtime/control-plane";
import { DiscoverySync } from "@berth/runtime/discovery/discovery-sync";
import { ReplicaDiscoverySource } from "@berth/runtime/discovery/replica-discovery-source";
import type { NodeGateway } from "@berth/runtime/gateway/node-gateway";
import { HistoryProjector } from "@berth/runtime/history/history-projector";
import type { GroupCommit } from "@berth/runtime/log/group-commit";
import type { Replica } from "@berth/runtime/log/replica";
import type { Logger } from "@berth/ports/logger";
import type { SilenceTerms } from "@berth/core/heartbeats/silence";
import { textHash } from "./text-hash.ts";
import { Life } from "./life.ts";
import type { World } from "./world.ts";

export type Loop = "api" | "broker" | "applier" | "controller" | "scheduler" | "gateway" | "discovery" | "history";

export interface ControlProcessOptions {
  readonly name: string;
  readonly loops: readonly Loop[];
  readonly subjects: Subjects;
  readonly terms: SilenceTerms;
  readonly workers: number;
}

interface Stoppable {
  stop(): Promise<void> | void;
}

export class ControlProcess {
  life: Life;
  replica: Replica | undefined;
  commands: GroupCommit | undefined;
  gateway: NodeGateway | undefined;
  readonly options: ControlProcessOptions;
  private instance = 0;
  private running: Stoppable[] = [];
  private readonly world: World;

  constructor(world: World, options: ControlProcessOptions) {
    this.world = world;
    this.options = options;
    this.life = new Life(world, options.name);
    this.life.alive = false;
  }

  get name(): string {
    return this.options.name;
  }

  get isServing(): boolean {
    return this.life.alive && this.commands !== undefined;
  }

  /** SIGKILL, or the end after a broken invariant. */
  crash(restartAfterMs: number): void {
    this.world.end(this.life);
    this.replica = undefined;
    this.commands = undefined;
    this.gateway = undefined;
    const { life } = this;
    this.world.time.after(restartAfterMs, () => {
      if (this.life === life) this.boot();
    });
  }

  /** SIGTERM: hands over, then ends. */
  terminate(restartAfterMs: number): void {
    const { life } = this;
    if (!life.alive) return;
    const parts = this.running.splice(0);
    void Promise.all(parts.map((part) => part.stop())).then(() => {
      if (life.alive && this.life === life) this.crash(restartAfterMs);
    });
    this.world.time.after(8_000, () => {
      if (life.alive && this.life === life) this.crash(restartAfterMs);
    });
  }

  boot(): void {
    const { world, options } = this;
    const life = new Life(world, `${options.name}.${++this.instance}`);
    this.life = life;
    this.running = [];
    world.note(`${life.name}: starts with ${options.loops.join(", ")}`);
    const context: LoopContext = {
      log: world.log.client(life),
      lease: world.leases.client(life),
      rpc: world.network.client(life),
      subjects: options.subjects,
      environment: life.environment(),
      logger: this.logger(life),
      metrics: noMetrics,
      tracing: noTracing,
      instance: life.name,
      decode: (data) => world.decode(data),
    };
    const parts = replicaParts(context, (reason) => {
      world.violate("replica halted", `${life.name}: ${reason}`);
      this.crash(1_000);
    });
    this.start(life, context, parts).catch((error: unknown) => {
      if (!life.alive) return;
      world.note(`${life.name}: cannot start: ${String(error)}`);
      this.crash(life.random.int(500, 3_000));
    });
  }

  private async start(life: Life, context: LoopContext, parts: ReplicaParts): Promise<void> {
    const { options } = this;
    await parts.replica.start();
    if (!life.alive) return;
    this.replica = parts.replica;
    const commands = commandsOf(context, parts, options.loops.includes("api") ? "job-api" : "node-gateway");
    for (const loop of options.loops) await this.startLoop(loop, { context, parts, commands });
    this.commands = commands;
    this.running.push({ stop: () => commands.stop() });
  }

  private async startLoop(loop: Loop, given: { readonly context: LoopContext; readonly parts: ReplicaParts; readonly commands: GroupCommit }): Promise<void> {
    const { context, parts, commands } = given;
    const { terms, workers } = this.options;
    const run = (started: Stoppable & { start(): void }): void => {
      started.start();
      this.running.push(started);
    };
    switch (loop) {
      case "api":
        return;
      case "broker":
        return run(leadBroker(context, parts));
      case "applier":
        return run(leadApplier(context, parts));
      case "controller":
        return run(leadController(context, parts, terms));
      case "scheduler":
        return run(schedulerWorker(context, parts, workers));
      case "gateway": {
        const gateway = nodeGateway(context, parts, { commands, heartbeatTtlMs: terms.ttlMs });
        await gateway.start();
        this.gateway = gateway;
        this.running.push(gateway);
        return;
      }
      case "history": {
        const store = this.world.history.client(this.life);
        const projector = new HistoryProjector({ ...context, store, clock: context.environment.clock });
        return run(leadershipOf(context, parts, { role: "history", service: "history-projector", lead: ({ over }) => projector.run(over) }));
      }
      case "discovery": {
        const stopping = new AbortController();
        const source = new ReplicaDiscoverySource(parts.replica);
        const sync = new DiscoverySync({ source, registry: this.world.registry.client(this.life), clock: context.environment.clock, logger: context.logger, hash: textHash });
        void sync.run(stopping.signal);
        this.running.push({ stop: () => stopping.abort() });
      }
    }
  }

  private logger(life: Life): Logger {
    const { world } = this;
    const line = (level: string) => (message: string, fields?: object) => world.trace(`${life.name} ${level}: ${message} ${fields === undefined ? "" : JSON.stringify(fields)}`);
    const logger: Logger = { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error"), child: () => logger };
    return logger;
  }
}
