import { describe, expect, it } from "vitest";
import { AcceptedPlans } from "../../plan/accepted-plans.js";
import { checkPlan } from "../../plan/check-plan.js";
import { type PreemptionConfiguration, defaultSchedulerConfiguration } from "../../model/scheduler-configuration.js";
import type { Plan } from "../../model/plan.js";
import { contender } from "../../testing/contender.js";
import { StateBuilder } from "../../testing/state-builder.js";

const { CreateIndex: _created, ModifyIndex: _modified, ...defaults } = defaultSchedulerConfiguration;
const everyone: PreemptionConfiguration = {
  SystemSchedulerEnabled: true,
  SysBatchSchedulerEnabled: true,
  BatchSchedulerEnabled: true,
  ServiceSchedulerEnabled: true,
};

/** Nodes of 4,000 MHz and 8,192 MB. */
function cluster(nodes: number, preemption: Partial<PreemptionConfiguration> = everyone): StateBuilder {
  const builder = new StateBuilder().nodes(nodes);
  const configuration = { ...defaults, PreemptionConfig: { ...defaults.PreemptionConfig, ...preemption } };
  builder.append([{ type: "SchedulerConfigured", configuration, expectedModifyIndex: undefined }]);
  return builder;
}

function victimsOf(plan: Plan): readonly string[] {
  return plan.placements.flatMap(({ preemptions = [] }) => preemptions.flatMap(({ allocationIds }) => allocationIds));
}

const jobsOf = (builder: StateBuilder, ids: readonly string[]): readonly string[] => {
  const { state } = builder;
  return ids.map((id) => state.jobOfAllocation(state.allocations.rowOf(id)).id).sort();
};

describe("preemption", () => {
  it("pushes out the lowest that make room, and says so on both sides", () => {
    const builder = cluster(1);
    const low = builder.job(contender("low", { priority: 20, count: 2 }));
    const lower = builder.job(contender("lower", { priority: 10, count: 2 }));
    builder.settle(low);
    builder.settle(lower);
    const high = builder.job(contender("high", { priority: 70, cpu: 1_500 }));
    const plan = builder.settle(high);
    expect(jobsOf(builder, victimsOf(plan))).toEqual(["lower", "lower"]);
    expect(plan.desiredUpdates["g"]).toMatchObject({ place: 1, preemptions: 2 });
    const [placed] = builder.live(high);
    expect(placed!.extras.preemptedIds).toEqual(victimsOf(plan));
    for (const victim of builder.allocations(lower)) {
      expect(victim.desired).toBe("evict");
      expect(victim.extras.preemptedById).toBe(placed!.id);
      const row = builder.state.allocations.rowOf(victim.id);
      expect(builder.state.strings.text(builder.state.allocations.desiredDescription.get(row))).toBe(`Preempted by alloc ID ${placed!.id}`);
    }
    expect(builder.live(low)).toHaveLength(2);
    expect(builder.pending(lower)).toMatchObject({ triggeredBy: "preemption" });
  });

  it.each(["service", "batch", "system", "sysbatch"])("of a %s job is off when its configuration says so", (type) => {
    const builder = cluster(1, { SystemSchedulerEnabled: false, SysBatchSchedulerEnabled: false, BatchSchedulerEnabled: false, ServiceSchedulerEnabled: false });
    builder.settle(builder.job(contender("low", { priority: 10, count: 4 })));
    const plan = builder.settle(builder.job(contender("high", { type, priority: 90 })));
    expect(victimsOf(plan)).toEqual([]);
    expect(plan.failedGroups["g"]?.dimensionExhausted).toEqual({ cpu: 1 });
  });

  it.each(["service", "batch", "system", "sysbatch"])("of a %s job is on when its configuration says so", (type) => {
    const builder = cluster(1);
    builder.settle(builder.job(contender("low", { priority: 10, count: 4 })));
    expect(victimsOf(builder.settle(builder.job(contender("high", { type, priority: 90 }))))).toHaveLength(1);
  });

  it("is on for system jobs alone until somebody sets it otherwise", () => {
    const builder = new StateBuilder().node("n");
    builder.settle(builder.job(contender("low", { priority: 10, count: 4 })));
    expect(victimsOf(builder.settle(builder.job(contender("web", { priority: 90 }))))).toEqual([]);
    expect(victimsOf(builder.settle(builder.job(contender("agent", { type: "system", priority: 90 }))))).toHaveLength(1);
  });

  it.each([
    [59, 0],
    [60, 1],
  ])("with priority %d pushes out %d of priority 50", (priority, victims) => {
    const builder = cluster(1);
    builder.settle(builder.job(contender("middle", { priority: 50, count: 4 })));
    expect(victimsOf(builder.settle(builder.job(contender("high", { priority }))))).toHaveLength(victims);
  });

  it("prefers a node with room, and among others the one where less has to go", () => {
    const builder = cluster(2);
    builder.settle(builder.job(contender("small", { priority: 10, count: 4, more: 'constraint {\n attribute = "${node.unique.name}"\n value = "name-of-node-0"\n }' })));
    const other = builder.job(contender("free", { priority: 10, count: 2, more: 'constraint {\n attribute = "${node.unique.name}"\n value = "name-of-node-1"\n }' }));
    builder.settle(other);
    const first = builder.settle(builder.job(contender("first", { priority: 90, cpu: 2_000 })));
    expect(victimsOf(first)).toEqual([]);
    const second = builder.settle(builder.job(contender("second", { priority: 90, cpu: 2_000 })));
    expect(victimsOf(second)).toHaveLength(2);
  });

  it("takes the nearest of equals, and lets those stay who are not needed after all", () => {
    const builder = cluster(1);
    builder.settle(builder.job(contender("tiny", { priority: 10, count: 2, cpu: 500, memory: 100 })));
    builder.settle(builder.job(contender("big", { priority: 10, cpu: 3_000, memory: 4_000 })));
    const plan = builder.settle(builder.job(contender("high", { priority: 90, cpu: 3_000, memory: 4_000 })));
    expect(jobsOf(builder, victimsOf(plan))).toEqual(["big"]);
  });

  it("spares a group that has lost as many as may migrate at once", () => {
    const builder = cluster(1);
    const migrate = (id: string): string => contender(id, { priority: 10, count: 2, cpu: 1_000 });
    builder.settle(builder.job(migrate("one")));
    builder.settle(builder.job(migrate("two")));
    const plan = builder.settle(builder.job(contender("high", { priority: 90, cpu: 2_000 })));
    expect(jobsOf(builder, victimsOf(plan))).toEqual(["one", "two"]);
  });

  it("frees a static port that a lower job holds", () => {
    const builder = cluster(1);
    builder.settle(builder.job(contender("low", { priority: 10, cpu: 100, port: 8080 })));
    builder.settle(builder.job(contender("bystander", { priority: 10, cpu: 100 })));
    const high = builder.job(contender("high", { priority: 90, cpu: 100, port: 8080 }));
    const plan = builder.settle(high);
    expect(jobsOf(builder, victimsOf(plan))).toEqual(["low"]);
    expect(builder.live(high)[0]!.extras.ports?.[0]?.value).toBe(8080);
  });

  it("explains itself: the scores of a node where others had to go", () => {
    const builder = cluster(1);
    builder.settle(builder.job(contender("low", { priority: 10, count: 4 })));
    const plan = builder.settle(builder.job(contender("high", { priority: 90 })));
    const [score] = plan.placements[0]!.metric.scores;
    expect(score!.scores["preemption"]).toBeGreaterThan(0.9);
    expect(score!.scores["binpack"]).toBeGreaterThan(0);
  });

  it("has batch work that had to go done again", () => {
    const builder = cluster(1);
    const batch = builder.job(contender("work", { type: "batch", priority: 10, count: 4 }));
    builder.settle(batch);
    builder.settle(builder.job(contender("high", { priority: 90 })));
    const [victim] = builder.allocations(batch).filter(({ desired }) => desired === "evict");
    builder.report(victim!, "complete");
    builder.settle(batch);
    expect(batch.blockedEvaluationId).not.toBe("");
    const plan = builder.state.evaluations.get(batch.blockedEvaluationId)!;
    expect(plan.queued["g"]).toBe(1);
  });

  it("has who had to go placed again as soon as there is room", () => {
    const builder = cluster(1);
    const low = builder.job(contender("low", { priority: 10, count: 4 }));
    builder.settle(low);
    const high = builder.job(contender("high", { priority: 90 }));
    builder.settle(high);
    builder.settle(low);
    expect(low.blockedEvaluationId).not.toBe("");
    for (const victim of builder.allocations(low).filter(({ desired }) => desired === "evict")) builder.report(victim, "complete");
    while (builder.pending(low) !== undefined) builder.commit(builder.plan(low));
    expect(builder.live(low)).toHaveLength(3);
    builder.stop(high);
    builder.settle(high);
    for (const stopped of builder.allocations(high)) builder.report(stopped, "complete");
    builder.settle(low);
    expect(builder.live(low)).toHaveLength(4);
  });
});

describe("an eviction that is under way", () => {
  it("is not paid for twice: the next one pushes out one more, not two", () => {
    const builder = cluster(1);
    builder.settle(builder.job(contender("low", { priority: 10, count: 4 })));
    builder.settle(builder.job(contender("first", { priority: 90 })));
    const plan = builder.plan(builder.job(contender("second", { priority: 90 })));
    expect(victimsOf(plan)).toHaveLength(1);
    const verdict = checkPlan(builder.state, new AcceptedPlans(builder.state), plan);
    expect(verdict).toMatchObject({ kind: "accepted", rejected: 0, plan: { placements: [{ preemptions: plan.placements[0]!.preemptions }] } });
  });

  it("is waited for where its room alone will do", () => {
    const builder = cluster(1);
    const big = builder.job(contender("big", { priority: 10, cpu: 3_000 }));
    builder.settle(big);
    builder.settle(builder.job(contender("low", { priority: 10, cpu: 1_000 })));
    builder.settle(builder.job(contender("first", { priority: 90, cpu: 2_000 })));
    const second = builder.job(contender("second", { priority: 90 }));
    expect(victimsOf(builder.settle(second))).toEqual([]);
    expect(second.blockedEvaluationId).not.toBe("");
    builder.report(builder.allocations(big)[0]!, "complete");
    expect(victimsOf(builder.settle(second))).toEqual([]);
    expect(builder.live(second)).toHaveLength(1);
  });
});

describe("the applier", () => {
  function planned(): { builder: StateBuilder; plan: Plan; low: ReturnType<StateBuilder["job"]> } {
    const builder = cluster(1);
    const low = builder.job(contender("low", { priority: 10, count: 2, cpu: 2_000 }));
    builder.settle(low);
    const high = builder.job(contender("high", { priority: 90, cpu: 2_000 }));
    return { builder, low, plan: builder.plan(high) };
  }
  const check = (builder: StateBuilder, plan: Plan, layer = new AcceptedPlans(builder.state)) => {
    const verdict = checkPlan(builder.state, layer, plan);
    if (verdict.kind !== "accepted") throw new Error(verdict.reason);
    return verdict;
  };

  it("accepts a plan whose victims may go", () => {
    const { builder, plan } = planned();
    expect(victimsOf(plan)).toHaveLength(1);
    expect(check(builder, plan)).toMatchObject({ plan, rejected: 0, moved: 0 });
  });

  it("lets those stay whose room is not needed any more", () => {
    const { builder, plan, low } = planned();
    const other = builder.live(low).find(({ id }) => id !== victimsOf(plan)[0])!;
    builder.report(other, "complete");
    const verdict = check(builder, plan);
    expect(verdict.rejected).toBe(0);
    expect(victimsOf(verdict.plan)).toEqual([]);
  });

  it("accepts without victims when they have ended", () => {
    const { builder, plan, low } = planned();
    builder.report(builder.live(low).find(({ id }) => id === victimsOf(plan)[0])!, "complete");
    const verdict = check(builder, plan);
    expect(verdict.rejected).toBe(0);
    expect(victimsOf(verdict.plan)).toEqual([]);
  });

  it("rejects when a victim's job is not low enough any more", () => {
    const { builder, plan } = planned();
    builder.job(contender("low", { priority: 85, count: 2, cpu: 2_000 }));
    expect(check(builder, plan)).toMatchObject({ rejected: 1 });
  });

  it("rejects when a victim is to stop for somebody else", () => {
    const { builder, plan } = planned();
    builder.append([{ type: "AllocationsStopRequested", allocationIds: [...victimsOf(plan)] }]);
    const verdict = check(builder, plan);
    expect(verdict.rejected).toBe(1);
    expect(verdict.plan.partial).toBe(true);
  });

  it("lends the same room once: of two plans that count on one victim the second is rejected", () => {
    const { builder, plan } = planned();
    const rival = builder.plan(builder.job(contender("rival", { priority: 90, cpu: 2_000 })));
    const taken = { ...rival, placements: rival.placements.map((group) => ({ ...group, preemptions: plan.placements[0]!.preemptions })) };
    const layer = new AcceptedPlans(builder.state);
    expect(check(builder, plan, layer).rejected).toBe(0);
    expect(check(builder, taken, layer).rejected).toBe(1);
  });

  it("lends a static port only when each of its holders is gone or goes", () => {
    const builder = cluster(1);
    builder.settle(builder.job(contender("low", { priority: 10, cpu: 100, port: 8080 })));
    const low = builder.state.job("default", "low")!;
    const middle = builder.job(contender("middle", { priority: 50, cpu: 100, port: 8080 }));
    const { placements } = builder.settle(middle);
    const high = builder.job(contender("high", { priority: 90, cpu: 100, port: 8080 }));
    const plan = builder.plan(high);
    expect(plan.placements).toEqual([]);
    const preemptions = [{ placement: 0, allocationIds: [builder.live(middle)[0]!.id] }];
    expect(check(builder, { ...plan, placements: placements.map((group) => ({ ...group, preemptions })) }).rejected).toBe(1);
    builder.report(builder.allocations(low)[0]!, "complete");
    expect(jobsOf(builder, victimsOf(check(builder, builder.plan(high)).plan))).toEqual(["middle"]);
  });

  it("keeps the victim's own job from planning at the same time", () => {
    const { builder, plan, low } = planned();
    builder.evaluate(low);
    const own = builder.plan(low);
    const layer = new AcceptedPlans(builder.state);
    check(builder, plan, layer);
    expect(checkPlan(builder.state, layer, own)).toMatchObject({ kind: "stale" });
    const other = new AcceptedPlans(builder.state);
    expect(checkPlan(builder.state, other, own)).toMatchObject({ kind: "accepted" });
    expect(check(builder, plan, other).rejected).toBe(1);
  });
});

describe("the fold", () => {
  it("places nothing, and evicts nobody, where a victim may not go any more", () => {
    const builder = cluster(1);
    const low = builder.job(contender("low", { priority: 10, count: 2, cpu: 2_000 }));
    builder.settle(low);
    const high = builder.job(contender("high", { priority: 90, cpu: 2_000 }));
    const plan = builder.plan(high);
    const verifiedThrough = builder.state.index;
    builder.job(contender("low", { priority: 85, count: 2, cpu: 2_000 }));
    builder.append([{ type: "PlansCommitted", verifiedThrough, plans: [plan] }], "applier");
    expect(builder.live(high)).toHaveLength(0);
    expect(builder.live(low)).toHaveLength(2);
    expect(builder.pending(high)?.status).toBe("pending");
  });
});
