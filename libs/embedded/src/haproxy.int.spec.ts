import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { freePort } from "./free-port.js";
import { type Haproxy, startHaproxy } from "./haproxy.js";
import { isAlive } from "./server-process.js";

let dataDir = "";
let configFile = "";
let port = 0;
const started: Haproxy[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "berth-haproxy-"));
  configFile = join(dataDir, "haproxy.cfg");
  port = await freePort();
});

afterEach(async () => {
  for (const haproxy of started.splice(0)) await haproxy.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function answerWith(text: string): Promise<void> {
  const lines = [
    "defaults",
    "  mode http",
    "  timeout client 5s",
    "  timeout connect 5s",
    "  timeout server 5s",
    "frontend web",
    `  bind 127.0.0.1:${port}`,
    `  http-request return status 200 content-type text/plain string "${text}"`,
  ];
  await writeFile(configFile, `${lines.join("\n")}\n`);
}

async function fetched(): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}/`)).text();
}

it("serves its configuration, and another one after a reload, under the same pid", async () => {
  await answerWith("one");
  const haproxy = await startHaproxy({ configFile, dataDir, readyPort: port });
  started.push(haproxy);
  expect(await fetched()).toBe("one");
  await answerWith("two");
  await haproxy.reload();
  await vi.waitFor(async () => expect(await fetched()).toBe("two"), { timeout: 10_000 });
  expect(await isAlive(haproxy.pid)).toBe(true);
  await haproxy.stop();
  expect(await isAlive(haproxy.pid)).toBe(false);
});

it("refuses a broken configuration with HAProxy's own words and goes on with the old one", async () => {
  await answerWith("one");
  const haproxy = await startHaproxy({ configFile, dataDir, readyPort: port });
  started.push(haproxy);
  await writeFile(configFile, "frontend web\n  bind nonsense\n");
  await expect(haproxy.reload()).rejects.toThrow(/haproxy refuses .*nonsense/s);
  expect(await fetched()).toBe("one");
});
