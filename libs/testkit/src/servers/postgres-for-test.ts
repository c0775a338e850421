import { type Postgres, startPostgres } from "@berth/embedded/postgres";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { type ServerForTest, serverForTest } from "./server-for-test.js";

export interface PostgresForTest extends ServerForTest<Postgres> {
  /** The URL of a new database that is a copy of the prepared template: each test gets its own, in some 30 ms. */
  database(): Promise<string>;
}

export interface PostgresForTestOptions {
  /** Runs once for the file against the template, for example the migrations. Must close its connections. */
  readonly prepare?: (url: string) => Promise<void>;
}

const TEMPLATE = "berth_template";

/** A Postgres for this spec file, without fsync, with a template database made once. */
export function postgresForTest(options: PostgresForTestOptions = {}): PostgresForTest {
  const handle = serverForTest<Postgres>({ name: "postgres", start: (dataDir) => startPostgres({ dataDir, durable: false }) });
  let admin: pg.Client | undefined;
  let made = 0;

  beforeAll(async () => {
    admin = new pg.Client({ connectionString: handle.server.url });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${TEMPLATE}`);
    await options.prepare?.(withDatabase(handle.server.url, TEMPLATE));
  });
  // Hooks end in reverse order: the connection closes before the server stops.
  afterAll(async () => admin?.end());

  return {
    get server() {
      return handle.server;
    },
    get directory() {
      return handle.directory;
    },
    orSkip: handle.orSkip,
    replace: handle.replace,
    database: async () => {
      const name = `test_${++made}`;
      await admin?.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
      return withDatabase(handle.server.url, name);
    },
  };
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
