import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { importBusyboxImage } from "./busybox-image.js";
import { firstFreeNetwork } from "./docker-bridge.js";
import { type DockerAnswer, dockerRequest } from "./docker-request.js";
import { type Dockerd, startDockerd } from "./dockerd.js";
import { freePort } from "./free-port.js";
import { isAlive } from "./server-process.js";
import { ServerUnavailable } from "./server-unavailable.js";

let dataRoot = "";
let engine: Dockerd | undefined;
let unavailable = "";

beforeAll(async () => {
  dataRoot = await mkdtemp(join(tmpdir(), "berth-docker-"));
  try {
    engine = await startDockerd({ dataRoot });
  } catch (error) {
    if (!(error instanceof ServerUnavailable)) throw error;
    unavailable = error.message;
  }
});

afterAll(async () => {
  await engine?.stop();
  if (engine !== undefined) expect(await isAlive(engine.pid)).toBe(false);
  await rm(dataRoot, { recursive: true, force: true });
});

function post(path: string, body: unknown): Promise<DockerAnswer> {
  const socketPath = engine?.socketPath ?? "";
  return dockerRequest({ socketPath, path, method: "POST", body: Buffer.from(JSON.stringify(body)) });
}

it("runs a container of a locally made image and publishes its port", async (test) => {
  if (engine === undefined) return test.skip(unavailable);
  await importBusyboxImage({
    socketPath: engine.socketPath,
    tag: "berth/hello:test",
    changes: ['CMD ["httpd", "-f", "-p", "80", "-h", "/www"]'],
    files: { "/www/index.html": "hello from busybox" },
  });
  const port = await freePort();
  const HostConfig = { PortBindings: { "80/tcp": [{ HostIp: "127.0.0.1", HostPort: String(port) }] }, Memory: 32 * 1024 * 1024 };
  const created = await post("/containers/create?name=hello", { Image: "berth/hello:test", ExposedPorts: { "80/tcp": {} }, HostConfig });
  expect(created).toMatchObject({ status: 201 });
  expect(await post("/containers/hello/start", {})).toMatchObject({ status: 204 });
  await vi.waitFor(async () => expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("hello from busybox"), {
    timeout: 10_000,
  });
  const { socketPath } = engine;
  expect(await dockerRequest({ socketPath, path: "/containers/hello?force=1", method: "DELETE" })).toMatchObject({ status: 204 });
});

it("chooses a network that no interface has", () => {
  expect(firstFreeNetwork("")).toBe("10.213.1");
  expect(firstFreeNetwork("2: eth0 inet 10.213.1.1/24\n3: x inet 10.213.2.1/24")).toBe("10.213.3");
});
