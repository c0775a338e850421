// The openb GPU cluster (Alibaba 2023) under the protocol of "Beware of Fragmentation" (USENIX ATC 2023): tasks arrive
// one by one and stay; the list is lengthened by draws until the GPUs asked for reach 130 % of the cluster's; one that
// fits nowhere is refused. The figure is the share of the cluster's GPUs that is allocated when the arrived demand
// (refused ones counted) reaches 100 %, and at 130 %.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Bins, choosers } from "./choosers.ts";
import { type Random, randomOf, shuffled } from "./random.ts";

export interface GpuNode {
  readonly cpuMilli: number;
  readonly memoryMb: number;
  readonly model: string;
  readonly gpus: number;
}

export interface GpuTask {
  readonly cpuMilli: number;
  readonly memoryMb: number;
  readonly gpus: number;
  /** Of each card. */
  readonly gpuMilli: number;
  /** Empty: any. */
  readonly models: readonly string[];
}

export interface OpenbData {
  readonly nodes: readonly GpuNode[];
  readonly tasks: readonly GpuTask[];
}

export interface OpenbShare {
  readonly at100Pct: number;
  readonly at130Pct: number;
}

function directory(): string {
  return process.env["BERTH_OPENB_DIR"] ?? fileURLToPath(new URL("../../../../shared/data/openb", import.meta.url));
}

function rowsOf(csv: string): readonly Readonly<Record<string, string>>[] {
  const [head, ...lines] = csv.trim().split("\n");
  const names = head!.trim().split(",");
  return lines.map((line) => Object.fromEntries(line.trim().split(",").map((cell, i) => [names[i]!, cell])));
}

/** A text: why there is no data. */
export async function readOpenb(): Promise<OpenbData | string> {
  const files = [join(directory(), "nodes_gpu.csv"), join(directory(), "tasks_default.csv")];
  if (!files.every((file) => existsSync(file))) return "the openb files are not here; BERTH_OPENB_DIR names their directory";
  const [nodes, tasks] = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return {
    nodes: rowsOf(nodes!).map((row) => ({ cpuMilli: Number(row["cpu_milli"]), memoryMb: Number(row["memory_mib"]), model: row["model"] ?? "", gpus: Number(row["gpu"]) })),
    tasks: rowsOf(tasks!).map((row) => ({
      cpuMilli: Number(row["cpu_milli"]),
      memoryMb: Number(row["memory_mib"]),
      gpus: Number(row["num_gpu"]),
      gpuMilli: Number(row["gpu_milli"]),
      models: (row["gpu_spec"] ?? "").split("|").filter((model) => model !== ""),
    })),
  };
}

const cardMilli = 1_000;

class GpuNodes implements Bins<GpuTask> {
  private readonly nodes: readonly GpuNode[];
  private readonly cpuFree: number[];
  private readonly memoryFree: number[];
  private readonly cards: number[][];

  constructor(nodes: readonly GpuNode[]) {
    this.nodes = nodes;
    this.cpuFree = nodes.map(({ cpuMilli }) => cpuMilli);
    this.memoryFree = nodes.map(({ memoryMb }) => memoryMb);
    this.cards = nodes.map(({ gpus }) => Array.from({ length: gpus }, () => cardMilli));
  }

  get size(): number {
    return this.nodes.length;
  }

  fits(bin: number, task: GpuTask): boolean {
    if (this.cpuFree[bin]! < task.cpuMilli || this.memoryFree[bin]! < task.memoryMb) return false;
    if (task.models.length > 0 && !task.models.includes(this.nodes[bin]!.model)) return false;
    if (task.gpus === 0) return true;
    let usable = 0;
    for (const free of this.cards[bin]!) if (free >= task.gpuMilli) usable++;
    return usable >= task.gpus;
  }

  /** Best fit: the least that stays free, each resource over the largest node's. */
  score(bin: number, task: GpuTask): number {
    const gpuFree = this.cards[bin]!.reduce((sum, free) => sum + free, 0);
    const cpu = (this.cpuFree[bin]! - task.cpuMilli) / 128_000;
    const memory = (this.memoryFree[bin]! - task.memoryMb) / 1_048_576;
    return -(cpu + memory + (gpuFree - task.gpus * task.gpuMilli) / (8 * cardMilli));
  }

  /** `packed`: on the fullest card that fits; else on any. */
  put(bin: number, task: GpuTask, { packed, random }: { readonly packed: boolean; readonly random: Random }): void {
    this.cpuFree[bin]! -= task.cpuMilli;
    this.memoryFree[bin]! -= task.memoryMb;
    const cards = this.cards[bin]!;
    for (let i = 0; i < task.gpus; i++) {
      const usable = cards.map((free, card) => ({ free, card })).filter(({ free }) => free >= task.gpuMilli);
      usable.sort((a, b) => a.free - b.free);
      const chosen = packed ? usable[0]! : usable[Math.floor(random() * usable.length)]!;
      cards[chosen.card]! -= task.gpuMilli;
    }
  }
}

function arrivals({ tasks }: OpenbData, milliWanted: number, random: Random): readonly GpuTask[] {
  const list: GpuTask[] = [];
  let milli = 0;
  for (const task of shuffled(tasks, random)) {
    if (milli >= milliWanted) break;
    list.push(task);
    milli += task.gpus * task.gpuMilli;
  }
  while (milli < milliWanted) {
    const task = tasks[Math.floor(random() * tasks.length)]!;
    list.push(task);
    milli += task.gpus * task.gpuMilli;
  }
  return list;
}

/** Tasks arrive; `place` says whether one found its place. */
export function runOpenb(data: OpenbData, random: Random, place: (task: GpuTask) => boolean): OpenbShare {
  const clusterMilli = data.nodes.reduce((sum, { gpus }) => sum + gpus * cardMilli, 0);
  let arrived = 0;
  let allocated = 0;
  let at100Pct = 0;
  for (const task of arrivals(data, clusterMilli * 1.3, random)) {
    const milli = task.gpus * task.gpuMilli;
    arrived += milli;
    if (place(task)) allocated += milli;
    if (at100Pct === 0 && arrived >= clusterMilli) at100Pct = (allocated / clusterMilli) * 100;
  }
  return { at100Pct, at130Pct: (allocated / clusterMilli) * 100 };
}

export function openbBy(data: OpenbData, algorithm: string, seed: number): OpenbShare {
  const random = randomOf(seed);
  const choose = choosers[algorithm]!;
  const bins = new GpuNodes(data.nodes);
  return runOpenb(data, random, (task) => {
    const bin = choose(bins, task, random);
    if (bin >= 0) bins.put(bin, task, { packed: algorithm !== "random", random });
    return bin >= 0;
  });
}
