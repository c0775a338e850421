// The first job that was ever written for Berth, as it is: five containers on four nodes, registered in Consul, answered for
// by haproxy through its own template. Real engine, real Consul, real haproxy, every service its own process.
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { importBusyboxImage } from "@berth/embedded/busybox-image";
import { dockerRequest } from "@berth/embedded/docker-request";
import { consulForTest } from "@berth/testkit/servers/consul-for-test";
import { dockerForTest } from "@berth/testkit/servers/docker-for-test";
import { haproxyForTest } from "@berth/testkit/servers/haproxy-for-test";
import { afterAll, beforeAll, describe, expect, it, type TestContext, vi } from "vitest";
import type { RunningDev } from "../../apps/cli/src/dev/dev-options.js";
import { startDev } from "../../apps/cli/src/dev/start-dev.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SEED = process.env["BERTH_SEED_DIR"] ?? join(ROOT, "../shared/seed");
const JOB = "my-service";
const SERVICE = "my-service-webs-frontend";
const MINUTE_MS = 60_000;

/** Each container answers with the name of its allocation; `/health` is there once it listens. */
const WEB = { CMD: 'CMD ["sh", "-c", "echo $NOMAD_ALLOC_ID > /www/index.html; exec httpd -f -p $NOMAD_PORT_http -h /www"]', health: "ok\n" };

const OWN_TEMPLATE = `backend webs
            balance roundrobin
            mode http{{range service "api"}}
server {{.Node}} {{.Address}}:{{.Port}}{{end}}
`;

interface AllocationStub {
  readonly ID: string;
  readonly NodeID: string;
  readonly DesiredStatus: string;
  readonly ClientStatus: string;
  readonly DeploymentStatus: { readonly Healthy: boolean | null } | null;
}

interface AllocationAnswer {
  readonly AllocatedResources: {
    readonly Tasks: Readonly<Record<string, { readonly Networks: readonly { readonly DynamicPorts: readonly { readonly Label: string; readonly Value: number }[] }[] }>>;
  };
}

interface DeploymentAnswer {
  readonly Status: string;
  readonly TaskGroups: Readonly<Record<string, { readonly DesiredTotal: number; readonly PlacedAllocs: number; readonly HealthyAllocs: number; readonly UnhealthyAllocs: number }>>;
}

interface HealthEntry {
  readonly Service: { readonly Service: string; readonly Tags: readonly string[]; readonly Address: string; readonly Port: number };
  readonly Checks: readonly { readonly Status: string }[];
}

const docker = dockerForTest();
const consul = consulForTest();
const haproxy = haproxyForTest((port) => `${frontend(port)}backend webs\n`);
let dataDir = "";
let dev: RunningDev | undefined;

beforeAll(async () => {
  const engine = runningEngine();
  if (engine === undefined) return;
  await importBusyboxImage({ socketPath: engine.socketPath, tag: "hashicorp/web-frontend:latest", changes: [WEB.CMD], files: { "/www/health": WEB.health } });
  dataDir = await mkdtemp(join(tmpdir(), "berth-docker-e2e-"));
  dev = await startDev({
    dataDir,
    region: "us",
    nodes: 4,
    datacenters: ["us-west-1", "us-east-1"],
    httpPort: 0,
    workers: 1,
    heartbeat: { ttlMs: 10_000, graceMs: 10_000, failoverMs: MINUTE_MS },
    separate: true,
    history: false,
    env: { ...process.env, DOCKER_HOST: engine.dockerHost, CONSUL_HTTP_ADDR: consul.url, BERTH_TEMPLATES: await templates() },
    onProgress: () => undefined,
  });
}, 5 * MINUTE_MS);

afterAll(async () => {
  await dev?.stop();
  if (dataDir !== "") await rm(dataDir, { recursive: true, force: true });
}, MINUTE_MS);

describe("the seed's job on Docker", () => {
  it("is healthy five times of five, on ports of their own, in both datacenters", { timeout: 5 * MINUTE_MS }, async (test) => {
    orSkip(test);
    const submittedAtMs = Date.now();
    expect(await send("PUT", "/v1/jobs", await seedJob())).toMatchObject({ status: 200 });
    const stubs = await eventually(async () => {
      const all = await allocations();
      expect(all).toHaveLength(5);
      expect(all.map((stub) => [stub.DesiredStatus, stub.ClientStatus, stub.DeploymentStatus?.Healthy])).toEqual(all.map(() => ["run", "running", true]));
      return all;
    });
    // The job leaves min_healthy_time as it is by default.
    expect(Date.now() - submittedAtMs).toBeGreaterThanOrEqual(10_000);
    await eventually(async () => {
      const [deployment] = await answered<readonly DeploymentAnswer[]>(`/v1/job/${JOB}/deployments`);
      expect(deployment?.Status).toBe("successful");
      expect(deployment?.TaskGroups["webs"]).toMatchObject({ DesiredTotal: 5, PlacedAllocs: 5, HealthyAllocs: 5, UnhealthyAllocs: 0 });
    });
    const ports = (await Promise.all(stubs.map(({ ID }) => portsOf(ID)))).flat();
    expect(ports).toHaveLength(10);
    expect(new Set(ports).size).toBe(10);
    expect(ports.filter((port) => port < 20_000 || port > 32_000)).toEqual([]);
    const known = await nodes();
    const datacenters = stubs.map(({ NodeID }) => known.find(({ ID }) => ID === NodeID)?.Datacenter);
    expect([...new Set(datacenters)].toSorted()).toEqual(["us-east-1", "us-west-1"]);
  });

  it("stands in Consul five times, passing, with its tag", { timeout: 2 * MINUTE_MS }, async (test) => {
    orSkip(test);
    const entries = await eventually(fivePassing);
    expect(entries.map(({ Service }) => Service.Tags)).toEqual(entries.map(() => ["prod"]));
    const http = await Promise.all((await allocations()).map(async ({ ID }) => (await portsOf(ID))[0]));
    expect(entries.map(({ Service }) => Service.Port).toSorted()).toEqual(http.toSorted());
  });

  it("is reached through haproxy and the rendered template, all five of it", { timeout: 2 * MINUTE_MS }, async (test) => {
    orSkip(test);
    const expected = (await allocations()).map(({ ID }) => ID).toSorted();
    await eventually(async () => expect(await answersThroughHaproxy()).toEqual(expected));
    const rendered = await readFile(rendering().destination, "utf8");
    const servers = (await inConsul()).map(({ Service }) => `${Service.Address}:${Service.Port}`).toSorted();
    expect([...rendered.matchAll(/^server \S+ (\S+)$/gm)].map(([, address]) => address).toSorted()).toEqual(servers);
    expect(rendered.split("\n").slice(0, 3)).toEqual((await seedTemplate()).split("{{")[0]!.split("\n"));
    expect(await (await fetch(`${haproxy.server.url}/health`)).text()).toBe(WEB.health);
  });

  it("has five again, found by all, after a node was lost with its containers", { timeout: 4 * MINUTE_MS }, async (test) => {
    const { socketPath } = orSkip(test);
    const victim = dev?.agents[0];
    const node = (await nodes()).find(({ Name }) => Name === victim?.name);
    const before = await allocations();
    const lost = before.filter(({ NodeID }) => NodeID === node?.ID).map(({ ID }) => ID);
    expect(lost.length).toBeGreaterThan(0);
    await victim?.kill();
    expect(await containers(socketPath)).toHaveLength(5 - lost.length);
    const after = await eventually(async () => {
      const running = (await allocations()).filter(({ ID, ClientStatus, DesiredStatus }) => !lost.includes(ID) && ClientStatus === "running" && DesiredStatus === "run");
      expect(running).toHaveLength(5);
      return running.map(({ ID }) => ID).toSorted();
    });
    const kept = before.map(({ ID }) => ID).filter((id) => !lost.includes(id));
    expect(after.filter((id) => kept.includes(id))).toEqual(kept.toSorted());
    await eventually(async () => expect(await answersThroughHaproxy()).toEqual(after));
    await eventually(fivePassing);
    expect(await containers(socketPath)).toHaveLength(5);
  });

  it("leaves nothing behind in Consul, in the template and in the engine once stopped", { timeout: 3 * MINUTE_MS }, async (test) => {
    const { socketPath } = orSkip(test);
    expect(await containers(socketPath)).toHaveLength(5);
    expect(await send("DELETE", `/v1/job/${JOB}`)).toMatchObject({ status: 200 });
    await eventually(async () => expect(await inConsul()).toEqual([]));
    const names = (await (await fetch(`${consul.url}/v1/catalog/services`)).json()) as Readonly<Record<string, unknown>>;
    expect(Object.keys(names)).toEqual(["consul"]);
    await eventually(async () => expect(await containers(socketPath)).toEqual([]));
    await eventually(async () => expect((await allocations()).filter(({ ClientStatus }) => ClientStatus === "complete")).toHaveLength(5));
    await eventually(async () => expect(await readFile(rendering().destination, "utf8")).not.toContain("server"));
  });
});

function runningEngine(): { readonly socketPath: string; readonly dockerHost: string } | undefined {
  try {
    return docker.server;
  } catch {
    return undefined;
  }
}

function orSkip(test: TestContext): { readonly socketPath: string } {
  const engine = docker.orSkip(test);
  if (dev === undefined) throw new Error("the cluster did not start; see above");
  return engine;
}

function frontend(listenPort: number): string {
  return `defaults\n  mode http\n  timeout connect 1s\n  timeout client 5s\n  timeout server 5s\nfrontend all\n  bind 127.0.0.1:${listenPort}\n  default_backend webs\n\n`;
}

async function seedJob(): Promise<string> {
  const file = join(SEED, "my-service.hcl");
  if (existsSync(file)) return readFile(file, "utf8");
  console.log(`${file} is not here: examples/my-service.hcl, the same job, is run instead (BERTH_SEED_DIR names the seed's folder)`);
  return readFile(join(ROOT, "examples/my-service.hcl"), "utf8");
}

/** As it is but for the service's name. */
async function seedTemplate(): Promise<string> {
  const file = join(SEED, "haproxy-backend.ctmpl");
  const text = existsSync(file) ? await readFile(file, "utf8") : OWN_TEMPLATE;
  expect(text.split('service "api"')).toHaveLength(2);
  return text.replace('service "api"', `service "${SERVICE}"`);
}

function rendering() {
  const { directory } = haproxy;
  return { source: join(directory, "backend.ctmpl"), destination: join(directory, "backend.cfg"), frontend: join(directory, "frontend.cfg") };
}

/** The rendered backend is put behind a small frontend, and haproxy reloads. */
async function templates(): Promise<string> {
  const { directory, server } = haproxy;
  const { source, destination, frontend: first } = rendering();
  await writeFile(source, await seedTemplate());
  await writeFile(first, frontend(server.port));
  const command = ["sh", "-c", 'cat "$1" "$2" > "$3" && kill -USR2 "$4"', "combine", first, "{file}", server.configFile, String(server.pid)];
  const file = join(directory, "templates.json");
  await writeFile(file, JSON.stringify([{ source, destination, command, hold_ms: 1_000 }]));
  return file;
}

function eventually<T>(condition: () => Promise<T>): Promise<T> {
  return vi.waitFor(condition, { timeout: 2 * MINUTE_MS, interval: 500 });
}

async function send(method: string, path: string, body?: string): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${dev?.httpUrl}${path}`, { method, body, headers: { "content-type": "application/hcl" } });
  return { status: response.status, text: await response.text() };
}

async function answered<T>(path: string): Promise<T> {
  const { status, text } = await send("GET", path);
  if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
  return JSON.parse(text) as T;
}

function nodes(): Promise<readonly { readonly ID: string; readonly Name: string; readonly Datacenter: string }[]> {
  return answered("/v1/nodes");
}

function allocations(): Promise<readonly AllocationStub[]> {
  return answered(`/v1/job/${JOB}/allocations`);
}

/** http first, then https, as in the job file. */
async function portsOf(allocationId: string): Promise<readonly number[]> {
  const { AllocatedResources } = await answered<AllocationAnswer>(`/v1/allocation/${allocationId}`);
  const ports = AllocatedResources.Tasks["frontend"]?.Networks.flatMap(({ DynamicPorts }) => DynamicPorts) ?? [];
  expect(ports.map(({ Label }) => Label)).toEqual(["http", "https"]);
  return ports.map(({ Value }) => Value);
}

async function inConsul(): Promise<readonly HealthEntry[]> {
  return (await (await fetch(`${consul.url}/v1/health/service/${SERVICE}`)).json()) as readonly HealthEntry[];
}

async function fivePassing(): Promise<readonly HealthEntry[]> {
  const all = await inConsul();
  expect(all).toHaveLength(5);
  expect(all.flatMap(({ Checks }) => Checks.map(({ Status }) => Status)).filter((status) => status !== "passing")).toEqual([]);
  return all;
}

async function answersThroughHaproxy(): Promise<readonly string[]> {
  const answers = new Set<string>();
  for (let asked = 0; asked < 15; asked++) {
    const response = await fetch(haproxy.server.url, { headers: { connection: "close" } });
    answers.add(response.ok ? (await response.text()).trim() : `status ${response.status}`);
  }
  return [...answers].toSorted();
}

async function containers(socketPath: string): Promise<readonly unknown[]> {
  const answer = await dockerRequest({ socketPath, path: "/containers/json?all=1" });
  return JSON.parse(answer.body) as readonly unknown[];
}
