// The service as it runs in production: Nest, its own replica, a real NATS server. What the API says must survive the death
// of the API and of NATS.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { serviceJob } from "@berth/core/testing/history";
import { type Client, createClient } from "@berth/client/client";
import { LOOP } from "@berth/service-kit/loop-module";
import type { SpanLine } from "@berth/service-kit/span-file";
import { type RunningService, startService } from "@berth/service-kit/start-service";
import { natsForTest } from "@berth/testkit/servers/nats-for-test";
import { silentLogger } from "@berth/testkit/silent-logger";
import { afterEach, describe, expect, it } from "vitest";
import { type JobApiConfig, jobApiConfigSchema } from "./config.js";
import type { JobApiLoop } from "./job-api-loop.js";
import { jobApiService } from "./service.js";

const nats = natsForTest();
const running: RunningService<JobApiConfig>[] = [];

async function start(more: Record<string, string> = {}): Promise<{ service: RunningService<JobApiConfig>; client: Client }> {
  const config = jobApiConfigSchema.parse({ BERTH_NATS_URL: nats.url, BERTH_REGION: "us", BERTH_HTTP_PORT: "0", ...more });
  const service = await startService(jobApiService, config, silentLogger);
  running.push(service);
  return { service, client: createClient({ address: service.url }) };
}

afterEach(async () => {
  for (const service of running.splice(0)) await service.close("the test is over");
});

describe("job-api on NATS", () => {
  it("registers into the log; a second server and a later one read the same", async (ctx) => {
    nats.orSkip(ctx);
    const [one, two] = [await start(), await start()];
    const registered = await one.client.jobs.register(serviceJob("web"));
    const read = (await two.client.jobs.get("web")).body;
    expect(read).toMatchObject({ ID: "web", Region: "us", JobModifyIndex: registered.JobModifyIndex });
    expect((await two.client.evaluations.get(registered.EvalID)).body).toMatchObject({ JobID: "web", Status: "pending" });

    const conflict = two.client.jobs.register(serviceJob("web"), { expectedJobModifyIndex: 0 });
    await expect(conflict).rejects.toMatchObject({ status: 500, text: "Enforcing job modify index 0: job already exists" });

    await one.service.close("restart");
    await nats.restart();
    const three = await start();
    expect((await three.client.jobs.get("web")).body).toEqual(read);
  });

  it("wakes a blocking query on another server", async (ctx) => {
    nats.orSkip(ctx);
    const [one, two] = [await start(), await start()];
    await one.client.jobs.register(serviceJob("first"));
    const { index } = await two.client.jobs.list();
    const waiting = two.client.jobs.list({ index, waitMs: 20_000 });
    await one.client.jobs.register(serviceJob("second"));
    const news = await waiting;
    expect(news.index).toBeGreaterThan(index);
    expect(news.body.map((job) => job.ID)).toContain("second");
  });

  it("makes one span a request, under the caller's, and hands its own to the log", async (ctx) => {
    nats.orSkip(ctx);
    const file = join(nats.directory, "spans.jsonl");
    const { service } = await start({ BERTH_TRACE_FILE: file });
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const client = createClient({ address: service.url, trace: `00-${trace}-b7ad6b7169203331-01` });
    await client.jobs.register(serviceJob("traced"));
    const { state } = service.app.get<JobApiLoop>(LOOP).dependencies.log;
    const evaluation = state.evaluations.get(state.job("default", "traced")!.pendingEvaluationId)!;
    await service.close("to flush the spans");
    const spans = readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line) as SpanLine);
    const span = spans.find(({ name }) => name === "PUT /v1/jobs")!;
    expect(span).toMatchObject({ traceId: trace, parentSpanId: "b7ad6b7169203331", kind: "server", service: "job-api", failed: false });
    expect(evaluation.trace).toBe(`00-${trace}-${span.spanId}-01`);
  });

  it("keeps the kit's probes beside the API, and says when nobody can collect", async (ctx) => {
    nats.orSkip(ctx);
    const { service, client } = await start();
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${service.url}/v1/frob`)).text()).toBe("");
    const posted = await fetch(`${service.url}/v1/jobs`, { method: "POST", body: "x=1", headers: { "content-type": "application/x-www-form-urlencoded" } });
    expect([posted.status, await posted.text()]).toEqual([400, expect.stringContaining("not valid JSON")]);
    await expect(client.server.collectGarbage()).rejects.toMatchObject({ status: 503 });
  });
});
