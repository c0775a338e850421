import { writeFile } from "node:fs/promises";
import { dockerRequest } from "@berth/embedded/docker-request";
import { sendSignal } from "@berth/embedded/server-process";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { consulForTest } from "./consul-for-test.js";
import { dockerForTest } from "./docker-for-test.js";
import { haproxyForTest } from "./haproxy-for-test.js";
import { natsForTest } from "./nats-for-test.js";
import { postgresForTest } from "./postgres-for-test.js";
import { expectNoServersLeft } from "./server-for-test.js";

expectNoServersLeft();

async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("nats", () => {
  const nats = natsForTest();

  it("comes back under the same address after it was killed", async () => {
    const { url, pid, ended } = nats.server;
    sendSignal(pid, "SIGKILL");
    await ended;
    const again = await nats.restart();
    expect(again.url).toBe(url);
    expect(nats.server.pid).not.toBe(pid);
  });
});

describe("postgres", () => {
  const postgres = postgresForTest({
    prepare: async (url) => {
      await query(url, "CREATE TABLE boats (name text)");
    },
  });

  it("gives each test a database of its own, made from the template", async () => {
    const [first, second] = [await postgres.database(), await postgres.database()];
    await query(first, "INSERT INTO boats VALUES ('argo')");
    expect(await query(first, "SELECT name FROM boats")).toEqual([{ name: "argo" }]);
    expect(await query(second, "SELECT name FROM boats")).toEqual([]);
  });
});

describe("consul", () => {
  const consul = consulForTest();

  it("loses its data on restart and keeps its address", async () => {
    const { url } = consul;
    await fetch(`${url}/v1/kv/boat`, { method: "PUT", body: "argo" });
    expect(await (await fetch(`${url}/v1/kv/boat?raw`)).text()).toBe("argo");
    await consul.restartEmpty();
    expect((await fetch(`${url}/v1/kv/boat?raw`)).status).toBe(404);
  });
});

describe("haproxy", () => {
  const haproxy = haproxyForTest((port) => `defaults\n  mode http\n  timeout client 5s\nfrontend f\n  bind 127.0.0.1:${port}\n  http-request return status 204\n`);

  it("serves, and names what is wrong with a configuration", async () => {
    const { url, configFile, reload } = haproxy.server;
    expect((await fetch(url)).status).toBe(204);
    await writeFile(configFile, "nonsense\n");
    await expect(reload()).rejects.toThrow(/nonsense/);
  });
});

describe("docker", () => {
  const docker = dockerForTest();

  it("answers", async (test) => {
    const { socketPath } = docker.orSkip(test);
    const answer = await dockerRequest({ socketPath, path: "/containers/json" });
    expect(JSON.parse(answer.body)).toEqual([]);
  });
});
