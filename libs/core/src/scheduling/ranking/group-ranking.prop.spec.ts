import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StateBuilder, jobOf } from "../../testing/state-builder.js";
import type { Job } from "../../model/job.js";
import type { NodeRecord } from "../../state/node-table.js";
import { PlanOverlay } from "../plan-overlay.js";
import { scoreFit } from "./fit-score.js";
import { GroupRanking } from "./group-ranking.js";

interface Shape {
  readonly nodes: readonly { readonly cpu: number; readonly memory: number; readonly rack: number; readonly zone: number }[];
  readonly ask: { readonly cpu: number; readonly memory: number };
  readonly count: number;
  readonly affinity: boolean;
  readonly spread: "none" | "even" | "targets" | "two";
  readonly distinct: "none" | "hosts" | "property";
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  nodes: fc.array(
    fc.record({
      cpu: fc.integer({ min: 200, max: 4000 }),
      memory: fc.integer({ min: 200, max: 4000 }),
      rack: fc.integer({ min: 0, max: 3 }),
      zone: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  ask: fc.record({ cpu: fc.integer({ min: 50, max: 900 }), memory: fc.integer({ min: 50, max: 900 }) }),
  count: fc.integer({ min: 1, max: 20 }),
  affinity: fc.boolean(),
  spread: fc.constantFrom("none", "even", "targets", "two"),
  distinct: fc.constantFrom("none", "hosts", "property"),
});

const evenSpread = (attribute: string): string => `spread { attribute = "$\${meta.${attribute}}" }`;
const targetSpread = `spread { 
  attribute = "$\${meta.zone}" 
  weight = 70
  target "z0" { percent = 60 } 
  target "z1" { percent = 30 } 
}`;
const affinity = `affinity { 
  attribute = "$\${meta.rack}" 
  value = "r1" 
  weight = -40 
}`;
const distincts = {
  none: "",
  hosts: `constraint { distinct_hosts = true }`,
  property: `constraint { 
    distinct_property = "$\${meta.rack}" 
    value = "2" 
  }`,
};
const spreads = { none: "", even: evenSpread("rack"), targets: targetSpread, two: `${evenSpread("rack")}\n${targetSpread}` };

function specOf(shape: Shape): Job {
  return jobOf(`job "j" {
    group "g" {
      count = ${shape.count}
      ${shape.affinity ? affinity : ""}
      ${spreads[shape.spread]}
      ${distincts[shape.distinct]}
      ephemeral_disk { size = 1 }
      task "t" {
        driver = "docker"
        config { image = "x" }
        resources {
          cpu = ${shape.ask.cpu}
          memory = ${shape.ask.memory}
        }
      }
    }
  }`);
}

/** The scores by definition, over all nodes, with nothing remembered. */
class FullScan {
  readonly placed: NodeRecord[] = [];
  constructor(
    private readonly shape: Shape,
    private readonly nodes: readonly NodeRecord[],
  ) {}

  private on(node: NodeRecord): number {
    return this.placed.filter((other) => other === node).length;
  }

  private countBy(meta: string): Map<string, number> {
    const counts = new Map<string, number>();
    for (const node of this.placed) counts.set(node.spec.Meta[meta]!, (counts.get(node.spec.Meta[meta]!) ?? 0) + 1);
    return counts;
  }

  private even(node: NodeRecord): number {
    const counts = this.countBy("rack");
    if (counts.size === 0) return 0;
    const current = counts.get(node.spec.Meta["rack"]!) ?? 0;
    const min = Math.min(...counts.values());
    const max = Math.max(...counts.values());
    if (current !== min) return (min - current) / min;
    return min === max ? -1 : (max - min) / min;
  }

  private targets(node: NodeRecord, share: number): number {
    const zone = node.spec.Meta["zone"]!;
    const percent = zone === "z0" ? 60 : zone === "z1" ? 30 : 10;
    const desired = (percent / 100) * this.shape.count;
    return ((desired - (this.countBy("zone").get(zone) ?? 0) - 1) / desired) * share;
  }

  private spread(node: NodeRecord): number {
    switch (this.shape.spread) {
      case "none":
        return 0;
      case "even":
        return this.even(node);
      case "targets":
        return this.targets(node, 1);
      case "two":
        return this.even(node) + this.targets(node, 70 / 120);
    }
  }

  private mayTake(node: NodeRecord): boolean {
    const { cpu, memory } = this.shape.ask;
    const { Cpu: has, Memory: ram } = node.spec.NodeResources;
    const after = this.on(node) + 1;
    if (after * cpu > has.CpuShares || after * memory > ram.MemoryMB) return false;
    if (this.shape.distinct === "hosts") return this.on(node) === 0;
    return this.shape.distinct === "none" || (this.countBy("rack").get(node.spec.Meta["rack"]!) ?? 0) < 2;
  }

  scoreOf(node: NodeRecord): number {
    const { cpu, memory } = this.shape.ask;
    const { Cpu: has, Memory: ram } = node.spec.NodeResources;
    const collisions = this.on(node);
    const capacity = { cpuMhz: has.CpuShares, memoryMb: ram.MemoryMB, diskMb: 0 };
    const used = { cpuMhz: (collisions + 1) * cpu, memoryMb: (collisions + 1) * memory, diskMb: 0 };
    const parts = [scoreFit(capacity, used, "binpack") / 18];
    if (collisions > 0) parts.push(-(collisions + 1) / this.shape.count);
    if (this.shape.affinity) parts.push(node.spec.Meta["rack"] === "r1" ? -1 : 0);
    const spread = this.spread(node);
    if (spread !== 0) parts.push(spread);
    return parts.reduce((sum, part) => sum + part, 0) / parts.length;
  }

  best(): number | undefined {
    const scores = this.nodes.filter((node) => this.mayTake(node)).map((node) => this.scoreOf(node));
    return scores.length === 0 ? undefined : Math.max(...scores);
  }
}

function clusterOf(shape: Shape): StateBuilder {
  return new StateBuilder().nodes(shape.nodes.length, (i) => {
    const { cpu, memory, rack, zone } = shape.nodes[i]!;
    return { cpuMhz: cpu, memoryMb: memory, meta: { rack: `r${rack}`, zone: `z${zone}` } };
  });
}

describe("ranking by heaps", () => {
  it("picks the score that a full scan would, placement by placement", () => {
    fc.assert(
      fc.property(shapes, fc.integer(), (shape, seed) => {
        const { state } = clusterOf(shape);
        const job = specOf(shape);
        const overlay = new PlanOverlay(state, []);
        const ranking = new GroupRanking({ state, overlay, seed, algorithm: "binpack" }, job, job.TaskGroups[0]!);
        const nodes = [...state.nodes.all()];
        for (const node of nodes) ranking.add(node);
        const scan = new FullScan(shape, nodes);
        for (let i = 0; i < shape.count; i++) {
          const pick = ranking.pick();
          const best = scan.best();
          expect(pick === undefined).toBe(best === undefined);
          if (pick === undefined || best === undefined) return;
          expect(pick.score).toBeCloseTo(best, 9);
          expect(scan.scoreOf(pick.node)).toBeCloseTo(best, 9);
          overlay.place(pick.node, "g", { shape: ranking.scoring.shape, ports: pick.ports });
          ranking.changed(pick.node, 1);
          scan.placed.push(pick.node);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("does not depend on the order in which nodes are held", () => {
    fc.assert(
      fc.property(shapes, fc.integer(), (shape, seed) => {
        const choices = [1, -1].map((direction) => {
          const { state } = clusterOf(shape);
          const job = specOf(shape);
          const overlay = new PlanOverlay(state, []);
          const ranking = new GroupRanking({ state, overlay, seed, algorithm: "spread" }, job, job.TaskGroups[0]!);
          for (const node of [...state.nodes.all()].sort((a, b) => direction * (a.row - b.row))) ranking.add(node);
          const chosen: string[] = [];
          for (let i = 0; i < shape.count; i++) {
            const pick = ranking.pick();
            if (pick === undefined) break;
            chosen.push(`${pick.node.id} ${pick.ports.join()}`);
            overlay.place(pick.node, "g", { shape: ranking.scoring.shape, ports: pick.ports });
            ranking.changed(pick.node, 1);
          }
          return chosen;
        });
        expect(choices[0]).toEqual(choices[1]);
      }),
      { numRuns: 100 },
    );
  });
});
