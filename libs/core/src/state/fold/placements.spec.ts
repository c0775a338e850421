import { describe, expect, it } from "vitest";
import type { Plan } from "../../model/plan.js";
import { History, nodeSpec, planFor, serviceJob } from "../../testing/history.js";

function clusterOf(...nodes: readonly string[]): History {
  const history = new History();
  for (const id of nodes) history.node(nodeSpec(id));
  history.register(serviceJob("a"));
  return history;
}

function named(plan: Plan, ids: readonly string[], refs: readonly number[]): Plan {
  const placements = plan.placements.map((group) => ({ ...group, nodeRows: new Uint32Array(0), namedNodes: { ids, refs: Uint32Array.from(refs) } }));
  return { ...plan, placements };
}

function nodesIn({ state }: History): readonly (string | undefined)[] {
  return [...state.allocationsOfJob(state.job("default", "a")!)].map((row) => state.nodeOfAllocation(row)?.id).reverse();
}

describe("placements in an entry", () => {
  it("go to the nodes in their rows", () => {
    const history = clusterOf("n1", "n2");
    history.commit(planFor(history.state, "a", { nodes: ["n2", "n1", "n2"] }));
    expect(nodesIn(history)).toEqual(["n2", "n1", "n2"]);
  });

  it("go to the nodes that they name, in an entry from before there were rows", () => {
    const history = clusterOf("n1", "n2");
    history.commit(named(planFor(history.state, "a", { nodes: ["n2", "n1", "n2"] }), ["n2", "n1"], [0, 1, 0]));
    expect(nodesIn(history)).toEqual(["n2", "n1", "n2"]);
  });

  it("never go to a node that took the row after the check", () => {
    const history = clusterOf("n1", "n2");
    const plan = planFor(history.state, "a", { nodes: ["n1", "n2"] });
    const verifiedThrough = history.state.index;
    const { row } = history.state.node("n1")!;
    history.fold({ type: "NodePurged", nodeId: "n1" });
    history.node(nodeSpec("n3"));
    expect(history.state.node("n3")!.row).toBe(row);
    history.fold({ type: "PlansCommitted", verifiedThrough, plans: [{ ...plan, decidedAt: history.state.job("default", "a")!.decidedAt }] });
    expect(nodesIn(history)).toEqual(["n2"]);
  });

  it("are skipped where the row is nobody's", () => {
    const history = clusterOf("n1");
    history.commit(planFor(history.state, "a", { nodes: ["unknown", "n1"] }));
    expect(nodesIn(history)).toEqual(["n1"]);
  });
});
