// How long it takes to come back: a service's process from the log alone and from a snapshot and the rest of the log
// (until it is ready), and the plan applier when its leader is killed or asked to go (until the next plan is in the log).
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { encodeEntry } from "@berth/contracts/entry";
import { stateHash } from "@berth/core/state/state-hash";
import type { Member } from "@berth/nats/member";
import { pressInThread } from "@berth/nats/snapshots/snapshot-press";
import { captureState, encodeCaptured, prepareRoom } from "@berth/runtime/snapshots/copy-state";
import { systemEnvironment } from "@berth/testkit/system-environment";
import { StateBuilder } from "@berth/core/testing/state-builder";
import { startNatsServer } from "@berth/embedded/nats-server";
import type { BenchOptions, Figures } from "./run.ts";
import { type BenchCluster, benchRegion, joinAsReader, profileArguments, startBenchCluster, startService } from "./cluster/bench-cluster.ts";
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

const tailEntries = 1_000;

/** A snapshot of what this member has folded, written as the services do it; then some more entries. */
async function takeSnapshot({ cluster, parts }: Member, natsUrl: string): Promise<Figures> {
  const room = await prepareRoom(parts.replica.state, systemEnvironment.clock);
  const copiedMs = performance.now();
  const captured = captureState(parts.replica, { takenBy: "bench", nowMs: Date.now(), unique: crypto.randomUUID(), isIdle: false, room });
  const copy_ms = Math.round(performance.now() - copiedMs);
  const copy = await encodeCaptured(captured, systemEnvironment.clock);
  const header = await pressInThread({ url: natsUrl, region: benchRegion, replicas: 1 }, copy);
  const press_s = Number(((performance.now() - copiedMs) / 1_000).toFixed(3));
  if (stateHash(parts.replica.state) !== header.stateHash) throw new Error("the snapshot's state hash is not the state's");
  for (let i = 0; i < tailEntries; i++) await cluster.log.append(`tail-${i}`, encodeEntry({ id: `tail-${i}`, timeMs: Date.now(), actor: "bench", traces: [], level: 1, leader: undefined, events: [] }));
  return { snapshot_copy_ms: copy_ms, snapshot_take_s: press_s, snapshot_mb: Math.round(header.bytes / 1_000_000) };
}

interface Start {
  readonly seconds: number;
  /** Of the processor: what the wall's seconds are where nobody else works. */
  readonly cpuSeconds: number;
  readonly rssMbMax: number;
}

/** Seconds until a new scheduler process is ready. */
async function readyAfter(name: string, terms: Parameters<typeof startService>[1]): Promise<Start> {
  const startMs = performance.now();
  const service = await startService(name, terms);
  const seconds = Number(((performance.now() - startMs) / 1_000).toFixed(3));
  const { rssMbMax, cpuSeconds } = await usageOf(service.pid);
  await service.stop();
  return { seconds, cpuSeconds, rssMbMax };
}

async function fromDisk(options: BenchOptions): Promise<Figures> {
  const { quick, progress, profile } = options;
  const size = { nodes: options.nodes ?? (quick ? 200 : 5_000), allocations: options.allocations ?? (quick ? 20_000 : 2_000_000) };
  const dataDir = await mkdtemp(join(tmpdir(), "berth-bench-"));
  const nats = await startNatsServer({ dataDir: join(dataDir, "nats"), onProgress: progress });
  try {
    const written = await writeLog(nats.url, size, progress);
    const terms = { dataDir, natsUrl: nats.url, workers: 1, profile };
    const log = await readyAfter("scheduler.log", terms);
    progress(`a service is ready from the log in ${log.seconds} s${profileArguments(profile, "").length > 0 ? ", with a profiler in it" : ""}`);
    const startMs = performance.now();
    const member = await joinAsReader(nats.url);
    const replay_s = Number(((performance.now() - startMs) / 1_000).toFixed(3));
    const { state } = member.parts.replica;
    const seen = { placed: state.allocations.size, running: runningIn(state) };
    if (state.index !== written.index || seen.placed !== written.placed || seen.running !== written.running)
      throw new Error(`the replayed state differs: ${JSON.stringify({ index: state.index, ...seen })}, written ${JSON.stringify(written)}`);
    const taken = await takeSnapshot(member, nats.url);
    progress(`took a snapshot: ${JSON.stringify(taken)}`);
    await member.close();
    const snapshot = await readyAfter("scheduler.snapshot", terms);
    progress(`a service is ready from the snapshot and ${tailEntries} entries in ${snapshot.seconds} s`);
    const counts = { entries: written.index, log_mb: Math.round(written.bytes / 1_000_000), allocations: seen.placed, nodes: size.nodes };
    return { log_s: log.seconds, snapshot_s: snapshot.seconds, log_cpu_s: log.cpuSeconds, snapshot_cpu_s: snapshot.cpuSeconds, replay_s, ...taken, ...counts, rss_mb_max: Math.max(log.rssMbMax, snapshot.rssMbMax) };
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

/** Ends the plan applier's leader; seconds until another one has placed something. */
async function endLeader(cluster: BenchCluster, seen: Seen, signal: "SIGKILL" | "SIGTERM"): Promise<number> {
  const { leaders } = cluster.replica.state;
  const { holder, epoch } = leaders.get("applier")!;
  const killedMs = performance.now();
  process.kill(pidOf(holder), signal);
  // What the old leader had sent already may still be placed: only what comes after the next epoch counts.
  let ledMs = Infinity;
  while (seen.lastPlacedMs <= ledMs) {
    if (ledMs === Infinity && leaders.get("applier")!.epoch > epoch) ledMs = performance.now();
    if (performance.now() - killedMs > 90_000) throw new Error(`no plan was placed within 90 s after the leader got ${signal}`);
    await sleep(5);
  }
  return (seen.lastPlacedMs - killedMs) / 1_000;
}

async function failovers(options: BenchOptions): Promise<Figures> {
  const { quick, progress } = options;
  const kills = options.seeds ?? (quick ? 1 : 10);
  const signals = [...Array.from({ length: kills }, () => "SIGKILL" as const), ...Array.from({ length: Math.ceil(kills / 3) }, () => "SIGTERM" as const)];
  const cluster = await startBenchCluster({ nodes: 20, profile: "", progress });
  const terms = { dataDir: cluster.dataDir, natsUrl: cluster.natsUrl, workers: 1, profile: "" };
  const standbys = [await startService("plan-applier.standby-0", terms)];
  const submitter = new Submitter(cluster.httpUrl, 16);
  const seconds = { SIGKILL: [] as number[], SIGTERM: [] as number[] };
  const seen: Seen = { lastPlacedMs: 0 };
  let sent = 0;
  const watch = new PlacementWatch(cluster.replica, ({ atMs }) => (seen.lastPlacedMs = atMs));
  const bodyOfNext = (): string => bodyOf({ id: `f-${sent++}`, tasks: 1, cpuMhz: 20, memoryMb: 10, nodeClass: "" });
  // What is not answered while nobody leads is no failure here.
  const send = setInterval(() => void submitter.submit(bodyOfNext()).catch(() => undefined), 50);
  try {
    await sleep(2_000);
    for (const [round, signal] of signals.entries()) {
      const took = await endLeader(cluster, seen, signal);
      seconds[signal].push(took);
      progress(`failover ${round + 1} after ${signal}: ${took.toFixed(2)} s`);
      standbys.push(await startService(`plan-applier.standby-${round + 1}`, terms));
      await sleep(2_000);
    }
    return {
      failover_p50_s: percentile(seconds.SIGKILL, 50),
      failover_p99_s: percentile(seconds.SIGKILL, 99),
      handover_p50_s: percentile(seconds.SIGTERM, 50),
      handover_p99_s: percentile(seconds.SIGTERM, 99),
    };
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
  const figures: Figures = { ...(only === "failover" ? {} : await fromDisk(options)), ...(only === "log" ? {} : await failovers(options)) };
  const bars = Object.entries(figures)
    .filter(([name]) => name.endsWith("_s"))
    .map(([name, value]) => ({ name, value: Number(value) }));
  const about =
    "A service started from the log alone, and from a snapshot and the rest of the log; the time from killing the plan applier's leader, or asking it to go, to the next plan in the log.";
  await writeReport({ name: "recovery", about, charts: [{ kind: "bars", title: "recovery", yLabel: "seconds", bars }] }, figures);
  return figures;
}
