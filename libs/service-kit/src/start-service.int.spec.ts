import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DynamicModule, OnApplicationShutdown } from "@nestjs/common";
import { afterEach, expect, it } from "vitest";
import type { Tracing } from "@berth/ports/tracing";
import { silentLogger } from "@berth/testkit/silent-logger";
import { type Kit, TRACING } from "./kit.js";
import { serviceConfigSchema, type ServiceConfig } from "./service-config.js";
import type { SpanLine } from "./span-file.js";
import { type HttpOptions, type RunningService, type ServiceDescription, startService } from "./start-service.js";

const order: string[] = [];

class Greeter implements OnApplicationShutdown {
  constructor(private readonly tracing: Tracing) {}

  greet(): Promise<{ readonly trace: string }> {
    return this.tracing.withSpan("greet", { kind: "server" }, async () => ({ trace: this.tracing.current() }));
  }

  async onApplicationShutdown(): Promise<void> {
    order.push("loop");
  }
}

class GreetingModule {}

function greetingModule(kit: Kit<ServiceConfig>): DynamicModule {
  kit.closing.add("connection", async () => {
    order.push("connection");
  });
  const greeter = { provide: Greeter, useFactory: (tracing: Tracing) => new Greeter(tracing), inject: [TRACING] };
  return { module: GreetingModule, imports: [kit.module], providers: [greeter] };
}

const http: HttpOptions = {
  bodyLimitBytes: 100,
  configure: (app) => {
    const routes: FastifyInstanceLike = app.getHttpAdapter().getInstance();
    routes.get("/greeting", () => app.get(Greeter).greet());
    routes.post("/echo", (request) => Promise.resolve(request.body));
  },
};

interface FastifyInstanceLike {
  get(path: string, handler: () => Promise<unknown>): unknown;
  post(path: string, handler: (request: { readonly body: unknown }) => Promise<unknown>): unknown;
}

const running: RunningService<ServiceConfig>[] = [];
afterEach(async () => {
  for (const service of running.splice(0)) await service.close("end of test");
  order.length = 0;
});

async function start(variables: Readonly<Record<string, string>> = {}, changes: Partial<ServiceDescription<ServiceConfig>> = {}): Promise<RunningService<ServiceConfig>> {
  const config = serviceConfigSchema.parse(variables);
  const service = await startService({ name: "greeter", module: greetingModule, http, ...changes }, config, silentLogger);
  running.push(service);
  return service;
}

it("says that it lives, whether it is ready and why not, and gives its numbers", async () => {
  const { kit, url } = await start();
  let why: string | undefined = "waits for NATS";
  kit.readiness.add({ name: "nats", whyNotReady: () => why });
  kit.metrics.count("berth.plan.placed", 2, { kind: "good" });
  kit.metrics.count("berth.plan.placed", 1, { kind: "good", unforeseen: "x" });
  kit.metrics.gauge("nomad.broker.total_ready", 7);
  for (const ms of [1, 2, 3]) kit.metrics.observe("nomad.plan.submit", ms);

  expect(await (await fetch(`${url}/livez`)).json()).toMatchObject({ status: "alive" });
  const red = await fetch(`${url}/readyz`);
  expect(red.status).toBe(503);
  expect(await red.json()).toMatchObject({ ready: false, probes: [{ name: "nats", ready: false, reason: "waits for NATS" }, { name: "shutdown", ready: true }] });
  why = undefined;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);

  const metrics = await fetch(`${url}/metrics`);
  expect(metrics.headers.get("content-type")).toContain("text/plain");
  const text = await metrics.text();
  expect(text).toContain('berth_plan_placed{kind="good",service="greeter",region="global"} 3');
  expect(text).toContain('nomad_broker_total_ready{service="greeter",region="global"} 7');
  expect(text).toContain('nomad_plan_submit{quantile="0.5",service="greeter",region="global"} 2');
  expect(text).toContain('nomad_plan_submit_count{service="greeter",region="global"} 3');
  expect(text).toContain("process_resident_memory_bytes");
});

it("serves its own routes and limits the body", async () => {
  const { url } = await start();
  expect(await (await fetch(`${url}/greeting`)).json()).toEqual({ trace: "" });
  const post = (text: string): Promise<Response> => fetch(`${url}/echo`, { method: "POST", body: JSON.stringify({ text }), headers: { "content-type": "application/json" } });
  expect((await post("x".repeat(50))).status).toBe(200);
  expect((await post("x".repeat(200))).status).toBe(413);
});

it("closes: red first, then the module, then what the module opened", async () => {
  const service = await start();
  let readyWhileClosing: boolean | undefined;
  service.kit.closing.add("looks", async () => {
    readyWhileClosing = service.kit.readiness.report().ready;
  });
  expect(await service.close("SIGTERM")).toBe(true);
  expect(readyWhileClosing).toBe(false);
  expect(order).toEqual(["loop", "connection"]);
  await expect(fetch(`${service.url}/livez`)).rejects.toThrow("fetch failed");
});

it("says that its port is taken, and leaves nothing open", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  await expect(start({ BERTH_HTTP_PORT: `${port}` })).rejects.toThrow(`port ${port} on 127.0.0.1 is taken by another program; stop it or set BERTH_HTTP_PORT`);
  expect(order).toEqual(["loop", "connection"]);
  other.close();
});

it("keeps one trace from the request through nested work into the file", async () => {
  const directory = await mkdtemp(join(tmpdir(), "berth-trace-"));
  const traceFile = join(directory, "spans.jsonl");
  const service = await start({ BERTH_TRACE_FILE: traceFile, BERTH_REGION: "us" });
  const { tracing } = service.kit;
  const parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const inner = await tracing.withSpan("submit job", { parent, kind: "server", attributes: { job: "web" } }, async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await tracing.withSpan("append", {}, () => Promise.reject(new Error("full"))).catch(() => undefined);
    return tracing.current();
  });
  tracing.record("placed", { parent: inner }, { startMs: 1_000, endMs: 1_250 });
  await service.close("done");
  const spans = (await readFile(traceFile, "utf8")).trim().split("\n").map((line) => JSON.parse(line) as SpanLine);
  const byName = new Map(spans.map((span) => [span.name, span]));
  expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set(["4bf92f3577b34da6a3ce929d0e0e4736"]));
  expect(byName.get("submit job")).toMatchObject({ parentSpanId: "00f067aa0ba902b7", service: "greeter", kind: "server", failed: false, attributes: { job: "web" } });
  expect(byName.get("append")).toMatchObject({ parentSpanId: byName.get("submit job")?.spanId, failed: true });
  expect(byName.get("placed")).toMatchObject({ parentSpanId: byName.get("submit job")?.spanId, startMs: 1_000, durationMs: 250 });
  await rm(directory, { recursive: true });
});

it("sends spans to a collector", async () => {
  const bodies: string[] = [];
  const collector = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      bodies.push(`${request.url ?? ""} ${body}`);
      response.setHeader("content-type", "application/json").end("{}");
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const { port } = collector.address() as AddressInfo;
  const service = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/` });
  await fetch(`${service.url}/greeting`);
  await service.close("done");
  expect(bodies.length).toBe(1);
  expect(bodies[0]).toMatch(/^\/v1\/traces /);
  expect(bodies[0]).toContain('"greet"');
  expect(bodies[0]).toContain('"greeter"');
  collector.closeAllConnections();
  collector.close();
});
