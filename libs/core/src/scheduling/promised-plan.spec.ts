import { describe, expect, it } from "vitest";
import { StateBuilder, jobOf } from "../testing/state-builder.js";
import { nodesOf } from "../testing/placed-nodes.js";
import { PromisedPlan } from "./promised-plan.js";
import { stateHash } from "../state/state-hash.js";

function jobWith(id: string) {
  return jobOf(`job "${id}" {
    group "g" {
      task "t" {
        driver = "docker"
        config { image = "one" }
        resources {
          cpu = 600
          memory = 64
        }
      }
    }
  }`);
}

describe("a plan that is under way", () => {
  it("keeps the next one from its room, until it is answered", () => {
    const builder = new StateBuilder().node("n1", { cpuMhz: 1_000 }).node("n2", { cpuMhz: 1_000 });
    const [a, b, c] = ["a", "b", "c"].map((id) => builder.job(jobWith(id)));
    const before = stateHash(builder.state);
    const first = builder.plan(a!, { seed: 1 });
    const promised = new PromisedPlan(builder.state, first);
    const second = builder.plan(b!, { seed: 1 });
    expect(nodesOf(builder.state, second)).not.toEqual(nodesOf(builder.state, first));
    const others = new PromisedPlan(builder.state, second);
    expect(builder.plan(c!, { seed: 1 })).toMatchObject({ failedGroups: { g: { nodesExhausted: 2 } } });
    expect(stateHash(builder.state)).toEqual(before);
    promised.takeBack();
    expect(nodesOf(builder.state, builder.plan(c!, { seed: 1 }))).toEqual(nodesOf(builder.state, first));
    others.takeBack();
  });

  it("has no part in a node that took its row since", () => {
    const builder = new StateBuilder().node("n1", { cpuMhz: 1_000 });
    const plan = builder.plan(builder.job(jobWith("a")), { seed: 1 });
    const promised = new PromisedPlan(builder.state, plan);
    const { row } = builder.state.node("n1")!;
    builder.append([{ type: "NodePurged", nodeId: "n1" }]);
    builder.node("n2", { cpuMhz: 1_000 });
    expect(builder.state.node("n2")!.row).toBe(row);
    promised.takeBack();
    expect(builder.state.nodes.cpuClaimed[row]).toBe(0);
  });

  it("keeps the next one from its cores, until it is answered", () => {
    const builder = new StateBuilder().node("n1", { cpuMhz: 4_000 });
    const withCores = (id: string) => {
      const job = jobWith(id);
      const task = job.TaskGroups[0]!.Tasks[0]!;
      return { ...job, TaskGroups: [{ ...job.TaskGroups[0]!, Tasks: [{ ...task, Resources: { ...task.Resources, CPU: 0, Cores: 2 } }] }] };
    };
    const coresOf = (plan: ReturnType<typeof builder.plan>) => plan.placements.flatMap(({ holdings = [] }) => holdings.flatMap(({ cores }) => cores.flatMap(({ ids }) => ids)));
    const [a, b] = ["a", "b"].map((id) => builder.job(withCores(id)));
    const promised = new PromisedPlan(builder.state, builder.plan(a!));
    expect(coresOf(builder.plan(b!))).toEqual([2, 3]);
    promised.takeBack();
    expect(coresOf(builder.plan(b!))).toEqual([0, 1]);
  });
});
