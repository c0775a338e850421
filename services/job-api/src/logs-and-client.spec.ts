import { nodeSpec, serviceJob } from "@berth/core/testing/history";
import { ApiError, ConnectionError } from "@berth/client/api-error";
import { type Client, createClient } from "@berth/client/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startApi, type TestApi } from "./testing/api-for-test.js";

let api: TestApi;
let client: Client;
const nodeId = "11111111-2222-4333-8444-555555555555";

beforeEach(async () => {
  api = await startApi();
  client = createClient({ address: api.url });
  api.log.act((history) => history.node(nodeSpec(nodeId)));
});
afterEach(() => api.close());

async function placed(): Promise<string> {
  await client.jobs.register(serviceJob("web"));
  api.log.settle();
  return (await client.jobs.allocations("web")).body[0]!.ID;
}

describe("task logs", () => {
  it("come as frames, from the start or the end", async () => {
    const id = await placed();
    api.taskLogs.write("t", 'one {"a":"}"}\ntwo\n');
    const read = async (options: { origin?: "start" | "end"; offset?: number }): Promise<string> => {
      const parts: Uint8Array[] = [];
      for await (const frame of client.allocations.logs(id, { task: "t", type: "stdout", ...options })) parts.push(frame.data);
      return Buffer.concat(parts).toString();
    };
    expect(await read({})).toBe('one {"a":"}"}\ntwo\n');
    expect(await read({ origin: "end", offset: 4 })).toBe("two\n");
    expect(api.taskLogs.requests[0]).toMatchObject({ nodeId, allocationId: id, follow: false });
  });

  it("come as plain text", async () => {
    const id = await placed();
    api.taskLogs.write("t", "hello\n");
    const response = await fetch(`${api.url}/v1/client/fs/logs/${id}?task=t&type=stdout&plain=true`);
    expect([response.headers.get("content-type"), await response.text()]).toEqual(["text/plain", "hello\n"]);
  });

  it("are followed, with heartbeats while nothing is written", async () => {
    const id = await placed();
    const stop = new AbortController();
    const response = await fetch(`${api.url}/v1/client/fs/logs/${id}?task=t&type=stdout&follow=true`, { signal: stop.signal });
    const reader = response.body!.getReader();
    const first = await reader.read();
    expect(Buffer.from(first.value!).toString()).toBe("{}");
    api.taskLogs.write("t", "late\n");
    let text = "";
    while (!text.includes("Data")) text += Buffer.from((await reader.read()).value!).toString();
    expect(JSON.parse(text.slice(text.indexOf('{"Data"')))).toEqual({ Data: Buffer.from("late\n").toString("base64"), File: "alloc/logs/t.stdout.0", Offset: 5 });
    stop.abort();
  });

  it.each([
    ["type=stdout", 400, "must provide task name"],
    ["task=t", 400, "must provide log type (stdout/stderr)"],
    ["task=t&type=both", 400, "must provide log type (stdout/stderr)"],
    ["task=zz&type=stdout", 400, 'unknown task name "zz"'],
    ["task=t&type=stdout&origin=middle", 400, "origin must be start or end"],
    ["task=t&type=stdout&offset=x", 400, 'error parsing offset: strconv.ParseInt: parsing "x": invalid syntax'],
  ])("%s: %i %s", async (query, status, text) => {
    const response = await fetch(`${api.url}/v1/client/fs/logs/${await placed()}?${query}`);
    expect([response.status, await response.text()]).toEqual([status, text]);
  });
});

describe("the client", () => {
  it("throws the server's sentence with its status", async () => {
    const failure = await client.jobs.get("nope").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ status: 404, text: "job not found", request: "GET /v1/job/nope" });
  });

  it("says when nobody answers", async () => {
    const nobody = createClient({ address: "http://127.0.0.1:9" });
    await expect(nobody.jobs.list()).rejects.toThrow(ConnectionError);
    await expect(nobody.jobs.list()).rejects.toThrow(/No server answers at http:\/\/127\.0\.0\.1:9/);
  });

  it("plans, scales, stops and looks again", async () => {
    const plan = await client.jobs.plan(serviceJob("web", { count: 2 }));
    expect(plan.Annotations.DesiredTGUpdates).toEqual({ g: expect.objectContaining({ Place: 2, Ignore: 0 }) });
    expect(plan).toMatchObject({ JobModifyIndex: 0, FailedTGAllocs: null, CreatedEvals: null, Diff: { Type: "Added", ID: "web" } });
    expect(api.log.state.jobs.size).toBe(0);

    await placed();
    const failing = await client.jobs.plan(serviceJob("web", { cpu: 900_000 }));
    expect(failing.FailedTGAllocs?.["g"]).toMatchObject({ NodesEvaluated: 1, NodesExhausted: 1 });
    expect(failing.CreatedEvals?.[0]).toMatchObject({ Status: "blocked", TriggeredBy: "queued-allocs" });
    expect(failing.Diff?.TaskGroups?.[0]?.Tasks?.[0]).toMatchObject({ Type: "Edited", Annotations: ["forces create/destroy update"] });

    const before = (await client.jobs.get("web")).body;
    const evaluation = await client.jobs.evaluate("web");
    expect(evaluation.JobModifyIndex).toBe(before.JobModifyIndex);
    api.log.settle();
    const deployment = api.log.state.job("default", "web")!.deploymentId;
    if (deployment !== "") await expect(client.jobs.scale("web", "g", 2)).rejects.toThrow("job scaling blocked due to active deployment");
    await expect(client.jobs.scale("web", "zz", 2)).rejects.toThrow('task group "zz" specified for scaling does not exist in job');
    await expect(client.jobs.scale("nope", "g", 2)).rejects.toMatchObject({ status: 404, text: 'job "nope" not found' });

    const stopped = await client.jobs.stop("web");
    expect(stopped.EvalID).not.toBe("");
    api.log.settle();
    expect((await client.jobs.get("web")).body).toMatchObject({ Stop: true });
    await client.jobs.stop("web", { purge: true });
    await expect(client.jobs.get("web")).rejects.toMatchObject({ status: 404 });
    expect(await client.jobs.stop("never-was")).toMatchObject({ EvalID: "", JobModifyIndex: 0 });
  });

  it("stops an allocation, which is then replaced", async () => {
    const id = await placed();
    const { EvalID: evaluation } = await client.allocations.stop(id);
    expect((await client.evaluations.get(evaluation)).body).toMatchObject({ TriggeredBy: "alloc-stop" });
    api.log.settle();
    const { body } = await client.jobs.allocations("web");
    expect(body.map((stub) => stub.DesiredStatus).sort()).toEqual(["run", "stop"]);
    await expect(client.allocations.stop("00000000-0000-0000-0000-000000000000")).rejects.toMatchObject({ status: 404 });
  });

  it("parses and validates job files", async () => {
    const source = 'job "x" {\n  group "g" {\n    task "t" {\n      driver = "raw_exec"\n    }\n  }\n}\n';
    const draft = await client.jobs.parse(source);
    expect(draft).toMatchObject({ ID: "x", Priority: null });
    expect(await client.jobs.parse(source, { canonicalize: true })).toMatchObject({ ID: "x", Priority: 50 });
    expect(await client.jobs.validate(draft)).toMatchObject({ ValidationErrors: null, Error: "" });
    const wrong = await client.jobs.validate({ ...draft, Priority: 500 });
    expect(wrong).toMatchObject({ ValidationErrors: ["Job priority must be between [1, 100]"] });
    expect(wrong.Error).toBe("1 error occurred:\n\t* Job priority must be between [1, 100]\n\n");
    await expect(client.jobs.parse("")).rejects.toMatchObject({ status: 400, text: "Job spec is empty" });
    await expect(client.jobs.parse('job "x" {')).rejects.toThrow(/^Failed to parse job: input\.hcl:1,/);
  });

  it("reads nodes, deployments and the server itself", async () => {
    await placed();
    expect((await client.nodes.list()).body[0]).toMatchObject({ ID: nodeId, Attributes: { "os.name": "" } });
    expect((await client.nodes.get(nodeId)).body.NodeResources.Cpu.CpuShares).toBe(4_000);
    expect((await client.deployments.list()).body.length).toBe(api.log.state.deployments.size);
    expect(await client.server.regions()).toEqual(["us"]);
    expect(await client.server.leader()).toBe("127.0.0.1:4647");
    expect(await client.server.health()).toEqual({ server: { ok: true, message: "ok" } });
    expect(await client.server.self()).toMatchObject({ config: { Region: "us" }, stats: { nomad: { leader: "true" } } });
    const metrics = await client.server.metrics("prometheus");
    expect(metrics).toMatch(/nomad_nomad_job_summary_starting\{[^}]*job="web"[^}]*\} 1/);
    expect(metrics).toMatch(/nomad_http_request_count\{/);
    await client.server.collectGarbage();
    expect(api.collections).toBe(1);
  });
});

describe("answers as such", () => {
  it("are sorted, compressed when asked, and pretty when asked", async () => {
    await placed();
    const plain = await (await fetch(`${api.url}/v1/job/web`, { headers: { "accept-encoding": "identity" } })).text();
    const keys = Object.keys(JSON.parse(plain) as object);
    expect(keys).toEqual([...keys].sort());
    const zipped = await fetch(`${api.url}/v1/job/web`, { headers: { "accept-encoding": "gzip" } });
    expect([zipped.headers.get("content-encoding"), zipped.headers.get("vary")]).toEqual(["gzip", "Accept-Encoding"]);
    expect(await zipped.text()).toBe(plain);
    const pretty = await (await fetch(`${api.url}/v1/regions?pretty`)).text();
    expect(pretty).toBe('[\n    "us"\n]\n');
  });

  it("describe themselves in one OpenAPI document", async () => {
    const document = (await (await fetch(`${api.url}/v1/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
      components: { schemas: Record<string, unknown> };
    };
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(["/v1/jobs", "/v1/job/{jobId}/plan", "/v1/openapi.json"]));
    const text = JSON.stringify(document);
    const referred = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, id]) => id!);
    expect(referred.length).toBeGreaterThan(50);
    for (const id of referred) expect(document.components.schemas, id).toHaveProperty([id]);
    const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((operation) => operation.operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
