import { describe, expect, it } from "vitest";
import { History, nodeSpec } from "../testing/history.js";
import { changesAfter, isWanted } from "./changes.js";

const nodeIds = Array.from({ length: 5 }, (_, n) => `1111111${n}-2222-4333-8444-555555555555`);

describe("changes", () => {
  it("come in the order of the log, each thing once, with its newest index", () => {
    const history = new History();
    for (const id of nodeIds) history.node(nodeSpec(id, {}));
    const { changes, through } = changesAfter(history.state, 0);
    const indexes = changes.map(({ index }) => index);
    expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
    expect(through).toBe(history.state.index);
    expect(changes.map((change) => change.event()?.Key).toSorted()).toEqual(nodeIds);
    expect(changesAfter(history.state, through).changes).toEqual([]);
  });

  it("that are out of date say nothing: they come again with their newer index", () => {
    const history = new History();
    history.node(nodeSpec(nodeIds[0]!, {}));
    const [before] = changesAfter(history.state, 0).changes;
    history.fold({ type: "NodeEligibilitySet", nodeId: nodeIds[0]!, eligibility: "ineligible" });
    expect(before!.event()).toBeUndefined();
    const [now] = changesAfter(history.state, before!.index).changes;
    expect(now!.event()).toMatchObject({ Topic: "Node", Type: "NodeStreamEvent", Payload: { Node: { SchedulingEligibility: "ineligible" } } });
  });

  it("are chosen by topic, key, filter key and namespace", () => {
    const event = { Topic: "Evaluation", Type: "EvaluationUpdated", Key: "e1", Namespace: "default", FilterKeys: ["web", ""], Index: 5, Payload: {} };
    const wanted = (topic: string, key: string, namespace = "default"): boolean => isWanted(event, { topics: [[topic, key]], namespace });
    expect([wanted("*", "*"), wanted("Evaluation", "e1"), wanted("Evaluation", "web"), wanted("*", "web", "*")]).toEqual([true, true, true, true]);
    expect([wanted("Job", "*"), wanted("Evaluation", "db"), wanted("*", "*", "other")]).toEqual([false, false, false]);
  });
});
