import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Consul, startConsul } from "./consul.js";
import { isAlive } from "./server-process.js";

let dataDir = "";
const started: Consul[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "berth-consul-"));
});

afterEach(async () => {
  for (const consul of started.splice(0)) await consul.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(port?: number, directory = "agent"): Promise<Consul> {
  const consul = await startConsul({ dataDir: join(dataDir, directory), port });
  started.push(consul);
  return consul;
}

async function services(consul: Consul): Promise<readonly string[]> {
  const answer = await fetch(`${consul.url}/v1/agent/services`);
  return Object.keys((await answer.json()) as Record<string, unknown>);
}

it("takes registrations, and a new start on the same port has lost them", async () => {
  const first = await start();
  const body = JSON.stringify({ ID: "web-1", Name: "web", Port: 80 });
  const put = await fetch(`${first.url}/v1/agent/service/register`, { method: "PUT", body });
  expect(put.status).toBe(200);
  expect(await services(first)).toEqual(["web-1"]);
  await first.stop();
  expect(await isAlive(first.pid)).toBe(false);

  const second = await start(first.port);
  expect(second.url).toBe(first.url);
  expect(await services(second)).toEqual([]);
});

it("runs two agents at once", async () => {
  const first = await start();
  const second = await start(undefined, "another");
  expect(second.port).not.toBe(first.port);
  expect(await services(second)).toEqual([]);
});
