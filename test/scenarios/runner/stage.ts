// The cluster that scenarios run on: the simulation's world without faults, with the real loops in two processes of the
// control plane, in virtual time. Each command takes five seconds, so that times are known.
import { decodeEntry, hashEntry } from "@berth/contracts/entry";
import { subjectsOf } from "@berth/contracts/rpc";
import type { LogEvent, Outcome } from "@berth/core/model/entry";
import { type NodeWishes, nodeSpec } from "@berth/core/testing/node-builder";
import { evolve } from "@berth/core/state/evolve";
import { State } from "@berth/core/state/state";
import type { LogRecord } from "@berth/ports/log";
import { ControlProcess, type Loop } from "../../sim/world/control-process.ts";
import { drawFaultRates, faultKinds, without } from "../../sim/world/fault-rates.ts";
import { epochMs } from "../../sim/world/life.ts";
import { Machine } from "../../sim/world/machine.ts";
import type { RunningTask } from "../../sim/world/machine-tasks.ts";
import { Random } from "../../sim/world/random.ts";
import { World } from "../../sim/world/world.ts";

const region = "sim";
const loops: readonly Loop[] = ["api", "broker", "applier", "controller", "scheduler", "gateway"];
const terms = { ttlMs: 6_000, graceMs: 3_000, failoverMs: 9_000, deafAfterMs: 3_000 };
const ignored = (): void => undefined;

/** What a command takes, and how long the cluster needs to be there. */
export const commandMs = 5_000;

export class Stage {
  readonly state = new State();
  readonly machines: Machine[] = [];
  readonly world: World;
  private readonly planes: readonly ControlProcess[];
  private beginMs = 0;

  constructor() {
    const rates = without(drawFaultRates(new Random(1)), faultKinds);
    this.world = new World({ seed: Number(process.env["SCENARIO_SEED"] ?? 1), rates, onStored: (record) => this.witness(record), onAnswered: ignored, onHeard: ignored });
    const options = { loops, subjects: subjectsOf(region), terms, workers: 1 };
    // One scheduler: which of two that work at once is first would be chance.
    const others = loops.filter((loop) => loop !== "scheduler");
    this.planes = [new ControlProcess(this.world, { name: "plane-1", ...options }), new ControlProcess(this.world, { name: "plane-2", ...options, loops: others })];
  }

  /** Virtual wall time. */
  get nowMs(): number {
    return epochMs + this.world.time.nowMs + this.world.aheadMs;
  }

  /** Since the cluster is there. */
  get elapsedMs(): number {
    return this.world.time.nowMs - this.beginMs;
  }

  async begin(wallMs: number | undefined): Promise<void> {
    if (wallMs !== undefined) this.world.aheadMs = wallMs - epochMs - commandMs;
    for (const plane of this.planes) plane.boot();
    await this.pass(commandMs);
    this.beginMs = this.world.time.nowMs;
  }

  async pass(ms: number): Promise<void> {
    await this.world.time.runUntil(this.world.time.nowMs + ms, () => this.world.violations.length === 0);
    const [wrong] = this.world.violations;
    if (wrong !== undefined) throw new Error(`${wrong.checker}: ${wrong.message}`);
  }

  addMachine(wishes: NodeWishes): Machine {
    const name = `m${this.machines.length + 1}`;
    const watch = { ended: ignored, begun: ignored, stopAsked: ignored, destroyed: ignored };
    const machine = new Machine(this.world, { name, spec: { ...nodeSpec("", wishes), Name: name }, subjects: subjectsOf(region), watch });
    this.machines.push(machine);
    machine.comeBack();
    return machine;
  }

  machine(name: string): Machine {
    const machine = this.machines.find((candidate) => candidate.name === name);
    if (machine === undefined) throw new Error(`there is no machine ${name}: ${this.machines.map((known) => known.name).join(", ")}`);
    return machine;
  }

  nameOfNode(nodeId: string): string {
    return this.machines.find((machine) => machine.nodeId === nodeId)?.name ?? "a node that is gone";
  }

  /** The running tasks of an allocation, by its id. */
  tasksOf(allocationId: string): readonly { readonly machine: Machine; readonly task: RunningTask }[] {
    return this.machines.flatMap((machine) => machine.tasks.running().filter((task) => task.allocationId === allocationId).map((task) => ({ machine, task })));
  }

  /** The process that leads in this role ends; another one comes after a while. */
  killLeader(role: "broker" | "applier" | "controller"): void {
    const holder = this.state.leaders.get(role)?.holder ?? "";
    const leader = this.planes.find((plane) => holder.endsWith(`/${plane.life.name}`));
    if (leader === undefined) throw new Error(`nobody leads in the role ${role}`);
    leader.crash(20_000);
  }

  killAll(awayMs: number): void {
    for (const plane of this.planes) plane.crash(awayMs);
  }

  /** Resolves while time passes. */
  async submit(event: LogEvent): Promise<Outcome> {
    const plane = this.planes.find((candidate) => candidate.isServing);
    if (plane === undefined) throw new Error("no process serves");
    let outcome: Outcome | undefined;
    const submitted = plane.commands!.submit(event, "").then((judged) => void (outcome = judged));
    await this.pass(commandMs);
    if (outcome === undefined) throw new Error(`${event.type} was not answered within ${commandMs / 1_000} s`);
    await submitted;
    return outcome;
  }

  private witness(record: LogRecord): void {
    evolve(this.state, { index: record.index, entry: decodeEntry(record.data), hash: hashEntry(record.data) });
  }
}
