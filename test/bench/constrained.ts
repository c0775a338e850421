// Placements under hard and soft constraints on 5,000 nodes in memory: schedule, check, fold. Preemption is left out:
// the scheduler has none yet.
import type { BenchOptions, Figures } from "./run.ts";
import type { MachineTerms } from "./fleet/machine.ts";
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

export async function constrained(options: BenchOptions): Promise<Figures> {
  const { quick, progress, only } = options;
  const size = { nodes: options.nodes ?? (quick ? 500 : 5_000), jobs: options.jobs ?? (quick ? 3 : 50), tasks: options.tasks ?? (quick ? 100 : 1_000) };
  const figures: Record<string, number> = {};
  const rows: (readonly (string | number)[])[] = [];
  for (const [name, blocks] of Object.entries(cases)) {
    if (only !== "" && !only.split(",").includes(name)) continue;
    const cost = measure(blocks(Math.ceil(size.tasks / machines.racks)), size);
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
