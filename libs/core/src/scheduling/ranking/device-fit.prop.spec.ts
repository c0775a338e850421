import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wholeUnit } from "../../model/holding.js";
import type { NodeSpec } from "../../model/node.js";
import type { NodeRecord } from "../../state/node-table.js";
import { nodeSpec } from "../../testing/node-builder.js";
import { StateBuilder } from "../../testing/state-builder.js";
import { PlanOverlay } from "../plan-overlay.js";
import { nodeIndexOf } from "../node-index/node-index.js";
import { GroupRanking } from "./group-ranking.js";

interface Ask {
  readonly cpu: number;
  readonly cores: number;
  readonly gpus: number;
  readonly milli: number;
}

const ask: fc.Arbitrary<Ask> = fc.record({
  cpu: fc.constantFrom(100, 400, 900, 2_000),
  cores: fc.constantFrom(0, 0, 0, 1, 2),
  gpus: fc.constantFrom(0, 1, 1, 2),
  milli: fc.constantFrom(wholeUnit, 300, 500),
});
const machine = fc.record({ cpu: fc.constantFrom(1_000, 2_000, 4_000, 8_000), cards: fc.integer({ min: 0, max: 4 }) });

function specOfNode(i: number, { cpu, cards }: { readonly cpu: number; readonly cards: number }): NodeSpec {
  const spec = nodeSpec(`node-${i}`, { cpuMhz: cpu, memoryMb: 100_000 });
  const Instances = Array.from({ length: cards }, (_, card) => ({ ID: `${card}`, Healthy: true, HealthDescription: "" }));
  const Devices = cards === 0 ? [] : [{ Vendor: "nvidia", Type: "gpu", Name: "x", Attributes: {}, Instances }];
  return { ...spec, NodeResources: { ...spec.NodeResources, Devices } };
}

function jobFile(id: string, { cpu, cores, gpus, milli }: Ask, count = 1): string {
  return `job "${id}" {
    type = "batch"
    group "g" {
      count = ${count}
      ephemeral_disk { size = 1 }
      task "t" {
        driver = "docker"
        config { image = "x" }
        logs {
          max_files = 0
          max_file_size = 0
        }
        resources {
          ${cores > 0 ? `cores = ${cores}` : `cpu = ${cpu}`}
          memory = 10
          ${gpus > 0 ? `device "nvidia/gpu" {\n count = ${gpus}\n share_milli = ${milli}\n }` : ""}
        }
      }
    }
  }`;
}

/** The definition, over plain numbers: what of these free cards is useless for the mix, in cards. */
function useless(cpuFree: number, cards: readonly number[], mix: StateBuilder["state"]["deviceMix"]["frozen"]): number {
  const total = cards.reduce((sum, milli) => sum + milli, 0);
  let expected = 0;
  for (const { cpuMhz, request, share } of mix) {
    const usable = cards.filter((milli) => milli >= request.milli);
    const mayRun = cpuMhz <= cpuFree && usable.length >= request.count;
    expected += share * (total - (mayRun ? usable.reduce((sum, milli) => sum + milli, 0) : 0));
  }
  return expected / wholeUnit;
}

/** Every node by definition, with nothing remembered. */
function bestByScan(builder: StateBuilder, wanted: Ask): number | undefined {
  const { state } = builder;
  const mix = state.deviceMix.frozen;
  const asked = mix.reduce((sum, { share, request }) => sum + (share * request.count * request.milli) / wholeUnit, 0);
  const mhzPerCard = Math.max(1, mix.reduce((sum, { share, cpuMhz }) => sum + share * cpuMhz, 0)) / Math.max(0.001, asked);
  const scores: number[] = [];
  for (const node of state.nodes.all()) {
    const score = scoreOn(node);
    if (score !== undefined) scores.push(score);
  }
  return scores.length === 0 ? undefined : Math.max(...scores);

  function scoreOn(node: NodeRecord): number | undefined {
    const { row, spec, units } = node;
    const cpu = wanted.cores > 0 ? wanted.cores * Math.floor(spec.NodeResources.Cpu.CpuShares / spec.NodeResources.Cpu.TotalCpuCores) : wanted.cpu;
    const cpuFree = state.nodes.cpuCapacity[row]! - state.nodes.cpuUsed[row]!;
    const freeCores = [0, 1, 2, 3].filter((core) => units.milliOf(`core/${core}`) === 0).length;
    const cards = (spec.NodeResources.Devices?.[0]?.Instances ?? []).map(({ ID: id }) => wholeUnit - units.milliOf(`nvidia/gpu/x/${id}`));
    const fitting = cards.map((milli, at) => ({ milli, at })).filter(({ milli }) => milli >= wanted.milli);
    if (cpu > cpuFree || wanted.cores > freeCores || (wanted.gpus > 0 && fitting.length < wanted.gpus)) return undefined;
    if (mix.length === 0 || cards.length === 0) {
      const fraction = (free: number, capacity: number): number => 10 ** (free / capacity);
      const memory = state.nodes.memoryCapacity[row]!;
      const total = fraction(cpuFree - cpu, state.nodes.cpuCapacity[row]!) + fraction(memory - state.nodes.memoryUsed[row]! - 10, memory);
      return Math.min(18, Math.max(0, 20 - total)) / 18;
    }
    const after = [...cards];
    for (const { at } of fitting.toSorted((a, b) => a.milli - b.milli).slice(0, wanted.gpus)) after[at]! -= wanted.milli;
    const left = after.reduce((sum, milli) => sum + milli, 0) / wholeUnit + (0.5 * (cpuFree - cpu)) / mhzPerCard;
    const cost = useless(cpuFree - cpu, after, mix) - useless(cpuFree, cards, mix) + left / 125;
    return 0.5 - (0.5 * cost) / (1 + Math.abs(cost)) - (wanted.gpus > 0 ? 0 : 1);
  }
}

describe("ranking with devices and cores", () => {
  it("picks the score that a full scan by definition would, whatever was remembered", () => {
    fc.assert(
      fc.property(fc.array(machine, { minLength: 1, maxLength: 8 }), fc.array(ask, { minLength: 1, maxLength: 20 }), fc.integer(), (machines, asks, seed) => {
        const builder = new StateBuilder();
        for (const [i, one] of machines.entries()) builder.register(specOfNode(i, one));
        for (const [i, wanted] of asks.entries()) {
          const record = builder.job(jobFile(`job-${i}`, wanted));
          const { state } = builder;
          const overlay = new PlanOverlay(state, []);
          const job = state.specOf(record);
          const ranking = new GroupRanking({ state, overlay, seed, algorithm: "binpack" }, job, job.TaskGroups[0]!);
          for (const node of state.nodes.all()) if (nodeIndexOf(state.nodes).classAt(node.row) >= 0) ranking.add(node);
          const best = bestByScan(builder, wanted);
          const pick = ranking.pick();
          expect(pick === undefined).toBe(best === undefined);
          if (best !== undefined) expect(pick!.score).toBeCloseTo(best, 9);
          builder.commit(builder.plan(record, { seed }));
        }
      }),
      { numRuns: 80 },
    );
  });
});
