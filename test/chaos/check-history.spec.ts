// The checker bites: histories that a correct cluster may give are accepted, and each kind of wrong one is refused.
import { describe, expect, it } from "vitest";
import { checkHistory } from "./check-history.ts";
import type { ChaosRequest, ChaosResult, LoggedWrite, Operation, SeenJob } from "./history.ts";

type Times = readonly [startMs: number, endMs: number];

function operation(id: string, [startMs, endMs]: Times, rest: { readonly request: ChaosRequest; readonly result: ChaosResult; readonly client?: string }): Operation {
  return { id, client: rest.client ?? id, via: "job-api.1", request: rest.request, result: rest.result, startMs, endMs };
}

const at = (index: number, value: string, stopped = false): SeenJob => ({ index, value, stopped });
const done = (index: number): ChaosResult => ({ kind: "done", index });
const refused: ChaosResult = { kind: "refused", reason: "conflict" };
const unknown: ChaosResult = { kind: "unknown", reason: "no answer" };

const register = (id: string, times: Times, result: ChaosResult): Operation => operation(id, times, { request: { kind: "register", job: "j", value: id }, result });
const replace = (id: string, times: Times, { expected, result }: { readonly expected: SeenJob | undefined; readonly result: ChaosResult }): Operation =>
  operation(id, times, { request: { kind: "replace", job: "j", value: id, expected }, result });
const stop = (id: string, times: Times, { purge = false, result }: { readonly purge?: boolean; readonly result: ChaosResult }): Operation =>
  operation(id, times, { request: { kind: "stop", job: "j", purge }, result });
const read = (id: string, times: Times, { job, stale = false, client = id }: { readonly job: SeenJob | undefined; readonly stale?: boolean; readonly client?: string }): Operation =>
  operation(id, times, { request: { kind: "read", job: "j", stale }, result: { kind: "seen", job }, client });

const applied = (operation: string, index: number): LoggedWrite => ({ operation, index, applied: true });
const declined = (operation: string, index: number): LoggedWrite => ({ operation, index, applied: false });

const kinds = (operations: readonly Operation[], logged: readonly LoggedWrite[]): readonly string[] => checkHistory(operations, logged).map(({ kind }) => kind);

describe("a history that a correct cluster may give", () => {
  it("is accepted: writes, reads, a conflict, a stop, a purge", () => {
    const operations = [
      register("a", [0, 10], done(5)),
      read("r1", [11, 12], { job: at(5, "a") }),
      replace("b", [13, 20], { expected: at(5, "a"), result: done(7) }),
      replace("c", [13, 20], { expected: at(5, "a"), result: refused }),
      stop("d", [21, 30], { result: done(9) }),
      read("r2", [31, 32], { job: at(9, "b", true) }),
      stop("e", [33, 40], { result: done(9) }),
      stop("f", [41, 50], { purge: true, result: done(9) }),
      read("r3", [51, 52], { job: undefined }),
      stop("g", [53, 54], { result: done(0) }),
    ];
    const logged = [applied("a", 5), applied("b", 7), declined("c", 8), applied("d", 9), applied("e", 10), applied("f", 11), applied("g", 12)];
    expect(checkHistory(operations, logged)).toEqual([]);
  });

  it("may hold writes of unknown fate, whether or not they happened, and however late", () => {
    const operations = [register("a", [0, 10], unknown), register("b", [0, 10], unknown), register("c", [20, 30], done(6)), read("r", [40, 41], { job: at(9, "a") })];
    expect(checkHistory(operations, [applied("c", 6), applied("a", 9)])).toEqual([]);
  });

  it("may show either of two states while a write is under way, but not go back", () => {
    const operations = [register("a", [0, 10], done(5)), register("b", [20, 60], done(6))];
    const logged = [applied("a", 5), applied("b", 6)];
    const [old, young] = [at(5, "a"), at(6, "b")];
    expect(checkHistory([...operations, read("r1", [21, 22], { job: old }), read("r2", [23, 24], { job: young })], logged)).toEqual([]);
    expect(kinds([...operations, read("r1", [21, 22], { job: young }), read("r2", [23, 24], { job: old })], logged)).toEqual(["wrong read"]);
  });

  it("may show old states to stale reads of others, until they were told better by the same process", () => {
    const operations = [register("a", [0, 10], done(5)), register("b", [20, 30], done(6))];
    const logged = [applied("a", 5), applied("b", 6)];
    expect(checkHistory([...operations, read("r", [40, 41], { job: at(5, "a"), stale: true, client: "another" })], logged)).toEqual([]);
    expect(kinds([...operations, read("r", [40, 41], { job: at(5, "a"), stale: true, client: "b" })], logged)).toEqual(["wrong read"]);
  });
});

describe("refused is a history with", () => {
  it("an acknowledged write that is not in the log", () => {
    expect(kinds([register("a", [0, 10], done(5))], [])).toEqual(["lost"]);
  });

  it("a write that was applied twice", () => {
    expect(kinds([register("a", [0, 10], done(5))], [applied("a", 5), applied("a", 6)])).toContain("duplicated");
  });

  it("a write that was refused to its client and happened", () => {
    expect(kinds([replace("a", [0, 10], { expected: undefined, result: refused })], [applied("a", 5)])).toEqual(["applied though refused"]);
  });

  it("a refusal that the log never gave", () => {
    expect(kinds([replace("a", [0, 10], { expected: undefined, result: refused })], [])).toEqual(["wrong answer"]);
  });

  it("a refusal for no reason", () => {
    const operations = [register("a", [0, 10], done(5)), replace("b", [11, 20], { expected: at(5, "a"), result: refused })];
    expect(kinds(operations, [applied("a", 5), declined("b", 6)])).toEqual(["wrong judgement"]);
  });

  it("a compare-and-set that replaced what its client had not seen: the index of another write of the same entry", () => {
    const operations = [register("a", [0, 10], done(5)), register("b", [0, 10], done(5)), replace("c", [11, 20], { expected: at(5, "a"), result: done(6) })];
    expect(kinds(operations, [applied("a", 5), applied("b", 5), applied("c", 6)])).toEqual(["wrong judgement"]);
  });

  it("an answer with another index than the write's", () => {
    expect(kinds([register("a", [0, 10], done(4))], [applied("a", 5)])).toEqual(["wrong answer"]);
  });

  it("a write of nobody", () => {
    expect(kinds([], [applied("a", 5)])).toEqual(["wrong judgement"]);
  });

  it("writes in another order than their clients saw", () => {
    const operations = [register("a", [0, 10], done(6)), register("b", [11, 20], done(5))];
    expect(kinds(operations, [applied("b", 5), applied("a", 6)])).toEqual(["wrong order"]);
  });

  it("a write that is older in the log than a read that ended before it began", () => {
    const operations = [register("a", [0, 10], done(5)), read("r", [11, 12], { job: undefined })];
    expect(kinds(operations, [applied("a", 5)])).toEqual(["wrong read"]);
    expect(kinds([read("r", [0, 1], { job: at(5, "a") }), register("a", [10, 20], done(5))], [applied("a", 5)])).toEqual(["wrong read"]);
  });

  it("a read that misses what was acknowledged to another client", () => {
    const operations = [register("a", [0, 10], done(5)), register("b", [11, 20], done(6)), read("r", [21, 22], { job: at(5, "a") })];
    expect(kinds(operations, [applied("a", 5), applied("b", 6)])).toEqual(["wrong read"]);
  });

  it("a read of what was never so, or only between two writes of one entry", () => {
    const operations = [register("a", [0, 10], done(5)), register("b", [0, 10], done(5))];
    const logged = [applied("a", 5), applied("b", 5)];
    expect(kinds([...operations, read("r", [5, 9], { job: at(5, "x") })], logged)).toEqual(["wrong read"]);
    expect(kinds([...operations, read("r", [5, 9], { job: at(5, "a") })], logged)).toEqual(["wrong read"]);
    expect(kinds([...operations, read("r", [5, 9], { job: at(5, "b") })], logged)).toEqual([]);
  });

  it("a stale read of what begins only after it", () => {
    const operations = [read("r", [0, 1], { job: at(5, "a"), stale: true, client: "another" }), register("a", [10, 20], done(5))];
    expect(kinds(operations, [applied("a", 5)])).toEqual(["wrong read"]);
  });
});
