import { describe, expect, it } from "vitest";
import type { LogEvent, Outcome } from "@berth/core/model/entry";
import { serviceJob } from "@berth/core/testing/history";
import { decodeEntry } from "@berth/contracts/entry";
import { silentLogger } from "@berth/testkit/silent-logger";
import { MemoryLog } from "@berth/testkit/simulated/memory-log";
import { systemEnvironment } from "@berth/testkit/system-environment";
import { EntryWriter } from "./entry-writer.js";
import { GroupCommit } from "./group-commit.js";
import { Replica } from "./replica.js";

const { clock } = systemEnvironment;

async function scene() {
  const log = new MemoryLog(() => clock.nowMs());
  const replica = new Replica({ log, clock, logger: silentLogger, onHalted: (reason) => expect.unreachable(reason) });
  await replica.start();
  const writer = new EntryWriter({ log, replica, clock, logger: silentLogger });
  const commit = new GroupCommit({ replica, writer, environment: systemEnvironment, actor: "job-api/test", timeoutMs: 10_000 });
  const submitAll = (events: readonly LogEvent[]): Promise<readonly Outcome[]> => Promise.all(events.map((event) => commit.submit(event, "")));
  return { log, submitAll };
}

function register(id: string, image: string, expectedJobModifyIndex?: number): LogEvent {
  return { type: "JobRegistered", job: serviceJob(id, { image }), expectedJobModifyIndex, submission: undefined };
}

describe("writes that meet", () => {
  it("share entries", async () => {
    const { log, submitAll } = await scene();
    await submitAll(Array.from({ length: 40 }, (_, i) => register(`job-${i}`, "one")));
    expect(log.records.length).toBeLessThan(10);
  });

  it("of one job get an index each, in the order of their coming, so that compare-and-set tells them apart", async () => {
    const { log, submitAll } = await scene();
    const outcomes = await submitAll(["one", "two", "three", "four", "five", "six"].map((image) => register("job", image)));
    const indexes = outcomes.map(({ index }) => index);
    expect(new Set(indexes).size).toBe(6);
    expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
    for (const { data } of log.records) expect(decodeEntry(data).events.length).toBe(1);
    const [late, current] = await submitAll([register("job", "seven", indexes[4]), register("job", "eight", indexes[5])]);
    expect(late).toMatchObject({ kind: "refused", code: "stale-index" });
    expect(current).toMatchObject({ kind: "applied" });
  });

  it("of another job do not wait for them", async () => {
    const { log, submitAll } = await scene();
    const stop: LogEvent = { type: "JobDeregistered", namespace: "default", jobId: "job", purge: false };
    await submitAll([register("first", "one"), register("second", "one"), register("job", "one"), stop, register("job", "two"), register("other", "one")]);
    const perEntry = log.records.map(({ data }) => decodeEntry(data).events.map((event) => (event.type === "JobRegistered" ? event.job.ID : event.type)));
    const last = perEntry.findIndex((ids) => ids.includes("other"));
    expect(perEntry.findIndex((ids) => ids.includes("JobDeregistered"))).toBeGreaterThanOrEqual(last);
  });
});
