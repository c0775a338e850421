// For the specifications on a real Postgres: a log in memory, the real projector, the real store.
import { setTimeout as sleep } from "node:timers/promises";
import type { History } from "@berth/core/testing/history";
import { noMetrics } from "@berth/ports/metrics";
import { defaultBatchLimits, type BatchLimits } from "@berth/runtime/history/history-fold";
import { HistoryProjector } from "@berth/runtime/history/history-projector";
import { levelledLines } from "@berth/runtime/history/testing/levelled-lines";
import { recordsOf } from "@berth/runtime/history/testing/written-history";
import { MemoryLog } from "@berth/testkit/simulated/memory-log";
import { systemEnvironment } from "@berth/testkit/system-environment";
import pg from "pg";
import { readDatabaseUrl } from "../database-url.js";
import { PostgresHistory } from "../postgres-history.js";

const { clock } = systemEnvironment;

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const startedMs = clock.monotonicMs(); !(await condition()); await sleep(5))
    if (clock.monotonicMs() - startedMs > 30_000) throw new Error("did not happen within thirty seconds");
}

/** The log of a history; `grow` appends what the history has got since. */
export class WrittenLog {
  readonly log: MemoryLog;

  constructor(
    private readonly history: History,
    incarnation = "first",
  ) {
    this.log = new MemoryLog(() => clock.nowMs(), incarnation);
    // As they are, repeated entries too, which an append would not store.
    this.log.records.push(...recordsOf(history));
  }

  get last(): number {
    return this.log.records.length;
  }

  async grow(): Promise<void> {
    for (const record of recordsOf(this.history).slice(this.last)) await this.log.append(record.id, record.data);
  }
}

export interface RunningProjection {
  readonly lines: ReturnType<typeof levelledLines>["lines"];
  stop(): Promise<void>;
}

export function startProjection({ log }: WrittenLog, databaseUrl: string, limits: Partial<BatchLimits> = {}): RunningProjection {
  const { logger, lines } = levelledLines();
  const store = new PostgresHistory(readDatabaseUrl(databaseUrl));
  const stopping = new AbortController();
  const terms = { gatherMs: 0, retryDelayMs: () => 20, limits: { ...defaultBatchLimits, ...limits } };
  const running = new HistoryProjector({ log, store, clock, logger, metrics: noMetrics }, terms).run(stopping.signal);
  return {
    lines,
    stop: async () => {
      stopping.abort();
      await running;
      await store.close();
    },
  };
}

export async function query(databaseUrl: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** -1 while there is no answer. */
export async function projectedTo(databaseUrl: string): Promise<number> {
  const rows = await query(databaseUrl, "SELECT index FROM projection_checkpoint").catch(() => []);
  return Number(rows[0]?.["index"] ?? -1);
}

export async function project(written: WrittenLog, databaseUrl: string, limits: Partial<BatchLimits> = {}): Promise<void> {
  const run = startProjection(written, databaseUrl, limits);
  try {
    await until(async () => (await projectedTo(databaseUrl)) === written.last);
  } finally {
    await run.stop();
  }
}

const KEYS: Readonly<Record<string, string>> = {
  projection_checkpoint: "name",
  entries: "index",
  jobs: "namespace, id",
  job_versions: "namespace, job_id, job_modify_index, version",
  evaluations: "id",
  allocations: "id",
  allocation_events: "allocation_id, index",
  nodes: "id",
};

/** Every row of every table in the order of its key; when the checkpoint was written is nobody's concern. */
export async function dumpTables(databaseUrl: string): Promise<Readonly<Record<string, readonly object[]>>> {
  const tables = Object.entries(KEYS).map(async ([table, key]) => {
    const rows = await query(databaseUrl, `SELECT to_jsonb(t) - 'written_at' AS row FROM ${table} AS t ORDER BY ${key}`);
    return [table, rows.map(({ row }) => row as object)] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
}
