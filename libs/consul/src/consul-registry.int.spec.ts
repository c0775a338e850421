import type { ServiceRegistration } from "@berth/core/discovery/registration";
import { consulForTest } from "@berth/testkit/servers/consul-for-test";
import { afterEach, expect, it, vi } from "vitest";
import { ConsulRegistry } from "./consul-registry.js";

const consul = consulForTest();
const opened: ConsulRegistry[] = [];

function registryOf(region: string, token = ""): ConsulRegistry {
  const registry = new ConsulRegistry({ url: consul.url, token, region });
  opened.push(registry);
  return registry;
}

afterEach(async () => {
  for (const registry of opened.splice(0)) {
    for (const id of (await registry.list()).keys()) await registry.deregister(id);
    registry.close();
  }
});

function service(id: string, more: Partial<ServiceRegistration> = {}): ServiceRegistration {
  return { id: `_nomad-task-${id}`, name: "web", tags: ["prod"], address: "127.0.0.1", port: 8080, meta: { zone: "a" }, checks: [], ...more };
}

const ttl = { id: "_nomad-check-1", name: "script", kind: "ttl", target: "", method: "GET", header: {}, intervalMs: 41_000, timeoutMs: 1_000 } as const;

it("lists what it registered with its content hash, and nothing of others", async () => {
  const ours = registryOf("us");
  const theirs = registryOf("eu");
  await ours.register(service("1"), "hash-1");
  await theirs.register(service("2"), "hash-2");
  await fetch(`${consul.url}/v1/agent/service/register`, { method: "PUT", body: JSON.stringify({ Name: "stranger", Meta: { "external-source": "nomad" } }) });
  expect([...(await ours.list())]).toEqual([["_nomad-task-1", "hash-1"]]);
  expect([...(await theirs.list())]).toEqual([["_nomad-task-2", "hash-2"]]);
});

it("tells healthy instances with tags, meta and the node they name, sorted by id", async () => {
  const registry = registryOf("us");
  await registry.register(service("b", { meta: { "berth-node": "node-7", zone: "b" } }), "h");
  await registry.register(service("a"), "h");
  const instances = await registry.healthy("web");
  expect(instances.map(({ id }) => id)).toEqual(["_nomad-task-a", "_nomad-task-b"]);
  expect(instances[1]).toMatchObject({ node: "node-7", name: "web", address: "127.0.0.1", port: 8080, tags: ["prod"], meta: { zone: "b" } });
});

it("holds a ttl check critical until it is reported passing, and again when it is reported critical", async () => {
  const registry = registryOf("us");
  await registry.register(service("1", { checks: [ttl] }), "h");
  expect(await registry.healthy("web")).toEqual([]);
  await registry.report(ttl.id, "passing", "ok");
  expect(await registry.healthy("web")).toHaveLength(1);
  await registry.report(ttl.id, "critical", "disk full");
  expect(await registry.healthy("web")).toEqual([]);
});

it("takes all that a check can say", async () => {
  const registry = registryOf("us");
  const http = {
    ...ttl,
    id: "_nomad-check-2",
    kind: "http",
    target: "http://127.0.0.1:1/health",
    header: { "X-Who": ["berth", "nomad"] },
    initialStatus: "passing",
    failuresBeforeCritical: 3,
    notes: "a note",
  } as const;
  await registry.register(service("1", { checks: [http, { ...ttl, id: "_nomad-check-3", kind: "tcp", target: "127.0.0.1:1" }] }), "h");
  const checks = (await (await fetch(`${consul.url}/v1/agent/checks`)).json()) as Record<string, Record<string, unknown>>;
  expect(checks["_nomad-check-2"]).toMatchObject({ Name: "script", Status: "passing", Notes: "a note", Type: "http" });
  expect(checks["_nomad-check-2"]?.["Definition"]).toBeDefined();
  expect(checks["_nomad-check-3"]).toMatchObject({ Status: "critical", Type: "tcp" });
});

it("deregisters, also what is gone already", async () => {
  const registry = registryOf("us");
  await registry.register(service("1"), "h");
  await registry.deregister("_nomad-task-1");
  await registry.deregister("_nomad-task-1");
  expect((await registry.list()).size).toBe(0);
});

it("calls back after a change and ends when it is aborted", async () => {
  const registry = registryOf("us");
  const stop = new AbortController();
  const onChange = vi.fn();
  const watching = registry.watch(["web"], onChange, stop.signal);
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled());
  onChange.mockClear();
  const startedMs = performance.now();
  await registry.register(service("1"), "h");
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled(), { timeout: 3_000, interval: 10 });
  expect(performance.now() - startedMs).toBeLessThan(3_000);
  stop.abort();
  await watching;
});

it("answers keys, and null for one that is not there", async () => {
  const registry = registryOf("us");
  await fetch(`${consul.url}/v1/kv/app/name`, { method: "PUT", body: "berth" });
  expect(await registry.value("app/name")).toBe("berth");
  expect(await registry.value("app/none")).toBeNull();
});

it("calls what Consul rejects refused, and names it without the token", async () => {
  const registry = registryOf("us", "");
  const secret = new ConsulRegistry({ url: consul.url, token: "s3cr3t-t0ken", region: "us" });
  const tooLong = service("1", { meta: { note: "x".repeat(600) } });
  for (const asked of [registry, secret]) {
    const error = await asked.register(tooLong, "h").catch((failure: unknown) => failure);
    expect(error).toMatchObject({ name: "RegistryError", kind: "refused", code: "http-400" });
    expect(JSON.stringify(error) + String(error) + String((error as Error).stack)).not.toContain("s3cr3t");
  }
  secret.close();
});

it("calls a Consul that is away transient", async () => {
  const away = new ConsulRegistry({ url: "http://127.0.0.1:1", token: "", region: "us" });
  await expect(away.list()).rejects.toMatchObject({ kind: "transient", code: "ECONNREFUSED", message: "list services: nothing listens there; is Consul running?" });
  await expect(away.report("no-such-check", "passing", "")).rejects.toMatchObject({ kind: "transient" });
});
