import { nodeSpec, report, serviceJob } from "@berth/core/testing/history";
import { createClient } from "@berth/client/client";
import { follow } from "@berth/client/blocking";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startApi, type TestApi } from "./testing/api-for-test.js";

let api: TestApi;
const nodeId = "11111111-2222-4333-8444-555555555555";

beforeEach(async () => {
  api = await startApi();
  api.log.act((history) => history.node(nodeSpec(nodeId)));
});
afterEach(() => api.close());

interface Answer {
  readonly status: number;
  readonly index: number;
  readonly body: string;
  readonly elapsedMs: number;
}

async function ask(path: string): Promise<Answer> {
  const startedMs = performance.now();
  const response = await fetch(api.url + path);
  const body = await response.text();
  return { status: response.status, index: Number(response.headers.get("x-nomad-index")), body, elapsedMs: performance.now() - startedMs };
}

/** Resolves when the server has parked a query: then the change cannot come too early. */
async function parked(count = 1): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const metrics = (await (await fetch(`${api.url}/v1/metrics`)).json()) as { Gauges: { Name: string; Value: number }[] };
    if (metrics.Gauges.find((gauge) => gauge.Name === "berth.http.parked_requests")?.Value === count) return;
  }
  throw new Error("the query was not parked");
}

const register = (id: string): unknown => api.log.act((history) => history.register({ ...serviceJob(id), Region: "us" }));

describe("blocking queries", () => {
  it("answer at once for index 0, no index, and an index that is behind", async () => {
    register("web");
    for (const path of ["/v1/jobs", "/v1/jobs?index=0", "/v1/jobs?index=1&wait=20s", "/v1/jobs?wait=20s"])
      expect((await ask(path)).elapsedMs).toBeLessThan(1_000);
  });

  it("wake when the list changes", async () => {
    const { index } = await ask("/v1/jobs");
    const waiting = ask(`/v1/jobs?index=${Math.max(1, index)}&wait=20s`);
    await parked();
    register("web");
    const answer = await waiting;
    expect(answer.index).toBe(api.log.state.index);
    expect(answer.body).toContain('"ID":"web"');
    expect(answer.elapsedMs).toBeLessThan(10_000);
  });

  it("sleep through changes of other objects and answer after wait and its jitter", async () => {
    register("web");
    const { index } = await ask("/v1/job/web");
    const waiting = ask(`/v1/job/web?index=${index}&wait=400ms`);
    await parked();
    register("other");
    const answer = await waiting;
    expect(answer.elapsedMs).toBeGreaterThanOrEqual(395);
    expect(answer.elapsedMs).toBeLessThan(400 * 1.0625 + 400);
    expect(answer.index).toBe(index);
  });

  it("wake when a missing object appears and when one goes", async () => {
    register("first");
    const appearing = ask(`/v1/job/later?index=${api.log.state.index}&wait=20s`);
    await parked();
    register("later");
    expect((await appearing).status).toBe(200);
    const going = ask(`/v1/job/later?index=${api.log.state.index}&wait=20s`);
    await parked();
    api.log.act((history) => history.fold({ type: "JobDeregistered", namespace: "default", jobId: "later", purge: true }));
    expect(await going).toMatchObject({ status: 404, body: "job not found" });
  });

  it("wake for an allocation when its node reports", async () => {
    register("web");
    api.log.settle();
    const [stub] = JSON.parse((await ask("/v1/job/web/allocations")).body) as { ID: string; ModifyIndex: number }[];
    const waiting = ask(`/v1/allocation/${stub!.ID}?index=${stub!.ModifyIndex}&wait=20s`);
    await parked();
    api.log.act((history) => history.report(nodeId, [report(stub!.ID)]));
    expect((await waiting).body).toContain('"ClientStatus":"running"');
  });

  it.each([
    ["/v1/jobs?index=1&wait=xx", "Invalid wait time"],
    ["/v1/jobs?index=xx", "Invalid index"],
    ["/v1/jobs?index=-1", "Invalid index"],
    ["/v1/jobs?per_page=xx", "Expect a number for `per_page` query string parameter"],
    ["/v1/jobs?stale=maybe", "Expect `true` or `false` for `stale` query string parameter"],
  ])("%s: %s", async (path, text) => {
    expect(await ask(path)).toMatchObject({ status: 400, body: text });
  });

  it("let go of a client that has gone", async () => {
    register("web");
    const leaving = new AbortController();
    const waiting = fetch(`${api.url}/v1/jobs?index=${api.log.state.index}&wait=60s`, { signal: leaving.signal });
    await parked();
    leaving.abort();
    await expect(waiting).rejects.toThrow();
    await parked(0);
  });
});

describe("consistency", () => {
  it("asks for the log's end, unless a stale answer will do", async () => {
    await ask("/v1/jobs");
    expect(api.log.catchUps).toBe(1);
    await ask("/v1/jobs?stale");
    await ask("/v1/jobs?stale=true");
    expect(api.log.catchUps).toBe(1);
  });

  it("says so when the log cannot be reached, and still answers stale reads", async () => {
    register("web");
    api.log.setReachable(false);
    expect(await ask("/v1/jobs")).toMatchObject({ status: 503, body: "the cluster log cannot be reached" });
    const stale = await fetch(`${api.url}/v1/jobs?stale`);
    expect([stale.status, stale.headers.get("x-nomad-knownleader"), stale.headers.get("x-nomad-lastcontact")]).toEqual([200, "false", "1500"]);
    expect((await ask("/v1/agent/health")).status).toBe(500);
  });
});

describe("the client follows", () => {
  it("each change of a job, in order, until it is told to stop", async () => {
    const client = createClient({ address: api.url });
    register("web");
    const stop = new AbortController();
    const versions: number[] = [];
    for await (const { body } of follow((request) => client.jobs.get("web", request), { signal: stop.signal })) {
      versions.push(body.Version);
      if (versions.length === 3) stop.abort();
      else api.log.act((history) => history.register({ ...serviceJob("web", { cpu: 500 + versions.length }), Region: "us" }));
    }
    expect(versions).toEqual([0, 1, 2]);
  });
});
