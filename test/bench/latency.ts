// From a job's submission over HTTP to its plan in the log, and to its task running: one job at a time on an idle cluster
// whose code is warm. Two things are measured:
//
//   placed      a client's blocking query shows the allocation: its own way and the API's are in it
//   committed   (--fleet) the plan is in the state of a follower, this process's own replica
//
// With --fleet also where the time goes, from the services' metrics (load/way-of-a-job.ts).
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDev } from "../../apps/cli/dist/dev/start-dev.js";
import { type BenchCluster, startBenchCluster } from "./cluster/bench-cluster.ts";
import { type Moments, submitWatched } from "./load/job-watch.ts";
import { KeptClient } from "./load/kept-client.ts";
import { PlacementWatch } from "./load/placement-watch.ts";
import { type Way, readWay, wayColumns } from "./load/way-of-a-job.ts";
import { percentile } from "./percentile.ts";
import { writeReport } from "./report/write-report.ts";
import type { BenchOptions, Figures } from "./run.ts";

/** A real agent reports at once that a task runs. */
const urgentReportMs = 0;
/** Until a task has ended and was reported: the next job meets an idle cluster. */
const restMs = 400;
const warmRestMs = 20;

interface Measured extends Moments {
  /** undefined: nobody but the client watches. */
  readonly committedMs: number | undefined;
}

interface Target {
  readonly httpUrl: string;
  readonly nodes: number;
  readonly processes: "one" | "separate" | "separate, simulated nodes";
  readonly cluster: BenchCluster | undefined;
  stop(): Promise<void>;
}

async function startTarget(options: BenchOptions): Promise<Target> {
  const { fleet, separate, quick, profile, progress } = options;
  if (fleet) {
    const nodes = options.nodes ?? (quick ? 200 : 5_000);
    const cluster = await startBenchCluster({ nodes, reportDelayMs: urgentReportMs, profile, progress });
    return { httpUrl: cluster.httpUrl, nodes, processes: "separate, simulated nodes", cluster, stop: () => cluster.stop() };
  }
  const nodes = options.nodes ?? 4;
  const dataDir = await mkdtemp(join(tmpdir(), "berth-bench-"));
  const dev = await startDev({
    dataDir,
    region: "global",
    nodes,
    datacenters: ["dc1"],
    httpPort: 0,
    workers: 1,
    heartbeat: { ttlMs: 10_000, graceMs: 10_000, failoverMs: 30_000 },
    separate,
    history: false,
    env: process.env,
    onProgress: progress,
  });
  const stop = async (): Promise<void> => {
    await dev.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { httpUrl: dev.httpUrl, nodes, processes: separate ? "separate" : "one", cluster: undefined, stop };
}

interface Series {
  readonly jobs: number;
  readonly prefix: string;
  readonly restMs: number;
  readonly onJob: (done: number) => void;
}

/** Each job is stopped before the next one is submitted. */
async function runSeries(client: KeptClient, target: Target, { jobs, prefix, restMs: pauseMs, onJob }: Series): Promise<readonly Measured[]> {
  const committedAtMs = new Map<string, number>();
  const watch = target.cluster === undefined ? undefined : new PlacementWatch(target.cluster.replica, ({ jobId, atMs }) => void committedAtMs.set(jobId, atMs));
  const measured: Measured[] = [];
  try {
    for (let i = 0; i < jobs; i++) {
      const id = `${prefix}-${i}`;
      let sentAtMs = 0;
      const moments = await submitWatched(client, id, () => {
        sentAtMs = performance.now();
      });
      const committed = committedAtMs.get(id);
      measured.push({ ...moments, committedMs: committed === undefined ? undefined : committed - sentAtMs });
      await client.ask("DELETE", `/v1/job/${id}`);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      onJob(i + 1);
    }
  } finally {
    watch?.close();
  }
  return measured;
}

export async function latency(options: BenchOptions): Promise<Figures> {
  const { quick, progress } = options;
  const jobs = options.jobs ?? (quick ? 20 : 200);
  // Code that runs for the first time is slow. Real agents start a process for each job, simulated ones do not.
  const warmJobs = quick ? 10 : options.fleet ? 400 : 100;
  const target = await startTarget(options);
  const client = new KeptClient(target.httpUrl);
  const tell = (what: string) => (done: number) => {
    if (done % 50 === 0) progress(`${what}: ${done} jobs`);
  };
  try {
    await runSeries(client, target, { jobs: warmJobs, prefix: "warm", restMs: warmRestMs, onJob: tell("warming up") });
    await new Promise((resolve) => setTimeout(resolve, 2 * restMs));
    const measured = await runSeries(client, target, { jobs, prefix: "latency", restMs, onJob: tell("measured") });
    const committed = measured.map(({ committedMs }) => committedMs).filter((ms) => ms !== undefined);
    const way = target.cluster === undefined ? undefined : await readWay(target.cluster, percentile(committed, 50));
    const figures = figuresOf(measured, committed, target);
    await report({ ...figures, ...way }, measured, way);
    return { ...figures, ...way };
  } finally {
    client.close();
    await target.stop();
  }
}

async function report(figures: Figures, measured: readonly Measured[], way: Way | undefined): Promise<void> {
  const shares = Array.from({ length: 100 }, (_, i) => i + 1);
  const line = (name: string, of: (each: Measured) => number) => ({ name, points: shares.map((p) => [p, percentile(measured.map(of), p)] as const) });
  const series = [line("placed", ({ placedMs }) => placedMs), line("running", ({ runningMs }) => runningMs)];
  if (way !== undefined) series.unshift(line("committed", ({ committedMs, placedMs }) => committedMs ?? placedMs));
  const charts = [{ kind: "lines" as const, title: "latency of one job on an idle cluster", xLabel: "percentile", yLabel: "ms", series }];
  const rows = way === undefined ? [] : wayColumns.map((name) => [name.replace("_ms", ""), way[name]] as const);
  const tables = rows.length === 0 ? [] : [{ title: "Where the time goes (medians; broker: all ways between processes)", columns: ["step", "ms"], rows }];
  const about = "From the HTTP submission to the plan in a follower's state (committed), in the answer of a blocking query (placed), and to the task running; one job at a time.";
  await writeReport({ name: "latency", about, charts, tables }, figures);
}

/** p50_ms and p99_ms: committed where a follower watches, else what the client sees. */
function figuresOf(measured: readonly Measured[], committed: readonly number[], { nodes, processes }: Target): Figures {
  const placed = measured.map(({ placedMs }) => placedMs);
  const running = measured.map(({ runningMs }) => runningMs);
  const first = committed.length > 0 ? committed : placed;
  return {
    p50_ms: percentile(first, 50),
    p99_ms: percentile(first, 99),
    placed_p50_ms: percentile(placed, 50),
    placed_p99_ms: percentile(placed, 99),
    running_p50_ms: percentile(running, 50),
    running_p99_ms: percentile(running, 99),
    jobs: measured.length,
    nodes,
    processes,
  };
}
