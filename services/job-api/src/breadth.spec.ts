// Searching, the event stream, and the answers about what there is not.
import { nodeSpec } from "@berth/core/testing/history";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { allRoutes } from "./routes/all-routes.js";
import { startApi, type TestApi } from "./testing/api-for-test.js";

let api: TestApi;
const nodeId = "11111111-2222-4333-8444-555555555555";

beforeEach(async () => {
  api = await startApi();
  api.log.act((history) => history.node({ ...nodeSpec(nodeId, {}), NodeClass: "small" }));
});
afterEach(() => api.close());

async function register(id: string): Promise<number> {
  const group = { Name: "group-one", Scaling: { Min: 1, Max: 5 }, Tasks: [{ Name: "main", Driver: "raw_exec", Config: { command: "/bin/sleep", args: ["9"] } }] };
  const response = await fetch(`${api.url}/v1/jobs`, { method: "PUT", body: JSON.stringify({ Job: { ID: id, Type: "service", TaskGroups: [group] } }) });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return (JSON.parse(text) as { readonly Index: number }).Index;
}

async function ask(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${api.url}${path}`, { method: "PUT", body: JSON.stringify(body) });
  const text = await response.text();
  return response.status === 200 ? JSON.parse(text) : { status: response.status, text };
}

describe("search", () => {
  it("finds what begins so, of one kind or of all, 20 of a kind", async () => {
    for (let n = 10; n < 35; n++) await register(`web-${n}`);
    await register("db");
    api.log.settle();
    const jobs = (await ask("/v1/search", { Prefix: "web-", Context: "jobs" })) as { readonly Matches: { readonly jobs: readonly string[] }; readonly Truncations: object };
    expect(jobs.Matches.jobs).toHaveLength(20);
    expect(jobs.Matches.jobs[0]).toBe("web-10");
    expect(jobs.Truncations).toEqual({ jobs: true });
    const all = (await ask("/v1/search", { Prefix: "111", Context: "all" })) as typeof jobs;
    expect(all).toMatchObject({ Matches: { nodes: [nodeId], jobs: null, volumes: null }, Truncations: { nodes: false, jobs: false } });
    expect(await ask("/v1/search", { Prefix: "", Context: "frobs" })).toMatchObject({ status: 400, text: expect.stringContaining('"frobs"') });
  });

  it("finds names that hold a text, with where they stand", async () => {
    await register("shop");
    api.log.settle();
    expect(await ask("/v1/search/fuzzy", { Text: "ONE", Context: "jobs" })).toMatchObject({ Matches: { groups: [{ ID: "group-one", Scope: ["default", "shop"] }] }, Truncations: { groups: false } });
    const all = await ask("/v1/search/fuzzy", { Text: "sho", Context: "all" });
    expect(all).toMatchObject({ Matches: { jobs: [{ ID: "shop", Scope: ["default", "shop"] }], allocs: [{ ID: "shop.group-one[0]" }] } });
    expect(await ask("/v1/search/fuzzy", { Text: "sleep", Context: "all" })).toMatchObject({ Matches: { commands: [{ ID: "/bin/sleep", Scope: ["default", "shop", "group-one", "main"] }] } });
    expect(await ask("/v1/search/fuzzy", { Text: "o", Context: "all" })).toEqual({ status: 400, text: "fuzzy search query must be at least 2 characters, got 1" });
  });
});

describe("scaling policies", () => {
  it("are those of running jobs, with ids that stay", async () => {
    await register("shop");
    const [stub] = (await (await fetch(`${api.url}/v1/scaling/policies?job=shop`)).json()) as readonly { readonly ID: string; readonly Target: object }[];
    expect(stub!.Target).toEqual({ Namespace: "default", Job: "shop", Group: "group-one" });
    expect(await (await fetch(`${api.url}/v1/scaling/policy/${stub!.ID}`)).json()).toMatchObject({ ID: stub!.ID, Min: 1, Max: 5 });
    expect(await (await fetch(`${api.url}/v1/scaling/policies?job=other`)).json()).toEqual([]);
  });
});

describe("submissions and counts", () => {
  it("give back the job file of a version, and nothing for a job that came as JSON", async () => {
    const source = 'job "filed" {\n  group "g" {\n    task "t" {\n      driver = "raw_exec"\n      config {\n        command = "true"\n      }\n    }\n  }\n}\n';
    const registered = await fetch(`${api.url}/v1/jobs`, { method: "PUT", body: source, headers: { "content-type": "application/hcl" } });
    expect(registered.status, await registered.text()).toBe(200);
    expect(await (await fetch(`${api.url}/v1/job/filed/submission?version=0`)).json()).toMatchObject({ Source: source, Format: "hcl2", JobID: "filed", Version: 0 });
    expect((await fetch(`${api.url}/v1/job/filed/submission?version=7`)).status).toBe(404);
    await register("plain");
    const plain = await fetch(`${api.url}/v1/job/plain/submission`);
    expect({ status: plain.status, text: await plain.text() }).toEqual({ status: 404, text: "job source not found" });
  });

  it("count evaluations, also filtered", async () => {
    await register("a");
    await register("b");
    expect(await (await fetch(`${api.url}/v1/evaluations/count`)).json()).toEqual({ Count: 2 });
    expect(await (await fetch(`${api.url}/v1/evaluations/count?filter=${encodeURIComponent("JobID == a")}`)).json()).toEqual({ Count: 1 });
  });
});

interface Line {
  readonly Index?: number;
  readonly Events?: readonly { readonly Topic: string; readonly Type: string; readonly Key: string; readonly FilterKeys: readonly string[] | null; readonly Payload: Readonly<Record<string, unknown>> }[];
}

/** Reads lines until one fits, and leaves. */
async function linesUntil(query: string, fits: (line: Line) => boolean): Promise<readonly Line[]> {
  const response = await fetch(`${api.url}/v1/event/stream${query}`);
  expect(response.status).toBe(200);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const lines: Line[] = [];
  let text = "";
  while (!lines.some(fits)) {
    const { value, done } = await reader.read();
    if (done) throw new Error("the stream ended");
    text += value;
    const parts = text.split("\n");
    text = parts.pop()!;
    lines.push(...parts.map((part) => JSON.parse(part) as Line));
  }
  await reader.cancel();
  return lines;
}

const has = (topic: string, key?: string) => (line: Line): boolean => line.Events?.some((event) => event.Topic === topic && (key === undefined || event.Key === key)) ?? false;

describe("the event stream", () => {
  it("tells the past from an index on, in its order, then what comes", async () => {
    const first = await register("shop");
    api.log.settle();
    const listening = linesUntil(`?index=${first}`, has("Job", "later"));
    await register("later");
    const lines = await listening;
    expect(lines[0]).toEqual({});
    const indexes = lines.slice(1).map(({ Index }) => Index!);
    expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
    expect(new Set(indexes).size).toBe(indexes.length);
    expect(Math.min(...indexes)).toBeGreaterThanOrEqual(first);
    const events = lines.flatMap(({ Events = [] }) => Events);
    expect(new Set(events.map(({ Topic }) => Topic))).toEqual(new Set(["Job", "Evaluation", "Allocation", "Deployment"]));
    expect(events.find(({ Topic }) => Topic === "Allocation")).toMatchObject({ FilterKeys: ["shop", expect.any(String)], Payload: { Allocation: { JobID: "shop", Job: null } } });
    expect(events.find(({ Key }) => Key === "later")).toMatchObject({ Type: "JobRegistered", Payload: { Job: { ID: "later" } } });
  });

  it("keeps to the topics, keys and namespace that were asked for", async () => {
    await register("shop");
    await register("other");
    api.log.settle();
    const lines = await linesUntil("?topic=Job:other&topic=Evaluation:shop", (line) => has("Job")(line));
    const events = lines.flatMap(({ Events = [] }) => Events);
    expect(events.every(({ Topic, Key, FilterKeys }) => (Topic === "Job" && Key === "other") || (Topic === "Evaluation" && FilterKeys?.[0] === "shop"))).toBe(true);
    const elsewhere = await linesUntil("?namespace=zz&index=1", has("Node"));
    expect(elsewhere.flatMap(({ Events = [] }) => Events).every(({ Topic }) => Topic === "Node")).toBe(true);
  });

  it.each([
    ["?topic=a:b:c", "Invalid topic query: error parsing topics: Invalid key value pair for topic, topic: a:b:c"],
    ["?index=x", 'Unable to parse index: strconv.Atoi: parsing "x": invalid syntax'],
  ])("refuses %s", async (query, text) => {
    const response = await fetch(`${api.url}/v1/event/stream${query}`);
    expect({ status: response.status, text: await response.text() }).toEqual({ status: 400, text });
  });
});

describe("what there is not", () => {
  it.each([
    ["GET", "/v1/acl/tokens", 400, "ACL support disabled"],
    ["PUT", "/v1/acl/bootstrap", 400, "ACL support disabled"],
    ["GET", "/v1/volumes?type=csi", 200, "[]"],
    ["GET", "/v1/plugins", 200, "[]"],
    ["GET", "/v1/volume/csi/zz", 404, "volume not found"],
    ["GET", "/v1/vars", 200, "[]"],
    ["GET", "/v1/var/a/b", 404, "variable not found"],
    ["GET", "/v1/operator/license", 204, ""],
    ["PUT", "/v1/agent/join", 400, "missing address to join"],
    ["PUT", "/v1/agent/force-leave?node=x", 200, ""],
    ["DELETE", "/v1/operator/raft/peer?id=x", 500, 'id "x" was not found in the Raft configuration'],
    ["PUT", "/v1/system/reconcile/summaries", 200, ""],
    ["PUT", "/v1/agent/servers?address=x", 200, ""],
    ["GET", "/v1/volume/host/zz", 404, "host volume not found"],
    ["GET", "/v1/plugin/csi/zz", 404, "plugin not found"],
    ["GET", "/v1/quotas", 200, "[]"],
    ["GET", "/.well-known/jwks.json", 200, '{"keys":[]}'],
  ])("%s %s is answered %i", async (method, path, status, text) => {
    const response = await fetch(`${api.url}${path}`, { method });
    expect({ status: response.status, text: await response.text() }).toEqual({ status, text });
  });

  it.each([
    ["GET", "/v1/sentinel/policies", "Enterprise"],
    ["GET", "/v1/recommendations", "Enterprise"],
    ["PUT", "/v1/var/a/b", "env and template"],
    ["PUT", "/v1/namespace", '"default"'],
    ["GET", "/v1/agent/keyring/list", "NATS"],
    ["GET", "/v1/agent/pprof/heap", "/v1/metrics"],
    ["GET", "/v1/agent/monitor", "standard output"],
    ["PUT", "/v1/operator/autopilot/configuration", "Nothing was changed"],
  ])("%s %s is refused with what to do instead", async (method, path, says) => {
    const response = await fetch(`${api.url}${path}`, { method });
    expect(response.status).toBe(501);
    expect(await response.text()).toContain(says);
  });

  it("every endpoint of access control says that there is none", async () => {
    const routes = allRoutes.filter(({ path }) => path.startsWith("/v1/acl/"));
    expect(routes.length).toBeGreaterThan(20);
    for (const { method, path } of routes) {
      const response = await fetch(api.url + path.replaceAll(/\{\w+\}/g, "x"), { method });
      expect({ path, status: response.status, text: await response.text() }).toEqual({ path, status: 400, text: "ACL support disabled" });
    }
  });

  it("raft and autopilot show this server", async () => {
    const raft = await (await fetch(`${api.url}/v1/operator/raft/configuration`)).json();
    expect(raft).toMatchObject({ Servers: [{ ID: "api-1", Leader: true, Voter: true }] });
    const health = await (await fetch(`${api.url}/v1/operator/autopilot/health`)).json();
    expect(health).toMatchObject({ Healthy: true, Servers: [{ ID: "api-1", Healthy: true, LastIndex: api.log.state.index }] });
  });
});
