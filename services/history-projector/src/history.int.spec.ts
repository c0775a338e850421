import { setTimeout as sleep } from "node:timers/promises";
import { serviceJob } from "@berth/core/testing/history";
import { joinCluster, type Member } from "@berth/nats/member";
import { noMetrics } from "@berth/ports/metrics";
import { noTracing } from "@berth/ports/tracing";
import { readDatabaseUrl } from "@berth/postgres/database-url";
import { HistoryReader } from "@berth/postgres/history-reader";
import { commandsOf, leadershipOf } from "@berth/runtime/control-plane";
import type { Leadership } from "@berth/runtime/log/leadership";
import { natsForTest } from "@berth/testkit/servers/nats-for-test";
import { postgresForTest } from "@berth/testkit/servers/postgres-for-test";
import { silentLogger } from "@berth/testkit/silent-logger";
import { systemEnvironment } from "@berth/testkit/system-environment";
import { describe, expect, it } from "vitest";
import { leadHistory } from "./history.js";

const nats = natsForTest();
const postgres = postgresForTest();

interface Projector {
  readonly member: Member;
  readonly leader: Leadership;
  stop(): Promise<void>;
}

async function join(databaseUrl: string): Promise<Projector> {
  const member = await joinCluster({
    settings: { url: nats.url, region: "global", replicas: 1, maxLogBytes: 64 * 1024 * 1024, leaseTtlMs: 1_000 },
    telemetry: { service: "history-projector", logger: silentLogger, tracing: noTracing },
    environment: systemEnvironment,
    metrics: noMetrics,
    onHalted: (reason) => expect.fail(reason),
    onReadiness: () => undefined,
  });
  const lead = leadHistory({ ...member.cluster, databaseUrl, clock: systemEnvironment.clock, logger: silentLogger, metrics: noMetrics });
  const leader = leadershipOf(member.context, member.parts, { role: "history", service: "history-projector", lead });
  leader.start();
  const stop = async (): Promise<void> => {
    await leader.stop();
    await member.close();
  };
  return { member, leader, stop };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const startedMs = performance.now(); !(await condition()); await sleep(20))
    if (performance.now() - startedMs > 20_000) throw new Error("did not happen within twenty seconds");
}

async function register({ member }: Projector, from: number, to: number): Promise<void> {
  const commands = commandsOf(member.context, member.parts, "job-api");
  const jobs = Array.from({ length: to - from }, (_, i) => serviceJob(`job-${from + i}`));
  const events = jobs.map((job) => ({ type: "JobRegistered", job, expectedJobModifyIndex: undefined, submission: undefined }) as const);
  const outcomes = await Promise.all(events.map((event) => commands.submit(event, "")));
  expect(outcomes.every((outcome) => outcome.kind === "applied")).toBe(true);
  commands.stop();
}

describe("the history of a region", () => {
  it("is written by the leader, and by the next one when it goes", async () => {
    const url = await postgres.database();
    const first = await join(url);
    const reader = new HistoryReader(readDatabaseUrl(url));
    await until(() => first.leader.epoch > 0);
    await register(first, 0, 20);
    const indexOf = ({ member }: Projector): number => member.parts.replica.state.index;
    await until(async () => (await reader.position().catch(() => 0)) >= indexOf(first));
    const second = await join(url);
    expect((await reader.search("job-")).jobs).toHaveLength(20);
    await first.stop();
    await register(second, 20, 30);
    await until(() => second.leader.epoch > 0);
    await until(async () => (await reader.position()) >= indexOf(second));
    expect(await reader.job("default", "job-29")).toMatchObject({ status: "pending", version: 0 });
    const entries = await reader.entries({ limit: 1_000 });
    expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: entries.length }, (_, i) => entries.length - i));
    expect(entries[0]!.index).toBe(await reader.position());
    expect(entries.filter(({ events }) => JSON.stringify(events).includes(`"role":"history"`))).toHaveLength(2);
    await second.stop();
    await reader.close();
  });
});
