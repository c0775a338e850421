// Machines of Google's 2011 trace (Reiss et al., SoCC 2012, table 1: capacities over the largest machine, counts), and
// tasks with the tails of the 2019 one (Pareto, 0.69 for cpu and 0.72 for memory), cut at a quarter of the largest
// machine. The machines come one by one, in one drawn order for all algorithms: the next one joins when a task fits on
// none that is there, as an autoscaler would do it. Fewer machines for the same tasks is better.
import { defaultSchedulerConfiguration } from "@berth/core/model/scheduler-configuration";
import type { FitAlgorithm } from "@berth/core/scheduling/ranking/fit-score";
import { MemoryCluster, benchJob, renamed } from "../pure/memory-cluster.ts";
import { machineSpec } from "../fleet/machine.ts";
import { type Bins, type Choose, choosers } from "./choosers.ts";
import { boundedPareto, randomOf } from "./random.ts";

const largest = { cpuMhz: 64_000, memoryMb: 256_000 };

const kinds: readonly (readonly [cpu: number, memory: number, count: number])[] = [
  [0.5, 0.5, 6_732],
  [0.5, 0.25, 3_863],
  [0.5, 0.75, 1_001],
  [1, 1, 795],
  [0.25, 0.25, 126],
  [0.5, 0.12, 52],
  [0.5, 0.03, 5],
  [0.5, 0.97, 5],
  [1, 0.5, 3],
  [0.5, 0.06, 1],
];

interface Amount {
  readonly cpuMhz: number;
  readonly memoryMb: number;
}

export interface GoogleLoad {
  readonly machines: readonly Amount[];
  readonly tasks: readonly Amount[];
  /** Machines whose capacity covers all tasks, in the order in which they join. */
  readonly bound: number;
}

export function googleLoad(tasks: number, seed: number): GoogleLoad {
  const random = randomOf(seed);
  const all = kinds.flatMap(([cpu, memory, count]) => Array.from({ length: count }, () => ({ cpuMhz: cpu * largest.cpuMhz, memoryMb: memory * largest.memoryMb })));
  const drawn = Array.from({ length: tasks }, () => ({
    cpuMhz: Math.round(boundedPareto(random, { alpha: 0.69, least: 0.003, most: 0.25 }) * largest.cpuMhz),
    memoryMb: Math.round(boundedPareto(random, { alpha: 0.72, least: 0.003, most: 0.25 }) * largest.memoryMb),
  }));
  const machines = Array.from({ length: tasks }, () => all[Math.floor(random() * all.length)]!);
  return { machines, tasks: drawn, bound: boundOf(machines, drawn) };
}

function boundOf(machines: readonly Amount[], tasks: readonly Amount[]): number {
  const sum = (items: readonly Amount[]): Amount => items.reduce((total, { cpuMhz, memoryMb }) => ({ cpuMhz: total.cpuMhz + cpuMhz, memoryMb: total.memoryMb + memoryMb }), { cpuMhz: 0, memoryMb: 0 });
  const wanted = sum(tasks);
  const has = { cpuMhz: 0, memoryMb: 0 };
  for (const [i, machine] of machines.entries()) {
    has.cpuMhz += machine.cpuMhz;
    has.memoryMb += machine.memoryMb;
    if (has.cpuMhz >= wanted.cpuMhz && has.memoryMb >= wanted.memoryMb) return i + 1;
  }
  throw new Error("the machines cannot hold the tasks");
}

/** Nomad's bin packing score, without its bounds: 20 - (10^free cpu + 10^free memory). */
function fitScore(capacity: Amount, used: Amount, task: Amount): number {
  const freeCpu = 1 - (used.cpuMhz + task.cpuMhz) / capacity.cpuMhz;
  const freeMemory = 1 - (used.memoryMb + task.memoryMb) / capacity.memoryMb;
  return 20 - (10 ** freeCpu + 10 ** freeMemory);
}

class Machines implements Bins<Amount> {
  readonly capacity: Amount[] = [];
  readonly used: { cpuMhz: number; memoryMb: number }[] = [];

  get size(): number {
    return this.capacity.length;
  }

  join(machine: Amount): void {
    this.capacity.push(machine);
    this.used.push({ cpuMhz: 0, memoryMb: 0 });
  }

  fits(bin: number, task: Amount): boolean {
    const [capacity, used] = [this.capacity[bin]!, this.used[bin]!];
    return used.cpuMhz + task.cpuMhz <= capacity.cpuMhz && used.memoryMb + task.memoryMb <= capacity.memoryMb;
  }

  score(bin: number, task: Amount): number {
    return fitScore(this.capacity[bin]!, this.used[bin]!, task);
  }

  put(bin: number, task: Amount): void {
    this.used[bin]!.cpuMhz += task.cpuMhz;
    this.used[bin]!.memoryMb += task.memoryMb;
  }
}

/** Machines that had to join. */
export function machinesBy(algorithm: string, { machines, tasks }: GoogleLoad, seed: number): number {
  const choose: Choose = choosers[algorithm]!;
  const random = randomOf(seed);
  const bins = new Machines();
  for (const task of tasks) {
    let bin = bins.size === 0 ? -1 : choose(bins, task, random);
    while (bin < 0) {
      bins.join(machines[bins.size]!);
      if (bins.fits(bins.size - 1, task)) bin = bins.size - 1;
    }
    bins.put(bin, task);
  }
  return bins.size;
}

/** Through the product's own scheduler: each task is a job of its own, registered, scheduled and folded. */
export function machinesByBerth({ machines, tasks }: GoogleLoad, algorithm: FitAlgorithm, progress: (text: string) => void): number {
  const cluster = new MemoryCluster(0, { datacenters: 1, classes: 1, racks: 1, sizes: [{ cpuMhz: 0, memoryMb: 0 }] });
  const { builder } = cluster;
  builder.append([{ type: "SchedulerConfigured", configuration: { ...defaultSchedulerConfiguration, SchedulerAlgorithm: algorithm }, expectedModifyIndex: undefined }]);
  const sample = benchJob("task", { count: 1 });
  const group = sample.TaskGroups[0]!;
  const task = group.Tasks[0]!;
  let joined = 0;
  for (const [i, { cpuMhz, memoryMb }] of tasks.entries()) {
    const sized = { ...task, Resources: { ...task.Resources, CPU: cpuMhz, MemoryMB: memoryMb } };
    const job = renamed({ ...sample, TaskGroups: [{ ...group, Tasks: [sized] }] }, `task-${i}`);
    cluster.place(job);
    const record = builder.state.job(job.Namespace, job.ID)!;
    while (record.liveCount === 0) {
      const size = machines[joined]!;
      builder.register(machineSpec(joined++, { datacenters: 1, classes: 1, racks: 1, sizes: [size] }));
      cluster.settle(record);
    }
    if (i % 2_000 === 1_999) progress(`google2011: ${i + 1} of ${tasks.length} tasks through the scheduler, ${joined} machines`);
  }
  return joined;
}
