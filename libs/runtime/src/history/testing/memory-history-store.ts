// A HistoryStore in memory: the same promises as Postgres', and failures on demand.
import {
  beforeHistory,
  CheckpointMoved,
  type HistoryCheckpoint,
  type HistoryRows,
  type HistoryStep,
  type HistoryStore,
  type JobRow,
  type NodeRow,
  type Removal,
  sameCheckpoint,
} from "@berth/ports/history-store";

type Removable = { readonly modifyIndex: number; removedIndex: number };

/** What the next calls of `write` do: store, fail before, store and lose the answer. */
export type WriteFate = "stored" | "failed" | "answer-lost";

export class MemoryHistoryStore implements HistoryStore {
  checkpoint: HistoryCheckpoint = beforeHistory;
  /** Fates of the next writes, in order; then "stored". */
  readonly fates: WriteFate[] = [];
  writes = 0;
  clears = 0;
  private tables = emptyTables();

  open(): Promise<HistoryCheckpoint> {
    return Promise.resolve(this.checkpoint);
  }

  async write(step: HistoryStep): Promise<void> {
    const fate = this.fates.shift() ?? "stored";
    if (fate === "failed") throw new Error("the store is away");
    this.mustStandAt(step.from);
    this.put(step.rows);
    this.checkpoint = step.to;
    this.writes++;
    if (fate === "answer-lost") throw new Error("the connection was lost before the answer came");
  }

  async clear(from: HistoryCheckpoint, incarnation: string): Promise<void> {
    this.mustStandAt(from);
    this.loseEverything();
    this.checkpoint = { ...beforeHistory, incarnation };
    this.clears++;
  }

  loseEverything(): void {
    this.tables = emptyTables();
    this.checkpoint = beforeHistory;
  }

  /** All rows, sorted by key: equal tables give equal values. */
  dump(): Record<string, readonly unknown[]> {
    const sorted = (table: ReadonlyMap<string, unknown>): readonly unknown[] =>
      [...table].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    return Object.fromEntries(Object.entries(this.tables).map(([name, table]) => [name, sorted(table)]));
  }

  private mustStandAt(from: HistoryCheckpoint): void {
    if (!sameCheckpoint(from, this.checkpoint)) throw new CheckpointMoved(`stands at ${this.checkpoint.index}, not ${from.index}`);
  }

  private put(rows: HistoryRows): void {
    const { tables } = this;
    for (const row of rows.entries) tables.entries.set(sortable(row.index), row);
    for (const row of rows.jobs) tables.jobs.set(`${row.namespace}/${row.id}`, { ...row, removedIndex: 0 } satisfies JobRow & Removable);
    for (const row of rows.jobVersions) tables.jobVersions.set(`${row.namespace}/${row.jobId}/${row.jobModifyIndex}/${row.version}`, row);
    for (const row of rows.evaluations) tables.evaluations.set(row.id, row);
    for (const row of rows.allocations) tables.allocations.set(row.id, { ...row, removedIndex: 0 });
    for (const row of rows.allocationEvents) tables.allocationEvents.set(`${row.allocationId}/${sortable(row.index)}`, row);
    for (const row of rows.nodes) tables.nodes.set(row.id, { ...row } satisfies NodeRow);
    for (const removal of rows.removedAllocations) remove(tables.allocations.get(removal.id), removal);
    for (const removal of rows.removedNodes) remove(tables.nodes.get(removal.id), removal);
    for (const removal of rows.removedJobs) remove(tables.jobs.get(`${removal.namespace}/${removal.id}`), removal);
  }
}

function sortable(index: number): string {
  return String(index).padStart(12, "0");
}

function remove(row: Removable | undefined, { index }: Removal): void {
  if (row !== undefined && row.removedIndex === 0 && row.modifyIndex < index) row.removedIndex = index;
}

function emptyTables() {
  return {
    entries: new Map<string, unknown>(),
    jobs: new Map<string, Removable>(),
    jobVersions: new Map<string, unknown>(),
    evaluations: new Map<string, unknown>(),
    allocations: new Map<string, Removable>(),
    allocationEvents: new Map<string, unknown>(),
    nodes: new Map<string, Removable>(),
  };
}
