// How the cost of a placement grows with the number of nodes, and with the number of allocations that exist already:
// for large jobs (1,000 tasks) and for single-task jobs. Scheduling, checking and folding; no network, no log. The cost is
// CPU of the process, all threads: it does not depend on what else the machine does.
import type { BenchOptions, Figures } from "./run.ts";
import { type MachineTerms, evenMachines } from "./fleet/machine.ts";
import { MemoryCluster, type PlacingCost, benchJob, microsOf, noCost, renamed } from "./pure/memory-cluster.ts";
import { type Report, writeReport } from "./report/write-report.ts";

const machines: MachineTerms = { ...evenMachines, sizes: [{ cpuMhz: 166_400, memoryMb: 262_144 }, { cpuMhz: 124_800, memoryMb: 196_608 }] };
const nodesForAllocations = 10_000;
const allocationsForNodes = 10_000;

interface Point {
  readonly axis: "n" | "a";
  readonly nodes: number;
  readonly allocations: number;
  readonly large: PlacingCost;
  readonly single: PlacingCost;
}

interface Amounts {
  readonly largeJobs: number;
  readonly singleJobs: number;
}

function measure(axis: Point["axis"], size: { readonly nodes: number; readonly allocations: number }, { largeJobs, singleJobs }: Amounts): Point {
  const cluster = new MemoryCluster(size.nodes, machines);
  cluster.fill(size.allocations, benchJob("filler", { count: 1, cpuMhz: 10, memoryMb: 10 }));
  const tasks = Math.min(1_000, size.nodes * 5);
  const largeJob = benchJob("large", { count: tasks });
  const singleJob = benchJob("single", { count: 1, cpuMhz: 50 });
  // The first ones also compile the code.
  cluster.place(renamed(largeJob, "warm-large"));
  for (let i = 0; i < 20; i++) cluster.place(renamed(singleJob, `warm-${i}`));
  const large = medianCost(largeJobs, (i, cost) => cluster.place(renamed(largeJob, `large-${i}`), cost));
  const single = medianCost(singleJobs, (i, cost) => cluster.place(renamed(singleJob, `single-${i}`), cost));
  return { axis, ...size, large, single };
}

const batches = 5;

/** What else the machine does slows caches down too: the middle one of some batches. */
function medianCost(jobs: number, place: (i: number, cost: PlacingCost) => void): PlacingCost {
  const costs = Array.from({ length: Math.min(batches, jobs) }, noCost);
  for (let i = 0; i < jobs; i++) place(i, costs[Math.floor((i * costs.length) / jobs)]!);
  return costs.sort((a, b) => microsOf(a) - microsOf(b))[costs.length >>> 1]!;
}

function sizes(quick: boolean, { nodes, allocations }: BenchOptions): readonly { readonly axis: Point["axis"]; readonly nodes: number; readonly allocations: number }[] {
  if (nodes !== undefined || allocations !== undefined) return [{ axis: "n", nodes: nodes ?? nodesForAllocations, allocations: allocations ?? allocationsForNodes }];
  const byNodes = quick ? [100, 1_000] : [100, 1_000, 10_000, 100_000];
  const byAllocations = quick ? [10_000, 50_000] : [10_000, 100_000, 1_000_000, 2_000_000];
  return [
    ...byNodes.map((n) => ({ axis: "n" as const, nodes: n, allocations: quick ? 1_000 : allocationsForNodes })),
    ...byAllocations.map((a) => ({ axis: "a" as const, nodes: quick ? 1_000 : nodesForAllocations, allocations: a })),
  ];
}

export async function scale(options: BenchOptions): Promise<Figures> {
  const { quick, progress } = options;
  const points: Point[] = [];
  // The first size would pay for compiling the code for all the others.
  if (!quick) measure("n", { nodes: 1_000, allocations: 10_000 }, { largeJobs: 50, singleJobs: 1_000 });
  for (const { axis, ...size } of sizes(quick, options)) {
    const amounts = quick ? { largeJobs: 3, singleJobs: 30 } : { largeJobs: 25, singleJobs: 500 };
    const point = measure(axis, size, amounts);
    points.push(point);
    progress(`${size.nodes} nodes, ${size.allocations} allocations: large ${microsOf(point.large).toFixed(2)} us, single ${microsOf(point.single).toFixed(1)} us a placement`);
  }
  const figures: Record<string, number> = {};
  for (const { axis, nodes, allocations, large, single } of points) {
    const size = `${axis}${axis === "n" ? nodes : allocations}`;
    figures[`${size}_large_us`] = Number(microsOf(large).toFixed(3));
    figures[`${size}_single_us`] = Number(microsOf(single).toFixed(2));
  }
  await writeReport({ name: "scale", about: "CPU cost of a placement in memory: schedule, check, fold.", charts: chartsOf(points), tables: [tableOf(points)] }, figures);
  return figures;
}

function chartsOf(points: readonly Point[]): Report["charts"] {
  return (["n", "a"] as const)
    .filter((axis) => points.some((point) => point.axis === axis))
    .flatMap((axis) => {
      const chosen = points.filter((point) => point.axis === axis);
      const size = (point: Point): number => (axis === "n" ? point.nodes : point.allocations);
      const xLabel = axis === "n" ? "nodes" : "allocations that exist";
      return (["large", "single"] as const).map((kind) => ({
        kind: "lines" as const,
        title: `${kind === "large" ? "jobs of 1,000 tasks" : "single-task jobs"}: cost by ${xLabel}`,
        xLabel,
        yLabel: "us a placement",
        logX: true,
        series: [{ name: kind, points: chosen.map((point) => [size(point), microsOf(point[kind])] as const) }],
      }));
    });
}

function tableOf(points: readonly Point[]): NonNullable<Report["tables"]>[number] {
  const part = (ms: number, placed: number): number => Number(((ms * 1_000) / Math.max(1, placed)).toFixed(3));
  const rows = points.flatMap(({ nodes, allocations, large, single }) =>
    Object.entries({ large, single }).map(([kind, { placed, scheduleMs, checkMs, commitMs }]) => [
      nodes,
      allocations,
      kind,
      part(scheduleMs, placed),
      part(checkMs, placed),
      part(commitMs, placed),
    ]),
  );
  return { title: "Parts, in us a placement", columns: ["nodes", "allocations", "jobs", "schedule", "check", "fold"], rows };
}
