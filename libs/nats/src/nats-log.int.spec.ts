import { randomUUID } from "node:crypto";
import { jetstreamManager } from "@nats-io/jetstream";
import { describe, expect, it } from "vitest";
import { subjectsOf } from "@berth/contracts/rpc";
import { logContract, type LogUnderTest, readFrom, until, writeUntilTrouble } from "@berth/testkit/contracts/log-contract";
import { killableNats } from "@berth/testkit/servers/killable-nats";
import { silentLogger } from "@berth/testkit/silent-logger";
import { connectNats, type NatsLink } from "./nats-connection.js";
import { type NatsLog, openNatsLog } from "./nats-log.js";
import type { LogCreation } from "./stream-shape.js";

const server = killableNats();
let region = 0;


interface Opened {
  readonly link: NatsLink;
  readonly log: NatsLog;
  readonly stream: string;
  reopen(create: Partial<LogCreation>): Promise<NatsLog>;
  close(): Promise<void>;
}

async function openLog(create: Partial<LogCreation> = {}): Promise<Opened> {
  const subjects = subjectsOf(`r${++region}`);
  const link = await connectNats(server.url, { name: "test", logger: silentLogger });
  const reopen = (changed: Partial<LogCreation>): Promise<NatsLog> =>
    openNatsLog({
      connection: link,
      subjects,
      logger: silentLogger,
      create: { incarnation: randomUUID(), maxBytes: 256 * 1024 * 1024, replicas: 1, ...changed },
    });
  const log = await reopen(create);
  const close = async (): Promise<void> => {
    await log.close();
    await link.close();
  };
  return { link, log, stream: subjects.stream, reopen, close };
}

async function deleteStream(opened: Opened): Promise<void> {
  const manager = await jetstreamManager(opened.link.connection);
  await manager.streams.delete(opened.stream);
}

async function makeLog(): Promise<LogUnderTest> {
  const opened = await openLog();
  return {
    log: opened.log,
    trim: (first) => opened.log.trim(first),
    interrupt: async () => {
      await server.kill();
      await server.start();
    },
    cleanUp: opened.close,
  };
}

logContract("NATS JetStream", makeLog);

describe("the cluster log on a real server", () => {
  it("keeps appends in flight through kill -9: every entry once, in one order for all followers", async () => {
    const { log, close } = await openLog();
    const readers = await Promise.all([readFrom(log, 0), readFrom(log, 0)]);
    const [first, second] = readers as [typeof readers[0], typeof readers[0]];
    const writing = writeUntilTrouble(log, first, 2_000);
    await until(() => first.records.length > 100, "some records");
    await server.kill();
    await server.start();
    const { count, mostTries } = await writing;
    expect(mostTries, "no append was in flight when the server died").toBeGreaterThan(1);
    const { last } = await log.bounds();
    for (const reader of readers) {
      await until(() => reader.records.at(-1)?.index === last, "the end of the log");
      expect(reader.records.map((record) => record.index)).toEqual(Array.from({ length: last }, (_, i) => i + 1));
      expect(reader.broken).toEqual([]);
      await reader.close();
    }
    expect(second.records.map((record) => record.id)).toEqual(first.records.map((record) => record.id));
    expect(new Set(first.records.map((record) => record.id)).size).toBe(count);
    await close();
  });

  it("hands a backlog on in batches and a single entry at once", async () => {
    const { log, close } = await openLog();
    await Promise.all(Array.from({ length: 3_000 }, (_, i) => log.append(`e${i}`, new Uint8Array(200))));
    const reader = await readFrom(log, 0);
    await until(() => reader.records.length === 3_000, "the backlog");
    expect(Math.max(...reader.batchSizes)).toBeGreaterThan(10);
    const batches = reader.batchSizes.length;
    await log.append("single", new Uint8Array(1));
    await until(() => reader.records.length === 3_001, "the single one");
    expect(reader.batchSizes.slice(batches)).toEqual([1]);
    await reader.close();
    await close();
  });

  it("replays entries of the largest size without stalling", async () => {
    const { log, close } = await openLog();
    for (let i = 0; i < 24; i++) expect((await log.append(`e${i}`, new Uint8Array(log.maxEntryBytes))).kind).toBe("stored");
    const reader = await readFrom(log, 0);
    await until(() => reader.records.length === 24, "24 entries of 1 MB");
    await reader.close();
    await close();
  });

  it("refuses as full what a full stream does not take, and takes smaller entries still", async () => {
    const { log, close } = await openLog({ maxBytes: 64 * 1024 });
    expect((await log.append("a", new Uint8Array(40 * 1024))).kind).toBe("stored");
    expect(await log.append("b", new Uint8Array(40 * 1024))).toMatchObject({ kind: "refused", code: "full" });
    expect((await log.append("c", new Uint8Array(1024))).kind).toBe("stored");
    await close();
  });

  it("answers unknown while the server is down, and does not send later what it called unknown", async () => {
    const { log, link, close } = await openLog();
    await server.kill();
    await until(() => !link.isUp(), "the link noticed");
    expect(await log.append("lost", new Uint8Array(1))).toMatchObject({ kind: "unknown" });
    await server.start();
    await until(() => link.isUp(), "the link is back");
    expect(await log.append("next", new Uint8Array(1))).toEqual({ kind: "stored", index: 1 });
    await close();
  });

  it("stops a follower in the middle of a backlog when what it needs next is trimmed away", async () => {
    const { log, close } = await openLog();
    await Promise.all(Array.from({ length: 4_000 }, (_, i) => log.append(`e${i}`, new Uint8Array(100))));
    const indexes: number[] = [];
    const broken: string[] = [];
    let trimmed: Promise<void> | undefined;
    await log.follow(0, {
      onRecords: (records) => {
        // More than the follower has asked for so far is still in the stream: now it goes.
        trimmed ??= log.trim(3_990);
        indexes.push(...records.map((record) => record.index));
      },
      onBroken: (reason) => broken.push(reason),
    });
    await until(() => broken.length === 1, "onBroken");
    await trimmed;
    expect(broken[0]).toMatch(/^entries \d+ to 3989 are gone: the log was trimmed past this reader$/);
    expect(indexes).toEqual(Array.from({ length: indexes.length }, (_, i) => i + 1));
    expect(indexes.length).toBeLessThan(3_989);
    await close();
  });

  it("tells an idle follower that the stream was deleted and made anew", async () => {
    const opened = await openLog();
    await opened.log.append("a", new Uint8Array(1));
    const reader = await readFrom(opened.log, 0);
    await until(() => reader.records.length === 1, "the record");
    await deleteStream(opened);
    const anew = await opened.reopen({ incarnation: "second-life", firstSequence: 1_000_001 });
    await until(() => reader.broken.length === 1, "onBroken");
    expect(await anew.incarnation()).toBe("second-life");
    expect(await anew.append("b", new Uint8Array(1))).toEqual({ kind: "stored", index: 1_000_001 });
    expect(reader.records.length).toBe(1);
    await opened.close();
  });

  it("tells a follower that the stream is gone", async () => {
    const opened = await openLog();
    const reader = await readFrom(opened.log, 0);
    await deleteStream(opened);
    await until(() => reader.broken.length === 1, "onBroken");
    expect(reader.broken[0]).toContain("deleted");
    await opened.close();
  });

  it("creates the stream once when several open it together", async () => {
    const opened = await openLog();
    const logs = await Promise.all([opened.reopen({}), opened.reopen({ incarnation: "other" })]);
    const incarnations = await Promise.all([opened.log, ...logs].map((log) => log.incarnation()));
    expect(new Set(incarnations).size).toBe(1);
    await opened.close();
  });
});
