import { nodeSpec, report, serviceJob } from "@berth/core/testing/history";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startApi, type TestApi } from "./testing/api-for-test.js";

let api: TestApi;
const nodeId = "11111111-2222-4333-8444-555555555555";

beforeEach(async () => {
  api = await startApi();
  api.log.act((history) => history.node(nodeSpec(nodeId)));
});
afterEach(() => api.close());

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(api.url + path, init);
const put = (path: string, body: unknown, init: RequestInit = {}): Promise<Response> =>
  get(path, { method: "PUT", body: typeof body === "string" ? body : JSON.stringify(body), ...init });
const register = (job: unknown = serviceJob("web")): Promise<Response> => put("/v1/jobs", { Job: job });

async function json<T = Record<string, unknown>>(response: Response | Promise<Response>): Promise<T> {
  const answer = await response;
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  return JSON.parse(text) as T;
}

describe("registering a job", () => {
  it("answers with an evaluation that can be read at once", async () => {
    const response = await register();
    const answer = await json(response);
    expect(answer).toMatchObject({ JobModifyIndex: answer["Index"], EvalCreateIndex: answer["Index"], KnownLeader: false, LastContact: 0, Warnings: "" });
    expect(response.headers.get("x-nomad-index")).toBe(String(answer["Index"]));
    const evaluation = await json(get(`/v1/evaluation/${answer["EvalID"]}`));
    expect(evaluation).toMatchObject({ JobID: "web", Status: "pending", TriggeredBy: "job-register", Type: "service" });
  });

  it("shows the job, its allocations and its node", async () => {
    await register();
    api.log.settle();
    expect(await json(get("/v1/job/web"))).toMatchObject({ ID: "web", Status: "running", Version: 0, Stop: false, Region: "us" });
    const [stub] = await json<Record<string, unknown>[]>(get("/v1/job/web/allocations"));
    expect(stub).toMatchObject({ JobID: "web", NodeID: nodeId, Name: "web.g[0]", ClientStatus: "pending", TaskStates: null });
    const allocation = await json(get(`/v1/allocation/${stub!["ID"]}`));
    expect(allocation).toMatchObject({ ID: stub!["ID"], Job: { ID: "web", Version: 0 }, Resources: { CPU: 500, MemoryMB: 256 } });
    const evaluations = await json<Record<string, unknown>[]>(get("/v1/job/web/evaluations"));
    const placed = await json<unknown[]>(get(`/v1/evaluation/${evaluations[0]!["ID"]}/allocations`));
    expect(placed).toHaveLength(1);
    expect(await json<unknown[]>(get(`/v1/node/${nodeId}/allocations`))).toHaveLength(1);
  });

  it("accepts a job file as it is and POST as PUT", async () => {
    const hcl = 'job "filed" {\n  group "g" {\n    task "t" {\n      driver = "raw_exec"\n      config { command = "sleep" }\n    }\n  }\n}\n';
    await json(get("/v1/jobs", { method: "POST", body: hcl, headers: { "content-type": "application/hcl" } }));
    expect(await json(get("/v1/job/filed"))).toMatchObject({ ID: "filed", Type: "service" });
  });

  it("enforces the job modify index with Nomad's texts", async () => {
    const { JobModifyIndex: index } = await json(register());
    const enforce = (value: unknown) => put("/v1/jobs", { Job: serviceJob("web"), EnforceIndex: true, JobModifyIndex: value });
    const conflict = await enforce(9999);
    expect(conflict.status).toBe(500);
    expect(conflict.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await conflict.text()).toBe(`Enforcing job modify index 9999: job exists with conflicting job modify index: ${index}`);
    expect(await (await enforce(0)).text()).toBe("Enforcing job modify index 0: job already exists");
    expect((await enforce(index)).status).toBe(200);
    const missing = await put("/v1/jobs", { Job: serviceJob("new"), EnforceIndex: true, JobModifyIndex: 5 });
    expect(await missing.text()).toBe("Enforcing job modify index 5: job does not exist");
  });

  it("keeps the counts of a running job when asked to", async () => {
    await json(register(serviceJob("web", { count: 3 })));
    const again = { Job: serviceJob("web", { count: 1, cpu: 600 }), PreserveCounts: true };
    await json(put("/v1/jobs", again));
    expect(await json(get("/v1/job/web"))).toMatchObject({ Version: 1, TaskGroups: [{ Count: 3, Tasks: [{ Resources: { CPU: 600 } }] }] });
  });

  it("names what it accepts and does not act on", async () => {
    const answer = await json(put("/v1/jobs", { Job: { ...serviceJob("web"), Frobnicate: 1 }, EvalPriority: 80 }));
    expect(answer["Warnings"]).toMatch(/^2 warning\(s\):\n\n\* Frobnicate is not known.*\n\* EvalPriority/);
  });

  it("refuses changes from pages of other sites", async () => {
    const before = api.log.state.index;
    const foreign = await put("/v1/jobs", { Job: serviceJob("web") }, { headers: { origin: "https://evil.example" } });
    expect([foreign.status, await foreign.text()]).toEqual([403, "Requests from pages of https://evil.example may not change anything here"]);
    expect(api.log.state.index).toBe(before);
    expect((await put("/v1/jobs", { Job: serviceJob("web") }, { headers: { origin: api.url } })).status).toBe(200);
  });

  it("hands the caller's trace to the log", async () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    await put("/v1/jobs", { Job: serviceJob("web") }, { headers: { traceparent } });
    expect(api.log.traces.at(-1)).toBe(traceparent);
  });
});

describe("bad input changes nothing and says what is wrong", () => {
  const binary = Uint8Array.from([0x7b, 0x22, 0x89, 0x50, 0x4e, 0x47, 0, 1]);
  const twoMegabytes = JSON.stringify({ Job: { ID: "big", Meta: { x: "y".repeat(2_000_000) } } });
  const cases: [string, () => Promise<Response>, number, RegExp][] = [
    ["no JSON", () => put("/v1/jobs", "x"), 400, /not valid JSON/],
    ["an empty body", () => put("/v1/jobs", ""), 400, /^Request body is empty$/],
    ["a list", () => put("/v1/jobs", "[]"), 400, /must be a JSON object, not a list/],
    ["null", () => put("/v1/jobs", "null"), 400, /^Job must be specified$/],
    ["no job", () => put("/v1/jobs", {}), 400, /^Job must be specified$/],
    ["no id", () => register({}), 400, /^Job ID hasn't been provided$/],
    ["an id with ..", () => register({ ...serviceJob("x"), ID: "../etc" }), 400, /may not hold "\.\."/],
    ["a path with ..", () => get("/v1/job/a%2F..%2Fb"), 400, /may not hold "\.\."/],
    ["a wrong type", () => register({ ID: "x", TaskGroups: [{ Name: "g", Count: "two" }] }), 400, /TaskGroups\[0\]\.Count.*whole number/],
    ["a negative count", () => register({ ...serviceJob("x"), TaskGroups: [{ ...serviceJob("x").TaskGroups[0], Count: -1 }] }), 500, /Task group count can't be negative/],
    ["duplicate task names", () => register(withTwoTasks()), 500, /redefines/],
    ["a binary body", () => get("/v1/jobs", { method: "PUT", body: binary }), 400, /not text: byte 2 \(0x89\)/],
    ["a body of 2 MB", () => put("/v1/jobs", twoMegabytes), 413, /larger than 1 MB/],
    ["an unknown region", () => put("/v1/jobs?region=mars", { Job: serviceJob("x") }), 500, /^No path to region "mars"/],
    ["a job for another region", () => register({ ...serviceJob("x"), Region: "mars" }), 500, /^No path to region "mars"/],
    ["an unknown namespace", () => put("/v1/jobs?namespace=zz", { Job: serviceJob("x") }), 500, /nonexistent namespace "zz"/],
    ["broken HCL", () => put("/v1/jobs", 'job "x" {\n  group =\n}', { headers: { "content-type": "application/hcl" } }), 400, /input\.hcl:2,/],
    ["cyclic locals", () => put("/v1/jobs", 'locals {\n  a = local.b\n  b = local.a\n}\njob "x" {\n  name = local.a\n}', { headers: { "content-type": "application/hcl" } }), 400, /input\.hcl:\d.*(circle|cycl|itself)/is],
    ["a port label that no network has", () => put("/v1/jobs", withService('port = "nowhere"'), { headers: { "content-type": "application/hcl" } }), 500, /nowhere/],
    ["an unknown HCL attribute", () => put("/v1/jobs", 'job "x" {\n  prioritty = 3\n}', { headers: { "content-type": "application/hcl" } }), 400, /input\.hcl:2,.*priority/s],
  ];
  it.each(cases)("%s", async (_name, ask, status, text) => {
    const before = api.log.state.index;
    const response = await ask();
    const body = await response.text();
    expect(body).toMatch(text);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(api.log.state.index).toBe(before);
    expect(api.log.state.jobs.size).toBe(0);
  });

  function withService(service: string): string {
    return `job "x" {\n group "g" {\n task "t" {\n driver = "raw_exec"\n config { command = "x" }\n service {\n ${service}\n }\n }\n }\n}`;
  }

  it("a driver that no node has: the job waits and says why", async () => {
    const job = serviceJob("x");
    const [group] = job.TaskGroups;
    await json(register({ ...job, TaskGroups: [{ ...group, Tasks: group!.Tasks.map((task) => ({ ...task, Driver: "qemu" })) }] }));
    api.log.settle();
    expect(await json(get("/v1/job/x"))).toMatchObject({ Status: "pending" });
    const evaluations = await json<Record<string, unknown>[]>(get("/v1/job/x/evaluations"));
    expect(evaluations).toContainEqual(expect.objectContaining({ Status: "blocked" }));
    expect(JSON.stringify(evaluations)).toMatch(/missing drivers.*:1/);
    expect(await json(get("/v1/job/x/summary"))).toMatchObject({ Summary: { g: { Queued: 1 } } });
  });

  function withTwoTasks(): unknown {
    const job = serviceJob("x");
    const [group] = job.TaskGroups;
    return { ...job, TaskGroups: [{ ...group, Tasks: [...group!.Tasks, ...group!.Tasks] }] };
  }
});

describe("ids, methods and paths", () => {
  it("finds jobs whose ids hold slashes, escaped or not", async () => {
    await json(register(serviceJob("team/web")));
    expect(await json(get("/v1/job/team%2Fweb"))).toMatchObject({ ID: "team/web" });
    expect(await json(get("/v1/job/team/web"))).toMatchObject({ ID: "team/web" });
    expect(await json(get("/v1/job/team/web/summary"))).toMatchObject({ JobID: "team/web" });
  });

  it.each([
    ["PATCH", "/v1/jobs"],
    ["DELETE", "/v1/jobs"],
    ["PUT", "/v1/nodes"],
    ["GET", "/v1/job/x/plan"],
    ["GET", "/v1/jobs/parse"],
    ["PUT", "/v1/status/leader"],
    ["OPTIONS", "/v1/jobs"],
  ])("%s %s is an invalid method", async (method, path) => {
    const response = await get(path, { method });
    expect(response.status).toBe(405);
    expect(await response.text()).toBe("Invalid method");
  });

  it("answers 404 with Nomad's words and with the headers of a read", async () => {
    const uuid = "00000000-0000-0000-0000-000000000000";
    const texts = { "job/nope": "job", [`node/${uuid}`]: "node", [`allocation/${uuid}`]: "alloc", [`evaluation/${uuid}`]: "eval", [`deployment/${uuid}`]: "deployment" };
    for (const [path, what] of Object.entries(texts)) {
      const response = await get(`/v1/${path}`);
      expect(response.status).toBe(404);
      expect(await response.text()).toBe(`${what} not found`);
      expect(response.headers.get("x-nomad-index")).not.toBeNull();
      expect(response.headers.get("x-nomad-knownleader")).toBe("true");
    }
    expect((await get("/v1/frob")).status).toBe(404);
    expect(await (await get("/v1/evaluation/abc")).text()).toBe("eval lookup failed: index error: UUID must be 36 characters");
  });

  it("pages lists", async () => {
    for (const id of ["a", "b", "c"]) await json(register(serviceJob(id)));
    const first = await get("/v1/jobs?per_page=2");
    expect((await json<{ ID: string }[]>(first)).map((job) => job.ID)).toEqual(["a", "b"]);
    const token = first.headers.get("x-nomad-nexttoken");
    expect(token).toBe("default.c");
    const second = await get(`/v1/jobs?per_page=2&next_token=${token}`);
    expect((await json<{ ID: string }[]>(second)).map((job) => job.ID)).toEqual(["c"]);
    expect(second.headers.get("x-nomad-nexttoken")).toBeNull();
  });
});

describe("node eligibility", () => {
  it("is set and shown", async () => {
    await json(put(`/v1/node/${nodeId}/eligibility`, { Eligibility: "ineligible" }));
    expect(await json(get(`/v1/node/${nodeId}`))).toMatchObject({ SchedulingEligibility: "ineligible", SecretID: "" });
    const wrong = await put(`/v1/node/${nodeId}/eligibility`, { Eligibility: "maybe" });
    expect([wrong.status, await wrong.text()]).toEqual([500, 'invalid scheduling eligibility "maybe"']);
  });
});

describe("what a node reports", () => {
  it("shows in the allocation and in the summary", async () => {
    await register();
    api.log.settle();
    const [{ ID: id }] = (await json<[{ ID: string }]>(get("/v1/job/web/allocations")));
    const event = { type: "Terminated", timeMs: 1_700_000_000_123, message: "Exit Code: 3", details: { exit_code: "3", signal: "0" } };
    const task = { state: "running", failed: false, restarts: 1, lastRestartMs: 0, startedAtMs: 1_700_000_000_100, finishedAtMs: 0, events: [event] } as const;
    api.log.act((history) => history.report(nodeId, [report(id, { taskStates: { t: task } })]));
    const allocation = await json(get(`/v1/allocation/${id}`));
    expect(allocation).toMatchObject({
      ClientStatus: "running",
      TaskStates: { t: { State: "running", Restarts: 1, FinishedAt: null, StartedAt: "2023-11-14T22:13:20.1Z", Events: [{ ExitCode: 3, DisplayMessage: "Exit Code: 3", Time: 1_700_000_000_123_000_000 }] } },
    });
    expect(await json(get("/v1/job/web/summary"))).toMatchObject({ Summary: { g: { Running: 1, Starting: 0, Queued: 0 } } });
  });
});
