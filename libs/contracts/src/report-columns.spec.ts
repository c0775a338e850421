import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogEntry } from "@berth/core/model/entry";
import type { AllocationReport, TaskState } from "@berth/core/model/report";
import { allocationId } from "@berth/core/state/allocation-id";
import { decodeEntry, encodeEntry } from "./entry.js";
import { reportsFromColumns, reportsToColumns } from "./report-columns.js";

const time = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2_000_000_000_000 }), fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_009 }));

const taskState: fc.Arbitrary<TaskState> = fc.record({
  state: fc.constantFrom("pending" as const, "running" as const, "dead" as const),
  failed: fc.boolean(),
  restarts: fc.nat(2),
  lastRestartMs: time,
  startedAtMs: time,
  finishedAtMs: time,
  events: fc.constant([]),
});

const plain: fc.Arbitrary<AllocationReport> = fc.record({
  allocationId: fc.nat(1_000_000).map((number) => allocationId(1, 2, number)),
  revision: fc.integer({ min: 0, max: 0xffff_ffff }),
  clientStatus: fc.constantFrom("pending" as const, "running" as const, "complete" as const, "failed" as const),
  description: fc.constantFrom("", "Tasks are running", "größer"),
  taskStates: fc.dictionary(fc.constantFrom("t", "side", "1", "__proto"), taskState),
  checks: fc.constant([]),
  healthy: fc.constantFrom(undefined, true, false),
});

const entryOf = (reports: readonly AllocationReport[]): LogEntry => ({
  ...{ id: "e", timeMs: 1, actor: "a", traces: [], level: 1, leader: undefined },
  events: [{ type: "AllocationsReported", nodeId: "n", registrationIndex: 7, reports }],
});

describe("reports on the wire", () => {
  it("are what they were, in columns", () => {
    fc.assert(
      fc.property(fc.array(plain, { minLength: 2, maxLength: 30 }), (reports) => {
        expect(reportsToColumns(reports)).toBeDefined();
        expect(decodeEntry(encodeEntry(entryOf(reports)))).toEqual(entryOf(reports));
      }),
    );
  });

  const [first, second] = fc.sample(plain, { numRuns: 2, seed: 1 }) as [AllocationReport, AllocationReport];
  const state: TaskState = { state: "running", failed: false, restarts: 0, lastRestartMs: 0, startedAtMs: 5, finishedAtMs: 0, events: [] };
  const started = { type: "Started", timeMs: 5, message: "", details: {} };

  it.each<[string, Partial<AllocationReport>]>([
    ["events", { taskStates: { t: { ...state, events: [started] } } }],
    ["checks", { checks: [{ id: "s/c", service: "s", task: "t", status: "passing", output: "" }] }],
    ["a field of tomorrow", { taskStates: { t: { ...state, cores: 2 } as TaskState } }],
    ["a task of a name that JavaScript keeps for itself", { taskStates: JSON.parse(`{"__proto__":${JSON.stringify(state)}}`) as AllocationReport["taskStates"] }],
    ["an id of another kind", { allocationId: "größe" }],
  ])("with %s go the long way, and are what they were", (_, given) => {
    const reports = [first, { ...second, ...given }];
    expect(reportsToColumns(reports)).toBeUndefined();
    expect(decodeEntry(encodeEntry(entryOf(reports)))).toEqual(entryOf(reports));
  });

  it("are refused when their columns do not belong together", () => {
    const columns = reportsToColumns([first, second]) as Parameters<typeof reportsFromColumns>[0];
    expect(() => reportsFromColumns({ ...columns, revisions: new Uint8Array(12) })).toThrow("differ in length");
    expect(() => reportsFromColumns({ ...columns, descriptions: [] })).toThrow("do not have");
    expect(() => reportsFromColumns({ ...columns, clientStatuses: Uint8Array.of(1, 9) })).toThrow("unknown client status 9");
  });

  it("cost less than a third of the long form", () => {
    const many = Array.from({ length: 200 }, (_, n) => ({ ...first, allocationId: allocationId(1, 2, n), taskStates: { t: { ...state, startedAtMs: 5 + n } } }));
    const long = many.map((report) => encodeEntry(entryOf([report])).length).reduce((sum, length) => sum + length, 0);
    expect(encodeEntry(entryOf(many)).length).toBeLessThan(long / 3);
  });
});
