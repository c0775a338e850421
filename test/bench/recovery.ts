// How long it takes to come back: a service's process from the log alone (until it is ready), and the plan applier when
// its leader is killed (until the next plan is in the log). Snapshots are left out until there are any.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { encodeEntry } from "@berth/contracts/entry";
import { StateBuilder } from "@berth/core/testing/state-builder";
import { startNatsServer } from "@berth/embedded/nats-server";
import type { BenchOptions, Figures } from "./run.ts";
import { type BenchCluster, joinAsReader, profileArguments, startBenchCluster, startService } from "./cluster/bench-cluster.ts";
import { usageOf } from "./cluster/process-usage.ts";
import { evenMachines } from "./fleet/machine.ts";
import { bodyOf } from "./load/bench-jobs.ts";
import { PlacementWatch, runningIn } from "./load/placement-watch.ts";
import { Submitter } from "./load/submit.ts";
import { percentile } from "./percentile.ts";
import { MemoryCluster, benchJob } from "./pure/memory-cluster.ts";
import { reportAll } from "./pure/report-running.ts";
import { writeReport } from "./report/write-report.ts";

const appendsInFlight = 64;

/** Entries as the builder made them, as bytes of the log. The builder's ids and indexes are those of the stream. */
function recorded(builder: StateBuilder, onEntry: (id: string, bytes: Uint8Array) => void): StateBuilder {
  const given = builder.append.bind(builder);
  const entryOf = (n: number, events: Parameters<StateBuilder["append"]>[0], role: Parameters<StateBuilder["append"]>[1]) => {
    const leader = role === undefined ? undefined : { role, epoch: 1, ordinal: builder.state.leaders.get(role)?.nextOrdinal ?? 1 };
    return { id: `entry-${n}`, timeMs: builder.nowMs, actor: "bench", traces: [], level: 1, leader, events };
  };
  for (const [i, role] of (["applier", "controller"] as const).entries())
    onEntry(`entry-${i + 1}`, encodeEntry(entryOf(i + 1, [{ type: "LeadershipTaken", role, epoch: 1, holder: "test" }], undefined)));
  builder.append = (events, role) => {
    const entry = entryOf(builder.state.index + 1, events, role);
    onEntry(entry.id, encodeEntry(entry));
    return given(events, role);
  };
  return builder;
}

interface Written {
  readonly placed: number;
  readonly running: number;
  readonly index: number;
  readonly bytes: number;
}

async function writeLog(natsUrl: string, size: { readonly nodes: number; readonly allocations: number }, progress: (text: string) => void): Promise<Written> {
  const member = await joinAsReader(natsUrl);
  const pending: { readonly id: string; readonly bytes: Uint8Array }[] = [];
  let bytes = 0;
  const builder = recorded(new StateBuilder(), (id, entry) => {
    pending.push({ id, bytes: entry });
    bytes += entry.length;
  });
  const cluster = new MemoryCluster(size.nodes, evenMachines, builder);
  cluster.fill(size.allocations, benchJob("filler", { count: 1, cpuMhz: 10, memoryMb: 10 }));
  reportAll(builder);
  progress(`${pending.length} entries of ${Math.round(bytes / 1_000_000)} MB to write`);
  for (let i = 0; i < pending.length; i += appendsInFlight) {
    const results = await Promise.all(pending.slice(i, i + appendsInFlight).map((entry) => member.cluster.log.append(entry.id, entry.bytes)));
    const bad = results.find(({ kind }) => kind !== "stored");
    if (bad !== undefined) throw new Error(`the log did not take an entry: ${JSON.stringify(bad)}`);
  }
  await member.close();
  return { placed: builder.state.allocations.size, running: runningIn(builder.state), index: builder.state.index, bytes };
}

async function fromLog(options: BenchOptions): Promise<Figures> {
  const { quick, progress, profile } = options;
  const size = { nodes: options.nodes ?? (quick ? 200 : 5_000), allocations: options.allocations ?? (quick ? 20_000 : 2_000_000) };
  const dataDir = await mkdtemp(join(tmpdir(), "berth-bench-"));
  const nats = await startNatsServer({ dataDir: join(dataDir, "nats"), onProgress: progress });
  try {
    const written = await writeLog(nats.url, size, progress);
    const startMs = performance.now();
    const member = await joinAsReader(nats.url);
    const replaySeconds = (performance.now() - startMs) / 1_000;
    const { state } = member.parts.replica;
    const seen = { placed: state.allocations.size, running: runningIn(state) };
    if (state.index !== written.index || seen.placed !== written.placed || seen.running !== written.running)
      throw new Error(`the replayed state differs: ${JSON.stringify({ index: state.index, ...seen })}, written ${JSON.stringify(written)}`);
    await member.close();
    progress(`replayed here in ${replaySeconds.toFixed(2)} s`);
    const serviceMs = performance.now();
    const service = await startService("scheduler", { dataDir, natsUrl: nats.url, workers: 1, profile });
    const log_s = Number(((performance.now() - serviceMs) / 1_000).toFixed(3));
    const { rssMbMax } = await usageOf(service.pid);
    await service.stop();
    progress(`a service is ready from the log in ${log_s} s${profileArguments(profile, "").length > 0 ? ", with a profiler in it" : ""}`);
    return { log_s, replay_s: Number(replaySeconds.toFixed(3)), entries: written.index, log_mb: Math.round(written.bytes / 1_000_000), allocations: seen.placed, nodes: size.nodes, rss_mb_max: rssMbMax };
  } finally {
    await nats.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The process id in a holder's name: `<service>/<host>-<pid>-<random>`. */
function pidOf(holder: string): number {
  return Number(holder.split("-").at(-2));
}

interface Seen {
  lastPlacedMs: number;
}

/** Kills the plan applier's leader; seconds until another one has placed something. */
async function killLeader(cluster: BenchCluster, seen: Seen): Promise<number> {
  const { leaders } = cluster.replica.state;
  const { holder, epoch } = leaders.get("applier")!;
  const killedMs = performance.now();
  process.kill(pidOf(holder), "SIGKILL");
  const isBack = (): boolean => seen.lastPlacedMs > killedMs && leaders.get("applier")!.epoch > epoch;
  while (!isBack()) {
    if (performance.now() - killedMs > 90_000) throw new Error("no plan was placed within 90 s after the leader was killed");
    await sleep(5);
  }
  return (seen.lastPlacedMs - killedMs) / 1_000;
}

async function failovers(options: BenchOptions): Promise<readonly number[]> {
  const { quick, progress } = options;
  const rounds = options.seeds ?? (quick ? 1 : 10);
  const cluster = await startBenchCluster({ nodes: 20, profile: "", progress });
  const terms = { dataDir: cluster.dataDir, natsUrl: cluster.natsUrl, workers: 1, profile: "" };
  const standbys = [await startService("plan-applier.standby-0", terms)];
  const submitter = new Submitter(cluster.httpUrl, 16);
  const seconds: number[] = [];
  const seen: Seen = { lastPlacedMs: 0 };
  let sent = 0;
  const watch = new PlacementWatch(cluster.replica, ({ atMs }) => (seen.lastPlacedMs = atMs));
  const bodyOfNext = (): string => bodyOf({ id: `f-${sent++}`, tasks: 1, cpuMhz: 20, memoryMb: 10, nodeClass: "" });
  // What is not answered while nobody leads is no failure here.
  const send = setInterval(() => void submitter.submit(bodyOfNext()).catch(() => undefined), 50);
  try {
    await sleep(2_000);
    for (let round = 0; round < rounds; round++) {
      seconds.push(await killLeader(cluster, seen));
      progress(`failover ${round + 1}: ${seconds.at(-1)!.toFixed(2)} s`);
      standbys.push(await startService(`plan-applier.standby-${round + 1}`, terms));
      await sleep(2_000);
    }
    return seconds;
  } finally {
    clearInterval(send);
    watch.close();
    submitter.close();
    await Promise.all(standbys.map((standby) => standby.stop()));
    await cluster.stop();
  }
}

export async function recovery(options: BenchOptions): Promise<Figures> {
  const { only } = options;
  const replay: Figures = only === "failover" ? {} : await fromLog(options);
  const seconds = only === "log" ? [] : await failovers(options);
  const failover: Figures = seconds.length === 0 ? {} : { failover_p50_s: percentile(seconds, 50), failover_p99_s: percentile(seconds, 99) };
  const figures: Figures = { ...replay, ...failover };
  const bars = Object.entries(figures)
    .filter(([name]) => name.endsWith("_s"))
    .map(([name, value]) => ({ name, value: Number(value) }));
  const about = "A service started from the log alone, and the time from killing the plan applier's leader to the next plan in the log.";
  await writeReport({ name: "recovery", about, charts: [{ kind: "bars", title: "recovery", yLabel: "seconds", bars }] }, figures);
  return figures;
}
