// One, two, four, eight scheduler processes, each held by its cgroup to the same small share of a core, so that the
// machine's cores are not what limits them: how throughput grows, and what working in parallel costs in moves to spare
// nodes and rejections.
import { mkdir, readFile, rm, rmdir, writeFile } from "node:fs/promises";
import type { BenchOptions, Figures } from "./run.ts";
import { type BenchCluster, startBenchCluster } from "./cluster/bench-cluster.ts";
import { metricOf } from "./cluster/usage-table.ts";
import { evenJobs, bodyOf } from "./load/bench-jobs.ts";
import { PlacementWatch } from "./load/placement-watch.ts";
import { Submitter } from "./load/submit.ts";
import { writeReport } from "./report/write-report.ts";

const periodUs = 20_000;
const connections = 64;

interface Cap {
  readonly how: string;
  add(pid: number): Promise<void>;
  remove(): Promise<void>;
}

/** One group for each process; cgroup v1 or v2, undefined where neither may be written. */
async function openCap(name: string, sharePct: number): Promise<Cap | undefined> {
  const quotaUs = String(Math.round((periodUs * sharePct) / 100));
  const [v1, v2] = [`/sys/fs/cgroup/cpu/berth-bench-${process.pid}-${name}`, `/sys/fs/cgroup/berth-bench-${process.pid}-${name}`];
  const isV2 = await readFile("/sys/fs/cgroup/cgroup.controllers", "utf8").then(() => true, () => false);
  const directory = isV2 ? v2 : v1;
  try {
    await mkdir(directory);
    if (isV2) await writeFile(`${directory}/cpu.max`, `${quotaUs} ${periodUs}`);
    else {
      await writeFile(`${directory}/cpu.cfs_period_us`, String(periodUs));
      await writeFile(`${directory}/cpu.cfs_quota_us`, quotaUs);
    }
  } catch {
    await rm(directory, { recursive: true, force: true }).catch(() => undefined);
    return undefined;
  }
  return {
    how: isV2 ? "cgroup v2" : "cgroup v1",
    add: (pid) => writeFile(`${directory}/cgroup.procs`, String(pid)),
    remove: () => rmdir(directory).catch(() => undefined),
  };
}

interface Outcome {
  readonly workers: number;
  readonly how: string;
  readonly placedPerS: number;
  readonly movedPct: number;
  readonly rejectedPct: number;
  readonly plansPerJob: number;
}

async function capSchedulers(cluster: BenchCluster, sharePct: number): Promise<readonly Cap[]> {
  const caps: Cap[] = [];
  for (const { name, pid } of cluster.processes.filter((process) => process.name.startsWith("scheduler."))) {
    const cap = await openCap(name, sharePct);
    if (cap === undefined) return caps;
    await cap.add(pid);
    caps.push(cap);
  }
  return caps;
}

async function runWith(workers: number, options: BenchOptions): Promise<Outcome> {
  const { progress, quick, profile } = options;
  const nodes = options.nodes ?? (quick ? 200 : 2_000);
  const jobs = evenJobs(options.jobs ?? (quick ? 10 : 200), options.tasks ?? (quick ? 50 : 500));
  const cluster = await startBenchCluster({ nodes, profile, schedulers: workers, workers: 1, progress });
  const submitter = new Submitter(cluster.httpUrl, connections);
  let caps: readonly Cap[] = [];
  try {
    caps = await capSchedulers(cluster, options.rate ?? 10);
    const watch = new PlacementWatch(cluster.replica);
    const wanted = jobs.reduce((sum, { tasks }) => sum + tasks, 0);
    const explain = (): Promise<string> => Promise.resolve(`${workers} workers`);
    const submitted = submitter.submitAll(jobs.map(bodyOf), connections);
    await watch.until(({ placed }) => placed >= wanted, { stallMs: 60_000, what: "placing", explain });
    await submitted;
    watch.close();
    const share = async (metric: string): Promise<number> => ((await metricOf(cluster, "plan-applier", metric)) / wanted) * 100;
    const outcome: Outcome = {
      workers,
      how: caps.length === workers ? caps[0]!.how : "not capped",
      placedPerS: Math.round(wanted / watch.secondsToLastPlaced),
      movedPct: Number((await share("berth_plan_moved")).toFixed(3)),
      rejectedPct: Number((await share("berth_plan_rejected")).toFixed(3)),
      plansPerJob: Number((watch.plans / jobs.length).toFixed(3)),
    };
    progress(`${workers} workers (${outcome.how}): ${outcome.placedPerS} placed/s, ${outcome.movedPct} % moved, ${outcome.rejectedPct} % rejected`);
    return outcome;
  } finally {
    submitter.close();
    await cluster.stop();
    for (const cap of caps) await cap.remove();
  }
}

export async function workers(options: BenchOptions): Promise<Figures> {
  const counts = options.workers !== undefined ? [options.workers] : options.quick ? [1, 2] : [1, 2, 4, 8];
  const outcomes: Outcome[] = [];
  for (const count of counts) outcomes.push(await runWith(count, options));
  const figures: Record<string, number | string> = { capped_by: outcomes[0]!.how };
  for (const { workers: count, placedPerS, movedPct, rejectedPct, plansPerJob } of outcomes) {
    figures[`w${count}_placed_per_s`] = placedPerS;
    figures[`w${count}_speedup`] = Number((placedPerS / outcomes[0]!.placedPerS).toFixed(2));
    figures[`w${count}_moved_pct`] = movedPct;
    figures[`w${count}_rejected_pct`] = rejectedPct;
    figures[`w${count}_plans_per_job`] = plansPerJob;
  }
  const points = (value: (outcome: Outcome) => number): [number, number][] => outcomes.map((outcome) => [outcome.workers, value(outcome)]);
  const charts = [
    {
      kind: "lines" as const,
      title: "placements by number of scheduler workers",
      xLabel: "workers, each with the same share of a core",
      yLabel: "placed per second",
      series: [
        { name: "measured", points: points(({ placedPerS }) => placedPerS) },
        { name: "linear", points: points(({ workers: count }) => outcomes[0]!.placedPerS * count) },
      ],
    },
  ];
  await writeReport({ name: "workers", about: "Scheduler processes, each capped to the same share of a core.", charts }, figures);
  return figures;
}
