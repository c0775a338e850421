// One seed: a cluster under faults and load (safety), then without faults until everything has come about (liveness). The
// checkers watch all the time.
import { subjectsOf } from "@berth/contracts/rpc";
import { hashEntry } from "@berth/contracts/entry";
import { nodeSpec } from "@berth/core/testing/node-builder";
import { evolve } from "@berth/core/state/evolve";
import { State } from "@berth/core/state/state";
import type { LogRecord } from "@berth/ports/log";
import { allCheckers } from "./checkers/all.ts";
import { Faults, machineWishes } from "./faults.ts";
import type { Checker, Scene } from "./scene.ts";
import { ControlProcess, type Loop } from "./world/control-process.ts";
import { drawFaultRates, without } from "./world/fault-rates.ts";
import type { RunningTask } from "./world/machine-tasks.ts";
import { Machine } from "./world/machine.ts";
import { Random } from "./world/random.ts";
import { type Violation, World } from "./world/world.ts";
import "./world/abort-signals.ts";
import { describeEvents, describeState } from "./describe.ts";
import { Client } from "./workload/client.ts";
import { LaunchClient } from "./workload/launch-client.ts";
import { Operator } from "./workload/operator.ts";

export interface SimulationOptions {
  readonly seed: number;
  /** Length of the safety phase. */
  readonly minutes: number;
  /** 0: drawn from the seed. */
  readonly nodes: number;
  /** 0: drawn from the seed. */
  readonly jobs: number;
  /** Kinds of faults that are left out. */
  readonly without: readonly string[];
  readonly verbose: boolean;
}

export interface SimulationResult {
  readonly options: SimulationOptions;
  readonly virtualMs: number;
  readonly entries: number;
  readonly acknowledged: number;
  readonly events: number;
  readonly faults: ReadonlyMap<string, number>;
  readonly violations: readonly Violation[];
  readonly timeline: readonly string[];
}

const convergenceBoundMs = 10 * 60_000;
const terms = { ttlMs: 6_000, graceMs: 3_000, failoverMs: 9_000, deafAfterMs: 3_000 };
const tickMs = 2_000;

export class Simulation {
  readonly scene: Scene;
  private readonly checkers: readonly Checker[] = allCheckers();
  private readonly random: Random;
  private readonly options: SimulationOptions;

  constructor(options: SimulationOptions) {
    this.options = options;
    this.random = new Random(options.seed);
    const world = new World({
      seed: options.seed,
      rates: without(drawFaultRates(this.random), options.without),
      onStored: (record) => this.witness(record),
      onAnswered: (answered) => this.each((checker, fail) => checker.answered?.(this.scene, answered, fail)),
      onHeard: (by, subject, payload) => this.each((checker, fail) => checker.heard?.(this.scene, { by, subject, payload }, fail)),
    });
    world.verbose = options.verbose;
    this.scene = { world, state: new State(), machines: [], processes: drawProcesses(world, this.random), terms, entries: [], chain: [], behaved: new Set() };
    const machines = options.nodes > 0 ? options.nodes : this.random.int(2, 7);
    for (let i = 0; i < machines; i++) this.scene.machines.push(this.machine(`m${i + 1}`));
  }

  async run(): Promise<SimulationResult> {
    const { scene, random } = this;
    const { world } = scene;
    const goOn = (): boolean => world.violations.length === 0;
    const faults = new Faults(scene, random.fork());
    const drawnJobs = random.int(2, 8);
    const jobs = this.options.jobs > 0 ? this.options.jobs : drawnJobs;
    const client = new Client({ scene, random: random.fork(), pauseMs: random.pick([300, 1_000, 4_000]), jobs });
    const operator = new Operator(scene, random.fork());
    for (const process of scene.processes) process.boot();
    for (const machine of scene.machines) world.time.after(random.delay(0, 2_000), () => machine.comeBack());
    this.tick();
    client.start();
    // Its chance is its own, so that it changes nothing where it does not take part.
    const launchRandom = new Random(this.options.seed ^ 0x1a0c4);
    const launcher = launchRandom.chance(0.4) ? new LaunchClient(scene, launchRandom) : undefined;
    launcher?.start();
    operator.start();
    faults.start();
    await world.time.runUntil(this.options.minutes * 60_000, goOn);
    world.note("HEALED");
    faults.heal();
    client.stop();
    launcher?.stop();
    void operator.release();
    await world.time.runUntil(world.time.nowMs + 30_000, goOn);
    // What an operator had asked for in the bad days may have come after his last word.
    void operator.release();
    void client.submitAllAgain();
    await this.converge(goOn);
    // What becomes free now must reach those who still wait for it.
    void client.stopSome();
    await this.converge(goOn);
    if (goOn()) for (const checker of this.checkers) await checker.ended?.(scene, (message) => world.violate(checker.name, message));
    if (world.violations.length > 0) for (const line of describeState(scene)) world.note(line);
    return {
      options: this.options,
      virtualMs: world.time.nowMs,
      entries: world.log.records.length,
      acknowledged: client.acknowledged,
      events: world.time.count,
      faults: world.counts.byKind,
      violations: world.violations,
      timeline: world.timeline,
    };
  }

  private async converge(goOn: () => boolean): Promise<void> {
    const { world } = this.scene;
    const boundMs = world.time.nowMs + convergenceBoundMs;
    let unsettled: string | undefined = "nothing was looked at";
    for (let calm = 0; goOn() && calm < 2 && world.time.nowMs < boundMs; ) {
      // Not in step with what people let happen every so many seconds.
      await world.time.runUntil(world.time.nowMs + 9_700, goOn);
      unsettled = this.unsettled();
      calm = unsettled === undefined ? calm + 1 : 0;
    }
    if (goOn() && unsettled !== undefined) world.violate("convergence", `${convergenceBoundMs / 1_000} s after healing: ${unsettled}`);
  }

  private unsettled(): string | undefined {
    for (const checker of this.checkers) {
      const found = checker.unsettled?.(this.scene);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private tick(): void {
    this.scene.world.time.after(tickMs, () => {
      this.each((checker, fail) => checker.tick?.(this.scene, fail));
      this.tick();
    });
  }

  private machine(name: string): Machine {
    const machine: Machine = new Machine(this.scene.world, {
      name,
      spec: nodeSpec("", machineWishes(this.random)),
      subjects: subjectsOf("sim"),
      watch: {
        ended: (task) => this.scene.world.note(`${name}: ${task.allocationId} ${task.task} ends with ${task.exit?.exitCode} ${task.exit?.error ?? ""}`),
        begun: (task) => this.begun(task, machine),
        stopAsked: (task) => this.each((checker, fail) => checker.taskStopAsked?.(this.scene, this.machineOf(task.startId, machine), task, fail)),
        destroyed: (task) => this.each((checker, fail) => checker.taskDestroyed?.(this.scene, this.machineOf(task.startId, machine), task, fail)),
      },
    });
    return machine;
  }

  private begun(task: RunningTask, machine: Machine): void {
    const on = this.machineOf(task.startId, machine);
    this.scene.world.note(`${on.name}: ${task.allocationId} ${task.task} begins`);
    this.each((checker, fail) => checker.taskBegun?.(this.scene, on, task, fail));
  }

  /** A machine that replaced another one shares its watch. */
  private machineOf(startId: string, first: Machine): Machine {
    return this.scene.machines.find((machine) => machine.tasks.started.some((task) => task.startId === startId)) ?? first;
  }

  private witness(record: LogRecord): void {
    const { scene } = this;
    const entry = scene.world.decode(record.data);
    this.each((checker, fail) => checker.before?.(scene, entry, fail));
    const ctx = evolve(scene.state, { index: record.index, entry, hash: hashEntry(record.data) });
    scene.entries.push(entry);
    scene.chain.push(`${scene.state.chainHigh}.${scene.state.chainLow}`);
    scene.world.note(`entry ${record.index} ${entry.actor}${entry.leader === undefined ? "" : ` ${entry.leader.role} ${entry.leader.epoch}.${entry.leader.ordinal}`}: ${describeEvents(entry.events, ctx.outcomes)}`);
    this.each((checker, fail) => checker.folded?.(scene, ctx, fail));
  }

  private each(run: (checker: Checker, fail: (message: string) => void) => void): void {
    for (const checker of this.checkers) run(checker, (message) => this.scene.world.violate(checker.name, message));
  }
}

/** Either a few processes that do everything, or one process a loop. */
function drawProcesses(world: World, random: Random): readonly ControlProcess[] {
  const subjects = subjectsOf("sim");
  const make = (name: string, loops: readonly Loop[], workers: number): ControlProcess => new ControlProcess(world, { name, loops, subjects, terms, workers });
  if (random.chance(0.4)) {
    const all: readonly Loop[] = ["api", "broker", "applier", "controller", "scheduler", "gateway", "history"];
    return Array.from({ length: random.int(1, 3) }, (_, i) => make(`plane-${i + 1}`, i === 0 ? [...all, "discovery"] : all, 3));
  }
  const workers = random.int(1, 3);
  const of = (count: number, name: string, loops: readonly Loop[]): ControlProcess[] => Array.from({ length: count }, (_, i) => make(`${name}-${i + 1}`, loops, workers));
  return [
    ...of(random.int(1, 2), "api", ["api"]),
    ...of(random.int(1, 2), "broker", ["broker"]),
    ...of(random.int(1, 2), "applier", ["applier"]),
    ...of(random.int(1, 2), "controller", ["controller"]),
    ...of(workers, "scheduler", ["scheduler"]),
    ...of(random.int(1, 2), "gateway", ["gateway"]),
    ...of(1, "discovery", ["discovery"]),
    ...of(random.int(1, 2), "history", ["history"]),
  ];
}
