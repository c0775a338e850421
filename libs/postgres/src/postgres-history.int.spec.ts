import { startPostgres } from "@berth/embedded/postgres";
import type { HistoryStep } from "@berth/ports/history-store";
import { beforeHistory, CheckpointMoved } from "@berth/ports/history-store";
import { PendingRows } from "@berth/runtime/history/pending-rows";
import { allocationIdsOf, lifeOfAJob, moveKinds, stopAndCollect, storyOf } from "@berth/runtime/history/testing/written-history";
import { serviceJob, nodeSpec } from "@berth/core/testing/history";
import { postgresForTest } from "@berth/testkit/servers/postgres-for-test";
import { serverForTest } from "@berth/testkit/servers/server-for-test";
import fc from "fast-check";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { readDatabaseUrl } from "./database-url.js";
import { migrate, readMigrations } from "./migrate.js";
import { PostgresHistory } from "./postgres-history.js";
import { dumpTables, project, projectedTo, query, startProjection, until, WrittenLog } from "./testing/projection.js";

const postgres = postgresForTest({
  prepare: async (url) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await migrate(client, await readMigrations());
    await client.end();
  },
});

async function projected(history: Parameters<typeof allocationIdsOf>[0], limits = {}): Promise<string> {
  const url = await postgres.database();
  await project(new WrittenLog(history), url, limits);
  return url;
}

describe("a job's life as rows", () => {
  it("has its versions, each allocation's timeline and last state, and every entry", async () => {
    const history = lifeOfAJob();
    const [third, second, first] = allocationIdsOf(history, "web");
    const url = await projected(history);
    expect(await query(url, "SELECT id, type, status, version, stopped, removed_index FROM jobs")).toEqual([
      { id: "web", type: "service", status: "running", version: 1, stopped: false, removed_index: null },
    ]);
    expect(await query(url, "SELECT version, spec->'TaskGroups'->0->'Tasks'->0->'Resources'->'CPU' AS cpu FROM job_versions ORDER BY version")).toEqual([
      { version: 0, cpu: 500 },
      { version: 1, cpu: 600 },
    ]);
    const allocations = await query(url, "SELECT id, node_id, client_status, running_at, ended_at, previous_id, next_id FROM allocations ORDER BY create_index, name");
    const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000);
    expect(allocations).toEqual([
      { id: first, node_id: "n1", client_status: "failed", running_at: at(2), ended_at: at(3), previous_id: "", next_id: third },
      { id: second, node_id: "n2", client_status: "running", running_at: at(2), ended_at: null, previous_id: "", next_id: "" },
      { id: third, node_id: "n2", client_status: "pending", running_at: null, ended_at: null, previous_id: first, next_id: "" },
    ]);
    const timeline = await query(url, `SELECT client_status, client_description, time FROM allocation_events WHERE allocation_id = '${first}' ORDER BY index`);
    expect(timeline).toEqual([
      { client_status: "pending", client_description: "", time: at(1) },
      { client_status: "running", client_description: "", time: at(2) },
      { client_status: "failed", client_description: "exit code 1", time: at(3) },
    ]);
    const entries = await query(url, "SELECT index::int, id, events->0->>'type' AS type FROM entries ORDER BY index");
    expect(entries).toEqual(history.entries.map((entry, i) => ({ index: i + 1, id: entry.id, type: entry.events[0]!.type })));
  });

  it("says what was refused and why, and knows a repeated entry", async () => {
    const history = lifeOfAJob();
    history.register(serviceJob("web"), 7);
    history.foldEntry(history.entries.at(-1)!);
    const url = await projected(history);
    const [refused, repeated] = await query(url, "SELECT duplicate, events->0 AS event FROM entries ORDER BY index DESC LIMIT 2").then((rows) => rows.toReversed());
    expect(refused).toMatchObject({ duplicate: false, event: { outcome: "refused", code: "stale-index", subject: { jobId: "web" } } });
    expect(repeated).toMatchObject({ duplicate: true, event: { outcome: "refused", code: "stale-index" } });
  });

  it("stays when the cluster has forgotten it, and a job of the same name begins anew beside it", async () => {
    const history = lifeOfAJob();
    stopAndCollect(history, "web");
    expect(history.state.job("default", "web")).toBeUndefined();
    const url = await projected(history);
    const removed = history.state.index;
    expect(await query(url, "SELECT removed_index::int FROM jobs")).toEqual([{ removed_index: removed }]);
    expect(await query(url, "SELECT DISTINCT client_status, removed_index::int FROM allocations WHERE client_status = 'complete'")).toEqual([
      { client_status: "complete", removed_index: removed },
    ]);
    history.register(serviceJob("web", { cpu: 42 }));
    const again = await projected(history);
    expect(await query(again, "SELECT version, removed_index FROM jobs")).toEqual([{ version: 0, removed_index: null }]);
    expect(await query(again, "SELECT version FROM job_versions ORDER BY job_modify_index")).toEqual([{ version: 0 }, { version: 1 }, { version: 2 }, { version: 0 }]);
  });

  it("takes any text that a job file or a task may hold, and no node's secret", async () => {
    const history = lifeOfAJob();
    const strange = { ...serviceJob("strange"), Meta: { "nul\0": "half \uD83D", quote: `{"a\\",'` } };
    history.fold({ type: "JobRegistered", job: strange, expectedJobModifyIndex: undefined, submission: { source: "job \0 {", format: "hcl2" } });
    history.fold({ type: "NodeRegistered", registration: { spec: nodeSpec("n3"), secretHash: "hash-of-a-secret", inventory: [] } });
    const url = await projected(history);
    const [version] = await query(url, "SELECT spec->'Meta' AS meta, source FROM job_versions WHERE job_id = 'strange'");
    expect(version).toEqual({ meta: { "nul\uFFFD": "half \uFFFD", quote: `{"a\\",'` }, source: "job \uFFFD {" });
    expect(JSON.stringify(await dumpTables(url))).not.toContain("hash-of-a-secret");
  });
});

describe("the tables in Postgres", () => {
  it("are the same for any cut into batches", async () => {
    const moves = fc.array(
      fc.record({
        kind: fc.constantFrom(...moveKinds),
        job: fc.constantFrom("a" as const, "b" as const),
        node: fc.constantFrom("n1" as const, "n2" as const),
        size: fc.integer({ min: 0, max: 9 }),
      }),
      { minLength: 10, maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(moves, fc.integer({ min: 2, max: 20 }), async (story, entries) => {
        const history = storyOf(story);
        const [whole, cut, single] = [await projected(history), await projected(history, { entries }), await projected(history, { entries: 1 })];
        const expected = await dumpTables(single);
        expect(await dumpTables(whole)).toEqual(expected);
        expect(await dumpTables(cut)).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });
});

const ticks = (count: number) => storyOf(Array.from({ length: count }, () => ({ kind: "tick", job: "a", node: "n1", size: 1 }) as const));

describe("trouble", () => {
  it("with connections that are cut in the middle loses and doubles nothing", async () => {
    const history = lifeOfAJob();
    for (let i = 0; i < 300; i++) history.later(10).register(serviceJob(`job-${i % 40}`, { cpu: i + 1 }));
    const written = new WrittenLog(history);
    const url = await postgres.database();
    const run = startProjection(written, url, { entries: 2 });
    let cuts = 0;
    await until(async () => {
      const [row] = await query(url, "SELECT count(pg_terminate_backend(pid)) AS n FROM pg_stat_activity WHERE application_name = 'berth history' AND datname = current_database() AND state <> 'idle'");
      cuts += Number(row!["n"]);
      return (await projectedTo(url)) === written.last;
    });
    await run.stop();
    expect(cuts).toBeGreaterThan(0);
    expect(await dumpTables(url)).toEqual(await dumpTables(await projected(history)));
  });

  it("with a projector that dies in the middle: the next one goes on where it stood", async () => {
    const written = new WrittenLog(ticks(400));
    const url = await postgres.database();
    const first = startProjection(written, url, { entries: 1 });
    await until(async () => (await projectedTo(url)) > 3);
    await first.stop();
    const stood = await projectedTo(url);
    expect(stood).toBeLessThan(written.last);
    const second = startProjection(written, url);
    await until(async () => (await projectedTo(url)) === written.last);
    await second.stop();
    expect(second.lines[0]!.message).toContain(`"from":${stood}`);
    expect(await query(url, "SELECT count(*)::int AS n, max(index)::int AS last FROM entries")).toEqual([{ n: written.last, last: written.last }]);
  });

  it("with a database that was lost: it is made and filled again", async () => {
    const history = lifeOfAJob();
    const written = new WrittenLog(history);
    const url = await postgres.database();
    const run = startProjection(written, url);
    await until(async () => (await projectedTo(url)) === written.last);
    const name = new URL(url).pathname.slice(1);
    await query(postgres.server.url, `DROP DATABASE ${name} WITH (FORCE)`);
    await query(postgres.server.url, `CREATE DATABASE ${name}`);
    history.fold({ type: "Ticked" });
    await written.grow();
    await until(async () => (await projectedTo(url)) === written.last);
    await run.stop();
    expect(await dumpTables(url)).toEqual(await dumpTables(await projected(history)));
  });

  it("with two projectors at once does no harm", async () => {
    const history = ticks(100);
    const written = new WrittenLog(history);
    const url = await postgres.database();
    const runs = [1, 2, 3].map((entries) => startProjection(written, url, { entries }));
    await until(async () => (await projectedTo(url)) === written.last);
    await Promise.all(runs.map((run) => run.stop()));
    expect(await dumpTables(url)).toEqual(await dumpTables(await projected(history)));
  });

  it("with another log: the old history is thrown away, loudly", async () => {
    const url = await projected(lifeOfAJob());
    const other = new WrittenLog(ticks(5), "second");
    const run = startProjection(other, url);
    await until(async () => (await projectedTo(url)) === other.last);
    await run.stop();
    expect(run.lines.filter(({ level }) => level === "error").map(({ message }) => message)).toEqual([expect.stringContaining("incarnation")]);
    expect(await query(url, "SELECT (SELECT count(*)::int FROM jobs) AS jobs, (SELECT count(*)::int FROM entries) AS entries")).toEqual([{ jobs: 0, entries: other.last }]);
  });

  it("with the password is told without it", async () => {
    const url = new URL(await postgres.database());
    url.password = "wr0ng-s3cret";
    const run = startProjection(new WrittenLog(ticks(1)), url.href);
    await until(() => run.lines.some(({ level }) => level === "warn"));
    await run.stop();
    expect(run.lines.some(({ message }) => message.includes("password authentication failed"))).toBe(true);
    expect(JSON.stringify(run.lines)).not.toContain("wr0ng-s3cret");
  });

  it("of a writer that stands elsewhere is refused, and writes nothing", async () => {
    const store = new PostgresHistory(readDatabaseUrl(await postgres.database()));
    const step = (from: HistoryStep["from"], index: number): HistoryStep => ({ from, to: { index, chainHash: "c", incarnation: "first" }, rows: new PendingRows().all() });
    await store.write(step(beforeHistory, 5));
    await expect(store.write(step(beforeHistory, 6))).rejects.toThrow(CheckpointMoved);
    await expect(store.clear(beforeHistory, "second")).rejects.toThrow(CheckpointMoved);
    expect(await store.open()).toEqual({ index: 5, chainHash: "c", incarnation: "first" });
    await store.close();
  });
});

describe("a Postgres that is killed", () => {
  const own = serverForTest({ name: "postgres", start: (dataDir) => startPostgres({ dataDir, durable: false }) });

  it("and comes back is written on, and the log went on meanwhile", async () => {
    const history = lifeOfAJob();
    const written = new WrittenLog(history);
    const { url, pid, port } = own.server;
    const run = startProjection(written, url, { entries: 1 });
    await until(async () => (await projectedTo(url)) > 2);
    process.kill(pid, "SIGKILL");
    await own.server.ended;
    stopAndCollect(history, "web");
    await written.grow();
    await until(() => run.lines.some(({ level }) => level === "warn"));
    await own.replace((dataDir) => startPostgres({ dataDir, port, durable: false }));
    await until(async () => (await projectedTo(url)) === written.last);
    await run.stop();
    expect(run.lines.some(({ message }) => message.includes("is written again"))).toBe(true);
    expect(JSON.stringify(run.lines)).not.toContain(new URL(url).password);
    expect(await dumpTables(url)).toEqual(await dumpTables(await projected(history)));
  });
});
