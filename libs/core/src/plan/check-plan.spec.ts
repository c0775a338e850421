import { describe, expect, it } from "vitest";
import type { Plan } from "../model/plan.js";
import { History, nodeSpec, planFor, serviceJob } from "../testing/history.js";
import { nodesOfPlacements } from "../testing/placed-nodes.js";
import type { State } from "../state/state.js";
import { AcceptedPlans } from "./accepted-plans.js";
import { checkPlan, type PlanVerdict } from "./check-plan.js";

/** Two nodes of 1,000 MHz and jobs of 600 MHz: one fits on each. */
function cluster(...jobs: readonly string[]): History {
  const history = new History();
  history.node(nodeSpec("n1", { cpu: 1_000 }));
  history.node(nodeSpec("n2", { cpu: 1_000 }));
  for (const id of jobs) history.register(serviceJob(id, { cpu: 600 }));
  return history;
}

function withSpares(plan: Plan, spareNodeIds: readonly string[]): Plan {
  return { ...plan, placements: plan.placements.map((group) => ({ ...group, spareNodeIds })) };
}

function placedOn(state: State, verdict: PlanVerdict): readonly string[] {
  return verdict.kind === "accepted" ? nodesOfPlacements(state, verdict.plan) : [];
}

describe("checking a plan", () => {
  it("accepts what fits, unchanged", () => {
    const { state } = cluster("a");
    const plan = planFor(state, "a", { nodes: ["n1"] });
    const verdict = checkPlan(state, new AcceptedPlans(state), plan);
    expect(verdict).toMatchObject({ kind: "accepted", moved: 0, rejected: 0 });
    expect(verdict.kind === "accepted" && verdict.plan.placements[0]).toBe(plan.placements[0]);
  });

  it("counts what was accepted before it in the same batch", () => {
    const { state } = cluster("a", "b");
    const accepted = new AcceptedPlans(state);
    checkPlan(state, accepted, planFor(state, "a", { nodes: ["n1"] }));
    const verdict = checkPlan(state, accepted, planFor(state, "b", { nodes: ["n1"] }));
    expect(verdict).toMatchObject({ kind: "accepted", moved: 0, rejected: 1, plan: { partial: true } });
    expect(placedOn(state, verdict)).toEqual([]);
  });

  it("moves a placement to a spare node when its node was taken", () => {
    const { state } = cluster("a", "b");
    const accepted = new AcceptedPlans(state);
    checkPlan(state, accepted, planFor(state, "a", { nodes: ["n1"] }));
    const verdict = checkPlan(state, accepted, withSpares(planFor(state, "b", { nodes: ["n1"] }), ["n1", "n2"]));
    expect(verdict).toMatchObject({ kind: "accepted", moved: 1, rejected: 0, plan: { partial: false } });
    expect(placedOn(state, verdict)).toEqual(["n2"]);
  });

  it("accepts one plan a job until it is folded", () => {
    const { state } = cluster("a");
    const accepted = new AcceptedPlans(state);
    const plan = planFor(state, "a", { nodes: ["n1"] });
    expect(checkPlan(state, accepted, plan).kind).toBe("accepted");
    expect(checkPlan(state, accepted, plan)).toMatchObject({ kind: "stale" });
  });

  it("refuses a plan made from an older look at the job", () => {
    const history = cluster("a");
    const plan = planFor(history.state, "a", { nodes: ["n1"] });
    history.register(serviceJob("a", { cpu: 700 }));
    expect(checkPlan(history.state, new AcceptedPlans(history.state), plan)).toMatchObject({ kind: "stale" });
  });

  it("does not place on a node that is down or ineligible", () => {
    const history = cluster("a");
    const plan = planFor(history.state, "a", { nodes: ["n1"] });
    history.fold({ type: "NodeEligibilitySet", nodeId: "n1", eligibility: "ineligible" });
    expect(checkPlan(history.state, new AcceptedPlans(history.state), plan)).toMatchObject({ rejected: 1 });
  });

  it("lets a replacement use what its predecessor frees, but nobody else", () => {
    const history = cluster("a", "b");
    const { state } = history;
    history.commit(planFor(state, "a", { nodes: ["n1"] }));
    history.register(serviceJob("a", { cpu: 700 }));
    const old = state.allocations.idOf(state.job("default", "a")!.firstAllocation);
    const stops = [{ allocationId: old, description: "", clientStatus: "", rescheduled: false }] as const;
    const accepted = new AcceptedPlans(state);
    const update = planFor(state, "a", { nodes: ["n1"], more: { stops } });
    expect(checkPlan(state, accepted, update)).toMatchObject({ kind: "accepted", rejected: 0 });
    expect(checkPlan(state, accepted, planFor(state, "b", { nodes: ["n1"] }))).toMatchObject({ rejected: 1 });
  });

  it("keeps what was to be replaced when the replacement finds no place", () => {
    const history = cluster("a", "b");
    const { state } = history;
    history.commit(planFor(state, "a", { nodes: ["n1"] }));
    history.commit(planFor(state, "b", { nodes: ["n2"] }));
    history.register(serviceJob("a", { cpu: 700 }));
    const old = state.allocations.idOf(state.job("default", "a")!.firstAllocation);
    const plan = planFor(state, "a", { nodes: ["n2"], more: { stops: [{ allocationId: old, description: "", clientStatus: "", rescheduled: false }] } });
    const replacing = { ...plan, placements: plan.placements.map((group) => ({ ...group, previousIds: [old], rescheduleDelaysMs: [-1] })) };
    const verdict = checkPlan(state, new AcceptedPlans(state), replacing);
    expect(verdict).toMatchObject({ kind: "accepted", rejected: 1, plan: { partial: true, stops: [] } });
  });

  it("does not lend the room of what stays after all", () => {
    // n1 holds the old allocation; its replacement wants n2, which is full; the other placement counts on the room on n1.
    const history = cluster("a", "b");
    const { state } = history;
    history.commit(planFor(state, "a", { nodes: ["n1"] }));
    history.commit(planFor(state, "b", { nodes: ["n2"] }));
    history.register(serviceJob("a", { cpu: 700, count: 2 }));
    const old = state.allocations.idOf(state.job("default", "a")!.firstAllocation);
    const plan = planFor(state, "a", { nodes: ["n2", "n1"], more: { stops: [{ allocationId: old, description: "", clientStatus: "", rescheduled: false }] } });
    const replacing = { ...plan, placements: plan.placements.map((group) => ({ ...group, previousIds: [old, ""], rescheduleDelaysMs: [-1, -1] })) };
    const verdict = checkPlan(state, new AcceptedPlans(state), replacing);
    expect(verdict).toMatchObject({ kind: "accepted", rejected: 2, plan: { partial: true, stops: [] } });
    expect(placedOn(state, verdict)).toEqual([]);
  });

  it("is all or nothing for a job that wants all at once", () => {
    const { state } = cluster("a");
    const plan = planFor(state, "a", { nodes: ["n1", "n1"], more: { allAtOnce: true } });
    const accepted = new AcceptedPlans(state);
    expect(checkPlan(state, accepted, plan)).toMatchObject({ kind: "stale" });
    expect(checkPlan(state, accepted, planFor(state, "a", { nodes: ["n1"] }))).toMatchObject({ kind: "accepted", rejected: 0 });
  });

  it("checks on top of every batch that is under way, until it is taken back", () => {
    const { state } = cluster("a", "b", "c");
    const accepted = new AcceptedPlans(state);
    checkPlan(state, accepted, planFor(state, "a", { nodes: ["n1"] }));
    const first = accepted.seal();
    checkPlan(state, accepted, planFor(state, "b", { nodes: ["n2"] }));
    const second = accepted.seal();
    const third = planFor(state, "c", { nodes: ["n1"] });
    expect(checkPlan(state, accepted, third)).toMatchObject({ rejected: 1 });
    expect(checkPlan(state, accepted, planFor(state, "b", { nodes: ["n1"] }))).toMatchObject({ kind: "stale" });
    accepted.drop(accepted.seal());
    accepted.drop(first);
    expect(checkPlan(state, accepted, third)).toMatchObject({ kind: "accepted", rejected: 0 });
    accepted.drop(accepted.seal());
    accepted.drop(second);
    expect(checkPlan(state, accepted, planFor(state, "b", { nodes: ["n2"] }))).toMatchObject({ kind: "accepted", rejected: 0 });
  });
});
