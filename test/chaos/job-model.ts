// What a job is to its clients, as a register with compare-and-set: the model that the history is held against. It is
// written from the API's documentation and shares nothing with the fold.
//
//   register        any state                      → this value, under the entry's index
//   replace         exactly the state expected     → this value; any other state is a refusal
//   stop            a running job                  → stopped, under the entry's index; a stopped one stays as it is
//   stop and purge  also                           → no job
import type { ChaosRequest, SeenJob } from "./history.ts";

export interface Judged {
  readonly after: SeenJob | undefined;
  /** JobModifyIndex that the client is told. */
  readonly answer: number;
}

/** undefined: refused. */
export function judge(before: SeenJob | undefined, request: Exclude<ChaosRequest, { kind: "read" }>, index: number): Judged | undefined {
  switch (request.kind) {
    case "register":
      return { after: { index, value: request.value, stopped: false }, answer: index };
    case "replace":
      return sameJob(before, request.expected) ? { after: { index, value: request.value, stopped: false }, answer: index } : undefined;
    case "stop": {
      if (before === undefined) return { after: undefined, answer: 0 };
      const stopped = before.stopped ? before : { ...before, index, stopped: true };
      return { after: request.purge ? undefined : stopped, answer: stopped.index };
    }
  }
}

export function sameJob(one: SeenJob | undefined, other: SeenJob | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.index === other.index && one.value === other.value && one.stopped === other.stopped;
}
