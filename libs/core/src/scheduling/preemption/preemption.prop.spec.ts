// Random clusters that are too small for what is asked, with random priorities: whatever is pushed out for what, no node
// is ever given more than it has, nobody goes for an equal, and nobody goes for nothing.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultSchedulerConfiguration } from "../../model/scheduler-configuration.js";
import type { Plan } from "../../model/plan.js";
import { AcceptedPlans } from "../../plan/accepted-plans.js";
import { checkPlan } from "../../plan/check-plan.js";
import { currentVersion, type JobRecord } from "../../state/job-table.js";
import type { NodeRecord } from "../../state/node-table.js";
import type { State } from "../../state/state.js";
import { contender } from "../../testing/contender.js";
import { StateBuilder } from "../../testing/state-builder.js";
import { fits } from "../fit.js";

const { CreateIndex: _created, ModifyIndex: _modified, ...defaults } = defaultSchedulerConfiguration;
const everyone = { SystemSchedulerEnabled: true, SysBatchSchedulerEnabled: true, BatchSchedulerEnabled: true, ServiceSchedulerEnabled: true };

interface Wish {
  readonly name: number;
  readonly type: "service" | "batch" | "system";
  readonly priority: number;
  readonly count: number;
  readonly cpu: number;
  readonly memory: number;
  readonly port: number;
}

const wish = fc.record<Wish>({
  name: fc.integer({ min: 0, max: 5 }),
  type: fc.constantFrom("service", "service", "batch", "system"),
  priority: fc.constantFrom(10, 15, 20, 30, 50, 70, 90),
  count: fc.integer({ min: 1, max: 5 }),
  cpu: fc.constantFrom(200, 500, 900, 1_500),
  memory: fc.constantFrom(200, 500, 1_000, 2_500),
  port: fc.constantFrom(0, 0, 0, 8080, 8081),
});

type Move = { readonly kind: "submit"; readonly wish: Wish } | { readonly kind: "end"; readonly which: number };

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: wish.map((wanted): Move => ({ kind: "submit", wish: wanted })) },
  { weight: 1, arbitrary: fc.nat({ max: 20 }).map((which): Move => ({ kind: "end", which })) },
);

function cluster(nodes: number): StateBuilder {
  const builder = new StateBuilder().nodes(nodes, (i) => ({ cpuMhz: 2_000 + 500 * (i % 2), memoryMb: 3_000 }));
  builder.append([{ type: "SchedulerConfigured", configuration: { ...defaults, PreemptionConfig: everyone }, expectedModifyIndex: undefined }]);
  return builder;
}

/** What is held by all that is wanted, and by what stops without having been evicted for somebody. */
function committedOn(state: State, node: NodeRecord): { cpuMhz: number; memoryMb: number; diskMb: number } {
  const sum = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  for (const row of state.allocationsOnNode(node)) {
    if (state.allocations.isClientTerminal(row) || state.allocations.desiredStatus(row) !== "run") continue;
    const shape = state.shapes.shape(state.allocations.shape.get(row));
    sum.cpuMhz += shape.cpuMhz;
    sum.memoryMb += shape.memoryMb;
    sum.diskMb += shape.diskMb;
  }
  return sum;
}

const nothing = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };

function expectNoOverCommit(state: State): void {
  for (const node of state.nodes.all()) {
    const { cpuCapacity, memoryCapacity, diskCapacity } = state.nodes;
    const capacity = { cpuMhz: cpuCapacity[node.row]!, memoryMb: memoryCapacity[node.row]!, diskMb: diskCapacity[node.row]! };
    expect(fits(capacity, committedOn(state, node), nothing)).toBeUndefined();
    const ports = [...state.allocationsOnNode(node)]
      .filter((row) => !state.allocations.isTerminal(row))
      .flatMap((row) => (state.allocations.extras.get(row)?.ports ?? []).map((port) => port.value));
    expect(new Set(ports).size).toBe(ports.length);
  }
}

function preemptionsOf(plan: Plan): { placement: number; group: Plan["placements"][number]; ids: readonly string[] }[] {
  return plan.placements.flatMap((group) => (group.preemptions ?? []).map(({ placement, allocationIds }) => ({ placement, group, ids: allocationIds })));
}

/** Leaving one victim of one placement out must make the applier reject something, or name the victim anew. */
function expectMinimal(state: State, plan: Plan): void {
  for (const { placement, group, ids } of preemptionsOf(plan))
    for (const left of ids) {
      const fewer = (group.preemptions ?? []).flatMap((preemption) => {
        if (preemption.placement !== placement) return [preemption];
        const rest = preemption.allocationIds.filter((id) => id !== left);
        return [{ placement, allocationIds: rest }];
      });
      const without = { ...plan, placements: plan.placements.map((other) => (other === group ? { ...group, preemptions: fewer, spareNodeIds: [] } : { ...other, spareNodeIds: [] })) };
      const verdict = checkPlan(state, new AcceptedPlans(state), without);
      expect(verdict.kind === "accepted" && verdict.rejected).not.toBe(0);
    }
}

/** The applier may only let somebody stay: beside what the plan stops, or beside what went for a later placement. */
function expectSame(checked: Plan, plan: Plan): void {
  const bare = ({ placements }: Plan) => placements.map((group) => ({ ...group, preemptions: undefined }));
  expect(bare(checked)).toEqual(bare(plan));
  const named = preemptionsOf(plan).flatMap(({ ids }) => ids);
  const left = preemptionsOf(checked).flatMap(({ ids }) => ids);
  expect(named).toEqual(expect.arrayContaining(left));
}

function expectLower(state: State, job: JobRecord, plan: Plan): void {
  const { Priority: priority } = currentVersion(job).job;
  for (const { ids } of preemptionsOf(plan))
    for (const id of ids) expect(currentVersion(state.jobOfAllocation(state.allocations.rowOf(id))).job.Priority).toBeLessThanOrEqual(priority - 10);
}

function settleAll(builder: StateBuilder): number {
  const { state } = builder;
  let evicted = 0;
  for (let round = 0; round < 400; round++) {
    const job = [...state.jobs.all()].find((each) => each.pendingEvaluationId !== "");
    if (job === undefined) return evicted;
    const plan = builder.plan(job);
    expect(builder.plan(job)).toEqual(plan);
    expectLower(state, job, plan);
    const verdict = checkPlan(state, new AcceptedPlans(state), plan);
    expect(verdict).toMatchObject({ kind: "accepted", rejected: 0, moved: 0 });
    if (verdict.kind === "accepted") {
      expectSame(verdict.plan, plan);
      expectMinimal(state, verdict.plan);
      builder.commit(verdict.plan);
    }
    evicted += preemptionsOf(plan).length;
    expectNoOverCommit(state);
  }
  throw new Error("the cluster does not come to rest");
}

/** One of those that stop has ended, or one that runs. */
function end(builder: StateBuilder, which: number): void {
  const { state } = builder;
  const rows = [...state.nodes.all()].flatMap((node) => [...state.allocationsOnNode(node)]).filter((row) => !state.allocations.isClientTerminal(row));
  const stopping = rows.filter((row) => state.allocations.desiredStatus(row) !== "run");
  const from = stopping.length > 0 ? stopping : rows;
  const row = from[which % Math.max(1, from.length)];
  if (row === undefined) return;
  const job = state.jobOfAllocation(row);
  const view = builder.allocations(job).find(({ id }) => id === state.allocations.idOf(row))!;
  builder.report(view, "complete");
}

function submit(name: number, wanted: Partial<Wish>): Move {
  return { kind: "submit", wish: { name, type: "service", priority: 50, count: 1, cpu: 200, memory: 200, port: 0, ...wanted } };
}

describe("preemption", () => {
  it("never over-commits, never pushes out an equal, and never more than need be", () => {
    let evicted = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(move, { minLength: 3, maxLength: 14 }), (nodes, moves) => {
        const builder = cluster(nodes);
        for (const next of moves) {
          if (next.kind === "submit") builder.job(contender(`${next.wish.type}-${next.wish.name}`, next.wish));
          else end(builder, next.which);
          evicted += settleAll(builder);
        }
      }),
      {
        numRuns: 60,
        // Who came for the port of one that was still leaving was given it beside who it left for.
        examples: [[1, [submit(0, { priority: 10, cpu: 200, memory: 2_500, port: 8081 }), submit(2, { priority: 90, cpu: 1_500, memory: 200 }), submit(3, { priority: 70, count: 2, cpu: 500, memory: 200, port: 8081 }), submit(2, { priority: 10, cpu: 200, memory: 1_000 })]]],
      },
    );
    expect(evicted).toBeGreaterThan(0);
  });
});
