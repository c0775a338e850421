// c1m and c2m: many large jobs submitted over HTTP at once, until every allocation is committed in the log, and until
// every one is reported running by its node.
import type { BenchOptions, Figures } from "./run.ts";
import { type BenchCluster, startBenchCluster } from "./cluster/bench-cluster.ts";
import { type RunUsage, metricOf, usageSince } from "./cluster/usage-table.ts";
import { type MachineTerms, evenMachines } from "./fleet/machine.ts";
import { type BenchJob, bodyOf, evenJobs, mixedJobs } from "./load/bench-jobs.ts";
import { PlacementWatch } from "./load/placement-watch.ts";
import { Submitter } from "./load/submit.ts";
import { writeReport } from "./report/write-report.ts";

/** So many that the pipeline is what is measured, not how long one request waits for its entry. */
const connections = 256;
const stallMs = 30_000;

interface Containers {
  readonly name: string;
  readonly jobs: readonly BenchJob[];
  readonly nodes: number;
  readonly machines: MachineTerms;
}

export async function c1m(options: BenchOptions): Promise<Figures> {
  const { quick } = options;
  const jobs = evenJobs(options.jobs ?? (quick ? 20 : 1_000), options.tasks ?? (quick ? 250 : 1_000));
  const nodes = options.nodes ?? (quick ? 200 : 5_000);
  return containers({ name: "c1m", jobs, nodes, machines: evenMachines }, options);
}

export async function c2m(options: BenchOptions): Promise<Figures> {
  const { quick } = options;
  const machines = { datacenters: 10, classes: 4, racks: 50, sizes: [{ cpuMhz: 166_400, memoryMb: 262_144 }, { cpuMhz: 124_800, memoryMb: 196_608 }] };
  const jobs = mixedJobs(options.jobs ?? (quick ? 20 : 2_000), options.tasks ?? (quick ? 250 : 1_000), machines.classes);
  const nodes = options.nodes ?? (quick ? 200 : 6_100);
  return containers({ name: "c2m", jobs, nodes, machines }, options);
}

async function containers(load: Containers, options: BenchOptions): Promise<Figures> {
  const { progress, profile } = options;
  const cluster = await startBenchCluster({ ...load, profile, schedulers: options.schedulers ?? 1, workers: options.workers ?? 1, progress });
  try {
    return await measure(cluster, load, options);
  } finally {
    await cluster.stop();
  }
}

async function measure(cluster: BenchCluster, load: Containers, options: BenchOptions): Promise<Figures> {
  const { progress } = options;
  const wanted = load.jobs.reduce((sum, { tasks }) => sum + tasks, 0);
  const bodies = load.jobs.map(bodyOf);
  const before = await cluster.usage();
  const submitter = new Submitter(cluster.httpUrl, connections);
  const watch = new PlacementWatch(cluster.replica);
  const teller = setInterval(() => {
    progress(`${watch.secondsSoFar.toFixed(0)} s: ${watch.placed} placed, ${watch.running} running of ${wanted}`);
    void tellTroubles(cluster, progress);
  }, 2_000);
  const explain = async (): Promise<string> => `${JSON.stringify(await cluster.fleet.ask())}; ${unplacedJobs(cluster)}`;
  try {
    const submitted = submitter.submitAll(bodies, connections).then(() => watch.secondsSoFar);
    const placed = watch.until(({ placed }) => placed >= wanted, { stallMs, what: "placing", explain });
    const [submitSeconds] = await Promise.all([submitted, placed]);
    const placedSeconds = watch.secondsToLastPlaced;
    progress(`${watch.placed} placed in ${placedSeconds.toFixed(2)} s (submitted in ${submitSeconds.toFixed(2)} s)`);
    const ran = options.only === "placed" ? {} : await untilRunning(watch, wanted, explain);
    const usage = await usageSince(cluster, before);
    const moved = await metricOf(cluster, "plan-applier", "berth_plan_moved");
    const rejected = await metricOf(cluster, "plan-applier", "berth_plan_rejected");
    const figures: Figures = {
      allocations: watch.placed,
      jobs: load.jobs.length,
      nodes: load.nodes,
      placed_per_s: Math.round(wanted / placedSeconds),
      submit_seconds: round(submitSeconds),
      seconds: round(placedSeconds),
      ...ran,
      moved_pct: round((moved / wanted) * 100),
      rejected_pct: round((rejected / wanted) * 100),
      plans: watch.plans,
      rss_mb_max: usage.rssMbMax,
    };
    await report(load.name, figures, { watch, usage });
    return figures;
  } finally {
    clearInterval(teller);
    watch.close();
    submitter.close();
  }
}

/** Some of the jobs that are not placed whole, and what their evaluations say of it. */
function unplacedJobs({ replica: { state } }: BenchCluster): string {
  const told: string[] = [];
  for (const job of state.jobs.all()) {
    const count = state.specOf(job).TaskGroups[0]!.Count;
    if (job.liveCount >= count || told.length === 5) continue;
    const evaluations = (state.evaluationsOfJob.get(job.key) ?? []).map((id) => state.evaluations.get(id));
    told.push(`${job.id}: ${job.liveCount} of ${count}; ${JSON.stringify(evaluations.map((each) => [each?.status, each?.triggeredBy, each?.statusDescription, each?.failedGroups]))}`);
  }
  return told.join("; ");
}

/** What the fleet's nodes met with: a gateway that cannot follow shows here first. */
async function tellTroubles({ fleet }: BenchCluster, progress: (text: string) => void): Promise<void> {
  const answer = await fleet.ask().catch(() => undefined);
  if (answer === undefined || answer.counts.failures === 0) return;
  const { polls, reports, assigned } = answer.counts;
  progress(`fleet: ${assigned} assigned, ${polls} polls, ${reports} reports; failures ${JSON.stringify(answer.failures)}`);
}

async function untilRunning(watch: PlacementWatch, wanted: number, explain: () => Promise<string>): Promise<Figures> {
  await watch.until(({ running }) => running >= wanted, { stallMs, what: "running", explain });
  const runningSeconds = watch.secondsSoFar;
  return { running_per_s: Math.round(wanted / runningSeconds), running_seconds: round(runningSeconds) };
}

interface Seen {
  readonly watch: PlacementWatch;
  readonly usage: RunUsage;
}

async function report(name: string, figures: Figures, { watch, usage }: Seen): Promise<void> {
  const { placed, running } = watch.lines;
  const seconds = (line: typeof placed): [number, number][] => line.map(([ms, count]) => [ms / 1_000, count]);
  await writeReport(
    {
      name,
      about: "Large jobs submitted over HTTP at once; every service its own process, a real nats-server with fsync before each acknowledgement, and the simulated fleet on the same cores.",
      charts: [
        {
          kind: "lines",
          title: `${name}: allocations over time`,
          xLabel: "seconds since the first submission",
          yLabel: "allocations",
          series: [
            { name: "placed", points: seconds(placed) },
            { name: "running", points: seconds(running) },
          ],
        },
      ],
      tables: [usage.table],
    },
    figures,
  );
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
