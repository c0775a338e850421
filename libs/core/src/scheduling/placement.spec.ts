import { describe, expect, it } from "vitest";
import { StateBuilder } from "../testing/state-builder.js";
import { nodesOf } from "../testing/placed-nodes.js";

interface Wishes {
  readonly id?: string;
  readonly count?: number;
  readonly cpu?: number;
  readonly rules?: string;
  readonly image?: string;
  readonly header?: string;
}

const jobWith = ({ id = "j", count = 1, cpu = 500, rules = "", image = "1", header = "" }: Wishes): string => `
job "${id}" {
  ${header}
  group "g" {
    count = ${count}
    ${rules}
    task "t" {
      driver = "docker"
      config { image = "x:${image}" }
      resources { 
        cpu = ${cpu} 
        memory = 100
      }
    }
  }
}`;

const attribute = (name: string): string => `"$\${${name}}"`;
const countBy = <T>(values: readonly T[]): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

describe("where allocations go", () => {
  it("packs onto the fuller node, but not two of a group together when there is another", () => {
    const builder = new StateBuilder().nodes(3);
    const first = builder.job(jobWith({ id: "first" }));
    builder.settle(first);
    const taken = builder.live(first)[0]!.node!.id;
    const second = builder.job(jobWith({ id: "second", count: 3 }));
    const plan = builder.settle(second);
    expect(nodesOf(builder.state, plan)[0]).toBe(taken);
    expect(new Set(nodesOf(builder.state, plan)).size).toBe(3);
  });

  it("spreads evenly over racks", () => {
    const builder = new StateBuilder().nodes(9, (i) => ({ meta: { rack: `r${i % 3}` } }));
    const job = builder.job(jobWith({ count: 9, rules: `spread { attribute = ${attribute("meta.rack")} }` }));
    builder.settle(job);
    const racks = countBy(builder.live(job).map(({ node }) => node!.spec.Meta["rack"]));
    expect([...racks.values()]).toEqual([3, 3, 3]);
  });

  it("spreads by target percentages", () => {
    const builder = new StateBuilder().nodes(10, (i) => ({ datacenter: i < 5 ? "us" : "eu" }));
    const rules = `spread {
      attribute = ${attribute("node.datacenter")}
      target "us" { percent = 70 }
      target "eu" { percent = 30 }
    }`;
    const job = builder.job(jobWith({ count: 10, rules }));
    builder.settle(job);
    const sites = countBy(builder.live(job).map(({ node }) => node!.spec.Datacenter));
    expect([sites.get("us"), sites.get("eu")]).toEqual([7, 3]);
  });

  it("goes by affinity", () => {
    const builder = new StateBuilder().nodes(4, (i) => ({ meta: { ssd: i === 2 ? "yes" : "no" } }));
    const rules = `affinity {
      attribute = ${attribute("meta.ssd")}
      value = "yes"
    }`;
    const plan = builder.settle(builder.job(jobWith({ rules })));
    expect(nodesOf(builder.state, plan)).toEqual(["node-2"]);
    expect(plan.placements[0]!.metric.scores[0]!.scores["node-affinity"]).toBe(1);
  });

  it("keeps hosts distinct, and says why the rest is not placed", () => {
    const builder = new StateBuilder().nodes(3);
    const job = builder.job(jobWith({ count: 5, rules: "constraint { distinct_hosts = true }" }));
    const plan = builder.settle(job);
    expect(nodesOf(builder.state, plan)).toHaveLength(3);
    expect(plan.placements[0]!.spareNodeIds).toEqual([]);
    expect(plan.queued).toEqual({ g: 2 });
    expect(plan.failedGroups["g"]).toMatchObject({ constraintFiltered: { distinct_hosts: 3 }, coalescedFailures: 1 });
  });

  it("lets a replacement under distinct hosts take the place of what it replaces", () => {
    const builder = new StateBuilder().nodes(2);
    const rules = "constraint { distinct_hosts = true }";
    const job = builder.job(jobWith({ count: 2, rules }));
    builder.settle(job);
    builder.allHealthy(job).settle(job);
    builder.job(jobWith({ count: 2, rules, image: "2" }));
    expect(builder.settle(job).stops).toHaveLength(1);
    expect(new Set(builder.live(job).map(({ node }) => node!.id)).size).toBe(2);
  });

  it("limits how many share a property", () => {
    const builder = new StateBuilder().nodes(6, (i): { readonly meta: Readonly<Record<string, string>> } => ({ meta: i === 5 ? {} : { rack: `r${i % 2}` } }));
    const rules = `constraint {
      distinct_property = ${attribute("meta.rack")}
      value = "2"
    }`;
    const plan = builder.settle(builder.job(jobWith({ count: 5, rules })));
    expect(plan.placements[0]!.nameIndexes).toHaveLength(4);
    const { constraintFiltered } = plan.failedGroups["g"]!;
    expect(Object.keys(constraintFiltered).sort()).toEqual([
      "distinct_property: ${meta.rack}=r0 used by 2 allocs",
      "distinct_property: ${meta.rack}=r1 used by 2 allocs",
      'missing property "${meta.rack}"',
    ]);
  });

  it("names the next best nodes as spares", () => {
    const builder = new StateBuilder().nodes(8);
    const plan = builder.plan(builder.job(jobWith({})), { spares: 3 });
    expect(plan.placements[0]!.spareNodeIds).toHaveLength(3);
  });

  it("breaks ties by the seed, the same way each time", () => {
    const builder = new StateBuilder().nodes(20);
    const job = builder.job(jobWith({}));
    const chosen = (seed: number): string => nodesOf(builder.state, builder.plan(job, { seed }))[0]!;
    expect(chosen(1)).toBe(chosen(1));
    expect(new Set([...Array(20).keys()].map(chosen)).size).toBeGreaterThan(3);
  });
});

describe("capacity", () => {
  it("explains what is short, and by how much at best", () => {
    const builder = new StateBuilder().node("a", { cpuMhz: 400, nodeClass: "small" }).node("b", { cpuMhz: 300, nodeClass: "small" });
    builder.node("c", { memoryMb: 40 });
    const plan = builder.settle(builder.job(jobWith({})));
    expect(plan.failedGroups["g"]).toMatchObject({
      nodesEvaluated: 3,
      nodesExhausted: 3,
      classExhausted: { small: 2 },
      dimensionExhausted: { cpu: 2, memory: 1 },
      closestShortfall: { cpu: 100, memory: 60 },
    });
  });

  it("is left alone where the machine keeps it for itself", () => {
    const builder = new StateBuilder().node("a", { cpuMhz: 1000, reserved: { cpuMhz: 501 } });
    expect(builder.settle(builder.job(jobWith({}))).failedGroups["g"]?.closestShortfall).toEqual({ cpu: 1 });
  });

  it("freed by the plan's own stops counts, on that node", () => {
    const builder = new StateBuilder().node("only", { cpuMhz: 600 });
    const job = builder.job(jobWith({}));
    builder.settle(job);
    builder.job(jobWith({ image: "2" }));
    const plan = builder.settle(job);
    expect(plan.stops).toHaveLength(1);
    expect(nodesOf(builder.state, plan)).toEqual(["only"]);
  });

  it("of an allocation that stays after all is not given to another group", () => {
    const group = (name: string, memory: number): string => `group "${name}" {
      task "t" {
        driver = "docker"
        config { image = "x" }
        resources {
          cpu = 500
          memory = ${memory}
        }
      }
    }`;
    const builder = new StateBuilder().node("only", { cpuMhz: 800 });
    const job = builder.job(`job "j" {
      ${group("a", 100)}
    }`);
    builder.settle(job);
    builder.job(`job "j" {
      ${group("a", 90_000)}
      ${group("b", 100)}
    }`);
    const plan = builder.settle(job);
    expect(plan.stops).toEqual([]);
    expect(plan.placements).toEqual([]);
    expect(plan.failedGroups["b"]?.closestShortfall).toEqual({ cpu: 200 });
  });

  it("is held by what still stops", () => {
    const builder = new StateBuilder().node("only", { cpuMhz: 600 });
    const first = builder.job(jobWith({ id: "first" }));
    builder.settle(first);
    const [old] = builder.live(first);
    builder.stop(first).settle(first);
    const second = builder.job(jobWith({ id: "second" }));
    expect(builder.settle(second).placements).toEqual([]);
    builder.report(old!, "complete");
    expect(builder.settle(second).placements).toHaveLength(1);
  });

  it("of a static port passes to the replacement in the same plan, a dynamic one does not", () => {
    const rules = `network {
      port "fixed" { static = 8080 }
      port "free" {}
    }`;
    const builder = new StateBuilder().node("only");
    const job = builder.job(jobWith({ rules }));
    builder.settle(job);
    const [, before] = builder.live(job)[0]!.extras.ports!;
    builder.job(jobWith({ rules, image: "2" }));
    const [fixed, free] = builder.settle(job).placements[0]!.ports;
    expect(fixed).toBe(8080);
    expect(free).not.toBe(before!.value);
  });

  it("of a static port is one a node", () => {
    const builder = new StateBuilder().nodes(2).node("reserved", { reserved: { ports: "80-90" } });
    const plan = builder.settle(builder.job(jobWith({ count: 4, rules: `network { port "web" { static = 80 } }` })));
    expect(nodesOf(builder.state, plan)).toHaveLength(2);
    expect(plan.failedGroups["g"]?.dimensionExhausted).toEqual({ "network: reserved port collision web=80": 3 });
  });
});

describe("plans", () => {
  it("are cut at the limit and go on", () => {
    const builder = new StateBuilder().nodes(4);
    const job = builder.job(jobWith({ count: 10 }));
    const first = builder.plan(job, { maxPlacements: 4 });
    expect(first).toMatchObject({ partial: true, failedGroups: {} });
    expect(first.placements[0]!.nameIndexes).toHaveLength(4);
    builder.commit(first);
    const second = builder.plan(job, { maxPlacements: 100 });
    expect(second.partial).toBe(false);
    builder.commit(second);
    expect(builder.live(job).map(({ nameIndex }) => nameIndex)).toEqual([...Array(10).keys()]);
    expect(builder.state.deploymentsOfJob.get(job.key)).toHaveLength(1);
  });

  it("are empty for jobs that nobody knows", () => {
    const builder = new StateBuilder().nodes(1);
    const job = builder.job(jobWith({}));
    const evaluation = { ...builder.pending(job)!, jobId: "other" };
    expect(builder.plan(job, { evaluation })).toMatchObject({ decidedAt: 0, placements: [], stops: [] });
  });

  it("stop everything of a purged job, also on nodes that are gone", () => {
    const builder = new StateBuilder().nodes(3);
    const job = builder.job(jobWith({ count: 3 }));
    builder.settle(job);
    builder.down("node-1");
    const plan = builder.stop(job, true).settle(job);
    expect(plan.stops).toHaveLength(3);
    expect(plan.stops.map(({ clientStatus }) => clientStatus).sort()).toEqual(["", "", "lost"]);
  });

  it("replace what a node lost although it is there", () => {
    const builder = new StateBuilder().nodes(2);
    const job = builder.job(jobWith({}));
    builder.settle(job);
    const [allocation] = builder.live(job);
    builder.report(allocation!, "running").register(allocation!.node!.spec);
    const plan = builder.settle(job);
    expect(plan.stops).toMatchObject([{ allocationId: allocation!.id, clientStatus: "" }]);
    expect(builder.live(job)).toHaveLength(1);
  });

  it("keep what runs on ineligible nodes, and put nothing new there", () => {
    const builder = new StateBuilder().nodes(2);
    const job = builder.job(jobWith({ count: 2 }));
    builder.settle(job);
    builder.ineligible("node-0").ineligible("node-1");
    builder.job(jobWith({ count: 3 }));
    const plan = builder.settle(job);
    expect(plan.placements).toEqual([]);
    expect(plan.updates).toHaveLength(2);
    expect(plan.failedGroups["g"]).toMatchObject({ nodesEvaluated: 0, nodesInPool: 0 });
  });

  it("put a failed allocation back on its only node rather than nowhere", () => {
    const builder = new StateBuilder().node("only");
    const job = builder.job(jobWith({}));
    builder.settle(job);
    builder.report(builder.live(job)[0]!, "failed").settle(job);
    const plan = builder.settleWaiting(job);
    const { metric } = plan.placements[0]!;
    expect(nodesOf(builder.state, plan)).toEqual(["only"]);
    expect(metric.scores[0]!.scores["node-reschedule-penalty"]).toBe(-1);
  });

  it("share one follow-up among failures within five seconds, and carry all of them out", () => {
    const builder = new StateBuilder().nodes(6);
    const job = builder.job(jobWith({ count: 3 }));
    builder.settle(job);
    for (const allocation of builder.live(job)) {
      builder.report(allocation, "failed").settle(job);
      builder.pass(2000);
    }
    const waiting = builder.waiting(job).filter(({ triggeredBy }) => triggeredBy === "alloc-reschedule");
    expect(waiting).toHaveLength(1);
    expect(builder.settleWaiting(job).stops).toHaveLength(3);
  });

  it("double the delay of each reschedule of an allocation", () => {
    const builder = new StateBuilder().nodes(6);
    const job = builder.job(jobWith({ header: "update { max_parallel = 0 }" }));
    builder.settle(job);
    const delays: number[] = [];
    const nodes = [builder.live(job)[0]!.node!.id];
    for (let i = 0; i < 4; i++) {
      builder.report(builder.live(job)[0]!, "failed").settle(job);
      delays.push(...builder.settleWaiting(job).placements[0]!.rescheduleDelaysMs);
      nodes.push(builder.live(job)[0]!.node!.id);
    }
    expect(delays).toEqual([30_000, 60_000, 120_000, 240_000]);
    expect(new Set(nodes).size).toBe(5);
  });
});
