// History as rows: what the projector hands to a store, and what a store promises. Rows are whole: the same row again
// changes nothing, a later one of the same key replaces it. `index` is the log index everywhere; times are the log's,
// Unix milliseconds, 0 = never.

/** How far the log is projected. The index alone would not do: another log has the same indexes. */
export interface HistoryCheckpoint {
  readonly index: number;
  /** Hash over all entries up to the index, 16 hex digits. */
  readonly chainHash: string;
  readonly incarnation: string;
}

/** Where a store stands that holds nothing. */
export const beforeHistory: HistoryCheckpoint = { index: 0, chainHash: "", incarnation: "" };

export function sameCheckpoint(a: HistoryCheckpoint, b: HistoryCheckpoint): boolean {
  return a.index === b.index && a.chainHash === b.chainHash && a.incarnation === b.incarnation;
}

/** What became of one event of an entry. */
export interface EventSummary {
  readonly type: string;
  readonly subject: Readonly<Record<string, unknown>>;
  readonly outcome: "applied" | "refused";
  /** Why it was refused: code and sentence; "" when applied. */
  readonly code: string;
  readonly message: string;
  readonly evaluationId: string;
}

export interface EntryRow {
  readonly index: number;
  readonly id: string;
  readonly timeMs: number;
  readonly actor: string;
  /** Of the leader that wrote it; "" = no leader. */
  readonly role: string;
  readonly duplicate: boolean;
  readonly events: readonly EventSummary[];
  readonly chainHash: string;
}

export interface JobRow {
  readonly namespace: string;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly priority: number;
  readonly status: string;
  readonly version: number;
  readonly stopped: boolean;
  readonly purged: boolean;
  readonly createIndex: number;
  readonly modifyIndex: number;
  readonly jobModifyIndex: number;
  readonly modifiedAtMs: number;
}

export interface JobVersionRow {
  readonly namespace: string;
  readonly jobId: string;
  readonly jobModifyIndex: number;
  readonly version: number;
  readonly submittedAtMs: number;
  readonly stable: boolean;
  readonly spec: object;
  /** As its author wrote it; undefined when it came as JSON only. */
  readonly source: string | undefined;
  readonly sourceFormat: string | undefined;
}

export interface EvaluationRow {
  readonly id: string;
  readonly namespace: string;
  readonly jobId: string;
  readonly type: string;
  readonly priority: number;
  readonly triggeredBy: string;
  readonly status: string;
  readonly statusDescription: string;
  readonly waitUntilMs: number;
  readonly nodeId: string;
  readonly deploymentId: string;
  readonly previousId: string;
  readonly nextId: string;
  readonly blockedId: string;
  readonly jobModifyIndex: number;
  readonly snapshotIndex: number;
  /** failedGroups, placedGroups, queued, desiredUpdates: why what was placed where, or not at all. */
  readonly result: object;
  readonly createIndex: number;
  readonly modifyIndex: number;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
}

/** One change of an allocation that people care about. */
export interface AllocationEventRow {
  readonly allocationId: string;
  readonly index: number;
  readonly timeMs: number;
  readonly desiredStatus: string;
  readonly desiredDescription: string;
  readonly clientStatus: string;
  readonly clientDescription: string;
  readonly health: string;
  readonly jobVersion: number;
  readonly nodeId: string;
}

export interface AllocationRow {
  readonly id: string;
  readonly namespace: string;
  readonly jobId: string;
  readonly jobVersion: number;
  readonly group: string;
  readonly name: string;
  readonly nodeId: string;
  readonly evaluationId: string;
  readonly deploymentId: string;
  readonly previousId: string;
  readonly nextId: string;
  readonly desiredStatus: string;
  readonly desiredDescription: string;
  readonly clientStatus: string;
  readonly clientDescription: string;
  readonly health: string;
  readonly taskStates: object;
  readonly createIndex: number;
  readonly modifyIndex: number;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  /** First seen running. */
  readonly runningAtMs: number;
  /** Seen complete, failed or lost; 0 while it is none of them. */
  readonly endedAtMs: number;
}

export interface NodeRow {
  readonly id: string;
  readonly name: string;
  readonly datacenter: string;
  readonly pool: string;
  readonly class: string;
  readonly status: string;
  readonly statusDescription: string;
  readonly eligibility: string;
  readonly registrationIndex: number;
  readonly createIndex: number;
  readonly modifyIndex: number;
  readonly statusChangedAtMs: number;
  readonly spec: object;
  /** Index at which the cluster forgot it; 0 while it knows it. */
  readonly removedIndex: number;
}

/** The cluster forgot it at this index; its row stays. Counts only for a row that is older than the index. */
export interface Removal {
  readonly id: string;
  readonly index: number;
}

export interface JobRemoval extends Removal {
  readonly namespace: string;
}

/** Rows of one or more whole entries. No key occurs twice in a list; removals come after the rows. */
export interface HistoryRows {
  readonly entries: readonly EntryRow[];
  readonly jobs: readonly JobRow[];
  readonly jobVersions: readonly JobVersionRow[];
  readonly evaluations: readonly EvaluationRow[];
  readonly allocations: readonly AllocationRow[];
  readonly allocationEvents: readonly AllocationEventRow[];
  readonly nodes: readonly NodeRow[];
  readonly removedJobs: readonly JobRemoval[];
  readonly removedAllocations: readonly Removal[];
  readonly removedNodes: readonly Removal[];
}

/** One step of the projection: from one checkpoint to the next. */
export interface HistoryStep {
  readonly from: HistoryCheckpoint;
  readonly to: HistoryCheckpoint;
  readonly rows: HistoryRows;
}

export interface HistoryStore {
  /** Makes the store ready, tables and all, and says where it stands. */
  open(): Promise<HistoryCheckpoint>;
  /** The rows and the new checkpoint together, or nothing. Throws CheckpointMoved when the store does not stand at `from`. */
  write(step: HistoryStep): Promise<void>;
  /** Forgets everything, if it still stands at `from`, and stands at the beginning of this incarnation. */
  clear(from: HistoryCheckpoint, incarnation: string): Promise<void>;
}

/** Somebody else wrote, or the store lost data: the writer must look again where the store stands. */
export class CheckpointMoved extends Error {
  override readonly name = "CheckpointMoved";
}
