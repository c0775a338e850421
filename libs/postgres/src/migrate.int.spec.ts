import { postgresForTest } from "@berth/testkit/servers/postgres-for-test";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { migrate, type Migration, MigrationConflict, readMigrations } from "./migrate.js";

const postgres = postgresForTest();

async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const bookkeeping = (client: pg.Client) =>
  client.query(`SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, applied_steps_count FROM "_prisma_migrations" ORDER BY 1`);

const broken: Migration = { name: "20990101000000_broken", sql: "CREATE TABLE half (id int); SELECT nonsense;", checksum: "b" };

describe("migrations", () => {
  it("are applied once, with the bookkeeping that Prisma keeps", async () => {
    const url = await postgres.database();
    const migrations = await readMigrations();
    expect(migrations.length).toBeGreaterThan(0);
    await connected(url, async (client) => {
      expect(await migrate(client, migrations)).toEqual(migrations.map(({ name }) => name));
      expect(await migrate(client, migrations)).toEqual([]);
      const { rows } = await bookkeeping(client);
      expect(rows).toEqual(
        migrations.map(({ name, checksum }) => ({ migration_name: name, checksum, finished: true, applied_steps_count: 1 })),
      );
      expect(migrations[0]!.checksum).toMatch(/^[0-9a-f]{64}$/);
    });
  });

  it("may be applied by several processes at once", async () => {
    const url = await postgres.database();
    const migrations = await readMigrations();
    const runs = await Promise.all(Array.from({ length: 8 }, () => connected(url, (client) => migrate(client, migrations))));
    expect(runs.flat()).toEqual(migrations.map(({ name }) => name));
    expect((await connected(url, bookkeeping)).rows).toHaveLength(migrations.length);
  });

  it("leave nothing behind when one fails, and the lock is free again", async () => {
    const url = await postgres.database();
    const migrations = [...(await readMigrations()), broken];
    await connected(url, async (client) => {
      await expect(migrate(client, migrations)).rejects.toThrow("nonsense");
      const { rows } = await client.query("SELECT to_regclass('half') AS half, to_regclass('entries') AS entries");
      expect(rows).toEqual([{ half: null, entries: "entries" }]);
      const mended = { ...broken, sql: "CREATE TABLE half (id int)" };
      expect(await connected(url, (other) => migrate(other, [...migrations.slice(0, -1), mended]))).toEqual([broken.name]);
    });
  });

  it("refuse a file that was changed after it was applied, and one that Prisma left unfinished", async () => {
    const url = await postgres.database();
    const [first, ...rest] = await readMigrations();
    await connected(url, async (client) => {
      await migrate(client, [first!, ...rest]);
      await expect(migrate(client, [{ ...first!, checksum: "other" }, ...rest])).rejects.toThrow(MigrationConflict);
      await client.query(`UPDATE "_prisma_migrations" SET finished_at = NULL`);
      await expect(migrate(client, [first!, ...rest])).rejects.toThrow("was begun and never finished");
    });
  });

  it("leave a database alone that has newer ones", async () => {
    const url = await postgres.database();
    const migrations = await readMigrations();
    await connected(url, async (client) => {
      await migrate(client, [...migrations, { name: "20990101000000_newer", sql: "SELECT 1", checksum: "n" }]);
      expect(await migrate(client, migrations)).toEqual([]);
    });
  });
});
