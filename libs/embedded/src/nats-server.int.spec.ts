import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type NatsServer, startNatsServer } from "./nats-server.js";
import { isAlive, sendSignal } from "./server-process.js";

let dataDir = "";
const started: NatsServer[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "berth-nats-"));
});

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: { readonly port?: number } = {}): Promise<NatsServer> {
  const server = await startNatsServer({ dataDir, ...options });
  started.push(server);
  return server;
}

/** Speaks the NATS text protocol: sends one request and returns the first payload that comes back. */
function request(port: number, subject: string, payload: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port });
    let text = "";
    socket.setEncoding("utf8");
    socket.on("error", reject);
    socket.on("data", (chunk: string) => {
      text += chunk;
      const message = /MSG in 1 \d+\r\n([^\r]*)\r\n/.exec(text);
      if (message === null) return;
      socket.destroy();
      resolve(message[1] ?? "");
    });
    const publish = `PUB ${subject} in ${Buffer.byteLength(payload)}\r\n${payload}\r\n`;
    socket.write(`CONNECT {"verbose":false}\r\nSUB in 1\r\n${publish}`);
  });
}

it("starts with JetStream on files, synced on each write, on the loopback address only", async () => {
  const server = await start();
  const config = await readFile(join(dataDir, "nats-server.conf"), "utf8");
  expect(config).toContain("sync_interval: always");
  expect(config).toContain("host: 127.0.0.1");
  const info = await request(server.port, "$JS.API.INFO", "");
  expect(JSON.parse(info)).toMatchObject({ type: "io.nats.jetstream.api.v1.account_info_response" });
});

it("keeps acknowledged messages over kill -9 and a new start on the same directory and port", async () => {
  const first = await start();
  const stream = JSON.stringify({ name: "log", subjects: ["log"], storage: "file" });
  expect(await request(first.port, "$JS.API.STREAM.CREATE.log", stream)).not.toContain('"error"');
  expect(JSON.parse(await request(first.port, "log", "kept"))).toMatchObject({ stream: "log", seq: 1 });
  sendSignal(first.pid, "SIGKILL");
  expect(await first.ended).toBe("signal SIGKILL");

  const second = await start({ port: first.port });
  expect(second.port).toBe(first.port);
  const state = JSON.parse(await request(second.port, "$JS.API.STREAM.INFO.log", "")) as { state: { messages: number } };
  expect(state.state.messages).toBe(1);
});

it("ends a server that an earlier run left behind on the same directory", async () => {
  const orphan = await start();
  const server = await start();
  expect(await isAlive(orphan.pid)).toBe(false);
  expect(await isAlive(server.pid)).toBe(true);
});

it("stops the process, and says why when it cannot start", async () => {
  const server = await start();
  await server.stop();
  expect(await isAlive(server.pid)).toBe(false);
  await expect(startNatsServer({ dataDir, extraConfig: "jetstream: nonsense" })).rejects.toThrow(/nats-server ended at once/);
});
