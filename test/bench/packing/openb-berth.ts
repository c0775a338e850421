// openb through the product: its nodes register with their GPUs, each task is a job of its own that is registered,
// scheduled, checked and folded. A thousandth of a core stands for one MHz. A job that finds no place stays blocked, as it
// would, and what it asks still counts in what the region's jobs ask.
import type { Job } from "@berth/core/model/job";
import type { NodeSpec } from "@berth/core/model/node";
import { machineSpec } from "../fleet/machine.ts";
import { MemoryCluster, benchJob, renamed } from "../pure/memory-cluster.ts";
import { type GpuNode, type GpuTask, type OpenbData, type OpenbShare, runOpenb } from "./openb.ts";
import { randomOf } from "./random.ts";

function nodeOf({ cpuMilli, memoryMb, model, gpus }: GpuNode, i: number): NodeSpec {
  const spec = machineSpec(i, { datacenters: 1, classes: 1, racks: 1, sizes: [{ cpuMhz: cpuMilli, memoryMb }] });
  const instances = Array.from({ length: gpus }, (_, card) => ({ ID: `GPU-${i}-${card}`, Healthy: true, HealthDescription: "" }));
  return { ...spec, NodeResources: { ...spec.NodeResources, Devices: [{ Vendor: "nvidia", Type: "gpu", Name: model, Attributes: {}, Instances: instances }] } };
}

const sample = benchJob("task", { count: 1 });

function jobOf({ cpuMilli, memoryMb, gpus, gpuMilli, models }: GpuTask, id: string): Job {
  const group = sample.TaskGroups[0]!;
  const task = group.Tasks[0]!;
  const constraints = models.length === 0 ? null : [{ LTarget: "${device.model}", RTarget: `^(${models.join("|")})$`, Operand: "regexp" }];
  const device = { Name: "nvidia/gpu", Count: gpus, ShareMilli: gpuMilli === 1_000 ? 0 : gpuMilli, Constraints: constraints, Affinities: null };
  const resources = { ...task.Resources, CPU: cpuMilli, MemoryMB: memoryMb, Devices: gpus === 0 ? null : [device] };
  return renamed({ ...sample, TaskGroups: [{ ...group, Tasks: [{ ...task, Resources: resources }] }] }, id);
}

export function openbByBerth(data: OpenbData, seed: number, progress: (text: string) => void): OpenbShare {
  const cluster = new MemoryCluster(0, { datacenters: 1, classes: 1, racks: 1, sizes: [{ cpuMhz: 0, memoryMb: 0 }] });
  const { builder } = cluster;
  for (const [i, node] of data.nodes.entries()) builder.register(nodeOf(node, i));
  let tasks = 0;
  return runOpenb(data, randomOf(seed), (task) => {
    const job = jobOf(task, `task-${tasks++}`);
    cluster.place(job);
    if (tasks % 2_000 === 0) progress(`openb, seed ${seed}: ${tasks} tasks through the scheduler`);
    return builder.state.job(job.Namespace, job.ID)!.liveCount > 0;
  });
}
