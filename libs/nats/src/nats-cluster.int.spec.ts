import { randomUUID } from "node:crypto";
import { jetstreamManager } from "@nats-io/jetstream";
import { expect, it } from "vitest";
import { subjectsOf } from "@berth/contracts/rpc";
import { readFrom, until, writeUntilTrouble } from "@berth/testkit/contracts/log-contract";
import { natsCluster } from "@berth/testkit/servers/nats-cluster";
import { silentLogger } from "@berth/testkit/silent-logger";
import { connectNats, type NatsLink } from "./nats-connection.js";
import { openNatsLease } from "./nats-lease.js";
import { openNatsLog } from "./nats-log.js";
import { openNatsRegionNotes } from "./nats-region-notes.js";
import { openNatsSnapshotStore } from "./snapshots/nats-snapshot-store.js";

// Three servers, three copies of the log, as in production: the death of the stream's leader stops appends for the time of an
// election (4 to 8 s), loses nothing that was acknowledged, and leaves some appends unknown.

const cluster = natsCluster();

/** Its process id. */
async function leaderOf(link: NatsLink, stream: string): Promise<number> {
  const manager = await jetstreamManager(link.connection, { checkAPI: false });
  const leader = (await manager.streams.info(stream)).cluster?.leader;
  const { servers } = cluster;
  const names = await Promise.all(servers.map(async (server) => {
    const probe = await connectNats(server.url, { name: "probe", logger: silentLogger });
    const name = probe.connection.info?.server_name;
    await probe.close();
    return name;
  }));
  const server = servers[names.indexOf(leader)];
  if (server === undefined) throw new Error(`no server leads ${stream}`);
  return server.pid;
}

it("keeps every entry once and in order through the death of the stream's leader, and the lease with its holder", async () => {
  const link = await connectNats(cluster.url, { name: "writer", logger: silentLogger });
  const subjects = subjectsOf("us");
  const create = { incarnation: randomUUID(), maxBytes: 64 * 1024 * 1024, replicas: 3 };
  const log = await openNatsLog({ connection: link, subjects, logger: silentLogger, create, appendTimeoutMs: 2_000 });
  const lease = await openNatsLease({ link, subjects, logger: silentLogger, ttlMs: 3_000, replicas: 3 });
  expect(await lease.hold("applier", "me")).toBe(true);
  const store = await openNatsSnapshotStore({ link, subjects, logger: silentLogger, replicas: 3 });
  const notes = await openNatsRegionNotes({ link, subjects, replicas: 3 });
  await store.write("s", [new Uint8Array([1]), new Uint8Array([2])]);
  await notes.put("a.note", "kept");
  const leader = await leaderOf(link, subjects.stream);
  const reader = await readFrom(log, 0);
  await log.append("first", new Uint8Array(1));
  await until(() => reader.records.length === 1, "the reader follows");
  const writing = writeUntilTrouble(log, reader, 1_000);
  await until(() => reader.records.length > 100, "some records");
  process.kill(leader, "SIGKILL");
  const { count, mostTries } = await writing;
  expect(mostTries, "no append was in flight when the leader died").toBeGreaterThan(1);
  const { last } = await log.bounds();
  await until(() => reader.records.at(-1)?.index === last, "the end of the log");
  expect(reader.records.map((record) => record.index)).toEqual(Array.from({ length: last }, (_, i) => i + 1));
  expect(new Set(reader.records.map((record) => record.id)).size).toBe(count + 1);
  expect(last, "an entry was stored twice").toBe(count + 1);
  expect(reader.broken).toEqual([]);
  let asked = 0;
  while (!(await lease.hold("applier", "me"))) {
    expect(asked++, "the former holder does not get the lease again").toBeLessThan(100);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const blocks: number[] = [];
  for await (const block of store.read("s")) blocks.push(...block);
  expect(blocks).toEqual([1, 2]);
  expect(await notes.get("a.note")).toBe("kept");
  await reader.close();
  await log.close();
  await link.close();
}, 90_000);
