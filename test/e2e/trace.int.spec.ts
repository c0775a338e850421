// A request can be followed from the caller through the evaluation and its plan to the task's start, and each service tells
// its numbers: with every service its own process, as in production, and with all of them in one.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { RunningDev } from "../../apps/cli/src/dev/dev-options.js";
import { startDev } from "../../apps/cli/src/dev/start-dev.js";
import { scrape, valueOf } from "./prometheus-text.js";

const CALLER = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };

function job(id: string, memoryMb: number) {
  const task = { Name: "t", Driver: "raw_exec", Config: { command: "sleep", args: ["600"] }, Resources: { CPU: 50, MemoryMB: memoryMb } };
  return { ID: id, Type: "service", Datacenters: ["*"], TaskGroups: [{ Name: "g", Count: 1, Tasks: [task] }] };
}

interface SpanLine {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly service: string;
  readonly name: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface MetricsAnswer {
  readonly Gauges: readonly { readonly Name: string; readonly Labels: Readonly<Record<string, string>>; readonly Value: number }[];
  readonly Samples: readonly { readonly Name: string; readonly Labels: Readonly<Record<string, string>>; readonly Count: number; readonly Sum: number }[];
}

/** A cluster for the tests of one `describe`. */
function tracedCluster(separate: boolean) {
  let dataDir = "";
  let dev: RunningDev;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "berth-trace-"));
    dev = await startDev({
      dataDir,
      region: "global",
      nodes: 1,
      datacenters: ["dc1"],
      httpPort: 0,
      workers: 1,
      heartbeat: { ttlMs: 10_000, graceMs: 10_000, failoverMs: 60_000 },
      separate,
      history: false,
      env: { ...process.env, BERTH_TRACE_FILE: join(dataDir, "spans.jsonl") },
      onProgress: () => undefined,
    });
    // Else a job may be looked at before there is a node, and a second time after.
    await eventually(async () => {
      const nodes = (await (await fetch(`${dev.httpUrl}/v1/nodes`)).json()) as readonly { readonly Status: string }[];
      expect(nodes.map(({ Status }) => Status)).toEqual(["ready"]);
    });
  });
  afterAll(async () => {
    await dev?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    url: () => dev.httpUrl,
    /** Where a service answers: the ports that the cluster remembers by name. */
    urlOf: async (service: string) => {
      const ports = JSON.parse(await readFile(join(dataDir, "ports.json"), "utf8")) as Readonly<Record<string, number>>;
      return `http://127.0.0.1:${ports[service]}`;
    },
    spans: async () => {
      const text = await readFile(join(dataDir, "spans.jsonl"), "utf8");
      // What stands after the last line end is still being written.
      return text.slice(0, text.lastIndexOf("\n")).split("\n").map((line) => JSON.parse(line) as SpanLine);
    },
    register: async (given: unknown, headers: Readonly<Record<string, string>> = {}) => {
      const response = await fetch(`${dev.httpUrl}/v1/jobs`, { method: "PUT", body: JSON.stringify({ Job: given }), headers });
      expect(response.status).toBe(200);
      return ((await response.json()) as { readonly EvalID: string }).EvalID;
    },
    metrics: async () => (await (await fetch(`${dev.httpUrl}/v1/metrics`)).json()) as MetricsAnswer,
  };
}

function eventually<T>(condition: () => Promise<T>): Promise<T> {
  return vi.waitFor(condition, { timeout: 30_000, interval: 200 });
}

/** From a span to the first one of its trace that nobody here caused. */
function pathToRoot(spans: readonly SpanLine[], from: SpanLine): readonly SpanLine[] {
  const parent = spans.find(({ spanId }) => spanId === from.parentSpanId);
  return parent === undefined ? [from] : [from, ...pathToRoot(spans, parent)];
}

function only(spans: readonly SpanLine[], name: RegExp): SpanLine {
  const found = spans.filter((span) => name.test(span.name));
  expect(found.map((span) => span.name)).toHaveLength(1);
  return found[0]!;
}

describe("every service its own process", { timeout: 90_000 }, () => {
  const cluster = tracedCluster(true);

  it("makes one trace of a request, its evaluation, its plan and the task's start", async () => {
    const evaluation = await cluster.register(job("followed", 16), { traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-01` });
    const trace = await eventually(async () => {
      const found = (await cluster.spans()).filter(({ traceId }) => traceId === CALLER.traceId);
      expect(found.map(({ name }) => name)).toContain("agent.start_task");
      expect(found.map(({ name }) => name)).toContain("evaluate");
      expect(found.filter(({ name }) => name.endsWith(".submit"))).toHaveLength(1);
      return found;
    });
    const request = only(trace, /^PUT \/v1\/jobs$/);
    expect(request).toMatchObject({ service: "job-api", parentSpanId: CALLER.spanId, attributes: { "http.request.method": "PUT", "http.route": "/v1/jobs" } });
    expect(only(trace, /^evaluate$/)).toMatchObject({ service: "scheduler", attributes: { "berth.job": "followed", "berth.evaluation": evaluation } });
    expect(only(trace, /\.submit$/).service).toBe("plan-applier");
    expect(only(trace, /^agent\.start_task$/).service).toBe("node-agent");
    const services = (span: SpanLine): readonly string[] => pathToRoot(trace, span).map(({ service }) => service);
    expect(services(only(trace, /\.submit$/))).toEqual(["plan-applier", "scheduler", "scheduler", "job-api"]);
    for (const span of trace) expect(pathToRoot(trace, span).at(-1)).toBe(request);
    expect(trace.filter(({ failed }) => failed)).toEqual([]);
    for (const span of trace) expect(span.startMs).toBeGreaterThanOrEqual(request.startMs - 1);
  });

  it("begins a trace of its own for a caller that names none", async () => {
    await cluster.register(job("alone", 16));
    const started = await eventually(async () => {
      const all = await cluster.spans();
      const evaluated = all.find(({ name, attributes }) => name === "evaluate" && attributes["berth.job"] === "alone");
      const trace = all.filter(({ traceId }) => traceId === evaluated?.traceId);
      expect(trace.map(({ name }) => name)).toContain("agent.start_task");
      return trace;
    });
    expect(only(started, /^PUT /).parentSpanId).toBe("");
    expect(started[0]?.traceId).not.toBe(CALLER.traceId);
  });

  it("answers for its numbers, service by service, in Prometheus' format", async () => {
    await cluster.register(job("too-large", 1_000_000));
    const waits = async (service: string, check: (text: string) => void) => eventually(async () => check(await scrape(`${await cluster.urlOf(service)}/metrics`)));
    await waits("evaluation-broker", (text) => {
      expect(valueOf(text, "nomad_broker_total_ready")).toBe(0);
      expect(valueOf(text, "nomad_broker_total_unacked")).toBe(0);
      expect(valueOf(text, "nomad_blocked_evals_total_blocked")).toBe(1);
    });
    await waits("plan-applier", (text) => {
      expect(valueOf(text, "nomad_plan_submit_count")).toBeGreaterThanOrEqual(3);
      expect(valueOf(text, "nomad_plan_submit_sum")).toBeGreaterThan(0);
      expect(valueOf(text, "nomad_plan_submit", { quantile: "0.5" })).toBeGreaterThan(0);
      expect(valueOf(text, "berth_plan_placed")).toBe(2);
      expect(valueOf(text, "berth_plan_rejected")).toBe(0);
    });
    await waits("scheduler", (text) => expect(valueOf(text, "nomad_worker_invoke_scheduler_service_count")).toBeGreaterThanOrEqual(3));
    await waits("controller-manager", (text) => expect(valueOf(text, "nomad_heartbeat_active")).toBe(1));
    await waits("job-api", (text) => expect(valueOf(text, "nomad_http_request_count", { method: "PUT", path: "/v1/jobs", status: "200" })).toBe(3));
    for (const [place, service] of [["node-gateway", "node-gateway"], ["node-1", "node-agent"]] as const)
      await waits(place, (text) => expect(valueOf(text, "process_resident_memory_bytes", { service, region: "global" })).toBeGreaterThan(1_000_000));
  });

  it("answers for the cluster's state at /v1/metrics, as JSON and as text", async () => {
    const running = { namespace: "default", exported_job: "followed", task_group: "g" };
    await eventually(async () => {
      const { Gauges, Samples } = await cluster.metrics();
      const gauge = (name: string): number | undefined => Gauges.find(({ Name }) => Name === name)?.Value;
      expect(Gauges.find(({ Name, Labels }) => Name === "nomad.nomad.job_summary.running" && Labels["exported_job"] === "followed")?.Value).toBe(1);
      expect(gauge("nomad.nomad.job_status.running")).toBe(2);
      expect(gauge("nomad.nomad.blocked_evals.total_blocked")).toBe(1);
      expect(gauge("nomad.nomad.heartbeat.active")).toBe(1);
      expect(gauge("berth.log.index")).toBeGreaterThan(3);
      expect(Samples.find(({ Name, Labels }) => Name === "nomad.http.request" && Labels["path"] === "/v1/jobs")?.Count).toBe(3);
    });
    const text = await scrape(`${cluster.url()}/v1/metrics?format=prometheus`);
    expect(valueOf(text, "nomad_nomad_job_summary_running", running)).toBe(1);
    expect(valueOf(text, "nomad_http_request_count", { path: "/v1/jobs", status: "200" })).toBe(3);
  });
});

describe("all services in one process", { timeout: 90_000 }, () => {
  const cluster = tracedCluster(false);

  it("makes the same trace", async () => {
    await cluster.register(job("followed", 16), { traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-01` });
    const trace = await eventually(async () => {
      const found = (await cluster.spans()).filter(({ traceId }) => traceId === CALLER.traceId);
      for (const name of ["PUT /v1/jobs", "evaluate", "submit plan", "agent.start_task"]) expect(found.map((span) => span.name)).toContain(name);
      return found;
    });
    const request = only(trace, /^PUT \/v1\/jobs$/);
    expect(request.parentSpanId).toBe(CALLER.spanId);
    for (const span of trace) expect(pathToRoot(trace, span).at(-1)).toBe(request);
  });

  it("answers for all numbers at /v1/metrics, and as text", async () => {
    await eventually(async () => {
      const { Gauges, Samples } = await cluster.metrics();
      expect(Gauges.find(({ Name }) => Name === "nomad.broker.total_ready")?.Value).toBe(0);
      expect(Gauges.find(({ Name, Labels }) => Name === "nomad.nomad.job_summary.running" && Labels["exported_job"] === "followed")?.Value).toBe(1);
      expect(Samples.find(({ Name }) => Name === "nomad.plan.submit")?.Count).toBeGreaterThanOrEqual(1);
    });
    for (const path of ["/metrics", "/v1/metrics?format=prometheus"]) {
      const text = await scrape(`${cluster.url()}${path}`);
      expect(valueOf(text, "nomad_plan_submit_count")).toBeGreaterThanOrEqual(1);
      expect(valueOf(text, "nomad_broker_total_unacked")).toBe(0);
      expect(valueOf(text, "berth_plan_placed")).toBe(1);
    }
  });
});
