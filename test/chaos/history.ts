// What clients of a real region asked and were told, with times of one clock, and what the log says became of it.

/** A job as a client sees it; undefined where one is expected: there is none. */
export interface SeenJob {
  /** JobModifyIndex. */
  readonly index: number;
  /** Unique to the write that made it. */
  readonly value: string;
  readonly stopped: boolean;
}

export type ChaosRequest =
  | { readonly kind: "register"; readonly job: string; readonly value: string }
  /** Compare-and-set: `expected` is what the client believes to replace. */
  | { readonly kind: "replace"; readonly job: string; readonly value: string; readonly expected: SeenJob | undefined }
  | { readonly kind: "stop"; readonly job: string; readonly purge: boolean }
  /** stale: as the asked process sees it, without asking the log how far it is. */
  | { readonly kind: "read"; readonly job: string; readonly stale: boolean };

export type ChaosResult =
  /** index: the JobModifyIndex in the answer, 0 when there was no job to stop. */
  | { readonly kind: "done"; readonly index: number }
  | { readonly kind: "seen"; readonly job: SeenJob | undefined }
  | { readonly kind: "refused"; readonly reason: string }
  /** No answer, or one that leaves it open. */
  | { readonly kind: "unknown"; readonly reason: string };

export interface Operation {
  readonly id: string;
  readonly client: string;
  /** The process that was asked. */
  readonly via: string;
  readonly request: ChaosRequest;
  readonly result: ChaosResult;
  readonly startMs: number;
  readonly endMs: number;
}

/** A write as it stands in the log, in the log's order. Second copies of an entry, which change nothing, are not among them. */
export interface LoggedWrite {
  readonly operation: string;
  readonly index: number;
  readonly applied: boolean;
}

export interface RecordedFault {
  readonly kind: string;
  readonly target: string;
  readonly startMs: number;
  /** Whole again: all processes run, and writes and placements go on. */
  readonly endMs: number;
}

export type ViolationKind = "lost" | "duplicated" | "applied though refused" | "wrong judgement" | "wrong answer" | "wrong order" | "wrong read";

export interface Violation {
  readonly kind: ViolationKind;
  readonly message: string;
  /** Ids of those concerned. */
  readonly operations: readonly string[];
}
