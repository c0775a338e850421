import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogEntry } from "@berth/core/model/entry";
import { rowsOfEvent, rowsOfReports } from "@berth/core/model/report-rows";
import type { AllocationReport, TaskEvent, TaskState } from "@berth/core/model/report";
import { allocationId } from "@berth/core/state/allocation-id";
import { evolve } from "@berth/core/state/evolve";
import { State } from "@berth/core/state/state";
import { stateHash } from "@berth/core/state/state-hash";
import { moveKinds, storyOf } from "@berth/core/state/testing/chance-story";
import { decodeEntry, encodeEntry } from "./entry.js";
import { berth } from "../gen/entry.js";
import { reportsFromColumns } from "./report-columns.js";
import { rowsFromWire, rowsToWire } from "./report-rows.js";

const time = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_009 }), fc.integer({ min: 1_700_000_000_000, max: 1_703_000_000_000 }));

const taskEvent: fc.Arbitrary<TaskEvent> = fc.record({
  type: fc.constantFrom("Received", "Started"),
  timeMs: time,
  message: fc.constantFrom("", "Task received by client", "größer"),
  details: fc.dictionary(fc.constantFrom("exit_code", "signal"), fc.constantFrom("0", "1")),
});

const taskState: fc.Arbitrary<TaskState> = fc.record({
  state: fc.constantFrom("pending" as const, "running" as const, "dead" as const),
  failed: fc.boolean(),
  restarts: fc.nat(2),
  lastRestartMs: time,
  startedAtMs: time,
  finishedAtMs: time,
  events: fc.array(taskEvent, { maxLength: 4 }),
});

const anyReport: fc.Arbitrary<AllocationReport> = fc.record({
  allocationId: fc.nat(1_000_000).map((number) => allocationId(1, 2, number)),
  revision: fc.integer({ min: 0, max: 0xffff_ffff }),
  clientStatus: fc.constantFrom("pending" as const, "running" as const, "complete" as const, "failed" as const),
  description: fc.constantFrom("", "Tasks are running", "größer"),
  taskStates: fc.dictionary(fc.constantFrom("t", "side", "1", "__proto"), taskState),
  checks: fc.constantFrom([], [{ id: "s/c", service: "s", task: "t", status: "passing" as const, output: "" }]),
  healthy: fc.constantFrom(undefined, true, false),
});

const entryOf = (reports: readonly AllocationReport[]): LogEntry => ({
  ...{ id: "e", timeMs: 1, actor: "a", traces: [], level: 1, leader: undefined },
  events: [{ type: "AllocationsReported", nodeId: "n", registrationIndex: 7, reports }],
});

const spanMs = (report: AllocationReport): number => {
  const times = Object.values(report.taskStates).flatMap((state) => [state.startedAtMs, state.finishedAtMs, state.lastRestartMs, ...state.events.map(({ timeMs }) => timeMs)]);
  const real = times.filter((timeMs) => timeMs > 0).toSorted((a, b) => a - b);
  return Math.max(0, ...real.slice(1).map((timeMs, i) => timeMs - real[i]!));
};

describe("reports on the wire", () => {
  it("are what they were, in rows", () => {
    fc.assert(
      fc.property(fc.array(anyReport, { minLength: 1, maxLength: 30 }), (reports) => {
        const fit = reports.every((report) => spanMs(report) <= 0xffff_ffff);
        const decoded = decodeEntry(encodeEntry(entryOf(reports)));
        const [event] = decoded.events;
        expect(event?.type === "AllocationsReported" && rowsOfEvent(event) !== undefined).toBe(fit);
        expect(decoded).toEqual(entryOf(reports));
        expect(decodeEntry(encodeEntry(decoded))).toEqual(entryOf(reports));
      }),
    );
  });

  const state: TaskState = { state: "running", failed: false, restarts: 0, lastRestartMs: 0, startedAtMs: 5, finishedAtMs: 0, events: [] };
  const first: AllocationReport = { allocationId: allocationId(1, 2, 3), revision: 1, clientStatus: "running", description: "", taskStates: { t: state }, checks: [], healthy: undefined };
  const second: AllocationReport = { ...first, allocationId: allocationId(1, 2, 4) };

  it.each<[string, Partial<AllocationReport>]>([
    ["a task of a name that JavaScript keeps for itself", { taskStates: JSON.parse(`{"__proto__":${JSON.stringify(state)}}`) as AllocationReport["taskStates"] }],
    ["a time that is none", { taskStates: { t: { ...state, startedAtMs: 1.5 } } }],
    ["an id of another kind", { allocationId: "größe" }],
  ])("with %s go the long way, and are what they were", (_, given) => {
    const reports = [first, { ...second, ...given }];
    expect(rowsOfReports(reports)).toBeUndefined();
    expect(decodeEntry(encodeEntry(entryOf(reports)))).toEqual(entryOf(reports));
  });

  it("keep a field of tomorrow", () => {
    const reports = [first, { ...second, taskStates: { t: { ...state, cores: 2 } as TaskState } }];
    expect(rowsOfReports(reports)).toBeDefined();
    expect(decodeEntry(encodeEntry(entryOf(reports)))).toEqual(entryOf(reports));
  });

  it("are refused when their columns do not belong together", () => {
    const rows = rowsToWire(rowsOfReports([first, second])!) as Parameters<typeof rowsFromWire>[0];
    expect(rowsFromWire(rows).count).toBe(2);
    expect(() => rowsFromWire({ ...rows, revisions: new Uint8Array(12) })).toThrow("differ in length");
    expect(() => rowsFromWire({ ...rows, timeSteps: new Uint8Array(4) })).toThrow("differ in length");
    expect(() => rowsFromWire({ ...rows, descriptions: [] })).toThrow("do not have");
    expect(() => rowsFromWire({ ...rows, clientStatuses: Uint8Array.of(1, 9) })).toThrow("unknown client status 9");
    expect(() => rowsFromWire({ ...rows, patterns: [new TextEncoder().encode('{"t":{}}')] })).toThrow();
    expect(() => rowsFromWire({ ...rows, patterns: [new TextEncoder().encode(JSON.stringify({ t: { ...state, startedAtMs: 1e9 } }))] })).toThrow("ranks");
  });

  it("cost less than a tenth of the long form", () => {
    const events = ["Received", "Task Setup", "Started"].map((type) => ({ type, timeMs: 5, message: "", details: {} }));
    const many = Array.from({ length: 200 }, (_, n) => ({ ...first, allocationId: allocationId(1, 2, n), taskStates: { t: { ...state, startedAtMs: 5 + n, events } } }));
    expect(encodeEntry(entryOf(many)).length).toBeLessThan((many.length * JSON.stringify(many[0]).length) / 10);
  });
});

describe("reports in rows", () => {
  it("make the same state as reports as objects", () => {
    const move = fc.record({ kind: fc.constantFrom(...moveKinds), job: fc.nat(2), node: fc.nat(2), size: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(move, { minLength: 5, maxLength: 60 }), (story) => {
        const states = [new State(), new State()] as const;
        for (const [i, entry] of storyOf(story).entries.entries()) {
          const hash = { high: i, low: 7 };
          evolve(states[0], { index: i + 1, entry, hash });
          evolve(states[1], { index: i + 1, entry: decodeEntry(encodeEntry(entry)), hash });
        }
        expect(stateHash(states[1])).toBe(stateHash(states[0]));
        for (let row = 0; row < states[0].allocations.rowLimit; row++)
          if (states[0].allocations.isLive(row)) expect(states[1].allocations.extras.get(row)).toEqual(states[0].allocations.extras.get(row));
      }),
      { numRuns: 50 },
    );
  });
});

describe("columns of earlier entries", () => {
  it("are still read", () => {
    const state: TaskState = { state: "running", failed: false, restarts: 0, lastRestartMs: 0, startedAtMs: 5, finishedAtMs: 0, events: [] };
    const ids = [allocationId(1, 2, 3), allocationId(1, 2, 4)];
    const columns = new berth.log.v1.ReportColumns({
      allocationIds: ids.join(""),
      revisions: Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0),
      clientStatuses: Uint8Array.of(1, 1),
      healths: Uint8Array.of(0, 1),
      descriptions: ["Tasks are running"],
      descriptionRefs: new Uint8Array(4),
      taskStates: [new TextEncoder().encode(JSON.stringify({ baseMs: 5, states: { t: state } }))],
      taskStateRefs: new Uint8Array(4),
      startsMs: new Uint8Array(Float64Array.of(5, 9).buffer),
    });
    const told = { clientStatus: "running", description: "Tasks are running", checks: [] };
    expect(reportsFromColumns(columns)).toEqual([
      { ...told, allocationId: ids[0], revision: 1, taskStates: { t: state }, healthy: undefined },
      { ...told, allocationId: ids[1], revision: 2, taskStates: { t: { ...state, startedAtMs: 9 } }, healthy: true },
    ]);
  });
});
