// What becomes of entries that were checked on top of one that came to nothing: the applier on a log whose answers the
// test gives, one append at a time.
import { decodeEntry, encodeEntry } from "@berth/contracts/entry";
import { encodePlan } from "@berth/contracts/plan";
import { decodeJson, subjectsOf } from "@berth/contracts/rpc";
import { supportedLevel } from "@berth/core/state/evolve";
import type { LogEntry, LogEvent } from "@berth/core/model/entry";
import type { Plan, PlanResult } from "@berth/core/model/plan";
import { nodeSpec, planFor, serviceJob } from "@berth/core/testing/history";
import type { AppendResult, Log, LogFollower } from "@berth/ports/log";
import { noMetrics } from "@berth/ports/metrics";
import { silentLogger } from "@berth/testkit/silent-logger";
import { MemoryLog } from "@berth/testkit/simulated/memory-log";
import { systemEnvironment } from "@berth/testkit/system-environment";
import { afterEach, describe, expect, it, vi } from "vitest";
import { EntryWriter } from "../log/entry-writer.js";
import { Leadership } from "../log/leadership.js";
import { LocalLease } from "../log/local-lease.js";
import { LocalRpc } from "../log/local-rpc.js";
import { Replica } from "../log/replica.js";
import { PlanApplier } from "./plan-applier.js";

/** On a loaded machine. */
const patience = { timeout: 30_000 };

interface Waiting {
  readonly entry: LogEntry;
  store(): void;
  /** The server's word that it is not stored. */
  refuse(): void;
  /** Nobody knows: it comes again. */
  lose(): void;
}

/** Appends wait until the test says what becomes of them. */
class GatedLog implements Log {
  readonly maxEntryBytes = 1_048_576;
  readonly waiting: Waiting[] = [];
  isGated = false;
  readonly inner = new MemoryLog(() => Date.now());

  append(id: string, data: Uint8Array): Promise<AppendResult> {
    if (!this.isGated) return this.inner.append(id, data);
    return new Promise((resolve) => {
      this.waiting.push({
        entry: decodeEntry(data),
        store: () => void this.inner.append(id, data).then(resolve),
        refuse: () => resolve({ kind: "refused", code: "full", reason: "the log is full" }),
        lose: () => resolve({ kind: "unknown", reason: "no answer" }),
      });
    });
  }

  follow(after: number, follower: LogFollower) {
    return this.inner.follow(after, follower);
  }

  bounds() {
    return this.inner.bounds();
  }

  incarnation() {
    return this.inner.incarnation();
  }

  async next(): Promise<Waiting> {
    await vi.waitFor(() => expect(this.waiting).not.toEqual([]), patience);
    return this.waiting.shift()!;
  }
}

const stopping: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0).toReversed()) await stop();
});

/** As many as are worth an entry beside those under way. */
const batch = 16;
const names = (prefix: string): readonly string[] => Array.from({ length: batch }, (_, i) => `${prefix}${i}`);

/** A small node with room for one of the jobs "small", a large one, and an applier that leads; then the gate is shut. */
async function leadingApplier() {
  const log = new GatedLog();
  const shared = { log, clock: systemEnvironment.clock, logger: silentLogger };
  const replica = new Replica({
    ...shared,
    onHalted: (reason) => {
      throw new Error(reason);
    },
  });
  await replica.start();
  stopping.push(() => replica.stop());
  let entries = 0;
  const append = (events: readonly LogEvent[]): Promise<AppendResult> =>
    log.append(`before-${++entries}`, encodeEntry({ id: `before-${entries}`, timeMs: Date.now(), actor: "test", traces: [], level: supportedLevel, leader: undefined, events }));
  for (const spec of [nodeSpec("small", { cpu: 1_000 }), nodeSpec("large", { cpu: 40_000 })]) await append([{ type: "NodeRegistered", registration: { spec, secretHash: "s", inventory: [] } }]);
  const jobs = [...["a", "b"].map((id) => serviceJob(id, { cpu: 600 })), ...["x", "y"].flatMap((prefix) => names(prefix).map((id) => serviceJob(id, { cpu: 100, memory: 16 })))];
  for (const job of jobs) await append([{ type: "JobRegistered", job, expectedJobModifyIndex: undefined, submission: undefined }]);
  const rpc = new LocalRpc(undefined);
  const subjects = subjectsOf("test");
  const applier = new PlanApplier({ replica, rpc, subjects, environment: systemEnvironment, logger: silentLogger, metrics: noMetrics });
  const leadership = new Leadership({
    role: "applier",
    holder: "test/one",
    lease: new LocalLease(),
    replica,
    writer: new EntryWriter({ ...shared, replica }),
    environment: systemEnvironment,
    logger: silentLogger,
    lead: (writer) => applier.lead(writer),
  });
  leadership.start();
  stopping.push(() => leadership.stop());
  await vi.waitFor(() => expect(leadership.epoch).toBeGreaterThan(0), patience);
  const { state } = replica;
  const on = (jobId: string, node: string): Plan => planFor(state, jobId, { nodes: [node] });
  const submit = async (plan: Plan): Promise<PlanResult> => decodeJson<readonly PlanResult[]>(await rpc.request(subjects.leader("applier", "submit"), encodePlan(plan), 30_000))[0]!;
  log.isGated = true;
  return { log, state, on, submit, plans: (prefix: string) => names(prefix).map((id) => on(id, "large")) };
}

const plansIn = ({ entry }: Waiting): readonly Plan[] => entry.events.flatMap((event) => (event.type === "PlansCommitted" ? event.plans : []));
const placedIn = (waiting: Waiting, jobId: string): number =>
  plansIn(waiting)
    .filter((plan) => plan.jobId === jobId)
    .reduce((sum, { placements }) => sum + placements.reduce((count, { nameIndexes }) => count + nameIndexes.length, 0), 0);

describe("entries that were checked on top of one that came to nothing", () => {
  it("wait until none is under way, and are checked and sent anew", async () => {
    const { log, state, on, submit, plans } = await leadingApplier();
    const dropped = submit(on("a", "small"));
    const first = await log.next();
    // Beside what the first one takes there is no room for "b" on the small node.
    const second = [on("b", "small"), ...plans("x")].map(submit);
    const behind = await log.next();
    const third = plans("y").map(submit);
    const last = await log.next();
    expect([placedIn(first, "a"), placedIn(behind, "b"), placedIn(behind, "x0")]).toEqual([1, 0, 1]);
    expect([first, behind, last].map(({ entry }) => entry.leader!.ordinal - first.entry.leader!.ordinal)).toEqual([0, 1, 2]);

    const { index } = state;
    first.refuse();
    expect(await dropped).toMatchObject({ kind: "retry", placed: 0 });
    behind.store();
    await vi.waitFor(() => expect(state.index).toBe(index + 1), patience);
    // One is still under way: whatever went out now would be refused as well.
    expect(log.waiting).toEqual([]);
    last.store();
    const again = await log.next();
    expect(state.job("default", "x0")!.liveCount + state.job("default", "y0")!.liveCount).toBe(0);
    expect(again.entry.leader).toEqual(first.entry.leader);
    expect(placedIn(again, "b")).toBe(1);
    expect(plansIn(again)).toHaveLength(1 + 2 * batch);
    again.store();
    for (const answer of [...second, ...third]) expect(await answer).toMatchObject({ kind: "committed", index: index + 3, placed: 1, rejected: 0 });
    expect([...state.jobs.all()].map(({ liveCount }) => liveCount)).toEqual([0, ...Array.from({ length: 1 + 2 * batch }, () => 1)]);
  });

  it("leave nothing behind: what they would have taken is free, and their jobs are nobody's", async () => {
    const { log, state, on, submit, plans } = await leadingApplier();
    const dropped = submit(on("a", "small"));
    const first = await log.next();
    const doomed = plans("x").map(submit);
    const behind = await log.next();
    first.refuse();
    await dropped;
    behind.refuse();
    for (const answer of doomed) expect(await answer).toMatchObject({ kind: "retry", placed: 0 });
    const other = submit(on("b", "small"));
    (await log.next()).store();
    expect(await other).toMatchObject({ kind: "committed", placed: 1, rejected: 0 });
    const same = submit(on("x0", "large"));
    (await log.next()).store();
    expect(await same).toMatchObject({ kind: "committed", placed: 1 });
    // The room is taken for good now, and only once.
    const late = submit(on("a", "small"));
    const partial = await log.next();
    expect(placedIn(partial, "a")).toBe(0);
    partial.store();
    expect(await late).toMatchObject({ kind: "partial", placed: 0, rejected: 1 });
    expect(state.nodes.cpuUsed[state.node("small")!.row]).toBe(600);
  });

  it("follow it when it comes after them after all", async () => {
    const { log, state, on, submit, plans } = await leadingApplier();
    const late = submit(on("a", "small"));
    (await log.next()).lose();
    const copy = await log.next();
    const others = [on("b", "small"), ...plans("x")].map(submit);
    const behind = await log.next();
    const { index } = state;
    // Its ordinal does not follow: the one before it is not there yet.
    behind.store();
    await vi.waitFor(() => expect(state.index).toBe(index + 1), patience);
    expect(log.waiting).toEqual([]);
    copy.store();
    expect(await late).toMatchObject({ kind: "committed", index: index + 2, placed: 1 });
    const again = await log.next();
    expect(again.entry.leader!.ordinal).toBe(behind.entry.leader!.ordinal);
    again.store();
    const [b, ...rest] = await Promise.all(others);
    expect(b).toMatchObject({ kind: "partial", placed: 0, rejected: 1 });
    for (const answer of rest) expect(answer).toMatchObject({ kind: "committed", index: index + 3, placed: 1 });
  });
});
