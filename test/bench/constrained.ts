// Placements under hard and soft constraints on 5,000 nodes in memory: schedule, check, fold. For preemption the nodes are
// full of low jobs first, so that every placement has to push somebody out.
import type { BenchOptions, Figures } from "./run.ts";
import type { MachineTerms } from "./fleet/machine.ts";
import { defaultSchedulerConfiguration } from "@berth/core/model/scheduler-configuration";
import { MemoryCluster, type PlacingCost, benchJob, noCost, perSecond, renamed } from "./pure/memory-cluster.ts";
import { writeReport } from "./report/write-report.ts";

const machines: MachineTerms = { datacenters: 1, classes: 4, racks: 50, sizes: [{ cpuMhz: 166_400, memoryMb: 262_144 }] };

/** Blocks of the group, by case. `perRack` is how many allocations a rack may hold at least. */
const cases: Readonly<Record<string, (perRack: number) => string>> = {
  distinct_hosts: () => `constraint { distinct_hosts = true }`,
  distinct_property: (perRack) => `constraint {
    distinct_property = "$\${meta.rack}"
    value = "${perRack}"
  }`,
  spread: () => `spread { attribute = "$\${meta.rack}" }`,
  spread_targets: () => `spread {
    attribute = "$\${meta.rack}"
    target "rack-0" {
      percent = 20
    }
    target "rack-1" {
      percent = 10
    }
  }`,
  affinity: () => `affinity {
    attribute = "$\${node.class}"
    value = "class-1"
    weight = 50
  }`,
  anti_affinity: () => `constraint {
    attribute = "$\${node.class}"
    operator = "!="
    value = "class-1"
  }`,
};

function measure(blocks: string, { nodes, jobs, tasks }: { readonly nodes: number; readonly jobs: number; readonly tasks: number }): PlacingCost {
  const cluster = new MemoryCluster(nodes, machines);
  const job = benchJob("constrained", { count: tasks, group: blocks });
  cluster.place(renamed(job, "warm"));
  const cost = noCost();
  for (let i = 0; i < jobs; i++) cluster.place(renamed(job, `job-${i}`), cost);
  return cost;
}

const lowPriority = 10;
/** So that each node is full and each low allocation makes room for one high one. */
const lowShape = { cpuMhz: 8_320, memoryMb: 13_107 };
const lowPerNode = 20;

/** Every node full of low allocations; then jobs that push them out, one for one. */
function measurePreemption({ nodes, jobs, tasks }: { readonly nodes: number; readonly jobs: number; readonly tasks: number }): PlacingCost {
  const cluster = new MemoryCluster(nodes, machines);
  const { CreateIndex: _created, ModifyIndex: _modified, ...defaults } = defaultSchedulerConfiguration;
  const configuration = { ...defaults, PreemptionConfig: { ...defaults.PreemptionConfig, ServiceSchedulerEnabled: true } };
  cluster.builder.append([{ type: "SchedulerConfigured", configuration, expectedModifyIndex: undefined }]);
  const low = benchJob("low", { count: 1_000, ...lowShape });
  for (let left = nodes * lowPerNode, i = 0; left > 0; left -= 1_000, i++)
    cluster.place({ ...renamed(low, `low-${i}`), Priority: lowPriority, TaskGroups: [{ ...low.TaskGroups[0]!, Count: Math.min(left, 1_000) }] });
  const high = { ...benchJob("high", { count: tasks, ...lowShape }), Priority: 90 };
  cluster.place(renamed(high, "warm"));
  const cost = noCost();
  for (let i = 0; i < jobs; i++) cluster.place(renamed(high, `job-${i}`), cost);
  return cost;
}

export async function constrained(options: BenchOptions): Promise<Figures> {
  const { quick, progress, only } = options;
  const size = { nodes: options.nodes ?? (quick ? 500 : 5_000), jobs: options.jobs ?? (quick ? 3 : 50), tasks: options.tasks ?? (quick ? 100 : 1_000) };
  const figures: Record<string, number> = {};
  const rows: (readonly (string | number)[])[] = [];
  const measures = Object.entries(cases).map(([name, blocks]) => ({ name, run: () => measure(blocks(Math.ceil(size.tasks / machines.racks)), size) }));
  for (const { name, run } of [...measures, { name: "preemption", run: () => measurePreemption(size) }]) {
    if (only !== "" && !only.split(",").includes(name)) continue;
    const cost = run();
    if (cost.placed !== size.jobs * size.tasks) throw new Error(`${name}: ${cost.placed} of ${size.jobs * size.tasks} were placed`);
    figures[`${name}_placed_per_s`] = perSecond(cost);
    const micros = (ms: number): number => Number(((ms * 1_000) / cost.placed).toFixed(3));
    rows.push([name, cost.placed, perSecond(cost), micros(cost.scheduleMs), micros(cost.checkMs), micros(cost.commitMs)]);
    progress(`${name}: ${cost.placed} placed, ${perSecond(cost)}/s`);
  }
  const bars = Object.entries(figures).map(([name, value]) => ({ name: name.replace("_placed_per_s", ""), value }));
  const chart = { kind: "bars" as const, title: `placements under constraints on ${size.nodes} nodes`, yLabel: "placed per second", bars };
  const table = { title: "Cases, us a placement", columns: ["case", "placed", "placed/s", "schedule", "check", "fold"], rows };
  await writeReport({ name: "constrained", about: `${size.jobs} jobs of ${size.tasks} tasks each.`, charts: [chart], tables: [table] }, { ...figures, ...size });
  return { ...figures, ...size };
}
