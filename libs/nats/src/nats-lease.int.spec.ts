import { afterAll, expect, it } from "vitest";
import { subjectsOf } from "@berth/contracts/rpc";
import type { Lease } from "@berth/ports/lease";
import { until } from "@berth/testkit/contracts/log-contract";
import { killableNats } from "@berth/testkit/servers/killable-nats";
import { silentLogger } from "@berth/testkit/silent-logger";
import { connectNats, type NatsLink } from "./nats-connection.js";
import { openNatsLease } from "./nats-lease.js";

const TTL_MS = 1_000;
const server = killableNats();
const links: NatsLink[] = [];

afterAll(async () => {
  for (const link of links) await link.close();
});

async function openLease(): Promise<{ readonly lease: Lease; readonly link: NatsLink }> {
  const link = await connectNats(server.url, { name: "test", logger: silentLogger });
  links.push(link);
  return { lease: await openNatsLease({ link, subjects: subjectsOf("us"), logger: silentLogger, ttlMs: TTL_MS, replicas: 1 }), link };
}

async function holdsWithin(lease: Lease, role: string, holder: string): Promise<number> {
  const startMs = performance.now();
  while (!(await lease.hold(role, holder))) {
    if (performance.now() - startMs > 10_000) throw new Error(`${holder} never got ${role}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - startMs;
}

async function renewFor(lease: Lease, holder: string, durationMs: number): Promise<boolean[]> {
  const held: boolean[] = [];
  for (const endMs = performance.now() + durationMs; performance.now() < endMs; ) {
    held.push(await lease.hold("applier", holder));
    await new Promise((resolve) => setTimeout(resolve, TTL_MS / 3));
  }
  return held;
}

it("is held by one, kept by renewing, and taken over when the holder stops", async () => {
  const { lease: a } = await openLease();
  const { lease: b } = await openLease();
  const first = await Promise.all([a.hold("applier", "a"), b.hold("applier", "b")]);
  expect(first.filter(Boolean).length).toBe(1);
  const [holder, other] = first[0] ? [a, b] : [b, a];
  const [holderName, otherName] = first[0] ? ["a", "b"] : ["b", "a"];
  const renewals = renewFor(holder, holderName, 2.5 * TTL_MS);
  const attempts = renewFor(other, otherName, 2 * TTL_MS);
  expect((await attempts).some(Boolean)).toBe(false);
  expect((await renewals).every(Boolean)).toBe(true);
  const takeoverMs = await holdsWithin(other, "applier", otherName);
  expect(takeoverMs).toBeLessThan(3 * TTL_MS);
  expect(await holder.hold("applier", holderName)).toBe(false);
});

it("goes over at once when it is released", async () => {
  const { lease: a } = await openLease();
  const { lease: b } = await openLease();
  expect(await a.hold("broker", "a")).toBe(true);
  expect(await b.hold("broker", "b")).toBe(false);
  await a.release("broker", "a");
  expect(await b.hold("broker", "b")).toBe(true);
  expect(await a.hold("broker", "a")).toBe(false);
});

it("a release by one that lost it takes nothing from the new holder", async () => {
  const { lease: a } = await openLease();
  const { lease: b } = await openLease();
  expect(await a.hold("history", "a")).toBe(true);
  await holdsWithin(b, "history", "b");
  await a.release("history", "a");
  expect(await a.hold("history", "a")).toBe(false);
  expect(await b.hold("history", "b")).toBe(true);
});

it("keeps roles apart and knows its own name after a restart", async () => {
  const { lease: a } = await openLease();
  const { lease: restarted } = await openLease();
  expect(await a.hold("controller", "a")).toBe(true);
  expect(await restarted.hold("discovery", "b")).toBe(true);
  expect(await restarted.hold("controller", "a")).toBe(true);
});

it("after an outage longer than the TTL the former holder is first, and nothing throws meanwhile", async () => {
  const { lease: a, link: linkA } = await openLease();
  const { lease: b, link: linkB } = await openLease();
  expect(await a.hold("outage", "a")).toBe(true);
  await server.kill();
  await until(() => !linkA.isUp() && !linkB.isUp(), "both noticed");
  expect(await a.hold("outage", "a")).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 1.5 * TTL_MS));
  await server.start();
  await until(() => linkA.isUp() && linkB.isUp(), "both are back");
  expect(await b.hold("outage", "b")).toBe(false);
  expect(await holdsWithin(a, "outage", "a")).toBeLessThan(TTL_MS);
  expect(await b.hold("outage", "b")).toBe(false);
});
