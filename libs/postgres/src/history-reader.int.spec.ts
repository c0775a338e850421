import { serviceJob } from "@berth/core/testing/history";
import { allocationIdsOf, lifeOfAJob } from "@berth/runtime/history/testing/written-history";
import { postgresForTest } from "@berth/testkit/servers/postgres-for-test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDatabaseUrl } from "./database-url.js";
import { HistoryReader } from "./history-reader.js";
import { project, WrittenLog } from "./testing/projection.js";

const postgres = postgresForTest();
const history = lifeOfAJob();
for (const id of ["a_b", "axb"]) history.later(1_000).register(serviceJob(id));
const ids = allocationIdsOf(history, "web");
let reader: HistoryReader;

beforeAll(async () => {
  const url = await postgres.database();
  await project(new WrittenLog(history), url);
  reader = new HistoryReader(readDatabaseUrl(url));
});
afterAll(() => reader.close());

describe("history answers", () => {
  it("how far it is", async () => {
    expect(await reader.position()).toBe(history.entries.length);
  });

  it("what a job was, newest first", async () => {
    expect(await reader.job("default", "web")).toMatchObject({ id: "web", version: 1, createIndex: 3, removedIndex: null });
    expect(await reader.job("default", "nobody")).toBeUndefined();
    const versions = await reader.jobVersions("default", "web");
    expect(versions.map(({ version }) => version)).toEqual([1, 0]);
    expect(versions[1]).toMatchObject({ stable: false, spec: { ID: "web" }, submittedAt: new Date(1_700_000_000_000) });
  });

  it("in pages", async () => {
    const [newest] = await reader.jobVersions("default", "web", { limit: 1 });
    expect(newest!.version).toBe(1);
    const older = await reader.jobVersions("default", "web", { limit: 1, beforeIndex: newest!.jobModifyIndex });
    expect(older.map(({ version }) => version)).toEqual([0]);
    expect(await reader.entries({ limit: 0 })).toHaveLength(1);
  });

  it("what became of an allocation", async () => {
    const failed = ids.at(-1)!;
    expect(await reader.allocation(failed)).toMatchObject({ clientStatus: "failed", nextId: ids[0], taskStates: {} });
    const events = await reader.allocationEvents(failed);
    expect(events.map(({ clientStatus }) => clientStatus)).toEqual(["pending", "running", "failed"]);
    expect((await reader.allocationsOfJob("default", "web")).map(({ id }) => id).toSorted()).toEqual([...ids].toSorted());
    expect((await reader.allocationsOnNode("n1")).map(({ id }) => id)).toEqual([failed]);
  });

  it("why evaluations looked and what they found", async () => {
    const evaluations = await reader.evaluations("default", "web");
    expect(evaluations.length).toBeGreaterThan(1);
    expect(evaluations.at(-1)).toMatchObject({ triggeredBy: "job-register", status: "complete", result: { failedGroups: {} } });
  });

  it("who did what when", async () => {
    expect(await reader.entries({ actor: "nobody" })).toEqual([]);
    const first = await reader.entries({ actor: "test", until: new Date(1_700_000_000_001) });
    expect(first.map(({ index }) => index)).toEqual([4, 3, 2, 1].filter((index) => history.entries[index - 1]!.timeMs === 1_700_000_000_000));
    expect(first.at(-1)).toMatchObject({ events: [{ type: "NodeRegistered", outcome: "applied", subject: { nodeId: "n1" } }] });
  });

  it("a search, in which % and _ are only signs", async () => {
    const found = async (text: string) => {
      const { jobs, nodes, allocations, evaluations } = await reader.search(text);
      return { jobs: jobs.map(({ id }) => id), nodes: nodes.map(({ id }) => id), allocations: allocations.map(({ id }) => id), evaluations: evaluations.length };
    };
    const nothing = { jobs: [], nodes: [], allocations: [], evaluations: 0 };
    expect(await found("WE")).toEqual({ ...nothing, jobs: ["web"] });
    expect(await found("a_b")).toEqual({ ...nothing, jobs: ["a_b"] });
    expect(await found("%")).toEqual(nothing);
    expect(await found("\\")).toEqual(nothing);
    expect(await found("  ")).toEqual(nothing);
    expect(await found("n2")).toEqual({ ...nothing, nodes: ["n2"] });
    expect(await found(ids[0]!.slice(0, 8))).toEqual({ ...nothing, allocations: [ids[0]] });
  });
});
