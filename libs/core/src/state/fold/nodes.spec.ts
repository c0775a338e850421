// A node's registrations are counted by its agent: the log may hold them in another order than they were made.
import { beforeEach, describe, expect, it } from "vitest";
import type { AllocationReport } from "../../model/report.js";
import { History, nodeSpec, planFor, report, serviceJob } from "../../testing/history.js";

let history: History;

function register(counter: number | undefined, inventory: readonly AllocationReport[] = []) {
  const counted = counter === undefined ? {} : { counter };
  return history.fold({ type: "NodeRegistered", registration: { spec: nodeSpec("n1"), secretHash: "s", inventory, ...counted } }).outcomes[0]!;
}

/** The one allocation, running on n1, which registered with counter 1. */
function running(): string {
  register(1);
  history.register(serviceJob("web"));
  history.commit(planFor(history.state, "web", { nodes: ["n1"] }));
  const [row] = [...history.state.allocationsOnNode(history.state.node("n1")!)];
  const id = history.state.allocations.idOf(row!);
  history.report("n1", [report(id)]);
  return id;
}

beforeEach(() => {
  history = new History();
});

describe("registrations in the wrong order", () => {
  it("an older one is refused and loses nothing", () => {
    const id = running();
    register(3, [report(id, { revision: 2 })]);
    const registered = history.state.node("n1")!.registrationIndex;
    expect(register(2)).toMatchObject({ kind: "refused", code: "stale-registration" });
    expect(history.state.allocations.clientStatus(history.state.allocations.rowOf(id))).toBe("running");
    expect(history.state.node("n1")!.registrationIndex).toBe(registered);
  });

  it("the same one again gets the first answer and changes nothing", () => {
    const id = running();
    const first = register(2, [report(id, { revision: 2 })]);
    const again = register(2);
    expect(again).toMatchObject({ kind: "applied", detail: first.index });
    expect(history.state.allocations.clientStatus(history.state.allocations.rowOf(id))).toBe("running");
  });

  it("the same one again does not bring back a node that is down", () => {
    register(1);
    history.down("n1");
    expect(register(1)).toMatchObject({ kind: "refused", code: "stale-registration" });
    expect(history.state.node("n1")!.status).toBe("down");
    expect(register(2)).toMatchObject({ kind: "applied" });
  });

  it("one without a counter counts as it always did", () => {
    const id = running();
    register(undefined);
    expect(history.state.allocations.clientStatus(history.state.allocations.rowOf(id))).toBe("lost");
    expect(register(1)).toMatchObject({ kind: "applied" });
  });
});

describe("a node that goes for good", () => {
  it("wakes those who wait for nodes when it is collected", () => {
    register(1);
    history.down("n1");
    const { state } = history;
    history.fold({ type: "ObjectsCollected", lookedAt: state.index, allocationIds: [], evaluationIds: [], deploymentIds: [], jobs: [], nodeIds: ["n1"] });
    expect(state.node("n1")).toBeUndefined();
    expect(state.tableIndexes.nodes).toBe(state.index);
  });
});
