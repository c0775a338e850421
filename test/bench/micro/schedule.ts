// What one `schedule` call costs, without log, wire and fold: run it with node. Clock time of each call,
// the fastest and the lower quartile of all calls: other load on the machine can only make a call slower, and the CPU
// clock of a thread moves in steps longer than a call. `--only NAME` runs one case, `--nodes 100,5000` other sizes; --cpu-prof
// shows where the time goes.
import { parseArgs } from "node:util";
import { type JobWishes, MicroCluster } from "./cluster.ts";

const { values } = parseArgs({
  options: {
    nodes: { type: "string", default: "100,1000,5000,10000,100000" },
    allocations: { type: "string", default: "0" },
    only: { type: "string", default: "" },
    rounds: { type: "string", default: "30" },
  },
});

const attribute = (name: string): string => `"$\${${name}}"`;
const cases: Readonly<Record<string, JobWishes>> = {
  single: { count: 1 },
  small: { count: 10 },
  large: { count: 1_000 },
  ports: { count: 1_000, rules: `network {\n port "http" {}\n port "admin" {}\n}` },
  distinct_hosts: { count: 1_000, rules: "constraint { distinct_hosts = true }" },
  distinct_property: { count: 1_000, rules: `constraint {\n distinct_property = ${attribute("meta.rack")}\n value = "100"\n}` },
  spread_rack: { count: 1_000, rules: `spread { attribute = ${attribute("meta.rack")} }` },
  spread_cell: { count: 1_000, rules: `spread { attribute = ${attribute("meta.cell")} }` },
  spread_node: { count: 1_000, rules: `spread { attribute = ${attribute("node.unique.id")} }` },
  affinity: { count: 1_000, rules: `affinity {\n attribute = ${attribute("meta.rack")}\n value = "rack-3"\n weight = 50\n}` },
  anti_affinity: { count: 1_000, rules: `constraint {\n attribute = ${attribute("meta.rack")}\n operator = "!="\n value = "rack-3"\n}` },
  single_affinity: { count: 1, rules: `affinity {\n attribute = ${attribute("meta.rack")}\n value = "rack-3"\n weight = 50\n}` },
  single_rack: { count: 1, rules: `constraint {\n attribute = ${attribute("meta.rack")}\n value = "rack-3"\n}` },
  single_too_large: { count: 1, cpu: 100_000 },
};

/** Microseconds a placement (or a call that places nothing). */
function measure(cluster: MicroCluster, wishes: JobWishes, rounds: number): { readonly leastUs: number; readonly quartileUs: number; readonly placed: number } {
  const calls = rounds * (wishes.count < 100 ? 20 : 1);
  const costsUs: number[] = [];
  let placed = 0;
  for (let i = 0; i < calls; i++) {
    const job = cluster.register(wishes);
    const startMs = performance.now();
    const plan = cluster.plan(job);
    const tookMs = performance.now() - startMs;
    const here = plan.placements[0]?.nameIndexes.length ?? 0;
    costsUs.push((tookMs * 1_000) / Math.max(1, here));
    placed += here;
    cluster.commit(plan);
  }
  costsUs.sort((a, b) => a - b);
  return { leastUs: costsUs[0]!, quartileUs: costsUs[costsUs.length >>> 2]!, placed: placed / calls };
}

for (const nodes of values.nodes.split(",").map(Number)) {
  const cluster = new MicroCluster(nodes);
  for (const allocations of values.allocations.split(",").map(Number)) {
    cluster.fill(allocations);
    for (const [name, wishes] of Object.entries(cases)) {
      if (values.only !== "" && !values.only.split(",").includes(name)) continue;
      const { leastUs, quartileUs, placed } = measure(cluster, wishes, Number(values.rounds));
      const size = `${nodes} nodes, ${cluster.state.allocations.size} allocations`;
      process.stdout.write(`${name.padEnd(18)} ${leastUs.toFixed(2).padStart(9)} (${quartileUs.toFixed(2)}) us a placement, ${placed} a job, ${size}\n`);
    }
  }
}
