// The HistoryStore on Postgres. Rows and checkpoint are one transaction; the checkpoint's row is locked first, so two
// writers (an old leader and a new one) take turns, and the one that is behind is refused.
import {
  beforeHistory,
  CheckpointMoved,
  type HistoryCheckpoint,
  type HistoryRows,
  type HistoryStep,
  type HistoryStore,
  type Removal,
  sameCheckpoint,
} from "@berth/ports/history-store";
import pg from "pg";
import { type DatabaseUrl, describeFailure } from "./database-url.js";
import {
  allocationEventsTable,
  allocationsTable,
  entriesTable,
  evaluationsTable,
  jobsTable,
  jobVersionsTable,
  nodesTable,
} from "./history-tables.js";
import { migrate, MigrationConflict, readMigrations } from "./migrate.js";
import { upsertRows } from "./table.js";

const PROJECTION = "history";
const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 60_000;

/** What a query or a connection failed of; the message holds no secret. */
export class PostgresFailure extends Error {
  override readonly name = "PostgresFailure";
}

export class PostgresHistory implements HistoryStore {
  private readonly pool: pg.Pool;

  constructor(private readonly url: DatabaseUrl) {
    this.pool = new pg.Pool({
      connectionString: url.connectionString,
      max: 2,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      statement_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
      application_name: "berth history",
    });
    // An idle connection that breaks is replaced at the next use, which tells if that fails too.
    this.pool.on("error", () => undefined);
  }

  async open(): Promise<HistoryCheckpoint> {
    return this.connected(async (client) => {
      await migrate(client, await readMigrations());
      return (await readCheckpoint(client, "")) ?? beforeHistory;
    });
  }

  async write({ from, to, rows }: HistoryStep): Promise<void> {
    await this.transaction(async (client) => {
      await holdCheckpoint(client, from);
      await writeRows(client, rows);
      await putCheckpoint(client, to);
    });
  }

  async clear(from: HistoryCheckpoint, incarnation: string): Promise<void> {
    await this.transaction(async (client) => {
      await holdCheckpoint(client, from);
      await client.query("TRUNCATE entries, jobs, job_versions, evaluations, allocations, allocation_events, nodes");
      await putCheckpoint(client, { ...beforeHistory, incarnation });
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private transaction(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    return this.connected(async (client) => {
      await client.query("BEGIN");
      await work(client);
      await client.query("COMMIT");
    });
  }

  /** A connection on which something failed is not used again: that also ends its transaction and gives back its locks. */
  private async connected<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    let client: pg.PoolClient | undefined;
    try {
      client = await this.pool.connect();
      // One that breaks while it waits for its next query says so here; the query then tells.
      client.on("error", ignoreError);
      const result = await work(client);
      client.off("error", ignoreError);
      client.release();
      return result;
    } catch (error) {
      client?.release(true);
      if (error instanceof CheckpointMoved || error instanceof MigrationConflict) throw error;
      throw new PostgresFailure(describeFailure(error, this.url));
    }
  }
}

function ignoreError(): void {
  return undefined;
}

interface CheckpointRecord {
  readonly index: string;
  readonly chainHash: string;
  readonly incarnation: string;
}

async function readCheckpoint(client: pg.ClientBase, lock: "" | "FOR UPDATE"): Promise<HistoryCheckpoint | undefined> {
  const { rows } = await client.query<CheckpointRecord>(
    `SELECT index, chain_hash AS "chainHash", incarnation FROM projection_checkpoint WHERE name = $1 ${lock}`,
    [PROJECTION],
  );
  const [record] = rows;
  return record === undefined ? undefined : { ...record, index: Number(record.index) };
}

/** Locks the checkpoint until the transaction ends; it must be the one that the writer knows. */
async function holdCheckpoint(client: pg.ClientBase, expected: HistoryCheckpoint): Promise<void> {
  const { index, chainHash, incarnation } = beforeHistory;
  // There must be a row to lock, also the first time.
  await client.query(
    "INSERT INTO projection_checkpoint (name, index, chain_hash, incarnation) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING",
    [PROJECTION, index, chainHash, incarnation],
  );
  const found = (await readCheckpoint(client, "FOR UPDATE")) ?? beforeHistory;
  if (!sameCheckpoint(found, expected))
    throw new CheckpointMoved(`the history in Postgres stands at entry ${found.index}, not at ${expected.index} where this writer left it`);
}

async function putCheckpoint(client: pg.ClientBase, { index, chainHash, incarnation }: HistoryCheckpoint): Promise<void> {
  await client.query(
    "UPDATE projection_checkpoint SET index = $2, chain_hash = $3, incarnation = $4, written_at = now() WHERE name = $1",
    [PROJECTION, index, chainHash, incarnation],
  );
}

async function writeRows(client: pg.ClientBase, rows: HistoryRows): Promise<void> {
  await upsertRows(client, entriesTable, rows.entries);
  await upsertRows(client, jobsTable, rows.jobs);
  await upsertRows(client, jobVersionsTable, rows.jobVersions);
  await upsertRows(client, evaluationsTable, rows.evaluations);
  await upsertRows(client, allocationsTable, rows.allocations);
  await upsertRows(client, allocationEventsTable, rows.allocationEvents);
  await upsertRows(client, nodesTable, rows.nodes);
  await markRemoved(client, "allocations", rows.removedAllocations);
  await markRemoved(client, "nodes", rows.removedNodes);
  await markJobsRemoved(client, rows.removedJobs);
}

async function markRemoved(client: pg.ClientBase, table: "allocations" | "nodes", removals: readonly Removal[]): Promise<void> {
  if (removals.length === 0) return;
  await client.query(
    `UPDATE ${table} AS t SET removed_index = r.index FROM unnest($1::text[], $2::bigint[]) AS r(id, index)
     WHERE t.id = r.id AND t.removed_index IS NULL AND t.modify_index < r.index`,
    [removals.map(({ id }) => id), removals.map(({ index }) => index)],
  );
}

async function markJobsRemoved(client: pg.ClientBase, removals: HistoryRows["removedJobs"]): Promise<void> {
  if (removals.length === 0) return;
  await client.query(
    `UPDATE jobs AS t SET removed_index = r.index FROM unnest($1::text[], $2::text[], $3::bigint[]) AS r(namespace, id, index)
     WHERE t.namespace = r.namespace AND t.id = r.id AND t.removed_index IS NULL AND t.modify_index < r.index`,
    [removals.map(({ namespace }) => namespace), removals.map(({ id }) => id), removals.map(({ index }) => index)],
  );
}
