// The agent's memory on disk, in SQLite. Every call is durable when it returns (WAL, synchronous = FULL): the order in which the
// loops call is the order in which a crash can cut.
import { chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Assignment } from "@berth/core/model/agent-protocol";
import type { Job } from "@berth/core/model/job";
import type { AllocationReport } from "@berth/core/model/report";
import type { AgentIdentity, AgentStore, StoredAllocation, StoredTask } from "@berth/ports/agent-store";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS jobs (key TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS allocations (
    id TEXT PRIMARY KEY, job_key TEXT NOT NULL, assignment TEXT NOT NULL, report TEXT, acknowledged INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS tasks (
    allocation_id TEXT NOT NULL, name TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (allocation_id, name)
  ) STRICT, WITHOUT ROWID;
`;
const SCHEMA_VERSION = 1;

type Position = ReturnType<AgentStore["position"]>;

export class SqliteAgentStore implements AgentStore {
  private readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  private depth = 0;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.database = new DatabaseSync(path);
    chmodSync(path, 0o600);
    this.database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
    const version = Number(this.database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
    if (version > SCHEMA_VERSION) {
      throw new Error(`${path} was written by a newer berth (format ${version}, this one knows ${SCHEMA_VERSION}); run that version or another data directory`);
    }
    this.database.exec(SCHEMA);
    this.database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  }

  identity(create: () => AgentIdentity): AgentIdentity {
    const stored = this.fact<AgentIdentity>("identity");
    if (stored !== undefined) return stored;
    const identity = create();
    this.putFact("identity", identity);
    return identity;
  }

  allocations(): readonly StoredAllocation[] {
    const rows = this.statement("SELECT id, assignment, report, acknowledged FROM allocations WHERE report IS NOT NULL ORDER BY rowid").all();
    const tasks = this.statement("SELECT json FROM tasks WHERE allocation_id = ? ORDER BY name");
    return rows.map((row) => ({
      assignment: JSON.parse(String(row["assignment"])) as Assignment,
      report: JSON.parse(String(row["report"])) as AllocationReport,
      acknowledgedRevision: Number(row["acknowledged"]),
      tasks: tasks.all(String(row["id"])).map((task) => JSON.parse(String(task["json"])) as StoredTask),
    }));
  }

  job(jobKey: string): Job | undefined {
    const row = this.statement("SELECT json FROM jobs WHERE key = ?").get(jobKey);
    return row === undefined ? undefined : (JSON.parse(String(row["json"])) as Job);
  }

  putJob(jobKey: string, job: Job): void {
    this.statement("INSERT INTO jobs VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET json = excluded.json").run(jobKey, JSON.stringify(job));
  }

  putAssignment(assignment: Assignment): void {
    this.statement(
      "INSERT INTO allocations (id, job_key, assignment) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET job_key = excluded.job_key, assignment = excluded.assignment",
    ).run(assignment.allocationId, assignment.jobKey, JSON.stringify(assignment));
  }

  putReport(report: AllocationReport): void {
    this.statement("UPDATE allocations SET report = ? WHERE id = ?").run(JSON.stringify(report), report.allocationId);
  }

  putAcknowledged(allocationId: string, revision: number): void {
    this.statement("UPDATE allocations SET acknowledged = ? WHERE id = ? AND acknowledged < ?").run(revision, allocationId, revision);
  }

  putTask(allocationId: string, task: StoredTask): void {
    this.statement("INSERT INTO tasks VALUES (?, ?, ?) ON CONFLICT (allocation_id, name) DO UPDATE SET json = excluded.json").run(
      allocationId,
      task.name,
      JSON.stringify(task),
    );
  }

  forget(allocationId: string): void {
    this.transaction(() => {
      this.statement("DELETE FROM tasks WHERE allocation_id = ?").run(allocationId);
      this.statement("DELETE FROM allocations WHERE id = ?").run(allocationId);
      this.statement("DELETE FROM jobs WHERE key NOT IN (SELECT job_key FROM allocations)").run();
    });
  }

  position(): Position {
    return this.fact<Position>("position") ?? { incarnation: "", registrationIndex: 0, sinceIndex: 0 };
  }

  putPosition(position: Position): void {
    this.putFact("position", position);
  }

  countRegistration(above: number): number {
    const next = 1 + Math.max(above, this.fact<number>("registrations") ?? 0);
    this.putFact("registrations", next);
    return next;
  }

  transaction(run: () => void): void {
    if (this.depth > 0) return run();
    this.database.exec("BEGIN IMMEDIATE");
    this.depth += 1;
    try {
      run();
      this.database.exec("COMMIT");
    } catch (error) {
      this.database.exec("ROLLBACK");
      throw error;
    } finally {
      this.depth -= 1;
    }
  }

  close(): void {
    this.database.close();
  }

  private fact<T>(name: string): T | undefined {
    const row = this.statement("SELECT json FROM facts WHERE name = ?").get(name);
    return row === undefined ? undefined : (JSON.parse(String(row["json"])) as T);
  }

  private putFact(name: string, value: unknown): void {
    this.statement("INSERT INTO facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json").run(name, JSON.stringify(value));
  }

  private statement(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.database.prepare(sql);
    this.statements.set(sql, prepared);
    return prepared;
  }
}
