import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Postgres, startPostgres } from "./postgres.js";
import { isAlive, sendSignal } from "./server-process.js";

let dataDir = "";
const started: Postgres[] = [];

beforeEach(async () => {
  // Closed to everybody else, as a checkout below /root is: the server must get through all the same.
  dataDir = await mkdtemp(join(tmpdir(), "berth-postgres-"));
});

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: { readonly port?: number } = {}): Promise<Postgres> {
  const server = await startPostgres({ dataDir, ...options });
  started.push(server);
  return server;
}

/** The first byte a Postgres answers to a start-up packet for user and database: "R", asking for the password. */
function firstAnswer(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const fields = Buffer.from("user\0berth\0database\0berth\0\0");
    const header = Buffer.alloc(8);
    header.writeInt32BE(8 + fields.length, 0);
    header.writeInt32BE(0x0003_0000, 4);
    const socket = connect({ host: "127.0.0.1", port }, () => socket.write(Buffer.concat([header, fields])));
    socket.on("error", reject);
    socket.on("data", (answer) => {
      socket.destroy();
      resolve(answer.toString("latin1", 0, 1));
    });
  });
}

it("makes a cluster once, starts, asks for a password and stops", async () => {
  const first = await start();
  expect(await firstAnswer(first.port)).toBe("R");
  const password = await readFile(join(dataDir, "password"), "utf8");
  expect(first.url).toBe(`postgresql://berth:${password.trim()}@127.0.0.1:${first.port}/berth`);
  await first.stop();
  expect(await isAlive(first.pid)).toBe(false);

  const second = await start({ port: first.port });
  expect(second.url).toBe(first.url);
  expect(await firstAnswer(second.port)).toBe("R");
});

it("starts again on the same port after kill -9 of the postmaster", async () => {
  const first = await start();
  sendSignal(first.pid, "SIGKILL");
  await first.ended;
  const second = await start({ port: first.port });
  expect(await firstAnswer(second.port)).toBe("R");
  expect(await readFile(join(dataDir, "postgres.log"), "utf8")).toContain("automatic recovery in progress");
});

it("ends a postmaster that an earlier run left behind on the same data", async () => {
  const orphan = await start();
  const server = await start();
  expect(await isAlive(orphan.pid)).toBe(false);
  expect(await firstAnswer(server.port)).toBe("R");
});
