// Questions to history: what a job was, what became of an allocation, who did what when. Reads through Prisma; newest
// first, in pages. What is read may be behind the log by what is not yet projected; `position` says where it stands.
import { PrismaPg } from "@prisma/adapter-pg";
import type { DatabaseUrl } from "./database-url.js";
import { PrismaClient } from "./gen/client.js";
import type { Allocation, AllocationEvent, Entry, Evaluation, Job, JobVersion, Node, Prisma } from "./gen/client.js";

/** Indexes as numbers: they are far below 2^53. */
export type Plain<Row> = { readonly [Field in keyof Row]: Row[Field] extends bigint ? number : Row[Field] extends bigint | null ? number | null : Row[Field] };

export interface Page {
  /** At most 1000; 100 when absent. */
  readonly limit?: number;
  /** Only what is older: the index of the last row of the page before. */
  readonly beforeIndex?: number;
}

export interface EntryFilter extends Page {
  readonly actor?: string;
  readonly since?: Date;
  readonly until?: Date;
}

export interface FoundInHistory {
  readonly jobs: readonly Plain<Job>[];
  readonly nodes: readonly Plain<Node>[];
  readonly evaluations: readonly Plain<Evaluation>[];
  readonly allocations: readonly Plain<Allocation>[];
}

const CONNECTIONS = 4;
const QUERY_TIMEOUT_MS = 15_000;
const LIMIT = { usual: 100, most: 1_000 };
const SEARCH = { textChars: 200, rowsOfAKind: 20 };
/** Ids of allocations and evaluations are UUIDs: only what can begin one is looked up among them. */
const ID_START = /^[0-9a-f]{2}[0-9a-f-]{0,34}$/;

export class HistoryReader {
  private readonly client: PrismaClient;

  constructor({ connectionString }: DatabaseUrl) {
    const adapter = new PrismaPg({ connectionString, max: CONNECTIONS, statement_timeout: QUERY_TIMEOUT_MS, application_name: "berth history reader" });
    this.client = new PrismaClient({ adapter });
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
  }

  /** Index up to which everything is there; 0 = nothing. */
  async position(): Promise<number> {
    const checkpoint = await this.client.projectionCheckpoint.findUnique({ where: { name: "history" } });
    return Number(checkpoint?.index ?? 0);
  }

  async job(namespace: string, id: string): Promise<Plain<Job> | undefined> {
    const job = await this.client.job.findUnique({ where: { namespace_id: { namespace, id } } });
    return job === null ? undefined : plain(job);
  }

  async jobVersions(namespace: string, jobId: string, page: Page = {}): Promise<readonly Plain<JobVersion>[]> {
    const rows = await this.client.jobVersion.findMany({
      where: { namespace, jobId, jobModifyIndex: olderThan(page) },
      orderBy: [{ jobModifyIndex: "desc" }, { version: "desc" }],
      take: limitOf(page),
    });
    return rows.map(plain);
  }

  async evaluations(namespace: string, jobId: string, page: Page = {}): Promise<readonly Plain<Evaluation>[]> {
    const rows = await this.client.evaluation.findMany({
      where: { namespace, jobId, createIndex: olderThan(page) },
      orderBy: [{ createIndex: "desc" }, { id: "asc" }],
      take: limitOf(page),
    });
    return rows.map(plain);
  }

  async allocationsOfJob(namespace: string, jobId: string, page: Page = {}): Promise<readonly Plain<Allocation>[]> {
    return this.allocations({ namespace, jobId }, page);
  }

  async allocationsOnNode(nodeId: string, page: Page = {}): Promise<readonly Plain<Allocation>[]> {
    return this.allocations({ nodeId }, page);
  }

  async allocation(id: string): Promise<Plain<Allocation> | undefined> {
    const allocation = await this.client.allocation.findUnique({ where: { id } });
    return allocation === null ? undefined : plain(allocation);
  }

  /** What happened to it, oldest first. */
  async allocationEvents(allocationId: string): Promise<readonly Plain<AllocationEvent>[]> {
    const rows = await this.client.allocationEvent.findMany({ where: { allocationId }, orderBy: { index: "asc" }, take: LIMIT.most });
    return rows.map(plain);
  }

  async entries({ actor, since, until, ...page }: EntryFilter = {}): Promise<readonly Plain<Entry>[]> {
    const rows = await this.client.entry.findMany({
      where: { actor, time: { gte: since, lt: until }, index: olderThan(page) },
      orderBy: { index: "desc" },
      take: limitOf(page),
    });
    return rows.map(plain);
  }

  /** Jobs that have the text in their id, nodes whose name or id begins with it, what else has an id that begins with it. */
  async search(text: string): Promise<FoundInHistory> {
    const wanted = text.trim().slice(0, SEARCH.textChars);
    if (wanted === "") return { jobs: [], nodes: [], evaluations: [], allocations: [] };
    const contains = { contains: literal(wanted), mode: "insensitive" } as const;
    const startsWith = { startsWith: literal(wanted) };
    const take = SEARCH.rowsOfAKind;
    const id = ID_START.test(wanted) ? startsWith : { in: [] };
    const [jobs, nodes, evaluations, allocations] = await Promise.all([
      this.client.job.findMany({ where: { OR: [{ id: contains }, { name: contains }] }, orderBy: { modifyIndex: "desc" }, take }),
      this.client.node.findMany({ where: { OR: [{ id: startsWith }, { name: startsWith }] }, orderBy: { id: "asc" }, take }),
      this.client.evaluation.findMany({ where: { id }, orderBy: { id: "asc" }, take }),
      this.client.allocation.findMany({ where: { id }, orderBy: { id: "asc" }, take }),
    ]);
    return { jobs: jobs.map(plain), nodes: nodes.map(plain), evaluations: evaluations.map(plain), allocations: allocations.map(plain) };
  }

  private async allocations(where: Prisma.AllocationWhereInput, page: Page): Promise<readonly Plain<Allocation>[]> {
    const rows = await this.client.allocation.findMany({
      where: { ...where, createIndex: olderThan(page) },
      orderBy: [{ createIndex: "desc" }, { id: "asc" }],
      take: limitOf(page),
    });
    return rows.map(plain);
  }
}

function plain<Row extends object>(row: Row): Plain<Row> {
  const fields = Object.entries(row).map(([field, value]) => [field, typeof value === "bigint" ? Number(value) : value]);
  return Object.fromEntries(fields) as Plain<Row>;
}

function limitOf({ limit = LIMIT.usual }: Page): number {
  return Math.min(Math.max(Math.trunc(limit), 1), LIMIT.most);
}

function olderThan({ beforeIndex }: Page): { readonly lt: number } | undefined {
  return beforeIndex === undefined ? undefined : { lt: beforeIndex };
}

/** The signs that stand for others in LIKE, as themselves. */
function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
