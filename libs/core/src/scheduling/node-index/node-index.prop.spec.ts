import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { History, jobOf, nodeSpec, report } from "../../testing/history.js";
import type { Job } from "../../model/job.js";
import type { NodeSpec } from "../../model/node.js";
import type { NodeRecord } from "../../state/node-table.js";
import { State } from "../../state/state.js";
import { evolve } from "../../state/evolve.js";
import { viewAllocations } from "../allocation-view.js";
import { PlanOverlay } from "../plan-overlay.js";
import { GroupRanking } from "../ranking/group-ranking.js";
import { SearchTally } from "../ranking/search-tally.js";
import { tieBreak, tieOf } from "../ranking/tie-break.js";
import { askPower, packedFit } from "../ranking/fit-score.js";
import { searchScopeOf } from "../placing/search-scope.js";
import { schedule } from "../schedule.js";
import { findBest } from "./best-search.js";
import { exhaustedRows } from "./exhausted-rows.js";
import { NodeIndex, nodeIndexOf } from "./node-index.js";

type Step =
  | { readonly kind: "run"; readonly count: number; readonly cpu: number; readonly memory: number; readonly port: boolean; readonly hosts: boolean; readonly affinity: boolean; readonly rack: boolean; readonly card: boolean }
  | { readonly kind: "down" | "up" | "ineligible" | "resize" | "purge"; readonly node: number }
  | { readonly kind: "end"; readonly which: number };

const node = fc.nat({ max: 119 });
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("run" as const),
      count: fc.constantFrom(1, 1, 2, 3, 40),
      cpu: fc.constantFrom(100, 400, 900, 3_000),
      memory: fc.constantFrom(64, 500, 2_000),
      port: fc.boolean(),
      hosts: fc.boolean(),
      affinity: fc.boolean(),
      rack: fc.boolean(),
      card: fc.constantFrom(false, false, false, true),
    }),
  },
  fc.record({ kind: fc.constantFrom("down" as const, "up" as const, "ineligible" as const, "resize" as const, "purge" as const), node }),
  fc.record({ kind: fc.constant("end" as const), which: fc.nat({ max: 200 }) }),
);
const walks = fc.array(steps, { minLength: 3, maxLength: 25 });

function specOf(id: string, { count, cpu, memory, port, hosts, affinity, rack, card }: Extract<Step, { kind: "run" }>): Job {
  return jobOf(`job "${id}" {
    group "g" {
      count = ${count}
      ${port ? `network { port "http" {} }` : ""}
      ${hosts ? "constraint { distinct_hosts = true }" : ""}
      ${affinity ? `affinity {\n attribute = "$\${meta.rack}"\n value = "r1"\n weight = 30\n}` : ""}
      ${rack ? `constraint {\n attribute = "$\${meta.rack}"\n operator = "!="\n value = "r2"\n}` : ""}
      ephemeral_disk { size = 1 }
      task "t" {
        driver = "docker"
        config { image = "x" }
        resources {
          cpu = ${cpu}
          memory = ${memory}
          ${card ? `device "gpu" { share_milli = 400 }` : ""}
        }
      }
    }
  }`);
}

/** Every fifth node has a card. */
function withDevices(i: number, spec: NodeSpec): NodeSpec {
  if (i % 5 !== 0) return spec;
  const Devices = [{ Vendor: "nvidia", Type: "gpu", Name: "x", Attributes: {}, Instances: [{ ID: "card", Healthy: true, HealthDescription: "" }] }];
  return { ...spec, NodeResources: { ...spec.NodeResources, Devices } };
}

/** Registers, runs, ends: a cluster with a past. */
class Cluster {
  readonly history = new History();
  jobs = 0;
  private grown = 0;

  /** Small blocks: what happens between blocks happens here too. */
  constructor() {
    nodeIndexOf(this.history.state.nodes, 4);
    for (let i = 0; i < 120; i++) this.register(i);
  }

  register(i: number): void {
    const meta = { rack: `r${i % 3}` };
    this.history.node(withDevices(i, nodeSpec(`node-${i}`, { cpu: 2_000 + 1_000 * (i % 4) + (i % 50 === 0 ? i : 0), memory: 4_000 << i % 2, meta })));
  }

  take(step: Step): void {
    const { history } = this;
    switch (step.kind) {
      case "run":
        history.register(specOf(`job-${this.jobs++}`, step));
        break;
      case "down":
        if (history.state.node(`node-${step.node}`)?.status === "ready") history.down(`node-${step.node}`);
        break;
      case "up":
        this.register(step.node);
        break;
      case "ineligible":
        history.fold({ type: "NodeEligibilitySet", nodeId: `node-${step.node}`, eligibility: "ineligible" });
        break;
      case "resize":
        history.node(nodeSpec(`node-${step.node}`, { cpu: 9_000 + ++this.grown, memory: 900, meta: { rack: "r1" } }));
        break;
      case "purge":
        history.fold({ type: "NodePurged", nodeId: `node-${step.node}` });
        break;
      case "end":
        this.end(step.which);
    }
    this.settle();
  }

  private end(which: number): void {
    const { state } = this.history;
    const live = [...state.jobs.all()].flatMap((job) => viewAllocations(state, job)).filter((view) => view.node?.status === "ready" && view.client === "pending");
    const ended = live[which % Math.max(1, live.length)];
    if (ended !== undefined) this.history.report(ended.node!.id, [report(ended.id, { clientStatus: "complete" })]);
  }

  private settle(): void {
    const { history } = this;
    for (let rounds = 0; rounds < 20; rounds++) {
      const due = [...history.state.jobs.all()].find((job) => job.pendingEvaluationId !== "");
      if (due === undefined) return;
      history.commit(schedule(history.state, history.state.evaluations.get(due.pendingEvaluationId)!, { nowMs: history.nowMs, seed: rounds, spares: 1 }));
    }
  }
}

function clusterAfter(walk: readonly Step[]): Cluster {
  const cluster = new Cluster();
  for (const step of walk) cluster.take(step);
  return cluster;
}

const everywhere = jobOf(`job "everywhere" {
  group "g" {
    task "t" { driver = "docker" }
  }
}`);
const wish = { kind: "run" as const, count: 3, cpu: 400, memory: 500, port: false, hosts: false, affinity: false, rack: false, card: false };

describe("the node index", () => {
  it("finds what a scan of every node finds, and counts what has no room alike", () => {
    const asks = fc.record({ cpuMhz: fc.constantFrom(50, 400, 2_500), memoryMb: fc.constantFrom(32, 700, 5_000), diskMb: fc.constant(1) });
    fc.assert(
      fc.property(walks, asks, fc.integer(), fc.integer({ min: 1, max: 30 }), (walk, ask, seed, wanted) => {
        const { state } = clusterAfter(walk).history;
        const index = nodeIndexOf(state.nodes);
        const { nodes } = state;
        const tie = tieBreak(seed);
        const score = ({ row }: NodeRecord): number =>
          packedFit(
            index.cpuPower[row]! * askPower(ask.cpuMhz, nodes.cpuCapacity[row]!) + index.memoryPower[row]! * askPower(ask.memoryMb, nodes.memoryCapacity[row]!),
            "binpack",
          );
        const ready = [...nodes.all()].filter((found) => found.status === "ready" && found.eligibility === "eligible");
        const isShort = ({ row }: NodeRecord): boolean =>
          nodes.cpuUsed[row]! + ask.cpuMhz > nodes.cpuCapacity[row]! || nodes.memoryUsed[row]! + ask.memoryMb > nodes.memoryCapacity[row]!;
        const best = ready
          .filter((found) => !isShort(found))
          .sort((a, b) => score(b) - score(a) || tieOf(index.ties[a.row]!, tie) - tieOf(index.ties[b.row]!, tie) || (a.id < b.id ? -1 : 1))
          .slice(0, wanted);
        const { field } = searchScopeOf(index, everywhere, everywhere.TaskGroups[0]!);
        const found = findBest(index, { ask, field, tie, wanted, skip: () => false });
        expect(found.map((row) => nodes.at(row)!.id).sort()).toEqual(best.map(({ id }) => id).sort());
        const exhausted = exhaustedRows(index, { ask, field, except: { has: () => false, rows: [] } });
        expect(exhausted.reduce((sum, { count }) => sum + count, 0)).toBe(ready.filter(isShort).length);
      }),
      { numRuns: 60 },
    );
  });

  it("answers alike when it was made just now", () => {
    fc.assert(
      fc.property(walks, fc.integer(), (walk, seed) => {
        const { state } = clusterAfter(walk).history;
        const answers = [nodeIndexOf(state.nodes), new NodeIndex(state.nodes)].map((index) => {
          const { field } = searchScopeOf(index, everywhere, everywhere.TaskGroups[0]!);
          const ask = { cpuMhz: 300, memoryMb: 300, diskMb: 1 };
          const rows = findBest(index, { ask, field, tie: tieBreak(seed), wanted: 10, skip: () => false });
          return { size: index.size, rows: [...rows].sort((a, b) => a - b) };
        });
        expect(answers[0]).toEqual(answers[1]);
      }),
      { numRuns: 40 },
    );
  });

  it("gives the same plan on a replica that never scheduled before", () => {
    fc.assert(
      fc.property(walks, steps, fc.integer(), (walk, last, seed) => {
        const cluster = clusterAfter(walk);
        const { history } = cluster;
        history.register(specOf("last", last.kind === "run" ? last : wish));
        const replica = new State();
        for (const [i, entry] of history.entries.entries()) evolve(replica, { index: i + 1, entry, hash: { high: i + 2, low: entry.id.length } });
        const [plan, again] = [history.state, replica].map((state) => {
          const evaluation = state.evaluations.get(state.job("default", "last")!.pendingEvaluationId)!;
          return schedule(state, evaluation, { nowMs: history.nowMs, seed, spares: 3 });
        });
        expect(again).toEqual(plan);
      }),
      { numRuns: 40 },
    );
  });
});

describe("ranking nodes as the index hands them out", () => {
  it("picks, names and counts as ranking all nodes does", () => {
    fc.assert(
      fc.property(walks, steps, fc.integer(), fc.integer({ min: 1, max: 12 }), (walk, last, seed, wanted) => {
        const { state } = clusterAfter(walk).history;
        const job = specOf("last", { ...(last.kind === "run" ? last : wish), count: 15, card: false });
        const [all, drawn] = [false, true].map((isSparse) => {
          const overlay = new PlanOverlay(state, []);
          const ranking = new GroupRanking({ state, overlay, seed, algorithm: "binpack", ...(isSparse ? { expected: wanted } : {}) }, job, job.TaskGroups[0]!);
          const index = nodeIndexOf(state.nodes);
          const scope = searchScopeOf(index, job, job.TaskGroups[0]!);
          const hasMix = state.deviceMix.frozen.length > 0;
          // An affinity may put a node with devices before others: then the scheduler does not draw.
          if (hasMix && scope.plain === undefined) return undefined;
          const nodes = (): NodeRecord[] => scope.withDevices.flatMap(({ rows }) => rows.map((row) => state.nodes.at(row)!));
          if (isSparse && hasMix) ranking.drawFrom(scope.plain!.field, wanted, { whole: scope.field, nodes });
          else if (isSparse) ranking.drawFrom(scope.field, wanted);
          else for (const { rows } of scope.classes) for (const row of rows) ranking.add(state.nodes.at(row)!);
          const picks = Array.from({ length: 15 }, () => {
            const pick = ranking.pick(["node-3", "node-4"]);
            if (pick !== undefined) overlay.place(pick.node, "g", { shape: ranking.scoring.shape, ports: pick.ports });
            if (pick !== undefined) ranking.changed(pick.node, 1);
            return pick === undefined ? undefined : { id: pick.node.id, ports: pick.ports, score: pick.score };
          });
          const tally = new SearchTally();
          ranking.countExhausted(tally);
          return { picks, best: ranking.best(7).map(({ node: { id }, score }) => ({ id, score })), tally: tally.metric([], 0) };
        });
        expect(drawn).toEqual(all);
      }),
      { numRuns: 100 },
    );
  });
});
