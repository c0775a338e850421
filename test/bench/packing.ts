// How well placements fill machines: the product's scheduler against first fit, random, Nomad's log2 sample, Kubernetes'
// sample and a lower bound. The product's own algorithm for the fewest machines is "balance" (`berth`); what it does as
// it comes is there too (`berth_binpack`). On GPU nodes it needs no setting.
import type { BenchOptions, Figures } from "./run.ts";
import { choosers } from "./packing/choosers.ts";
import { googleLoad, machinesBy, machinesByBerth } from "./packing/google2011.ts";
import { openbByBerth } from "./packing/openb-berth.ts";
import { type OpenbData, type OpenbShare, openbBy, readOpenb } from "./packing/openb.ts";
import type { Chart } from "./report/chart.ts";
import { writeReport } from "./report/write-report.ts";

type Numbers = Record<string, number>;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

function google(options: BenchOptions): Numbers {
  const { quick, progress } = options;
  const seeds = options.seeds ?? (quick ? 1 : 3);
  const tasks = options.tasks ?? (quick ? 1_500 : 15_000);
  const over: Record<string, number[]> = {};
  for (let seed = 1; seed <= seeds; seed++) {
    const load = googleLoad(tasks, seed);
    const add = (algorithm: string, machines: number): void => void (over[algorithm] ??= []).push(machines / load.bound);
    for (const algorithm of Object.keys(choosers)) add(algorithm, machinesBy(algorithm, load, seed));
    add("berth", machinesByBerth(load, "balance", progress));
    add("berth_binpack", machinesByBerth(load, "binpack", progress));
    progress(`google2011, seed ${seed}: bound ${load.bound} machines; ${Object.entries(over).map(([name, values]) => `${name} ${values.at(-1)!.toFixed(4)}`).join(", ")}`);
  }
  return Object.fromEntries(Object.entries(over).map(([name, values]) => [`google2011_${name}_machines_over_bound`, rounded(mean(values), 4)]));
}

/** Every eighth node: for a check in passing. */
function fewer({ nodes, tasks }: OpenbData): OpenbData {
  return { nodes: nodes.filter((_, i) => i % 8 === 0), tasks };
}

async function openb({ quick, progress, seeds: wanted }: BenchOptions): Promise<Numbers> {
  const data = await readOpenb();
  if (typeof data === "string") {
    progress(`openb is left out: ${data}`);
    return {};
  }
  const seeds = wanted ?? (quick ? 1 : 10);
  const figures: Numbers = {};
  const used = quick ? fewer(data) : data;
  const ways: Record<string, (seed: number) => OpenbShare> = {
    ...Object.fromEntries(Object.keys(choosers).map((algorithm) => [algorithm, (seed: number) => openbBy(used, algorithm, seed)])),
    berth: (seed) => openbByBerth(used, seed, progress),
  };
  for (const [algorithm, run] of Object.entries(ways)) {
    const shares = Array.from({ length: seeds }, (_, seed) => run(seed + 1));
    figures[`openb_${algorithm}_gpu_pct`] = rounded(mean(shares.map(({ at100Pct }) => at100Pct)), 2);
    figures[`openb_${algorithm}_gpu_pct_at_130`] = rounded(mean(shares.map(({ at130Pct }) => at130Pct)), 2);
    progress(`openb ${algorithm}: ${figures[`openb_${algorithm}_gpu_pct`]} % of the GPUs at 100 % demand`);
  }
  return figures;
}

function barsOf(figures: Numbers, { prefix, suffix, title, yLabel }: { readonly prefix: string; readonly suffix: string; readonly title: string; readonly yLabel: string }): Chart {
  const bars = Object.entries(figures)
    .filter(([name]) => name.startsWith(prefix) && name.endsWith(suffix))
    .map(([name, value]) => ({ name: name.slice(prefix.length, -suffix.length), value }));
  return { kind: "bars", title, yLabel, bars };
}

export async function packing(options: BenchOptions): Promise<Figures> {
  const { only } = options;
  const figures: Numbers = { ...(only === "openb" ? {} : google(options)), ...(only === "google2011" ? {} : await openb(options)) };
  const charts = [
    barsOf(figures, { prefix: "google2011_", suffix: "_machines_over_bound", title: "google2011: machines used over the lower bound", yLabel: "machines / bound" }),
    barsOf(figures, { prefix: "openb_", suffix: "_gpu_pct", title: "openb: GPUs allocated at 100 % demand", yLabel: "%" }),
  ];
  await writeReport({ name: "packing", about: "How well placements fill machines.", charts: charts.filter((chart) => chart.kind === "bars" && chart.bars.length > 0) }, figures);
  return figures;
}
