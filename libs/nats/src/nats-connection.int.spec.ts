import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import type { Logger } from "@berth/ports/logger";
import { until } from "@berth/testkit/contracts/log-contract";
import { killableNats } from "@berth/testkit/servers/killable-nats";
import { silentLogger } from "@berth/testkit/silent-logger";
import { connectNats, type LinkStatus } from "./nats-connection.js";

const server = killableNats({ extraConfig: 'authorization { user: berth, password: "s3cret" }' });


function withUser(password: string): string {
  return server.url.replace("nats://", `nats://berth:${password}@`);
}

it("reports every change and comes back by itself", async () => {
  const seen: LinkStatus[] = [];
  const link = await connectNats(withUser("s3cret"), { name: "t", logger: silentLogger, onStatus: (status) => seen.push(status) });
  expect(link.maxPayloadBytes).toBe(1024 * 1024);
  expect(link.sinceReconnectedMs()).toBeUndefined();
  await server.kill();
  await until(() => !link.isUp(), "disconnected");
  expect(link.maxPayloadBytes).toBe(1024 * 1024);
  await server.start();
  expect(await link.whenUp(5_000)).toBe(true);
  expect(link.sinceReconnectedMs()).toBeGreaterThanOrEqual(0);
  await link.close();
  await until(() => seen.length === 3, "three changes");
  expect(seen).toEqual(["disconnected", "connected", "closed"]);
});

it("waits for a server that starts later", async () => {
  await server.kill();
  const lines: string[] = [];
  const logger: Logger = { ...silentLogger, warn: (message) => lines.push(message) };
  const connecting = connectNats(withUser("s3cret"), { name: "t", logger });
  await until(() => lines.length > 0, "it says that it waits");
  await server.start();
  const link = await connecting;
  expect(link.isUp()).toBe(true);
  await link.close();
});

it("says what is wrong without repeating the password", async () => {
  const wrong = await connectNats(withUser("wrong-pass"), { name: "t", logger: silentLogger }).catch((error: Error) => error.message);
  expect(wrong).toMatch(/^cannot connect to NATS at 127\.0\.0\.1:\d+: .*check user and password in BERTH_NATS_URL$/);
  expect(wrong).not.toContain("wrong-pass");
  const nobody = await connectNats("nats://127.0.0.1:1", { name: "t", logger: silentLogger, firstContactTimeoutMs: 300 }).catch((error: Error) => error.message);
  expect(nobody).toContain("cannot connect to NATS at 127.0.0.1:1");
  expect(nobody).toContain("is nats-server running there?");
  const broken = await connectNats("http://u:hidden@x", { name: "t", logger: silentLogger }).catch((error: Error) => error.message);
  expect(broken).toContain("server 1 of the NATS address is not an address");
  expect(broken).not.toContain("hidden");
});

it("refuses a server that is too old and says why", async () => {
  const old = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.write('INFO {"server_id":"X","version":"2.10.27","max_payload":1048576,"headers":true}\r\n');
    socket.on("data", (data) => data.toString().includes("PING") && socket.write("PONG\r\n"));
  });
  await new Promise<void>((resolve) => old.listen(0, "127.0.0.1", resolve));
  const { port } = old.address() as AddressInfo;
  const message = await connectNats(`nats://127.0.0.1:${port}`, { name: "t", logger: silentLogger }).catch((error: Error) => error.message);
  expect(message).toContain("it is NATS 2.10.27, and Berth needs 2.12 or newer");
  old.close();
});
