// What every Log must do, simulated or real. The same tests run on each adapter, so that the simulation cannot drift from
// what NATS does.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AppendResult, Log, LogRecord } from "@berth/ports/log";

export interface LogUnderTest {
  readonly log: Log;
  /** Removes every entry with index < first. */
  trim(first: number): Promise<void>;
  /** Cuts the connection (or restarts the server) and resolves when it is back. */
  interrupt(): Promise<void>;
  cleanUp(): Promise<void>;
}

export interface Reader {
  readonly records: LogRecord[];
  readonly batchSizes: number[];
  readonly broken: string[];
  close(): Promise<void>;
}

const CONDITION_TIMEOUT_MS = 20_000;

export async function readFrom(log: Log, after: number): Promise<Reader> {
  const records: LogRecord[] = [];
  const batchSizes: number[] = [];
  const broken: string[] = [];
  const subscription = await log.follow(after, {
    onRecords: (batch) => {
      batchSizes.push(batch.length);
      records.push(...batch);
    },
    onBroken: (reason) => broken.push(reason),
  });
  return { records, batchSizes, broken, close: () => subscription.close() };
}

export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadlineMs = performance.now() + CONDITION_TIMEOUT_MS;
  while (!condition()) {
    if (performance.now() > deadlineMs) throw new Error(`waited ${CONDITION_TIMEOUT_MS} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Appends until stored, again under the same id after every unknown, as a real writer does. Returns the number of tries. */
export async function appendSurely(log: Log, id: string, data: Uint8Array, isInLog: () => boolean): Promise<number> {
  for (let tries = 1; ; tries++) {
    const result = await log.append(id, data);
    if (result.kind === "stored" || isInLog()) return tries;
    if (result.kind === "refused") throw new Error(result.reason);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const WRITERS = 64;
const MOST_ENTRIES = 60_000;

export interface Written {
  /** Entries `e0` to `e<count - 1>`, all of them in the log. */
  readonly count: number;
  /** Tries of the append that took most. */
  readonly mostTries: number;
}

/** Writers that go on until one of them met trouble in the middle of an append, however fast the machine is. */
export async function writeUntilTrouble(log: Log, reader: Reader, size: number): Promise<Written> {
  const seen = new Set<string>();
  const inLog = (id: string): boolean => {
    for (let i = seen.size; i < reader.records.length; i++) seen.add(reader.records[i]?.id ?? "");
    return seen.has(id);
  };
  let count = 0;
  let mostTries = 0;
  const writer = async (): Promise<void> => {
    while (mostTries <= 1 && count < MOST_ENTRIES) {
      const id = `e${count++}`;
      mostTries = Math.max(mostTries, await appendSurely(log, id, new Uint8Array(size), () => inLog(id)));
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return { count, mostTries };
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function text(record: LogRecord): string {
  return new TextDecoder().decode(record.data);
}

function indexOf(result: AppendResult): number {
  if (result.kind !== "stored") throw new Error(`expected stored, got ${result.kind}: ${result.reason}`);
  return result.index;
}

export function logContract(name: string, makeLog: () => Promise<LogUnderTest>): void {
  describe(`${name}: the log contract`, () => {
    let subject: LogUnderTest;
    let log: Log;
    beforeEach(async () => {
      subject = await makeLog();
      log = subject.log;
    });
    afterEach(() => subject.cleanUp());

    appendTests(() => log);
    followTests(() => log);
    lossTests(() => subject);
  });
}

function appendTests(log: () => Log): void {
  it("stores entries under contiguous indexes in the order of the calls", async () => {
    const results = await Promise.all(Array.from({ length: 1_000 }, (_, i) => log().append(`e${i}`, bytes(`${i}`))));
    expect(results.map(indexOf)).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
    const reader = await readFrom(log(), 0);
    await until(() => reader.records.length === 1_000, "all records");
    expect(reader.records.map(text)).toEqual(Array.from({ length: 1_000 }, (_, i) => `${i}`));
    expect(reader.records[17]).toMatchObject({ index: 18, id: "e17" });
    await reader.close();
  });

  it("answers unknown for an id it has seen, and stores it once", async () => {
    expect(await log().append("same", bytes("first"))).toEqual({ kind: "stored", index: 1 });
    expect(await log().append("same", bytes("first"))).toMatchObject({ kind: "unknown" });
    expect(await log().bounds()).toEqual({ first: 1, last: 1 });
  });

  it("takes the largest entry and refuses a larger one for good", async () => {
    const max = log().maxEntryBytes;
    expect(await log().append("large", new Uint8Array(max))).toEqual({ kind: "stored", index: 1 });
    expect(await log().append("larger", new Uint8Array(max + 1))).toMatchObject({ kind: "refused", code: "too-large" });
    expect(await log().append("next", bytes("n"))).toEqual({ kind: "stored", index: 2 });
  });

  it("knows its bounds and keeps its incarnation", async () => {
    expect(await log().bounds()).toEqual({ first: 0, last: 0 });
    const incarnation = await log().incarnation();
    await log().append("a", bytes("a"));
    expect(await log().bounds()).toEqual({ first: 1, last: 1 });
    expect(incarnation).not.toBe("");
    expect(await log().incarnation()).toBe(incarnation);
  });

  it("stamps entries with a time that does not run backwards", async () => {
    for (const id of ["a", "b", "c"]) await log().append(id, bytes(id));
    const reader = await readFrom(log(), 0);
    await until(() => reader.records.length === 3, "three records");
    const times = reader.records.map((record) => record.storedAtMs);
    expect(times[0]).toBeGreaterThan(0);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    await reader.close();
  });
}

function followTests(log: () => Log): void {
  it("delivers from the index after the given one, then what comes", async () => {
    for (let i = 1; i <= 5; i++) await log().append(`e${i}`, bytes(`${i}`));
    const reader = await readFrom(log(), 3);
    await until(() => reader.records.length === 2, "the two old ones");
    await log().append("e6", bytes("6"));
    await until(() => reader.records.length === 3, "the live one");
    expect(reader.records.map((record) => record.index)).toEqual([4, 5, 6]);
    await reader.close();
  });

  it("delivers to every follower", async () => {
    const readers = await Promise.all([readFrom(log(), 0), readFrom(log(), 0)]);
    await log().append("a", bytes("a"));
    for (const reader of readers) {
      await until(() => reader.records.length === 1, "the record");
      await reader.close();
    }
  });

  it("delivers nothing after close", async () => {
    const reader = await readFrom(log(), 0);
    await log().append("a", bytes("a"));
    await until(() => reader.records.length === 1, "the first");
    await reader.close();
    const other = await readFrom(log(), 0);
    await log().append("b", bytes("b"));
    await until(() => other.records.length === 2, "the second, elsewhere");
    expect(reader.records.length).toBe(1);
    await other.close();
  });
}

function lossTests(subject: () => LogUnderTest): void {
  it("tells a follower that it was trimmed past", async () => {
    const { log, trim } = subject();
    for (let i = 1; i <= 5; i++) await log.append(`e${i}`, bytes(`${i}`));
    await trim(4);
    expect(await log.bounds()).toEqual({ first: 4, last: 5 });
    const late = await readFrom(log, 1);
    await until(() => late.broken.length === 1, "onBroken");
    expect(late.records).toEqual([]);
    const inTime = await readFrom(log, 3);
    await until(() => inTime.records.length === 2, "the rest");
    expect(inTime.broken).toEqual([]);
    await inTime.close();
  });

  it("tells a follower that has read more than there is", async () => {
    const { log } = subject();
    await log.append("a", bytes("a"));
    const reader = await readFrom(log, 7);
    await until(() => reader.broken.length === 1, "onBroken");
  });

  it("delivers everything once and in order through interruptions", async () => {
    const { log, interrupt } = subject();
    const reader = await readFrom(log, 0);
    const seen = new Set<string>();
    const appending = (async () => {
      for (let i = 0; i < 300; i++) {
        await appendSurely(log, `e${i}`, bytes(`${i}`), () => {
          for (const record of reader.records) seen.add(record.id);
          return seen.has(`e${i}`);
        });
      }
    })();
    await until(() => reader.records.length > 20, "some records before");
    await interrupt();
    await interrupt();
    await appending;
    await until(() => reader.records.length >= 300, "all records");
    expect(reader.records.map((record) => record.index)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    expect(reader.records.map((record) => record.id)).toEqual(Array.from({ length: 300 }, (_, i) => `e${i}`));
    expect(reader.broken).toEqual([]);
    await reader.close();
  });
}
