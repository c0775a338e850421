// What befalls processes and machines from outside, at times drawn from the seed, until the world heals.
import { nodeSpec } from "@berth/core/testing/node-builder";
import type { ControlProcess } from "./world/control-process.ts";
import type { Life } from "./world/life.ts";
import { Machine } from "./world/machine.ts";
import type { Random } from "./world/random.ts";
import type { Scene } from "./scene.ts";

export class Faults {
  private isOver = false;
  private readonly scene: Scene;
  private readonly random: Random;

  constructor(scene: Scene, random: Random) {
    this.scene = scene;
    this.random = random;
  }

  start(): void {
    const { rates, log, leases, registry, time } = this.scene.world;
    const { random } = this;
    const forAWhile = (mostMs: number): number => time.nowMs + random.delay(100, mostMs);
    this.every("process killed", rates.crashEveryMs, () => this.process()?.crash(random.delay(100, 8_000)));
    this.every("process terminated", rates.termEveryMs, () => this.process()?.terminate(random.delay(100, 4_000)));
    this.every("process paused", rates.pauseEveryMs, () => this.anyLife()?.pause(random.chance(0.1) ? random.delay(100_000, 200_000) : random.delay(100, 15_000)));
    this.every("partition", rates.partitionEveryMs, () => this.partition());
    this.every("log away", rates.logDownEveryMs, () => {
      log.downUntilMs = forAWhile(random.chance(0.15) ? 200_000 : 20_000);
    });
    this.every("log full", rates.logFullEveryMs, () => {
      log.fullUntilMs = forAWhile(15_000);
    });
    this.every("leases gone", rates.leasesGoneEveryMs, () => {
      leases.loseAll();
      if (random.chance(0.3)) leases.downUntilMs = forAWhile(10_000);
    });
    this.every("lease given twice", rates.leaseLieEveryMs, () => {
      leases.liesUntilMs = forAWhile(10_000);
    });
    this.every("clock jumped", rates.clockJumpEveryMs, () => {
      const life = this.anyLife();
      if (life !== undefined) life.skewMs = random.pick([-1, 1]) * random.delay(0, 90_000);
    });
    this.every("agent killed", rates.agentCrashEveryMs, () => this.upMachine()?.crashAgent(random.delay(50, 20_000)));
    this.every("machine down", rates.machineCrashEveryMs, () => this.upMachine()?.goDown(random.delay(500, 60_000)));
    this.every("machine flaps", rates.machineFlapsEveryMs, () => this.flap(this.upMachine(), random.int(2, 6)));
    this.every("machine replaced", rates.machineReplacedEveryMs, () => this.replaceMachine());
    this.every("history lost", rates.historyLostEveryMs, () => this.scene.world.history.store.loseEverything());
    this.every("registry trouble", rates.registryFaultEveryMs, () => {
      if (random.chance(0.5)) registry.loseAll();
      registry.downUntilMs = forAWhile(10_000);
    });
  }

  heal(): void {
    this.isOver = true;
    const { world, machines } = this.scene;
    world.counts.enabled = false;
    world.log.downUntilMs = 0;
    world.log.fullUntilMs = 0;
    world.leases.downUntilMs = 0;
    world.leases.liesUntilMs = 0;
    world.registry.downUntilMs = 0;
    for (const life of this.lives()) {
      life.deafUntilMs = 0;
      life.muteUntilMs = 0;
      life.skewMs = 0;
    }
    for (const machine of machines) machine.comeBack();
  }

  private every(kind: string, meanMs: number, strike: () => void): void {
    if (meanMs === 0) return;
    this.scene.world.time.after(-meanMs * Math.log(1 - this.random.next()), () => {
      if (this.isOver) return;
      this.scene.world.counts.note(kind);
      this.scene.world.note(`FAULT ${kind}`);
      strike();
      this.every(kind, meanMs, strike);
    });
  }

  private partition(): void {
    const life = this.anyLife();
    if (life === undefined) return;
    const { random } = this;
    const untilMs = this.scene.world.time.nowMs + (random.chance(0.1) ? random.delay(100_000, 200_000) : random.delay(200, 40_000));
    const way = this.random.pick(["deaf", "mute", "both"]);
    this.scene.world.note(`  ${life.name} is ${way}`);
    if (way !== "mute") life.deafUntilMs = untilMs;
    if (way !== "deaf") life.muteUntilMs = untilMs;
  }

  /** Down and up again, faster than anybody can settle. */
  private flap(machine: Machine | undefined, times: number): void {
    if (machine === undefined || times === 0 || this.isOver || machine.isGone) return;
    machine.goDown(this.random.delay(200, 12_000));
    this.scene.world.time.after(this.random.delay(500, 20_000), () => this.flap(machine, times - 1));
  }

  private replaceMachine(): void {
    const machine = this.upMachine();
    if (machine === undefined) return;
    machine.goDown(Infinity);
    const next = new Machine(this.scene.world, { ...machine.options, spec: nodeSpec("", machineWishes(this.random)) });
    this.scene.machines.push(next);
    this.scene.world.time.after(this.random.delay(500, 20_000), () => next.comeBack());
  }

  private process(): ControlProcess | undefined {
    const alive = this.scene.processes.filter((process) => process.life.alive);
    return alive.length === 0 ? undefined : this.random.pick(alive);
  }

  private upMachine(): Machine | undefined {
    const up = this.scene.machines.filter((machine) => machine.isUp && !machine.isGone && machine.life.alive);
    return up.length === 0 ? undefined : this.random.pick(up);
  }

  private lives(): Life[] {
    const { processes, machines } = this.scene;
    return [...processes.map((process) => process.life), ...machines.map((machine) => machine.life)].filter((life) => life.alive);
  }

  private anyLife(): Life | undefined {
    const lives = this.random.chance(0.7) ? this.scene.processes.map((process) => process.life).filter((life) => life.alive) : this.lives();
    const [first] = lives;
    return first === undefined ? undefined : this.random.pick(lives);
  }
}

export function machineWishes(random: Random): { readonly cpuMhz: number; readonly memoryMb: number } {
  return { cpuMhz: random.pick([1_000, 2_000, 4_000]), memoryMb: random.pick([1_024, 2_048, 4_096]) };
}
