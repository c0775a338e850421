// Which row goes where: the columns of prisma/schema.prisma, as the projection writes them.
import type {
  AllocationEventRow,
  AllocationRow,
  EntryRow,
  EvaluationRow,
  JobRow,
  JobVersionRow,
  NodeRow,
} from "@berth/ports/history-store";
import type { Column, ColumnType, Table } from "./table.js";

/** Columns whose values stand in the row under the same name in camel case. */
function columnsOf<Row>(types: { readonly [Field in keyof Row]?: ColumnType }): readonly Column<Row>[] {
  return Object.entries(types).map(([field, type]) => ({
    name: field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/_at_ms$/, "_at").replace(/_ms$/, ""),
    type: type as ColumnType,
    of: (row) => row[field as keyof Row] as ReturnType<Column<Row>["of"]>,
  }));
}

export const entriesTable: Table<EntryRow> = {
  name: "entries",
  key: ["index"],
  columns: columnsOf<EntryRow>({
    index: "index",
    id: "text",
    timeMs: "time",
    actor: "text",
    role: "text",
    duplicate: "boolean",
    events: "json",
    chainHash: "text",
  }),
};

export const jobsTable: Table<JobRow> = {
  name: "jobs",
  key: ["namespace", "id"],
  columns: [
    ...columnsOf<JobRow>({
      namespace: "text",
      id: "text",
      name: "text",
      type: "text",
      priority: "int",
      status: "text",
      version: "int",
      stopped: "boolean",
      purged: "boolean",
      createIndex: "index",
      modifyIndex: "index",
      jobModifyIndex: "index",
      modifiedAtMs: "time",
    }),
    // A job that is there is not removed, also when it was before.
    { name: "removed_index", type: "index", of: () => null },
  ],
};

export const jobVersionsTable: Table<JobVersionRow> = {
  name: "job_versions",
  key: ["namespace", "job_id", "job_modify_index", "version"],
  columns: columnsOf<JobVersionRow>({
    namespace: "text",
    jobId: "text",
    jobModifyIndex: "index",
    version: "int",
    submittedAtMs: "time",
    stable: "boolean",
    spec: "json",
    source: "text",
    sourceFormat: "text",
  }),
};

export const evaluationsTable: Table<EvaluationRow> = {
  name: "evaluations",
  key: ["id"],
  columns: columnsOf<EvaluationRow>({
    id: "text",
    namespace: "text",
    jobId: "text",
    type: "text",
    priority: "int",
    triggeredBy: "text",
    status: "text",
    statusDescription: "text",
    waitUntilMs: "time",
    nodeId: "text",
    deploymentId: "text",
    previousId: "text",
    nextId: "text",
    blockedId: "text",
    jobModifyIndex: "index",
    snapshotIndex: "index",
    result: "json",
    createIndex: "index",
    modifyIndex: "index",
    createdAtMs: "time",
    modifiedAtMs: "time",
  }),
};

export const allocationsTable: Table<AllocationRow> = {
  name: "allocations",
  key: ["id"],
  columns: [
    ...columnsOf<AllocationRow>({
      id: "text",
      namespace: "text",
      jobId: "text",
      jobVersion: "int",
      name: "text",
      nodeId: "text",
      evaluationId: "text",
      deploymentId: "text",
      previousId: "text",
      nextId: "text",
      desiredStatus: "text",
      desiredDescription: "text",
      clientStatus: "text",
      clientDescription: "text",
      health: "text",
      taskStates: "json",
      createIndex: "index",
      modifyIndex: "index",
      createdAtMs: "time",
      modifiedAtMs: "time",
      runningAtMs: "time",
      endedAtMs: "time",
    }),
    { name: "task_group", type: "text", of: (row) => row.group },
  ],
};

export const allocationEventsTable: Table<AllocationEventRow> = {
  name: "allocation_events",
  key: ["allocation_id", "index"],
  columns: columnsOf<AllocationEventRow>({
    allocationId: "text",
    index: "index",
    timeMs: "time",
    desiredStatus: "text",
    desiredDescription: "text",
    clientStatus: "text",
    clientDescription: "text",
    health: "text",
    jobVersion: "int",
    nodeId: "text",
  }),
};

export const nodesTable: Table<NodeRow> = {
  name: "nodes",
  key: ["id"],
  columns: [
    ...columnsOf<NodeRow>({
      id: "text",
      name: "text",
      datacenter: "text",
      pool: "text",
      class: "text",
      status: "text",
      statusDescription: "text",
      eligibility: "text",
      registrationIndex: "index",
      createIndex: "index",
      modifyIndex: "index",
      statusChangedAtMs: "time",
      spec: "json",
    }),
    { name: "removed_index", type: "index", of: (row) => (row.removedIndex === 0 ? null : row.removedIndex) },
  ],
};
