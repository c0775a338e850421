// What the HTTP API says to bad input, and that nothing has changed afterwards: not the jobs, not their index, not the log.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { RunningDev } from "../../apps/cli/src/dev/dev-options.js";
import { startDev } from "../../apps/cli/src/dev/start-dev.js";

interface Refused {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly type?: "application/hcl" | "application/json";
  readonly path?: string;
  readonly status: number;
  readonly says: RegExp;
}

interface Parts {
  readonly top?: string;
  readonly group?: string;
  readonly task?: string;
  readonly count?: string;
}

function hcl({ top = "", group = "", task = "", count = "1" }: Parts = {}, id = "bad"): string {
  return `job "${id}" {
  ${top}
  group "g" {
    count = ${count}
    ${group}
    task "t" {
      driver = "raw_exec"
      ${task}
      config {
        command = "sleep"
        args    = ["600"]
      }
    }
  }
}
`;
}

function json(job: Readonly<Record<string, unknown>>, task: Readonly<Record<string, unknown>> = {}, group: Readonly<Record<string, unknown>> = {}): string {
  const tasks = [{ Name: "t", Driver: "raw_exec", Config: { command: "sleep", args: ["600"] }, ...task }];
  return JSON.stringify({ Job: { ID: "bad", Type: "service", TaskGroups: [{ Name: "g", Tasks: tasks, ...group }], ...job } });
}

const twoMegabytes = 2 * 1024 * 1024;

/** 500 where the file can be read and breaks a rule, 400 where it cannot: as Nomad has it. */
const CASES: Readonly<Record<string, Refused>> = {
  "broken HCL": { body: hcl({ task: "leader = = true" }), status: 400, says: /^Failed to parse job: input\.hcl:8,16-17: expected a value/ },
  "HCL that ends too early": { body: 'job "bad" {\n  group "g" {\n', status: 400, says: /^Failed to parse job: input\.hcl:3,1: .*missing }/ },
  "an unknown field": { body: hcl({ task: "kill_timout = \"5s\"" }), status: 400, says: /input\.hcl:8,7-18: .*"kill_timout".*did you mean "kill_timeout"/ },
  "a wrong type": { body: hcl({ count: '"many"' }), status: 400, says: /input\.hcl:4,13-19: this must be a number.*count/ },
  "a wrong type in JSON": { body: json({ Priority: "high" }), status: 400, says: /Priority.*whole number/ },
  "a port label that nobody declares": { body: hcl({ task: 'service {\n port = "htpp"\n }', group: 'network {\n port "http" {}\n }' }), status: 500, says: /Task t .*Port label "htpp" does not exist; did you mean "http"/s },
  "a region that is elsewhere": { body: hcl({ top: 'region = "mars"' }), status: 500, says: /region "mars".*"us"/ },
  "a region that is elsewhere in the query": { body: hcl(), path: "/v1/jobs?region=mars", status: 500, says: /region "mars".*"us"/ },
  "a body of 2 MB": { body: `${hcl()}#${"x".repeat(twoMegabytes)}`, status: 413, says: /larger than 1 MB.*nothing was changed/ },
  "a binary body": { body: Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0x00]), status: 400, says: /not text: byte 4 \(0xff\) is not UTF-8/ },
  "a body with a zero byte": { body: "job \0", status: 400, says: /zero byte at 4/ },
  "no body": { body: "", type: "application/json", status: 400, says: /empty/ },
  "a job id with ..": { body: hcl({}, "../../etc/passwd"), status: 400, says: /\.\./ },
  "a job id with .. in JSON": { body: json({ ID: "a/../b" }), status: 400, says: /\.\./ },
  "a job id with .. in the path": { body: json({}), path: "/v1/job/..%2Fbad", status: 400, says: /\.\./ },
  "two tasks of one name": { body: hcl({ group: 'task "t" {\n driver = "raw_exec"\n config { command = "true" }\n }' }), status: 500, says: /Task group g .*Task 2 redefines 't' from task 1/s },
  "two tasks of one name in JSON": { body: json({}, {}, { Tasks: [{ Name: "t", Driver: "raw_exec" }, { Name: "t", Driver: "raw_exec" }] }), status: 500, says: /Task group g .*Task 2 redefines 't' from task 1/s },
  "a negative count": { body: hcl({ count: "-1" }), status: 500, says: /Task group g .*count can't be negative/s },
  "a negative count in JSON": { body: json({}, {}, { Count: -3 }), status: 500, says: /Task group g .*count can't be negative/s },
  "locals in a circle": { body: `locals {\n  a = local.b\n  b = local.a\n}\n${hcl({ top: "priority = local.a" })}`, status: 400, says: /input\.hcl:2,3-14: locals refer to each other in a circle: a -> b -> a/ },
};

let dataDir = "";
let dev: RunningDev;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "berth-bad-input-"));
  dev = await startDev({
    dataDir,
    region: "us",
    nodes: 2,
    datacenters: ["dc1"],
    httpPort: 0,
    workers: 1,
    heartbeat: { ttlMs: 10_000, graceMs: 10_000, failoverMs: 60_000 },
    separate: false,
    history: false,
    env: process.env,
    onProgress: () => undefined,
  });
  expect((await send("/v1/jobs", hcl({ top: 'update { min_healthy_time = "0s" }' }, "steady"))).status).toBe(200);
  await vi.waitFor(settled, { timeout: 60_000, interval: 200 });
});

afterAll(async () => {
  await dev?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function send(path: string, body: Refused["body"], type: Refused["type"] = "application/hcl"): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${dev.httpUrl}${path}`, { method: "PUT", body, headers: { "content-type": type } });
  return { status: response.status, text: await response.text() };
}

async function reading(path: string): Promise<{ readonly index: string | null; readonly body: unknown }> {
  const response = await fetch(`${dev.httpUrl}${path}`);
  return { index: response.headers.get("x-nomad-index"), body: await response.json() };
}

/** Nothing of the first job is still to come that would change an index by itself. */
async function settled(): Promise<void> {
  expect((await reading("/v1/job/steady")).body).toMatchObject({ Status: "running", Stable: true });
  expect((await reading("/v1/job/steady/deployments")).body).toMatchObject([{ Status: "successful" }]);
  const evaluations = (await reading("/v1/evaluations")).body as readonly { readonly Status: string }[];
  expect(evaluations.filter(({ Status }) => Status === "pending")).toEqual([]);
}

/** The jobs and evaluations with the index at which each table last changed. */
async function everything() {
  return { jobs: await reading("/v1/jobs"), evaluations: await reading("/v1/evaluations"), versions: await reading("/v1/job/steady/versions") };
}

function typeOf({ body, type }: Refused): Refused["type"] {
  return type ?? (typeof body === "string" && body.startsWith("{") ? "application/json" : "application/hcl");
}

describe("PUT /v1/jobs", { timeout: 60_000 }, () => {
  it.each(Object.entries(CASES))("refuses %s, says why, and changes nothing", async (_what, refused) => {
    const before = await everything();
    const { status, text } = await send(refused.path ?? "/v1/jobs", refused.body, typeOf(refused));
    expect(text).toMatch(refused.says);
    expect(status).toBe(refused.status);
    expect(text).not.toMatch(/^\s+at |\.ts:\d|\.js:\d/m);
    expect(text.length).toBeLessThan(2_000);
    expect(await everything()).toEqual(before);
  });

  it("warns of a field in JSON that it does not know, as newer clients may send one, and names the nearest", async () => {
    const { status, text } = await send("/v1/jobs", json({ ID: "newer" }, { KillTimout: 5_000_000_000 }), "application/json");
    expect(status).toBe(200);
    expect((JSON.parse(text) as { readonly Warnings: string }).Warnings).toMatch(/TaskGroups\[0\]\.Tasks\[0\]\.KillTimout is not known.*did you mean "KillTimeout"/);
  });

  it("keeps a job pending whose driver no node has, and the evaluation says so", async () => {
    const steady = await reading("/v1/job/steady");
    const { status, text } = await send("/v1/jobs", hcl({}, "driverless").replace("raw_exec", "podman"));
    expect(status).toBe(200);
    const { EvalID } = JSON.parse(text) as { readonly EvalID: string };
    await vi.waitFor(
      async () => {
        const { body } = await reading(`/v1/evaluation/${EvalID}`);
        expect(body).toMatchObject({ Status: "complete", FailedTGAllocs: { g: { NodesEvaluated: 2, NodesFiltered: 2, ConstraintFiltered: { "missing drivers": 2 } } } });
      },
      { timeout: 30_000, interval: 200 },
    );
    expect(await reading("/v1/job/driverless")).toMatchObject({ body: { Status: "pending" } });
    expect((await reading("/v1/job/driverless/allocations")).body).toEqual([]);
    expect((await reading("/v1/job/driverless/evaluations")).body).toContainEqual(expect.objectContaining({ Status: "blocked" }));
    expect((await reading("/v1/job/steady")).body).toEqual(steady.body);
  });
});
