import { describe, expect, it } from "vitest";
import { History, nodeSpec, planFor, report, serviceJob } from "../testing/history.js";
import { collectable, defaultAges, noAges } from "./collectable.js";

function ended(): { readonly history: History; readonly id: string } {
  const history = new History();
  history.node(nodeSpec("n1"));
  history.register(serviceJob("web"));
  history.commit(planFor(history.state, "web", { nodes: ["n1"] }));
  const row = history.state.job("default", "web")!.firstAllocation;
  return { history, id: history.state.allocations.idOf(row) };
}

function stop(history: History, id: string): void {
  history.fold({ type: "JobDeregistered", namespace: "default", jobId: "web", purge: false });
  const stops = [{ allocationId: id, description: "", clientStatus: "", rescheduled: false }] as const;
  history.commit(planFor(history.state, "web", { more: { stops } }));
  history.report("n1", [report(id, { clientStatus: "complete" })]);
}

describe("collecting", () => {
  it("leaves what runs alone, whatever its age", () => {
    const { history, id } = ended();
    history.report("n1", [report(id)]);
    const found = collectable(history.state, history.nowMs + 1e12, defaultAges);
    expect(found?.allocationIds).toEqual([]);
    expect(found?.jobs).toEqual([]);
  });

  it("takes a stopped job with its allocations once it is old enough", () => {
    const { history, id } = ended();
    stop(history, id);
    expect(collectable(history.state, history.nowMs, defaultAges)).toBeUndefined();
    const found = collectable(history.state, history.nowMs + defaultAges.jobMs, defaultAges)!;
    expect(found).toMatchObject({ allocationIds: [id], jobs: [{ namespace: "default", jobId: "web" }] });
    history.fold(found);
    expect(history.state.jobs.size).toBe(0);
    expect(history.state.allocations.size).toBe(0);
    expect(history.state.evaluations.size).toBe(0);
  });

  it("loses nothing that was registered again in between", () => {
    const { history, id } = ended();
    stop(history, id);
    const found = collectable(history.state, history.nowMs, noAges)!;
    history.register(serviceJob("web"));
    history.fold(found);
    expect(history.state.job("default", "web")?.stopped).toBe(false);
  });

  it("takes a node that is down and holds nothing", () => {
    const { history, id } = ended();
    stop(history, id);
    history.down("n1");
    const found = collectable(history.state, history.nowMs, noAges)!;
    expect(found.nodeIds).toEqual(["n1"]);
    history.fold(found);
    expect(history.state.nodes.size).toBe(0);
  });
});
