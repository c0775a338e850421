// Periodic and parameterised jobs over the API, against recorded conversations of Nomad: statuses, texts, shapes.
import { nodeSpec } from "@berth/core/testing/history";
import { jobOf } from "@berth/core/testing/state-builder";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startApi, type TestApi } from "./testing/api-for-test.js";
import { exchange, goldenAbsent } from "./testing/golden.js";
import { shapeDifferences } from "./testing/shape-difference.js";

let api: TestApi;
const nodeId = "11111111-2222-4333-8444-555555555555";

beforeEach(async () => {
  api = await startApi();
  api.log.act((history) => history.node(nodeSpec(nodeId)));
});
afterEach(() => api.close());

interface Said {
  readonly status: number;
  readonly text: string;
}

async function send(path: string, method: string, body: unknown): Promise<Said> {
  const init: RequestInit = { method };
  if (body !== undefined && body !== null) init.body = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(api.url + path, init);
  return { status: response.status, text: await response.text() };
}

async function read<T = Record<string, unknown>>(path: string): Promise<T> {
  const { status, text } = await send(path, "GET", undefined);
  expect(status, text).toBe(200);
  return JSON.parse(text) as T;
}

const put = async (path: string, body?: unknown): Promise<Record<string, unknown>> => {
  const { status, text } = await send(path, "PUT", body);
  expect(status, text).toBe(200);
  return JSON.parse(text) as Record<string, unknown>;
};

const job = (id: string, blocks: string) => jobOf(`job "${id}" {\n type = "batch"\n ${blocks}\n group "g" {\n task "t" {\n driver = "raw_exec"\n }\n }\n }`);

describe("a periodic job", () => {
  it("is launched by force, and parent and child know each other", async () => {
    const registered = await put("/v1/jobs", { Job: job("nightly", 'periodic {\n crons = ["15 3 * * *"]\n }') });
    expect(registered).toMatchObject({ EvalID: "", EvalCreateIndex: 0 });
    const forced = await put("/v1/job/nightly/periodic/force");
    expect(await read(`/v1/evaluation/${String(forced["EvalID"])}`)).toMatchObject({ TriggeredBy: "periodic-job", Status: "pending" });
    const [child] = await read<Record<string, unknown>[]>("/v1/jobs?prefix=nightly/periodic-");
    expect(child).toMatchObject({ ParentID: "nightly", Periodic: false, Type: "batch" });
    expect(await read("/v1/job/nightly/summary")).toMatchObject({ Children: { Pending: 1, Running: 0, Dead: 0 }, PeriodicLaunches: { Skipped: [] } });
    expect(await read("/v1/job/nightly/evaluations")).toEqual([]);
    expect(await put("/v1/job/nightly/plan", { Job: job("nightly", 'periodic {\n crons = ["15 3 * * *"]\n }') })).toMatchObject({
      NextPeriodicLaunch: expect.stringMatching(/T03:15:00Z$/),
      Annotations: { DesiredTGUpdates: { g: { Place: 1 } } },
    });
  });
});

describe("a parameterised job", () => {
  it("is dispatched with a prefix, and with a token once", async () => {
    await put("/v1/jobs", { Job: job("encode", 'parameterized {\n meta_optional = ["input"]\n }') });
    const first = await put("/v1/job/encode/dispatch?idempotency_token=abc", { Payload: "aGk=", Meta: { input: "x" }, IdPrefixTemplate: "movie" });
    expect(first["DispatchedJobID"]).toMatch(/^encode\/dispatch-movie-\d+-[0-9a-f]{8}$/);
    const again = await put("/v1/job/encode/dispatch?idempotency_token=abc", { Meta: null, Payload: null });
    expect(again).toMatchObject({ DispatchedJobID: first["DispatchedJobID"], EvalID: "", JobCreateIndex: first["JobCreateIndex"] });
    const child = await read(`/v1/job/${encodeURIComponent(String(first["DispatchedJobID"]))}`);
    expect(child).toMatchObject({ Dispatched: true, DispatchIdempotencyToken: "abc", Payload: "aGk=", Meta: { input: "x" } });
  });

  it.each([
    [{ Payload: "aGk=", IdPrefixTemplate: "a b" }, 400, 'IdPrefixTemplate "a b" may hold letters, digits, - _ and . only'],
    [{ Payload: "a===" }, 400, "illegal base64 data at input byte 1"],
    [{ JobID: "other" }, 400, "Job ID does not match"],
    [{ Meta: Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, "v"])) }, 400, "Meta is too large"],
  ])("refuses %j", async (body, status, text) => {
    await put("/v1/jobs", { Job: job("encode", "parameterized {\n }") });
    const said = await send("/v1/job/encode/dispatch", "PUT", body);
    expect([said.status, said.text]).toEqual([status, expect.stringContaining(text)]);
  });
});

describe("recorded conversations", () => {
  beforeEach((ctx) => {
    if (goldenAbsent !== undefined) ctx.skip(goldenAbsent);
  });

  /** Sends the recorded request to this path or its own; expects the recorded status, and text or shape. */
  async function same(scenario: string, number: string, path?: string): Promise<Record<string, unknown>> {
    const { request, response } = exchange(scenario, number);
    const { status, text } = await send(path ?? request.path, request.method, request.body);
    expect(status, text).toBe(response.status);
    if (typeof response.body === "string") {
      expect(text).toBe(response.body);
      return {};
    }
    const own = JSON.parse(text) as Record<string, unknown>;
    expect(shapeDifferences(response.body, own, { ignored: new Set(["PeriodicLaunches"]) })).toEqual([]);
    return own;
  }

  it("of a periodic job", async () => {
    await same("04-periodic-job", "002");
    await same("04-periodic-job", "003");
    await same("04-periodic-job", "005");
    await same("04-periodic-job", "006");
    const [child] = await read<{ ID: string }[]>("/v1/jobs?prefix=nightly/periodic-");
    for (const number of ["009", "010"]) await same("04-periodic-job", number, `/v1/job/${number === "009" ? encodeURIComponent(child!.ID) : child!.ID}`);
    await same("04-periodic-job", "011");
    for (const number of ["015", "016", "021", "022", "023", "025"]) await same("04-periodic-job", number);
    await put("/v1/jobs", { Job: job("simple", "") });
    await same("04-periodic-job", "024");
  });

  it("of a parameterised job", async () => {
    for (const number of ["001", "002", "003"]) await same("05-parameterized-job", number);
    const dispatched = await same("05-parameterized-job", "004");
    await same("05-parameterized-job", "005", `/v1/job/${encodeURIComponent(String(dispatched["DispatchedJobID"]))}`);
    for (const number of ["010", "011", "012", "013", "014", "015", "016", "017", "018", "019", "020"]) await same("05-parameterized-job", number);
    await put("/v1/jobs", { Job: job("simple", "") });
    for (const number of ["021", "023", "024"]) await same("05-parameterized-job", number);
  });
});
