import { History, nodeSpec, planFor, report, serviceJob } from "@berth/core/testing/history";
import { describe, expect, it } from "vitest";
import { unknownTo } from "./assignments.js";

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
