// Single-task jobs submitted at a rising rate, on few nodes and on many: the highest rate at which the 99th percentile
// from due to placed stays under a second.
import type { BenchOptions, Figures } from "./run.ts";
import { startBenchCluster } from "./cluster/bench-cluster.ts";
import { type RunUsage, usageSince } from "./cluster/usage-table.ts";
import { EntryCount } from "./load/entry-count.ts";
import { type StepResult, offer } from "./load/open-load.ts";
import { Submitter } from "./load/submit.ts";
import { type Way, readWay, wayColumns } from "./load/way-of-a-job.ts";
import { percentile } from "./percentile.ts";
import { type Report, writeReport } from "./report/write-report.ts";

const connections = 256;
const p99LimitMs = 1_000;
const shape = { tasks: 1, cpuMhz: 50, memoryMb: 64, nodeClass: "" };

interface Step {
  readonly ratePerS: number;
  readonly result: StepResult;
}

function ratesOf({ rate, quick }: BenchOptions): readonly number[] {
  if (rate !== undefined) return [rate];
  return quick ? [50, 100] : [250, 500, 750, 1_000, 1_500, 2_000, 2_500, 3_000];
}

function keepsUp({ ratePerS, result }: Step): boolean {
  return result.placed === result.offered && percentile(result.placedMs, 99) < p99LimitMs && result.placed / result.seconds > ratePerS * 0.9;
}

interface Run {
  readonly steps: readonly Step[];
  readonly usage: RunUsage;
  readonly entries: EntryCount;
  /** Of the last step. */
  readonly way: Way;
}

async function runOn(nodes: number, options: BenchOptions): Promise<Run> {
  const { progress, profile, quick } = options;
  const seconds = options.seconds ?? (quick ? 2 : 10);
  const cluster = await startBenchCluster({ nodes, profile, schedulers: options.schedulers ?? 1, workers: options.workers ?? 1, progress });
  const submitter = new Submitter(cluster.httpUrl, connections);
  try {
    // Code that runs for the first time is slow: not what is asked here.
    await offer({ ratePerS: quick ? 20 : 200, seconds: quick ? 1 : 5, prefix: "warm", shape }, submitter, cluster.replica);
    const before = await cluster.usage();
    const entries = new EntryCount(cluster.replica);
    const steps: Step[] = [];
    for (const ratePerS of ratesOf(options)) {
      const result = await offer({ ratePerS, seconds, prefix: `r${ratePerS}`, shape }, submitter, cluster.replica);
      steps.push({ ratePerS, result });
      const { placed, offered, failed, lastError } = result;
      progress(`${nodes} nodes, ${ratePerS}/s: ${placed} of ${offered} placed, p50 ${percentile(result.placedMs, 50)} p99 ${percentile(result.placedMs, 99)} ms${failed > 0 ? `, ${failed} failed: ${lastError}` : ""}`);
      // One bad step may be the machine's; two are the rate's.
      if (!quick && steps.slice(-2).filter((step) => !keepsUp(step)).length === 2) break;
    }
    entries.close();
    const usage = await usageSince(cluster, before);
    return { steps, usage, entries, way: await readWay(cluster, percentile(steps.at(-1)!.result.placedMs, 50)) };
  } finally {
    submitter.close();
    await cluster.stop();
  }
}

export async function jobs(options: BenchOptions): Promise<Figures> {
  const sizes = options.nodes !== undefined ? [options.nodes] : options.quick ? [50] : [100, 5_000];
  const figures: Record<string, number> = {};
  const charts: Report["charts"][number][] = [];
  const tables: NonNullable<Report["tables"]>[number][] = [];
  for (const nodes of sizes) {
    const { steps, usage, entries, way } = await runOn(nodes, options);
    const best = steps.filter(keepsUp).at(-1);
    const prefix = `n${nodes}`;
    figures[`${prefix}_jobs_per_s`] = best?.ratePerS ?? 0;
    figures[`${prefix}_p50_ms`] = percentile((best ?? steps[0]!).result.placedMs, 50);
    figures[`${prefix}_p99_ms`] = percentile((best ?? steps[0]!).result.placedMs, 99);
    figures[`${prefix}_placed`] = steps.reduce((sum, { result }) => sum + result.placed, 0);
    figures[`${prefix}_offered`] = steps.reduce((sum, { result }) => sum + result.offered, 0);
    figures[`${prefix}_entries_per_job`] = Math.round((entries.entries / Math.max(1, figures[`${prefix}_placed`]!)) * 100) / 100;
    figures[`${prefix}_rss_mb_max`] = usage.rssMbMax;
    charts.push({
      kind: "lines",
      title: `single-task jobs on ${nodes} nodes`,
      xLabel: "jobs offered per second",
      yLabel: "ms from due to placed",
      series: [50, 99].map((p) => ({ name: `p${p}`, points: steps.map(({ ratePerS, result }) => [ratePerS, percentile(result.placedMs, p)] as const) })),
    });
    const rows = steps.map(({ ratePerS, result }) => [ratePerS, result.placed, result.failed, percentile(result.placedMs, 50), percentile(result.placedMs, 99), percentile(result.answeredMs, 99)]);
    tables.push({ title: `${nodes} nodes`, columns: ["jobs/s offered", "placed", "failed", "p50 ms", "p99 ms", "p99 ms to the HTTP answer"], rows });
    tables.push({ ...usage.table, title: `Processes, ${nodes} nodes` }, { ...entries.table, title: `Entries of the log, ${nodes} nodes` });
    tables.push({ title: `Where a job's time goes, ${nodes} nodes (medians; broker: queues and ways between processes)`, columns: ["step", "ms"], rows: wayColumns.map((name) => [name.replace("_ms", ""), way[name]]) });
  }
  const summary = { ...figures, jobs_per_s: Math.min(...sizes.map((nodes) => figures[`n${nodes}_jobs_per_s`]!)) };
  await writeReport({ name: "jobs", about: "Single-task jobs over HTTP at a fixed rate that rises step by step; latency counts from the moment a job was due.", charts, tables }, summary);
  return summary;
}
