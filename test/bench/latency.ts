// From a job's submission over HTTP to its plan in the log, and to its task running, one job at a time on an idle
// cluster of real agents. Each moment is seen from outside, by a blocking query, so its own round trip is included.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDev } from "../../apps/cli/dist/dev/start-dev.js";
import { startBenchCluster } from "./cluster/bench-cluster.ts";
import { percentile } from "./percentile.ts";
import { writeReport } from "./report/write-report.ts";
import type { BenchOptions, Figures } from "./run.ts";

/** A real agent reports at once that a task runs. */
const urgentReportMs = 0;

interface Moments {
  readonly placedMs: number;
  readonly runningMs: number;
}

interface Stub {
  readonly ClientStatus: string;
}

function jobOf(id: string): unknown {
  const task = { Name: "t", Driver: "raw_exec", Config: { command: "sleep", args: ["3600"] }, Resources: { CPU: 20, MemoryMB: 10 } };
  const group = { Name: "g", Count: 1, Tasks: [task], EphemeralDisk: { SizeMB: 150 } };
  return { Job: { ID: id, Type: "service", Datacenters: ["*"], TaskGroups: [group], Update: { MaxParallel: 0 } } };
}

async function allocationsOf(url: string, id: string, index: number): Promise<{ readonly stubs: readonly Stub[]; readonly index: number }> {
  const response = await fetch(`${url}/v1/job/${id}/allocations?index=${index}&wait=10s&stale`);
  return { stubs: (await response.json()) as Stub[], index: Number(response.headers.get("x-nomad-index")) };
}

/** The watch waits before the job is sent, so that nothing but the job's own way is measured. */
async function submitOne(url: string, id: string): Promise<Moments> {
  const before = await allocationsOf(url, id, 0);
  const startedMs = performance.now();
  const watching = watch(url, id, { startedMs, index: before.index });
  const response = await fetch(`${url}/v1/jobs`, { method: "PUT", body: JSON.stringify(jobOf(id)) });
  if (!response.ok) throw new Error(`submitting ${id}: ${response.status} ${await response.text()}`);
  return watching;
}

async function watch(url: string, id: string, from: { readonly startedMs: number; readonly index: number }): Promise<Moments> {
  let placedMs = 0;
  for (let { index } = from; performance.now() - from.startedMs < 30_000; ) {
    const seen = await allocationsOf(url, id, Math.max(1, index));
    index = seen.index;
    const elapsedMs = performance.now() - from.startedMs;
    if (seen.stubs.length > 0 && placedMs === 0) placedMs = elapsedMs;
    if (seen.stubs.some((stub) => stub.ClientStatus === "running")) return { placedMs, runningMs: elapsedMs };
  }
  throw new Error(`${id} was not running within 30 s`);
}

interface Target {
  readonly httpUrl: string;
  readonly nodes: number;
  readonly processes: "one" | "separate" | "separate, simulated nodes";
  stop(): Promise<void>;
}

async function startTarget(options: BenchOptions): Promise<Target> {
  const { fleet, separate, quick, profile, progress } = options;
  if (fleet) {
    const nodes = options.nodes ?? (quick ? 200 : 5_000);
    const cluster = await startBenchCluster({ nodes, reportDelayMs: urgentReportMs, profile, progress });
    return { httpUrl: cluster.httpUrl, nodes, processes: "separate, simulated nodes", stop: () => cluster.stop() };
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
  return { httpUrl: dev.httpUrl, nodes, processes: separate ? "separate" : "one", stop };
}

export async function latency(options: BenchOptions): Promise<Figures> {
  const jobs = options.jobs ?? (options.quick ? 20 : 200);
  const target = await startTarget(options);
  try {
    const moments: Moments[] = [];
    for (let i = -5; i < jobs; i++) {
      const id = `latency-${i + 5}`;
      const seen = await submitOne(target.httpUrl, id);
      // The first few warm the code up.
      if (i >= 0) moments.push(seen);
      await fetch(`${target.httpUrl}/v1/job/${id}`, { method: "DELETE" });
      // Until its task has ended and was reported: the next job meets an idle cluster.
      await new Promise((resolve) => setTimeout(resolve, 400));
      if (i > 0 && i % 50 === 0) options.progress(`${i} of ${jobs} jobs`);
    }
    const figures = figuresOf(moments, target);
    await report(figures, moments);
    return figures;
  } finally {
    await target.stop();
  }
}

async function report(figures: Figures, moments: readonly Moments[]): Promise<void> {
  const shares = Array.from({ length: 100 }, (_, i) => i + 1);
  const line = (name: string, of: (moment: Moments) => number) => ({ name, points: shares.map((p) => [p, percentile(moments.map(of), p)] as const) });
  const charts = [
    {
      kind: "lines" as const,
      title: "latency of one job on an idle cluster",
      xLabel: "percentile",
      yLabel: "ms",
      series: [line("placed", ({ placedMs }) => placedMs), line("running", ({ runningMs }) => runningMs)],
    },
  ];
  await writeReport({ name: "latency", about: "From the HTTP submission to the plan in the log and to the task running, one job at a time, seen by a blocking query.", charts }, figures);
}

function figuresOf(moments: readonly Moments[], { nodes, processes }: Target): Figures {
  const placed = moments.map(({ placedMs }) => placedMs);
  const running = moments.map(({ runningMs }) => runningMs);
  return {
    placed_p50_ms: percentile(placed, 50),
    placed_p99_ms: percentile(placed, 99),
    running_p50_ms: percentile(running, 50),
    running_p99_ms: percentile(running, 99),
    jobs: moments.length,
    nodes,
    processes,
  };
}
