import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NodeSpec } from "../../model/node.js";
import { nodeSpec } from "../../testing/node-builder.js";
import { StateBuilder } from "../../testing/state-builder.js";
import type { JobRecord } from "../job-table.js";

/** Few nodes, too many jobs: somebody always waits. */
const nodeCount = 3;

interface Step {
  readonly kind: "register" | "end" | "stop" | "ineligible" | "eligible" | "down" | "up" | "scale-node";
  readonly which: number;
  readonly size: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom<Step["kind"]>("register", "register", "register", "end", "end", "end", "stop", "ineligible", "eligible", "down", "up", "scale-node"),
    which: fc.nat(20),
    size: fc.integer({ min: 1, max: 8 }),
  }),
  { minLength: 5, maxLength: 40 },
);

function specOf(which: number, size: number): string {
  const constraint = size === 5 ? "constraint { distinct_hosts = true }" : "";
  return `job "job-${which % 6}" {
    group "g" {
      count = ${1 + (size % 3)}
      ${constraint}
      ${size === 6 ? `network {
        port "p" { static = 8080 }
      }` : ""}
      task "t" {
        driver = "docker"
        config { image = "x:${size}" }
        resources {
          ${size === 8 ? "cores = 2" : `cpu = ${size === 7 ? 100 : size * 150}`}
          memory = ${size % 2 === 0 ? 700 : 100}
          ${size === 7 ? `device "gpu" { share_milli = 600 }` : ""}
        }
      }
    }
    update { max_parallel = 0 }
  }`;
}

/** The last one has no device. */
function specOfNode(i: number, cpuMhz: number): NodeSpec {
  const spec = nodeSpec(`node-${i}`, { cpuMhz });
  const Instances = [{ ID: "card", Healthy: cpuMhz !== 500, HealthDescription: "" }];
  const Devices = i === nodeCount - 1 ? [] : [{ Vendor: "nvidia", Type: "gpu", Name: "x", Attributes: {}, Instances }];
  return { ...spec, NodeResources: { ...spec.NodeResources, Devices } };
}

class Walk {
  readonly builder = new StateBuilder();

  constructor() {
    for (let i = 0; i < nodeCount; i++) this.builder.register(specOfNode(i, 1_000));
  }

  asleep = 0;

  take({ kind, which, size }: Step): void {
    const { builder } = this;
    const nodeId = `node-${which % nodeCount}`;
    const node = builder.state.node(nodeId)!;
    const job = builder.state.job("default", `job-${which % 6}`);
    if (kind === "register") builder.job(specOf(which, size));
    else if (kind === "stop" && job !== undefined) builder.stop(job);
    else if (kind === "ineligible") builder.ineligible(nodeId);
    else if (kind === "eligible") builder.append([{ type: "NodeEligibilitySet", nodeId, eligibility: "eligible" }]);
    else if (kind === "down" && node.status === "ready") builder.down(nodeId);
    else if (kind === "up") builder.register(node.spec);
    else if (kind === "scale-node") builder.register(specOfNode(which % nodeCount, 250 + size * 250));
    else if (kind === "end") this.end(which);
    for (const each of this.jobs()) if (each.pendingEvaluationId !== "") builder.settle(each);
    this.check();
  }

  private jobs(): JobRecord[] {
    return [...this.builder.state.jobs.all()];
  }

  /** Something that holds capacity ends, wanted or not. */
  private end(which: number): void {
    const holding = this.jobs()
      .flatMap((job) => this.builder.allocations(job))
      .filter(({ node, client }) => node?.status === "ready" && (client === "pending" || client === "running"));
    const allocation = holding[which % Math.max(1, holding.length)];
    if (allocation !== undefined) this.builder.report(allocation, "complete");
  }

  /** Whoever sleeps would find nothing if it looked. */
  private check(): void {
    const { builder } = this;
    for (const job of this.jobs()) {
      if (!builder.state.blockedJobs.has(job)) continue;
      this.asleep++;
      const evaluation = builder.state.evaluations.get(job.blockedEvaluationId)!;
      const { placements } = builder.plan(job, { evaluation });
      expect([job.id, placements.map((group) => group.nameIndexes.length)]).toEqual([job.id, []]);
    }
  }
}

describe("a job that waits for capacity", () => {
  it("sleeps only while the scheduler would place nothing of it", () => {
    let asleep = 0;
    fc.assert(
      fc.property(steps, (taken) => {
        const walk = new Walk();
        for (const step of taken) walk.take(step);
        asleep += walk.asleep;
      }),
      { numRuns: 150 },
    );
    expect(asleep).toBeGreaterThan(500);
  });

  it("is not woken by what is too small for it", () => {
    const builder = new StateBuilder().nodes(1, () => ({ cpuMhz: 1_000 }));
    const small = builder.job(specOf(0, 1));
    builder.settle(small);
    const large = builder.job(specOf(1, 2).replace("cpu = 300", "cpu = 5000"));
    builder.settle(large);
    const { blockedEvaluationId } = large;
    builder.report(builder.live(small)[0]!, "complete");
    expect(large).toMatchObject({ pendingEvaluationId: "", blockedEvaluationId });
    builder.node("node-0", { cpuMhz: 20_000 });
    expect(large.pendingEvaluationId).toBe(blockedEvaluationId);
  });
});
