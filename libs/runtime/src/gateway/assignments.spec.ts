import { History, nodeSpec, planFor, report, serviceJob } from "@berth/core/testing/history";
import { describe, expect, it } from "vitest";
import { decodePollAnswer, encodePollAnswer, readPollAnswer } from "@berth/contracts/poll-answer";
import { type Since, changesSince, unknownTo } from "./assignments.js";

function placed(): { readonly history: History; readonly id: string } {
  const history = new History();
  history.node(nodeSpec("n1"));
  history.node(nodeSpec("n2"));
  history.register(serviceJob("a"));
  history.commit(planFor(history.state, "a", { nodes: ["n1"] }));
  return { history, id: history.state.allocations.idOf(history.state.job("default", "a")!.firstAllocation) };
}

const registration = (node: string, id: string) => ({ spec: nodeSpec(node), secretHash: "s", inventory: [report(id)] });

describe("what a node has and the state has not", () => {
  it("is nothing while the allocation is there", () => {
    const { history, id } = placed();
    expect(unknownTo(history.state, registration("n1", id))).toEqual([]);
  });

  it("is an allocation that was thought lost and collected", () => {
    const { history, id } = placed();
    history.down("n1");
    const stops = [{ allocationId: id, description: "", clientStatus: "lost", rescheduled: false }] as const;
    history.commit(planFor(history.state, "a", { more: { stops } }));
    const lookedAt = history.state.index;
    history.fold({ type: "ObjectsCollected", lookedAt, evaluationIds: [], allocationIds: [id], jobs: [], deploymentIds: [], nodeIds: [] });
    expect(unknownTo(history.state, registration("n1", id))).toEqual([id]);
  });

  it("is an allocation whose node was purged under it", () => {
    const { history, id } = placed();
    history.fold({ type: "NodePurged", nodeId: "n1" });
    history.node(nodeSpec("n1"), [report(id)]);
    expect(unknownTo(history.state, registration("n1", id))).toEqual([id]);
  });

  it("is an allocation that another node has", () => {
    const { history, id } = placed();
    expect(unknownTo(history.state, registration("n2", id))).toEqual([id]);
  });
});

const head = { kind: "changes", index: 0, forget: [], heartbeatTtlMs: 1, reason: "" } as const;

/** What the node's agent reads. */
function told(history: History, given: Partial<Since> = {}) {
  const changes = changesSince(history.state, history.state.node("n1")!, { index: 0, missingJobs: [], maxBytes: 100_000, ...given });
  if (changes === undefined) return undefined;
  const bytes = encodePollAnswer({ ...head, index: changes.index }, changes.assignments, changes.parts);
  return { ...changes, groups: readPollAnswer(bytes).groups, ...decodePollAnswer(bytes) };
}

describe("what changed for a node", () => {
  it("is everything that an agent needs, those of one group under one head", () => {
    const history = new History();
    history.node(nodeSpec("n1"));
    history.register(serviceJob("a", { count: 2 }));
    history.commit(planFor(history.state, "a", { nodes: ["n1", "n1"] }));
    const { state } = history;
    const answer = told(history)!;
    expect(answer.groups).toHaveLength(1);
    const rows = [...state.allocationsOnNode(state.node("n1")!)];
    const common = { namespace: "default", jobId: "a", jobVersion: 0, group: "g", desired: "run", desiredDescription: "", ports: [], watchHealth: false, previousAllocationId: "" };
    expect(answer.assignments.map(({ name }) => name).toSorted()).toEqual(["a.g[0]", "a.g[1]"]);
    expect(answer.assignments).toEqual(
      rows.map((row) =>
        expect.objectContaining({
          ...common,
          allocationId: state.allocations.idOf(row),
          name: state.nameOfAllocation(row),
          nameIndex: state.allocations.nameIndex.get(row),
          index: state.index,
          createdAtMs: state.allocations.createdAtMs.get(row),
        }),
      ),
    );
    expect(answer.jobs).toEqual({ [answer.assignments[0]!.jobKey]: state.job("default", "a")!.versions[0]!.job });
    expect(answer.index).toBe(state.index);
    expect(told(history, { index: answer.index })).toBeUndefined();
  });

  it("has a job's spec once: not for what the node has already, unless it asks", () => {
    const { history, id } = placed();
    const first = told(history)!;
    const [key] = Object.keys(first.jobs);
    history.register(serviceJob("a", { count: 2 }));
    history.commit(planFor(history.state, "a", { more: { stops: [{ allocationId: id, description: "", clientStatus: "", rescheduled: false }] } }));
    const stop = told(history, { index: first.index })!;
    expect(stop.assignments.map(({ desired }) => desired)).toEqual(["stop"]);
    history.register(serviceJob("b"));
    history.commit(planFor(history.state, "b", { nodes: ["n1"] }));
    const second = told(history, { index: stop.index })!;
    expect(Object.keys(second.jobs)).toHaveLength(1);
    expect(told(history, { index: first.index, missingJobs: [key!, "default/none@1.0"] })).toMatchObject({ unknownJobs: ["default/none@1.0"] });
    expect(Object.keys(told(history, { index: first.index, missingJobs: [key!] })!.jobs)).toContain(key);
  });

  it("comes in parts when it is much, each whole up to its index", () => {
    const history = new History();
    history.node(nodeSpec("n1"));
    const jobs = ["a", "b", "c", "d"];
    for (const id of jobs) {
      history.register(serviceJob(id, { count: 2 }));
      history.commit(planFor(history.state, id, { nodes: ["n1", "n1"] }));
    }
    const seen: string[] = [];
    let index = 0;
    let parts = 0;
    for (let answer = told(history, { maxBytes: 1_000 }); answer !== undefined; answer = told(history, { index, maxBytes: 1_000 })) {
      expect(answer.isCut).toBe(answer.index < history.state.index);
      seen.push(...answer.assignments.map(({ name }) => name));
      index = answer.index;
      parts++;
    }
    expect(parts).toBeGreaterThan(1);
    expect(seen.toSorted()).toEqual(jobs.flatMap((id) => [`${id}.g[0]`, `${id}.g[1]`]));
    expect(index).toBe(history.state.index);
  });

  it("leaves specs out of a small answer, and gives at least one of those that are asked for", () => {
    const history = new History();
    history.node(nodeSpec("n1"));
    for (const id of ["a", "b"]) history.register(serviceJob(id));
    history.commit(...["a", "b"].map((id) => planFor(history.state, id, { nodes: ["n1"] })));
    const keys = Object.keys(told(history)!.jobs);
    const asked = told(history, { missingJobs: keys, maxBytes: 10 })!;
    expect(asked.assignments).toHaveLength(2);
    expect(Object.keys(asked.jobs)).toHaveLength(1);
  });
});
