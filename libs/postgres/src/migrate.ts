// Applies prisma/migrations, as `prisma migrate deploy` would, without its engine: the same advisory lock, the same
// bookkeeping, so that either may follow the other. One transaction a file, together with its row in
// `_prisma_migrations`: a migration is there wholly or not at all. A database that has more migrations than this program
// is left as it is: migrations only ever add.
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { ClientBase } from "pg";

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, hex. */
  readonly checksum: string;
}

/** A migration was changed after it was applied, or an earlier try was left unfinished: a person must look. */
export class MigrationConflict extends Error {
  override readonly name = "MigrationConflict";
}

/** Prisma's own. */
const ADVISORY_LOCK = 72_707_369;
const DIRECTORY = fileURLToPath(new URL("../prisma/migrations/", import.meta.url));

const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** The migrations of this program, oldest first. */
export async function readMigrations(directory: string = DIRECTORY): Promise<readonly Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const bytes = await readFile(`${directory}/${name}/migration.sql`);
      return { name, sql: bytes.toString("utf8"), checksum: createHash("sha256").update(bytes).digest("hex") };
    }),
  );
}

/** Returns the names of those that were applied now. Callers may come at once, from any number of processes. */
export async function migrate(client: ClientBase, migrations: readonly Migration[]): Promise<readonly string[]> {
  await client.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK]);
  try {
    await client.query(BOOKKEEPING);
    const applied = await appliedMigrations(client);
    const missing = migrations.filter((migration) => !isApplied(migration, applied));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    // A lock lives as long as its session, so one that cannot be given back ends with the broken connection.
    await client.query("SELECT pg_advisory_unlock($1)", [ADVISORY_LOCK]).catch(() => undefined);
  }
}

interface Applied {
  readonly name: string;
  readonly checksum: string;
  readonly isFinished: boolean;
}

async function appliedMigrations(client: ClientBase): Promise<readonly Applied[]> {
  const { rows } = await client.query<Applied>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished" FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  );
  return rows;
}

function isApplied({ name, checksum }: Migration, applied: readonly Applied[]): boolean {
  const known = applied.filter((one) => one.name === name);
  if (known.length === 0) return false;
  if (!known.some((one) => one.isFinished))
    throw new MigrationConflict(`migration ${name} was begun and never finished; mend the database, then mark it with: prisma migrate resolve`);
  if (!known.some((one) => one.checksum === checksum))
    throw new MigrationConflict(`migration ${name} was changed after it was applied to this database; add a new migration instead`);
  return true;
}

async function apply(client: ClientBase, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
