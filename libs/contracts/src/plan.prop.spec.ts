// The same seed and state give the same plan byte for byte, on a replica that folded the log on its own too; and a plan
// that went over the wire is the plan that was sent.
import type { NodeSpec } from "@berth/core/model/node";
import type { Plan } from "@berth/core/model/plan";
import { schedule } from "@berth/core/scheduling/schedule";
import { evolve } from "@berth/core/state/evolve";
import { State } from "@berth/core/state/state";
import { History, jobOf, nodeSpec } from "@berth/core/testing/history";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePlans, encodePlan } from "./plan.js";

interface Wish {
  readonly count: number;
  readonly cpu: number;
  readonly cores: number;
  readonly milli: number;
  readonly port: boolean;
  readonly spread: boolean;
}

const wishes: fc.Arbitrary<Wish> = fc.record({
  count: fc.integer({ min: 1, max: 6 }),
  cpu: fc.constantFrom(100, 400, 900),
  cores: fc.constantFrom(0, 0, 1, 2),
  milli: fc.constantFrom(0, 0, 300, 1_000),
  port: fc.boolean(),
  spread: fc.boolean(),
});

function machine(i: number): NodeSpec {
  const spec = nodeSpec(`node-${i}`, { cpu: 3_000 + 500 * (i % 3), meta: { rack: `r${i % 2}` } });
  const Instances = [0, 1].map((card) => ({ ID: `card-${card}`, Healthy: true, HealthDescription: "" }));
  const Devices = i % 2 === 0 ? [] : [{ Vendor: "nvidia", Type: "gpu", Name: "x", Attributes: {}, Instances }];
  return { ...spec, NodeResources: { ...spec.NodeResources, Cpu: { ...spec.NodeResources.Cpu, ReservableCpuCores: [0, 1, 2, 3] }, Devices } };
}

function jobFile(id: string, { count, cpu, cores, milli, port, spread }: Wish): string {
  return `job "${id}" {
    group "g" {
      count = ${count}
      ${port ? `network { port "http" {} }` : ""}
      ${spread ? `spread { attribute = "$\${meta.rack}" }` : ""}
      task "t" {
        driver = "docker"
        config { image = "x" }
        resources {
          ${cores > 0 ? `cores = ${cores}` : `cpu = ${cpu}`}
          memory = 64
          ${milli > 0 ? `device "gpu" { share_milli = ${milli} }` : ""}
        }
      }
    }
  }`;
}

function planOf(state: State, { id, nowMs, seed }: { readonly id: string; readonly nowMs: number; readonly seed: number }): Plan {
  const evaluation = state.evaluations.get(state.job("default", id)!.pendingEvaluationId)!;
  return schedule(state, evaluation, { nowMs, seed, spares: 3 });
}

describe("plans", () => {
  it("are the same bytes for the same seed and state, and arrive as they were sent", () => {
    fc.assert(
      fc.property(fc.array(wishes, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0 }), (jobs, seed) => {
        const history = new History();
        for (let i = 0; i < 8; i++) history.node(machine(i));
        for (const [i, wish] of jobs.entries()) {
          const id = `job-${i}`;
          history.register(jobOf(jobFile(id, wish)));
          const terms = { id, nowMs: history.nowMs, seed };
          const replica = new State();
          for (const [n, entry] of history.entries.entries()) evolve(replica, { index: n + 1, entry, hash: { high: n + 2, low: entry.id.length } });
          const plan = planOf(history.state, terms);
          const bytes = encodePlan(plan);
          expect(encodePlan(planOf(history.state, terms))).toEqual(bytes);
          expect(encodePlan(planOf(replica, terms))).toEqual(bytes);
          expect(encodePlan(decodePlans(bytes)[0]!)).toEqual(bytes);
          expect(decodePlans(bytes)[0]!.placements.map(({ holdings }) => holdings)).toEqual(plan.placements.map(({ holdings }) => holdings));
          history.commit(decodePlans(bytes)[0]!);
        }
      }),
      { numRuns: 40 },
    );
  });
});
